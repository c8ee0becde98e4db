"""Where a finished report becomes a draft that its two parties write on together, sign, and publish or not."""

from __future__ import annotations

from django.utils import timezone

from poet.report import Report
from portal.editing.again import keep_as_issued
from portal.editing.writing import begin
from portal.issuing.models import Piece


def becomes_a_draft(piece: Piece, report: Report) -> None:
    """Hand a finished report over for editing: called once a report, in the transaction that keeps its files.

    A draft of this kind that is there already keeps what people wrote on it, and its figures until somebody makes them
    anew: nothing changes under the hands of who writes or signs.
    """
    place, now = piece.area, timezone.now()
    draft = begin(
        piece.run.round, piece.version, report.kind, place, by=None, at=now, report=report, region=piece.region
    )
    keep_as_issued(draft, report, at=now)
