"""May this be told about that area? Every room that publishes something asks here, and no answer means no.

    may_publish(asking, "E10000007", Use.NAMED_IN_ANNUAL_REPORT, at=now)

An answer counts from the moment it was given until the next one. What was issued while it was yes stays issued.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.rounds.models import Answered, Round
from portal.rounds.statements import Use


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a statement, from a moment on."""

    statement: str
    given: bool
    at: datetime


def consenting(answers: Iterable[Answer], use: Use, at: datetime) -> bool:
    """Whether the last answer given by that moment was yes; where several stand at one moment all of them must be."""
    said = [one for one in answers if one.statement == use and one.at <= at]
    last = max((one.at for one in said), default=None)
    return last is not None and all(one.given for one in said if one.at == last)


def may_publish(asking: Round, area: str, use: Use, *, at: datetime) -> bool:
    """Whether an area, by its code, lets this be done with what it has in a round. Raises OutOfScope outside its scope."""
    return area in consenting_areas(asking, use, at=at, among={area})


def consenting_areas(asking: Round, use: Use, *, at: datetime, among: Iterable[str] | None = None) -> frozenset[str]:
    """The codes of the areas that let this be done in a round, in one statement. Raises OutOfScope."""
    rows = Answered.objects.filter(round=asking, statement=use)
    if among is not None:
        rows = rows.filter(area__in=list(among))
    said: dict[str, list[Answer]] = {}
    for area, given, when in rows.values_list("area_id", "given", "at"):
        said.setdefault(area, []).append(Answer(use, given, when))
    return frozenset(area for area, answers in said.items() if consenting(answers, use, at))
