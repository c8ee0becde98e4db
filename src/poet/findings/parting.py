"""How the groups that a plan tells of lie over the smallest cells, and which answers are told together in which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from poet.findings import words
from poet.findings.material import answers
from poet.findings.plan import Grouping, Joining, Level
from poet.protect import Release, Structure
from poet.protect.joining import Groups, Places, most_told

# A cell: one of its areas (they share every group they stand in), and the place of its answer to each grouping.
Cell = tuple[str, tuple[int, ...]]
# Of each home the names of the answers and joinings by which it is told of.
Told = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Parted:
    """The smallest cells by their areas and answers; `asked` are the groupings whose answers part them, in their order."""

    members: Sequence[Cell]
    asked: tuple[Grouping, ...]
    regions: Mapping[str, str]

    def homes(self, level: Level) -> dict[str, Places]:
        """The groups of a level, in alphabetical order whatever their case, with the places of their cells."""
        found: dict[str, list[int]] = {}
        for place, (area, _) in enumerate(self.members):
            found.setdefault(home(level, area, self.regions), []).append(place)
        return {name: tuple(found[name]) for name in sorted(found, key=lambda one: (one.casefold(), one))}

    def groups(self, level: Level, grouping: Grouping) -> Groups:
        """Each home's people by every answer and joining of the grouping; those who gave another answer, or none, are in
        no group."""
        homes = self.homes(level)
        found: dict[str, dict[str, list[int]]] = {name: {one: [] for one in answers(grouping)} for name in homes}
        of = self._telling(grouping)
        for name, places in homes.items():
            for place in places:
                for answer in of(self.members[place][1]):
                    found[name][answer].append(place)
        return {name: {one: tuple(places) for one, places in groups.items()} for name, groups in found.items()}

    def _telling(self, grouping: Grouping) -> Callable[[tuple[int, ...]], Sequence[str]]:
        """By which of the grouping's answers a cell's answers are told."""
        if grouping.is_joining:
            (node,) = grouping.joined
            of = [self._at(Grouping(grouping.by, answer)) for answer in node.answers]
            names = answers(grouping)
            return lambda said: _of_any([said[at] for at in of], names)
        at = self._at(grouping)
        if grouping.tick is not None:
            names = answers(grouping)
            return lambda said: names[said[at] : said[at] + 1]
        codes = [option.code for option in grouping.by.options]
        told = {codes.index(one.code): [one.code] for one in grouping.by.in_base}
        for node in grouping.joined:
            for answer in node.answers:
                told[codes.index(answer)].append(node.name)
        return lambda said: told.get(said[at], ())

    def _at(self, grouping: Grouping) -> int:
        return [one.name for one in self.asked].index(grouping.name)


def _of_any(said: Sequence[int], names: tuple[str, ...]) -> tuple[str, ...]:
    """Whether any of several options was chosen (0), none of them (1), or nothing answered (2)."""
    return names[:1] if 0 in said else names[1:] if 2 not in said else ()


def told_together(
    parted: Parted,
    level: Level,
    joining: Joining,
    cells: tuple[str, ...],
    planned: Callable[[Structure], Release],
) -> Told:
    """Of each home of a level the answers and joinings by which most may be told of a question."""
    ways, partitions = (_by_options if joining.is_of_several else _by_answers)(parted, level, joining)
    others = frozenset(f"not {name}" for name in partitions) if joining.is_of_several else frozenset()
    chosen = most_told(cells, parted.homes(level), ways, partitions, planned, others)
    return {name: frozenset(node.name for node in joining.cuts[at]) for name, at in chosen.items()}


def _by_options(parted: Parted, level: Level, joining: Joining) -> tuple[list[list[str]], dict[str, Groups]]:
    """Of a question of several answers each option and each joining parts people by itself."""
    nodes = {node.name: node for cut in joining.cuts for node in cut}
    partitions: dict[str, Groups] = {
        name: parted.groups(level, Grouping(joining.by, name, (node,) if len(node.answers) > 1 else ()))
        for name, node in nodes.items()
    }
    return [[node.name for node in cut] for cut in joining.cuts], partitions


def _by_answers(parted: Parted, level: Level, joining: Joining) -> tuple[list[list[str]], dict[str, Groups]]:
    """Of a question of one answer each way of joining parts people once."""
    every = parted.groups(level, Grouping(joining.by, None, joining.nodes))
    partitions: dict[str, Groups] = {
        str(at): {name: {node.name: groups[node.name] for node in cut} for name, groups in every.items()}
        for at, cut in enumerate(joining.cuts)
    }
    return [[name] for name in partitions], partitions


def leaves(groupings: Iterable[Grouping]) -> tuple[Grouping, ...]:
    """The groupings whose answers part people, each once; joinings follow from them."""
    return tuple({one.name: Grouping(one.by, one.tick) for one in groupings if not one.is_joining}.values())


def home(level: Level, area: str, regions: Mapping[str, str]) -> str:
    """The group of a level that an area belongs to. Raises ValueError where nobody said."""
    match level:
        case Level.AREA:
            return area
        case Level.REGION if area not in regions:
            raise ValueError(f"{area!r} belongs to no region")
        case Level.REGION:
            return regions[area]
        case Level.NATION:
            return words.EVERYBODY
