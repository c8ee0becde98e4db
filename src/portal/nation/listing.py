"""Every area of England in a round: where it stands, in five statements however many there are; filtered, sorted, paged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import Max

from portal.councils.models import Area
from portal.nation.late import Because, Standing, late, may_be_nudged
from portal.nation.tallies import NOT_TOLD, Band, returns, together
from portal.rounds.models import Enrolment, Nudge, Round, State

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One area in a round."""

    area: Area
    state: State
    since: datetime | None
    band: Band
    late: Because | None
    nudged: datetime | None
    may_be_nudged: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is asked for: a part of a name or region, a state, late ones only, and an order."""

    said: str = ""
    state: str = ""
    late: bool = False
    sort: str = "area"

    @property
    def kept(self) -> dict[str, str]:
        """As it goes on in addresses."""
        return {"q": self.said, "state": self.state, "late": "1" if self.late else "", "sort": self.sort}


# By name, region, state or date: areas are never put in an order of how much or how well they did.
ORDERS: Mapping[str, Callable[[Line], Any]] = MappingProxyType(
    {
        "area": lambda line: line.area.name,
        "region": lambda line: (line.area.region, line.area.name),
        "state": lambda line: (list(State).index(line.state), line.area.name),
        "since": lambda line: (line.since or _LONG_AGO, line.area.name),
    }
)


def lines(asking: Round, now: datetime) -> list[Line]:
    """Every area, by name; one that ended before the round began and never stood in it is left out."""
    found = {one.area_id: one for one in Enrolment.objects.filter(round=asking)}
    bands = returns(asking)
    nudges = dict(Nudge.objects.filter(round=asking).values_list("area").annotate(last=Max("at")).order_by("area"))
    return [
        _line(asking, area, found.get(area.pk), bands.get(area.name, NOT_TOLD), nudges.get(area.pk), now)
        for area in Area.objects.all()
        if area.pk in found or area.closed is None or area.closed >= asking.opens.date()
    ]


def _line(
    asking: Round, area: Area, place: Enrolment | None, band: Band, nudged: datetime | None, now: datetime
) -> Line:
    state = State(place.state) if place else State.NONE
    since = place.since if place else None
    because = late(asking, Standing(state, since, band), now)
    return Line(area, state, since, band, because, nudged, because is not None and may_be_nudged(nudged, now))


def chosen(every: Sequence[Line], asked: Asked) -> list[Line]:
    """Those that are asked for, in the order that is asked for."""
    said = asked.said.casefold()
    found = [
        line
        for line in every
        if (not said or said in line.area.name.casefold() or said in line.area.region.casefold())
        and (not asked.state or line.state == asked.state)
        and (line.late is not None or not asked.late)
    ]
    return sorted(found, key=ORDERS.get(asked.sort, ORDERS["area"]))


@dataclass(frozen=True, slots=True)
class Region:
    """A region in a round: how many areas it has, how many of them take part, and what is told of their returns."""

    name: str
    areas: int
    taking_part: int
    least: int
    not_told: int


def regions(every: Sequence[Line]) -> list[Region]:
    """Every region by name. The returns are a sum of what is told of each area, and nothing finer."""
    names = sorted({line.area.region for line in every})
    return [_region(name, [line for line in every if line.area.region == name]) for name in names]


def _region(name: str, inside: Sequence[Line]) -> Region:
    part = [line for line in inside if line.state is State.TAKING_PART]
    quiet = sum(not line.band.least for line in part)
    return Region(name, len(inside), len(part), together(line.band for line in part), quiet)
