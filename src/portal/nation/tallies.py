"""How many returns there are, as coarsely as may be told while a round is open (docs/decisions/0017-the-life-of-a-round.md).

An area's band is made of the numbers of people that stand on its own pages, and of nothing else: whoever sees both sees no
more than whoever sees the pages. A sum is made of what the bands say, and tells nothing that they do not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from poet.protect import Shown, Withheld, tally
from portal.nation import words
from portal.reporting.results import stands_together
from portal.rounds.models import Round
from portal.rounds.repeating import times_told

FROM = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Band:
    """At least so many returns, and not yet as many as the next band begins with; 0 says that it is not told."""

    least: int

    def __str__(self) -> str:
        return words.band(self.least)


NOT_TOLD = Band(0)


def returns(asking: Round) -> Mapping[str, Band]:
    """The band of every area whose pages show returns in a round, by its name: of all its questionnaires together. One
    statement where nothing has changed; otherwise the pages move on first, where they may."""
    found: dict[str, list[Shown[int] | Withheld]] = defaultdict(list)
    for stands in stands_together(asking, list(asking.versions.all())).values():
        for area, people in stands.tables.respondents.items():
            found[area].append(people)
    return {area: of_pages(people) for area, people in found.items()}


def of_pages(shown: Iterable[Shown[int] | Withheld]) -> Band:
    """The band of what an area's pages show of how many answered each questionnaire; what they withhold is not counted."""
    people = sum(one.value for one in shown if isinstance(one, Shown))
    return band(Shown(people))


def band(told: Shown[int] | Withheld) -> Band:
    """The band of a protected number."""
    found = tally(told, FROM)
    return Band(found.value) if isinstance(found, Shown) else NOT_TOLD


def begun_again(asking: Round) -> Band:
    """How often a questionnaire was begun once more in a browser that had sent it: as it stood when the pages moved on last,
    and ten times more often than before or not at all, so that nobody sees whether the last person did."""
    return band(Shown(times_told(asking.pk)))


def together(bands: Iterable[Band]) -> int:
    """What several areas have at least, by what is told of each of them."""
    return sum(one.least for one in bands)
