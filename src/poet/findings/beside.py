"""What an item of a group may be set beside, by the words of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from poet.compare import (
    Difference,
    NamedGroup,
    NotTested,
    Pair,
    Rest,
    beside_average,
    beside_whole,
    differences,
)
from poet.compare.words import ALONE, NO_REGION
from poet.findings.material import Material
from poet.findings.plan import Comparisons, Level
from poet.findings.words import EVERYBODY
from poet.instrument import Item
from poet.protect import OptionTable, Shown, Table, Withheld, minus

Outcome = Difference | Withheld | NotTested
Compared = Iterator[tuple[str, Item, Outcome]]
Cell = Shown[int] | Withheld


class Comparator(NamedTuple):
    """How a comparison is made, and whether it is a test of its own (what is scaled from another is not)."""

    compare: Callable[[Comparisons, Material], Compared]
    tests: bool


def rest_of_nation(part: Comparisons, material: Material) -> Compared:
    """Everybody else, pooled."""
    asked = list(material.options(part.level, part.items))
    whole = material.whole(part.level)
    pairs = [_rest(EVERYBODY, table, whole[item.id]) for _, item, table in asked]
    return _told(asked, pairs)


def all_answers(part: Comparisons, material: Material) -> Compared:
    """Everybody, the group itself included, pooled: exact from the rest."""
    for group, item, outcome in rest_of_nation(part, material):
        yield group, item, beside_whole(outcome, EVERYBODY) if isinstance(outcome, Difference) else outcome


def rest_of_region(part: Comparisons, material: Material) -> Compared:
    """The area's region without the area, pooled."""
    asked = list(material.options(part.level, part.items))
    regions = material.groups(Level.REGION)
    homes = [material.regions.get(group, "") for group, _, _ in asked]
    pairs = [
        _rest(home, table, regions[home][item.id]) if home in regions else NotTested(NO_REGION)
        for home, (_, item, table) in zip(homes, asked, strict=True)
    ]
    return _told(asked, pairs)


def average_area(part: Comparisons, material: Material) -> Compared:
    """The mean of the groups' own shares: each group counts once."""
    by_item: dict[str, dict[str, OptionTable]] = {}
    for group, item, table in material.options(part.level, part.items):
        by_item.setdefault(item.id, {})[group] = table
    found = {item: beside_average(tables, EVERYBODY) for item, tables in by_item.items()}
    for group, item, _ in material.options(part.level, part.items):
        yield group, item, found[item.id][group]


def named_group(word: str) -> Callable[[Comparisons, Material], Compared]:
    """Areas that the plan names, without the area itself, pooled. Those whose figure is withheld, or who did not take
    part, are left out and counted."""

    def compare(part: Comparisons, material: Material) -> Compared:
        asked = list(material.options(part.level, part.items))
        members, groups = part.groups[word], material.groups(part.level)
        pairs = [
            _pooled(word, [one for one in members if one != group], groups, item, table) for group, item, table in asked
        ]
        return _told(asked, pairs)

    return compare


COMPARATORS: Mapping[str, Comparator] = MappingProxyType(
    {
        "rest-of-region": Comparator(rest_of_region, tests=True),
        "rest-of-nation": Comparator(rest_of_nation, tests=True),
        "all-answers": Comparator(all_answers, tests=False),
        "average-area": Comparator(average_area, tests=False),
    }
)


def comparator(word: str) -> Comparator:
    """The comparator of a word: one of those above, or a group that the plan names."""
    return COMPARATORS.get(word) or Comparator(named_group(word), tests=True)


def _rest(of: str, here: OptionTable, whole: Table) -> Pair | NotTested:
    assert isinstance(whole, OptionTable)
    said, people = minus(whole.favourable, here.favourable), minus(whole.base, here.base)
    if isinstance(people, Shown) and people.value == 0:
        return NotTested(ALONE)
    return Pair(Rest(of), (here.favourable, here.base), (said, people))


def _pooled(
    name: str, members: list[str], groups: Mapping[str, Mapping[str, Table]], item: Item, here: OptionTable
) -> Pair | NotTested:
    figures: dict[str, tuple[int, int]] = {}
    for member in members:
        table = groups.get(member, {}).get(item.id)
        match table:
            case OptionTable(favourable=Shown(said), base=Shown(people)):
                figures[member] = said, people
    if not figures:
        return NotTested(ALONE)
    comparator = NamedGroup(name, tuple(figures), len(members) - len(figures))
    said, people = (sum(column) for column in zip(*figures.values(), strict=True))
    return Pair(comparator, (here.favourable, here.base), (said, people))


def _told(asked: list[tuple[str, Item, OptionTable]], pairs: list[Pair | NotTested]) -> Compared:
    """Each item's outcome in its place; all pairs are worked out together."""
    found = iter(differences([pair for pair in pairs if isinstance(pair, Pair)]))
    for (group, item, _), pair in zip(asked, pairs, strict=True):
        yield group, item, next(found) if isinstance(pair, Pair) else pair
