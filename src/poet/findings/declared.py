"""How many comparisons of subgroups a plan asks for: told before there is any answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from poet.findings.plan import Grouping, Level, Models, Plan, Subgroups
from poet.instrument import Item

ACROSS = "across-areas"


@dataclass(frozen=True, slots=True)
class Declared:
    """The comparisons in every group of a `level` of the people whom the question `by` parts: so many, or, where their
    answers may be told together (`may_join`), at most so many."""

    level: Level
    by: Item
    comparisons: int
    may_join: bool


def declared(plan: Plan) -> tuple[Declared, ...]:
    """What the subgroups of a plan and its models across areas compare, by level and question in the plan's order. Of two
    groups only one is compared: the other says the same the other way round."""
    found: dict[tuple[Level, str], Declared] = {}
    for level, grouping, comparisons in _compared(plan):
        key = level, grouping.by.id
        before = found[key].comparisons if key in found else 0
        may_join = (key in found and found[key].may_join) or bool(grouping.joined)
        found[key] = Declared(level, grouping.by, before + comparisons, may_join)
    return tuple(found.values())


def _compared(plan: Plan) -> Iterator[tuple[Level, Grouping, int]]:
    for part in plan.parts:
        if isinstance(part, Subgroups) or (isinstance(part, Models) and part.what == ACROSS):
            for grouping in part.by:
                items = sum(item.id != grouping.by.id for item in part.items)
                yield part.level, grouping, items * _groups(grouping)


def _groups(grouping: Grouping) -> int:
    """How many groups are each set beside the others. A joining stands in the place of answers that were counted."""
    if grouping.is_joining:
        return 0
    answers = 2 if grouping.tick is not None else len(grouping.by.in_base)
    return 1 if answers == 2 else answers
