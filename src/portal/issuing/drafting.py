"""Where a finished report of a council becomes a draft that the council and the national editor write on together."""

from __future__ import annotations

from poet.report import Report
from portal.issuing.models import Piece


def becomes_a_draft(piece: Piece, report: Report) -> None:
    """Hand a council's finished report over for editing: called once a report, in the transaction that keeps its files.

    Nothing is done with it yet: editing stands below this room and is joined here.
    """
    del piece, report
