"""A question's figures over the rounds as a line that breaks where another question was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from poet.compare.outcomes import NotTested
from poet.compare.periods import Period
from poet.compare.trend import TrendTest, trend_over
from poet.instrument import Instrument, Item
from poet.instrument.lineage import Step, Trend, lineage
from poet.measure import Estimate, favourable
from poet.protect import OptionTable, Table, Withheld


@dataclass(frozen=True, slots=True)
class Asked:
    """One round of an area: when, with which version of the questionnaire, and its protected tables by item."""

    period: Period
    instrument: Instrument
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Point:
    """One round's figure. `marked` where the words changed since the point before, so that the line has a mark there."""

    period: Period
    item: str
    figure: Estimate | Withheld
    marked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Points that one line may join, with the test for trend over them."""

    points: tuple[Point, ...]
    trend: TrendTest | Withheld | NotTested


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A judged item's favourable share over the rounds, oldest first. Between two runs the line is broken."""

    item: str
    runs: tuple[Run, ...]


def trend_line(rounds: Sequence[Asked], item: Item) -> TrendLine:
    """The line of an item of the latest round, followed back through the versions by their lineage.

    Other words mark the line, another scale breaks it, and it ends where the question was new. A round in which the
    item was asked of nobody is passed over. Raises ValueError without a round.
    """
    if not rounds:
        raise ValueError("a line needs a round")
    newest_first = sorted(rounds, key=lambda one: one.period, reverse=True)
    runs: list[list[tuple[Point, OptionTable]]] = [[]]
    current: Item | None = item
    joins = Trend.RUNS
    for place, asked in enumerate(newest_first):
        if place:
            current, joins = _before(asked.instrument, newest_first[place - 1].instrument, current)
        if current is None:
            break
        if joins is Trend.BREAKS and runs[-1]:
            runs.append([])
        table = asked.tables.get(current.id)
        if joins is Trend.MARKED and runs[-1]:
            runs[-1][-1] = (_marked(runs[-1][-1][0]), runs[-1][-1][1])
        if isinstance(table, OptionTable):
            runs[-1].append((Point(asked.period, current.id, favourable(table), marked=False), table))
    kept = [run[::-1] for run in reversed(runs) if run]
    return TrendLine(item.id, tuple(_run(run) for run in kept))


def _before(earlier: Instrument, later: Instrument, item: Item | None) -> tuple[Item | None, Trend]:
    """What a later version's item was in the earlier one, and what the step does to the line."""
    if item is None or earlier.digest == later.digest:
        return item, Trend.RUNS
    step = _steps(earlier, later)[item.id]
    return step.before, step.trend


@lru_cache(maxsize=64)
def _steps(earlier: Instrument, later: Instrument) -> Mapping[str, Step]:
    return {step.after.id: step for step in lineage(earlier, later) if step.after is not None}


def _marked(point: Point) -> Point:
    return Point(point.period, point.item, point.figure, marked=True)


def _run(run: Sequence[tuple[Point, OptionTable]]) -> Run:
    return Run(tuple(point for point, _ in run), trend_over([(point.period, table) for point, table in run]))
