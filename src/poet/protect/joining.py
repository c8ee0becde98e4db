"""Which groups of people are told of together where each alone would tell too much: bands beside each other, answers by a
declared tree. Of all ways of joining them each home (an area, a region) takes the one that tells most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from math import prod

from poet.protect.ledger import Structure
from poet.protect.model import OptionTable, Release, Shown, Table

Places = tuple[int, ...]
# Of each home (an area, a region, everybody) its groups by name, each as places among the smallest cells.
Groups = Mapping[str, Mapping[str, Places]]
Planned = Callable[[Structure], Release]

_HOMES, _GROUPS = "homes", "groups"


@dataclass(frozen=True, slots=True)
class Node:
    """Answers that are told of together, under a name; one answer alone is called by its code."""

    name: str
    answers: tuple[str, ...]


# One way of joining: nodes that part all answers.
Cut = tuple[Node, ...]


@dataclass(frozen=True, slots=True, order=True)
class Worth:
    """What is told of a home's groups, in the order in which it counts: tables with a figure, people in them, categories."""

    tables: int = 0
    people: int = 0
    categories: int = 0

    def __add__(self, other: Worth) -> Worth:
        return Worth(self.tables + other.tables, self.people + other.people, self.categories + other.categories)


def neighbours(answers: Sequence[str], called: Callable[[Sequence[str]], str]) -> tuple[Cut, ...]:
    """Every way of joining answers that stand beside each other, finest first; never all into one."""
    inner = range(1, len(answers))
    found = [
        (0, *borders, len(answers))
        for number in range(len(answers) - 1, 0, -1)
        for borders in combinations(inner, number)
    ]
    return tuple(tuple(_stretch(answers[low:high], called) for low, high in pairwise(edges)) for edges in found)


def _stretch(answers: Sequence[str], called: Callable[[Sequence[str]], str]) -> Node:
    return Node(answers[0] if len(answers) == 1 else called(answers), tuple(answers))


def by_tree(answers: Sequence[str], tree: Mapping[str, Sequence[str]]) -> tuple[Cut, ...]:
    """Every way of joining answers by a tree, finest first. `tree[name]` are the answers, or names declared before, that
    are joined under a name; what it does not name stays alone. All are never joined into one."""
    below = {one for members in tree.values() for one in members}
    roots = [one for one in (*answers, *tree) if one not in below]
    ways = [sum(choice, ()) for choice in product(*(list(_ways(root, tree)) for root in roots))]
    whole = [way for way in ways if len(way) > 1]
    return tuple(tuple(sorted(way, key=lambda node: answers.index(node.answers[0]))) for way in _finest_first(whole))


def ways_of(answers: Sequence[str], tree: Mapping[str, Sequence[str]]) -> int:
    """In how many ways answers can be joined by a tree, all in one included."""
    below = {one for members in tree.values() for one in members}
    return prod(_number(root, tree) for root in (*answers, *tree) if root not in below)


def _number(name: str, tree: Mapping[str, Sequence[str]]) -> int:
    return 1 + prod(_number(one, tree) for one in tree[name]) if name in tree else 1


def _finest_first(ways: Sequence[Cut]) -> Sequence[Cut]:
    return sorted(ways, key=lambda way: -len(way))


def _ways(name: str, tree: Mapping[str, Sequence[str]]) -> Iterator[Cut]:
    """All ways of telling of what stands under a name."""
    members = tree.get(name, ())
    if members:
        yield from (sum(choice, ()) for choice in product(*(list(_ways(one, tree)) for one in members)))
    yield (Node(name, _leaves(name, tree)),)


def _leaves(name: str, tree: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    members = tree.get(name)
    return (name,) if members is None else tuple(leaf for one in members for leaf in _leaves(one, tree))


def most_told(
    cells: tuple[str, ...],
    homes: Mapping[str, Places],
    ways: Sequence[Sequence[str]],
    partitions: Mapping[str, Groups],
    planned: Planned,
    others: frozenset[str] = frozenset(),
) -> Mapping[str, int]:
    """Of each home the place among `ways` of the one by which most may be told; of equals the first, which is the finest.
    A way is made of `partitions` by name, each planned beside the homes themselves as `planned` plans a structure. Groups
    called as in `others` are only those that somebody stands beside: their people do not count as told of."""
    worth = {name: _worth(planned(_structure(cells, homes, one)), one, others) for name, one in partitions.items()}

    def told(home: str, at: int) -> Worth:
        return sum((worth[name].get(home, Worth()) for name in ways[at]), Worth())

    return {home: max(range(len(ways)), key=lambda at: (told(home, at), -at)) for home in homes}


def _structure(cells: tuple[str, ...], homes: Mapping[str, Places], groups: Groups) -> Structure:
    return Structure(
        cells,
        {
            _HOMES: homes,
            _GROUPS: {group_name(home, name): places for home, one in groups.items() for name, places in one.items()},
        },
    )


def group_name(home: str, group: str) -> str:
    """How a group of a home is called while ways are compared."""
    return f"{home}\n{group}"


def _worth(release: Release, groups: Groups, others: frozenset[str]) -> Mapping[str, Worth]:
    told = release.partitions[_GROUPS].groups
    return {
        home: sum(
            (_told(table, name in others) for name in one for table in told[group_name(home, name)].values()), Worth()
        )
        for home, one in groups.items()
    }


def _told(table: Table, is_other: bool) -> Worth:  # noqa: FBT001 a fact of the group, not a switch
    if not isinstance(table, OptionTable) or not isinstance(table.base, Shown):
        return Worth()
    categories = sum(isinstance(part.count, Shown) for part in table.parts)
    has_figure = isinstance(table.favourable, Shown) if table.item.judged else categories > 0
    return Worth(int(has_figure), table.base.value if has_figure and not is_other else 0, categories)
