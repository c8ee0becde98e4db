"""What an item of a group may be set beside, by the words of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from poet.findings.plan import Comparisons
from poet.findings.words import EVERYBODY
from poet.instrument import Item
from poet.protect import OptionTable, Shown, Table, Withheld, minus

Outcome = Difference | Withheld | NotTested
Compared = Iterator[tuple[str, Item, Outcome]]
Cell = Shown[int] | Withheld


class Comparator(NamedTuple):
    """How a comparison is made, and whether it is a test of its own (what is scaled from another is not). One that has a
    `turn` is made of the comparison with the rest of the nation."""

    compare: Callable[[Comparisons, Material], Compared]
    tests: bool
    turn: Callable[[Outcome], Outcome] | None = None


def rest_of_nation(part: Comparisons, material: Material) -> Compared:
    """Everybody else, pooled."""
    asked = list(material.options(part.level, part.items))
    whole = material.whole(part.level)
    pairs = [_rest(EVERYBODY, table, whole[item.id]) for _, item, table in asked]
    return _told(asked, pairs)


def all_answers(beside_rest: Outcome) -> Outcome:
    """Everybody, the group itself included, pooled: exact from the rest."""
    return beside_whole(beside_rest, EVERYBODY) if isinstance(beside_rest, Difference) else beside_rest


def rest_of_region(part: Comparisons, material: Material) -> Compared:
    """The other areas of the area's region, pooled as far as they are shown. The region's own table is no part of it: a
    region less its shown areas could be a few people."""
    asked = list(material.options(part.level, part.items))
    groups = material.groups(part.level)
    neighbours: dict[str, list[str]] = {}
    for area in groups:
        neighbours.setdefault(material.regions.get(area, ""), []).append(area)
    shown: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    pairs: list[Pair | NotTested] = []
    for group, item, table in asked:
        region = material.regions.get(group, "")
        if (region, item.id) not in shown:
            shown[region, item.id] = _shown(neighbours[region], groups, item)
        pooled = _without(group, neighbours[region], shown[region, item.id], table)
        found = pooled if isinstance(pooled, NotTested) else Pair(Rest(region, pooled.left_out), *pooled.figures)
        pairs.append(found if region else NotTested(NO_REGION))
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
        pairs: list[Pair | NotTested] = []
        shown = {item.id: _shown(members, groups, item) for item in part.items}
        for group, item, table in asked:
            pooled = _without(group, members, shown[item.id], table)
            if isinstance(pooled, NotTested):
                pairs.append(pooled)
            else:
                pairs.append(Pair(NamedGroup(word, pooled.areas, pooled.left_out), *pooled.figures))
        return _told(asked, pairs)

    return compare


COMPARATORS: Mapping[str, Comparator] = MappingProxyType(
    {
        "rest-of-region": Comparator(rest_of_region, tests=True),
        "rest-of-nation": Comparator(rest_of_nation, tests=True),
        "all-answers": Comparator(rest_of_nation, tests=False, turn=all_answers),
        "average-area": Comparator(average_area, tests=False),
    }
)


def beside(part: Comparisons, material: Material) -> Iterator[tuple[str, Comparator, Compared]]:
    """The items beside each comparator that the table names, by its word; what two are made of is worked out once."""
    made: dict[Callable[[Comparisons, Material], Compared], list[tuple[str, Item, Outcome]]] = {}
    for word in part.beside:
        found = comparator(word)
        if found.compare not in made:
            made[found.compare] = list(found.compare(part, material))
        turn = found.turn
        told = made[found.compare]
        yield word, found, iter(told if turn is None else [(group, item, turn(one)) for group, item, one in told])


def comparator(word: str) -> Comparator:
    """The comparator of a word: one of those above, or a group that the plan names."""
    return COMPARATORS.get(word) or Comparator(named_group(word), tests=True)


def _rest(of: str, here: OptionTable, whole: Table) -> Pair | NotTested:
    assert isinstance(whole, OptionTable)
    said, people = minus(whole.favourable, here.favourable), minus(whole.base, here.base)
    if isinstance(people, Shown) and people.value == 0:
        return NotTested(ALONE)
    return Pair(Rest(of), (here.favourable, here.base), (said, people))


class _Pooled(NamedTuple):
    areas: tuple[str, ...]
    left_out: int
    figures: tuple[tuple[Cell, Cell], tuple[int, int]]


def _shown(members: Sequence[str], groups: Mapping[str, Mapping[str, Table]], item: Item) -> dict[str, tuple[int, int]]:
    """The members that show their figure: how many said so, of how many."""
    shown: dict[str, tuple[int, int]] = {}
    for member in members:
        match groups.get(member, {}).get(item.id):
            case OptionTable(favourable=Shown(said), base=Shown(people)):
                shown[member] = said, people
    return shown


def _without(
    area: str, members: Sequence[str], shown: Mapping[str, tuple[int, int]], here: OptionTable
) -> _Pooled | NotTested:
    """An area beside the other members that show their figure, added up."""
    others = {member: figures for member, figures in shown.items() if member != area}
    if not others:
        return NotTested(ALONE)
    said, people = (sum(column) for column in zip(*others.values(), strict=True))
    left_out = len(members) - (area in members) - len(others)
    return _Pooled(tuple(others), left_out, ((here.favourable, here.base), (said, people)))


def _told(asked: list[tuple[str, Item, OptionTable]], pairs: list[Pair | NotTested]) -> Compared:
    """Each item's outcome in its place; all pairs are worked out together."""
    found = iter(differences([pair for pair in pairs if isinstance(pair, Pair)]))
    for (group, item, _), pair in zip(asked, pairs, strict=True):
        yield group, item, next(found) if isinstance(pair, Pair) else pair
