"""What each council that can be known in a report must have agreed to before it goes out, and whether it has.

No answer means no; an answer counts for its own round; the last one by the moment counts (`portal.rounds.consent`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from portal.councils import scope
from portal.rounds.consent import consenting_areas
from portal.rounds.models import Enrolment, Round, State
from portal.rounds.statements import Use

# A face that is made for other software is open data: a council has a say of its own about that.
OPEN_DATA = frozenset({"json", "claims", "zip"})
_BY_TERM = frozenset({"termly"})


@dataclass(frozen=True, slots=True)
class Missing:
    """A council, by its code, whose agreement to a use is not there."""

    area: str
    use: Use


def use_of(kind: str, area: str, owner: str | None) -> Use:
    """What an area must have agreed to so that a report of this kind may tell of it: its own, or somebody else's."""
    if area == owner:
        return Use.OWN_REPORT_IN_PUBLIC
    return Use.NAMED_IN_TERM_SUMMARIES if kind in _BY_TERM else Use.NAMED_IN_ANNUAL_REPORT


@scope.everywhere("whether every council that can be known in a report has agreed to its publication")
def missing(
    asking: Round, kind: str, areas: Collection[str], *, owner: str | None, at: datetime
) -> tuple[Missing, ...]:
    """Which of these areas have not agreed, in the order of their codes."""
    wanted = {area: use_of(kind, area, owner) for area in areas}
    agreed = {use: consenting_areas(asking, use, at=at, among=areas) for use in set(wanted.values())}
    left = _have_left(asking, areas)
    return tuple(Missing(area, use) for area, use in sorted(wanted.items()) if area not in agreed[use] or area in left)


def _have_left(asking: Round, areas: Collection[str]) -> frozenset[str]:
    """Whoever left a round said no to everything then; it is asked once more, whatever became of those answers."""
    gone = Enrolment.objects.filter(round=asking, area__in=list(areas), state=State.WITHDRAWN)
    return frozenset(gone.values_list("area_id", flat=True))


@scope.everywhere("whether every council that can be known in a report lets it stand as open data")
def may_be_open_data(asking: Round, areas: Collection[str], *, at: datetime) -> bool:
    """Whether all of these areas let lines under their name be open data; where nobody is named it may."""
    return frozenset(areas) <= consenting_areas(asking, Use.NAMED_IN_OPEN_DATA, at=at, among=areas) if areas else True
