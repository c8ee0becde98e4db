"""Areas that had another name: figures that are kept under it are read under today's, and nothing of what is kept is changed.

Tables and the ledger hold names, as they were when somebody wrote them; reports look for today's. Which area a name meant is
found in the round that the figures are of: a name may pass from an area that ended to a new one, but not within one round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from poet.protect import Protected
from poet.protect.ledger import Draft, Entry
from poet.protect.ledger.renaming import renamed
from portal.councils import scope
from portal.reporting.counting import Counted
from portal.rounds.models import Participation, Round

# Today's names of areas by those that they had before.
Names = Mapping[str, str]
T = TypeVar("T")


@scope.everywhere("what the areas of rounds were called before")
def called_by_round() -> dict[int, Names]:
    """The names that areas had before, by the key of each round in which they take part. One statement."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Participation.objects.filter(area__formers__isnull=False)
    for asking, before, now in rows.values_list("round", "area__formers__name", "area__name"):
        if before != now:
            found[asking][before] = now
    return dict(found)


def called_in(asking: Round) -> Names:
    """The same of one round."""
    return called_by_round().get(asking.pk, {})


def today(tables: Protected, names: Names) -> Protected:
    """The tables with their areas called as they are today."""
    if not names:
        return tables
    return replace(tables, respondents=_Today(tables.respondents, names), groups=_Today(tables.groups, names))


def counted_today(counted: Counted, names: Names) -> Counted:
    """The same of a count that was made before somebody changed a name."""
    largest = {item: _Today(of, names) for item, of in counted.largest.items()}
    return Counted(today(counted.tables, names), largest) if names else counted


def entry_today(entry: Entry, by_round: Mapping[int, Names]) -> Entry:
    """An entry of the ledger, read in the same way."""
    draft = draft_today(entry.draft, by_round)
    return entry if draft is entry.draft else replace(entry, draft=draft)


def draft_today(draft: Draft, by_round: Mapping[int, Names]) -> Draft:
    """What an entry holds, read in the same way."""
    key = draft.population.round.partition(" by ")[0].rpartition("/")[2]
    names = by_round.get(int(key), {}) if key.isdecimal() else {}
    return renamed(draft, names) if names else draft


class _Today(Mapping[str, T]):
    """What stands under names of areas, under today's; each is read when it is asked for."""

    def __init__(self, kept: Mapping[str, T], names: Names) -> None:
        self._kept = kept
        self._under = {names.get(name, name): name for name in kept}

    def __getitem__(self, name: str) -> T:
        return self._kept[self._under[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._under)

    def __len__(self) -> int:
        return len(self._under)
