"""What a plan is run on: the protected tables it needs, made from counts in one place, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from poet.compare import Period
from poet.count import Counts, Crossed, Packed, count_packed, crossed, crossing_name, merged, only
from poet.findings import words
from poet.findings.plan import Grouping, Level, Plan
from poet.instrument import Item
from poet.protect import STANDARD, Grain, OptionTable, Policy, Protected, Release, Shown, Table, Withheld, protect

NOTHING: Mapping[str, str] = MappingProxyType({})
_FINEST_FIRST = tuple(Grain)


@dataclass(frozen=True, slots=True)
class Round:
    """An earlier round: what it is called, when answers were given (None where nobody said), its tables,
    and its answers, which only models open."""

    name: str
    period: Period | None
    release: Release
    kept: Packed | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """A release and what it may be held against.

    `regions` names each area's region. `earlier` rounds stand oldest first. `voices` are releases of other
    questionnaires over the same areas, by questionnaire id. `kept` are the answers themselves; only models open
    them, and what they say passes `let_out`. `caseload` is how many people there are by area (`everybody` for all
    together), question id and option code.
    """

    release: Release
    regions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    period: Period | None = None
    earlier: tuple[Round, ...] = ()
    voices: Mapping[str, Release] = field(default_factory=lambda: MappingProxyType({}))
    kept: Packed | None = None
    caseload: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=lambda: MappingProxyType({}))

    def counts(self) -> Counts:
        """Raw counts by area, for models alone. Raises ValueError where no answers were given."""
        if self.kept is None:
            raise ValueError("no answers were given to count")
        return count_packed(self.kept)

    def groups(self, level: Level) -> Mapping[str, Mapping[str, Table]]:
        """The tables of every group of a level, by group and item."""
        return groups_of(self.release, level)

    def whole(self, level: Level) -> Mapping[str, Table]:
        """Everybody's tables, by item; none where the release has no such level."""
        partition = self.release.partitions.get(level.value)
        return partition.whole if partition is not None else {}

    def options(self, level: Level, items: tuple[Item, ...]) -> Iterator[tuple[str, Item, OptionTable]]:
        """Every group's table of each item that is answered by choosing."""
        for group, tables in self.groups(level).items():
            for item in items:
                table = tables.get(item.id)
                if isinstance(table, OptionTable):
                    yield group, item, table

    def subgroups(self, level: Level, grouping: Grouping, group: str, item: Item) -> Mapping[str, OptionTable]:
        """A group's table of an item for each answer to the grouping question that is in the base; none where subgroups
        may not be told of the item at all."""
        partition = self.release.partitions[partition_name(level, grouping)]
        names = {answer: partition.groups.get(crossing_name(group, answer)) for answer in answers(grouping)}
        tables = {answer: found.get(item.id) for answer, found in names.items() if found is not None}
        return {answer: table for answer, table in tables.items() if isinstance(table, OptionTable)}


def groups_of(release: Release, level: Level) -> Mapping[str, Mapping[str, Table]]:
    """The tables of every group of a level of a release; none where the release has no such level."""
    partition = release.partitions.get(level.value)
    return partition.groups if partition is not None else {}


def answers(grouping: Grouping) -> tuple[str, ...]:
    """The subgroups that are compared: answers in the base, or those who chose the option and those who did not."""
    if grouping.tick is not None:
        return grouping.tick, f"not {grouping.tick}"
    return tuple(option.code for option in grouping.by.in_base)


def partition_name(level: Level, grouping: Grouping) -> str:
    """How a release calls a level crossed with a question."""
    return f"{level.value} x {grouping.name}"


def release(plan: Plan, kept: Packed, regions: Mapping[str, str] = NOTHING, policy: Policy = STANDARD) -> Release:
    """All protected tables that the plan needs from a packed frame: of each level, and of each level crossed with each
    grouping that its subgroups name. Without `regions` there are none of regions.

    Everybody's tables are those that areas (or regions) were protected together with, so nothing small is left when
    they are taken away; and a group's subgroups with the group's own tables. Raises ValueError on an area that the
    regions leave out.
    """
    counts = count_packed(kept)
    wanted = [level for level in plan.levels() if level is not Level.REGION or regions]
    partitions = {level.value: protect(_joined(counts, level, regions), policy) for level in wanted[:1]}
    if Level.NATION in wanted[1:]:
        partitions[Level.NATION.value] = _everybody(partitions[wanted[0].value])
    for (level, _), grouping in plan.subgroups().items():
        if level in wanted:
            found = crossed(kept, grouping.by, grouping.tick)
            joined = _joined_crossing(found, level, regions)
            name = partition_name(level, grouping)
            partitions[name] = _within(partitions[level.value], joined, len(found.answers), policy)
    return Release(kept.frame.instrument, policy, partitions)


def _within(printed: Protected, crossed_counts: Counts, answers_given: int, policy: Policy) -> Protected:
    """The subgroups of every group, protected so that nothing small is left when they are taken from the group's own
    tables. An item of which that would take a coarser table than is printed of the group is not told by subgroups."""
    groups: dict[str, Mapping[str, Table]] = {}
    respondents: dict[str, Shown[int] | Withheld] = {}
    for place, group in enumerate(printed.groups):
        own = only(crossed_counts, range(place * answers_given, (place + 1) * answers_given))
        found = protect(own, policy)
        told = {item for item, table in found.whole.items() if _covers(table, printed.groups[group][item])}
        respondents |= found.respondents
        for name, tables in found.groups.items():
            groups[name] = {item: table for item, table in tables.items() if item in told}
    return replace(printed, respondents=respondents, groups=groups)


def _covers(planned: Table, printed: Table) -> bool:
    """Whether what was planned for the group when its subgroups were told is as fine as what is printed of it."""
    if isinstance(planned, OptionTable) and isinstance(printed, OptionTable):
        return _FINEST_FIRST.index(planned.grain) <= _FINEST_FIRST.index(printed.grain)
    return isinstance(planned.base, Shown) or isinstance(printed.base, Withheld)


def _everybody(parted: Protected) -> Protected:
    """Everybody as the one group of a partition, told exactly as beside the groups of another."""
    return replace(
        parted,
        respondents={words.EVERYBODY: parted.all_respondents},
        groups={words.EVERYBODY: parted.whole} if parted.groups else {},
    )


def _home(level: Level, area: str, regions: Mapping[str, str]) -> str:
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


def _joined(counts: Counts, level: Level, regions: Mapping[str, str]) -> Counts:
    if level is Level.AREA:
        return counts
    return merged(counts, {area: _home(level, area, regions) for area in counts.groups})


def _joined_crossing(found: Crossed, level: Level, regions: Mapping[str, str]) -> Counts:
    if level is Level.AREA:
        return found.counts
    into = {
        crossing_name(area, answer): crossing_name(_home(level, area, regions), answer)
        for area in found.areas
        for answer in found.answers
    }
    return merged(found.counts, into)
