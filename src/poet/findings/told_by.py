"""What a release tells of the people of an area, a region or everybody by their answers to the questions that a plan names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from poet.count import crossing_name
from poet.findings.material import answers, partition_name
from poet.findings.plan import Grouping, Level, Plan, Subgroups
from poet.instrument import Item
from poet.instrument.bands import Banded
from poet.protect import Protected, Table


@dataclass(frozen=True, slots=True)
class Group:
    """People who gave one answer to a question, or one of several that are told together: `key` is the code or the name of
    the joining, `labels` are the questionnaire's words for each of the answers, `tables` the protected tables by item."""

    key: str
    labels: tuple[str, ...]
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Background:
    """A question that parts people, the groups that are told of, and the items of which they are told, each in the order of
    the questionnaire. There are no groups where the release has none."""

    by: Item
    groups: tuple[Group, ...]
    items: tuple[Item, ...]


def told_by(plan: Plan, partitions: Mapping[str, Protected], level: Level, home: str) -> tuple[Background, ...]:
    """The people of a `home` of a level by each question that the plan's subgroups name there, in the plan's order."""
    found: dict[str, Background] = {}
    for part in plan.parts:
        if isinstance(part, Subgroups) and part.level is level:
            for grouping in part.by:
                items = tuple(item for item in part.items if item.id != grouping.by.id)
                before = found.get(grouping.by.id, Background(grouping.by, (), items))
                groups = tuple(_groups(grouping, partitions.get(partition_name(level, grouping)), home))
                found[grouping.by.id] = Background(grouping.by, (*before.groups, *groups), before.items)
    return tuple(found.values())


def _groups(grouping: Grouping, tables: Protected | None, home: str) -> Iterator[Group]:
    """The grouping's groups that are told of; of one option of several, only those who chose it."""
    wanted = answers(grouping) if grouping.tick is None else answers(grouping)[:1]
    for answer in wanted if tables is not None else ():
        assert tables is not None
        found = tables.groups.get(crossing_name(home, answer))
        if found is not None:
            yield Group(answer, tuple(_labels(grouping, answer)), found)


def _labels(grouping: Grouping, answer: str) -> Iterator[str]:
    node = next((one for one in grouping.joined if one.name == answer), None)
    if node is not None and isinstance(grouping.by, Banded):
        yield answer.replace("-", " ")
        return
    for code in node.answers if node is not None else (answer,):
        option = grouping.by.option(code)
        assert option is not None
        yield option.text
