"""Who left: how many responses were taken back, so that what is issued next is held against what was issued of them.

Nobody knows which releases somebody who left had stood in, if any: a response bears no day, and no log says when it went
(`poet.protect.refresh.waves_of`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from portal.capture.leaving import left
from portal.reporting.models import Leaving
from portal.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Gone:
    """How many left in all, and how many of them no entry of the ledger has told of."""

    ever: int
    untold: int


def begin() -> None:
    """Count from now on whoever leaves."""
    left.connect(_count, dispatch_uid="leaving")


def gone(asking: Round, version_id: int) -> Gone:
    """Who left a questionnaire of a round by now. Ask before anybody is counted: who leaves in between is then told of by the
    next entry."""
    found = Leaving.objects.filter(round=asking, version=version_id).values_list("people", "told").first()
    ever, told = found or (0, 0)
    return Gone(ever, ever - told)


def told(asking: Round, version_id: int, seen: Gone) -> None:
    """An entry told of them: call it in the transaction that appends it."""
    if seen.untold:
        Leaving.objects.filter(round=asking, version=version_id).update(told=seen.ever)


def _count(round_id: int, version_id: int, people: int, **_: object) -> None:
    if people:
        Leaving.objects.get_or_create(round_id=round_id, version_id=version_id)
        Leaving.objects.filter(round=round_id, version=version_id).update(people=F("people") + people)
