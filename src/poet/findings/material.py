"""What a plan is run on: the protected tables it needs, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from poet.compare import Period
from poet.count import Counts, Packed, count_packed, crossing_name
from poet.findings.plan import Grouping, Level
from poet.instrument import Item
from poet.protect import OptionTable, Release, Table

NOTHING: Mapping[str, str] = MappingProxyType({})


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
    questionnaires over the same areas, by questionnaire id, and `voice_answers` their answers. `kept` are the answers
    themselves; only models open them, and what they say passes `let_out`. `caseload` is how many people there are by
    area (`everybody` for all together), question id and option code. `proved` says that all tables were audited, not
    only planned by rule.
    """

    release: Release
    regions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    period: Period | None = None
    earlier: tuple[Round, ...] = ()
    voices: Mapping[str, Release] = field(default_factory=lambda: MappingProxyType({}))
    kept: Packed | None = None
    voice_answers: Mapping[str, Packed] = field(default_factory=lambda: MappingProxyType({}))
    caseload: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=lambda: MappingProxyType({}))
    proved: bool = False

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

    def told_answers(self, level: Level, grouping: Grouping, group: str) -> tuple[str, ...]:
        """By which answers and joinings of a grouping a group is told of; by none where its answers are told together
        with others."""
        groups = self.release.partitions[partition_name(level, grouping)].groups
        return tuple(answer for answer in answers(grouping) if crossing_name(group, answer) in groups)

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
    """The subgroups that may be compared: answers in the base and their joinings, or those who chose the option (or one
    of those joined) and those who did not."""
    if grouping.tick is not None:
        return grouping.tick, f"not {grouping.tick}"
    codes = [option.code for option in grouping.by.in_base]
    first = {node.name: codes.index(node.answers[0]) for node in grouping.joined}
    first |= {code: place for place, code in enumerate(codes)}
    return tuple(sorted(first, key=lambda name: first[name]))


def partition_name(level: Level, grouping: Grouping) -> str:
    """How a release calls a level crossed with a question."""
    return f"{level.value} x {grouping.name}"
