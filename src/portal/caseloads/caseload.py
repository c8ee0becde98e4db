"""Who could be heard in an area: the newest published figures of its caseload."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from portal.caseloads.models import Counts, Figure
from portal.councils.models import Area

LOADED_WITH_AREAS = "January 2025"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a caseload; `people` is None where the publisher does not tell."""

    code: str
    label: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many people there are (None: not known), of when, and by attribute its groups as the publisher names them."""

    people: int | None = None
    period: str = ""
    groups: dict[str, tuple[Group, ...]] = field(default_factory=dict)


def caseloads(area: Area, wanted: Collection[Counts]) -> dict[Counts, Caseload]:
    """The caseloads of an area, in one statement: of each breakdown the newest file. Of plans there is at least the number
    that came with the list of areas."""
    rows = Figure.objects.filter(area=area, source__counts__in=wanted).select_related("source")
    newest: dict[tuple[str, str], list[Figure]] = {}
    for row in rows.order_by("-source__year", "-source__loaded", "-source_id", "pk"):
        held = newest.setdefault((row.source.counts, row.attribute), [])
        if not held or held[0].source_id == row.source_id:
            held.append(row)
    return {counts: _caseload(area, counts, newest) for counts in wanted}


def _caseload(area: Area, counts: Counts, newest: dict[tuple[str, str], list[Figure]]) -> Caseload:
    groups = {
        attribute: tuple(Group(row.group, row.label, row.people) for row in rows)
        for (whose, attribute), rows in newest.items()
        if whose == counts and attribute
    }
    whole = newest.get((counts, ""), [])
    if whole and whole[0].people is not None:
        return Caseload(whole[0].people, whole[0].source.period, groups)
    return Caseload(area.plans, LOADED_WITH_AREAS, groups) if counts is Counts.PLANS else Caseload(groups=groups)
