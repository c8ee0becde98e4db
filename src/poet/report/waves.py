"""The rounds of a report's area, oldest first, and each judged question laid on them with its trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from poet.compare import Asked, Period, TrendLine, TrendTest, holm, trend_line
from poet.compare import Point as Figure
from poet.instrument import Item
from poet.protect import OptionTable, Table
from poet.report import texts
from poet.report.claims import SIGNIFICANT
from poet.report.point import Join
from poet.report.rules import rules
from poet.report.scope import Earlier, Scope, called

FEWEST, MOST = 3, 5
"""Of how many rounds a line is told, the newest first: two are told by what has changed."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of the report's area: its name, its release's name, how many rounds ago it was, its figures."""

    name: str
    release: str
    back: int
    asked: Asked


@dataclass(frozen=True, slots=True)
class Told:
    """A question over the rounds, oldest first, each with its figure (None where it was not asked) and the way a line
    runs to it; `trend` is tested over the run that reaches today, `p` adjusted for all trends of the report."""

    item: Item
    figures: tuple[Figure | None, ...]
    joins: tuple[Join, ...]
    trend: TrendTest | None
    p: float = 1.0

    @property
    def word(self) -> str:
        """What may be said of the trend; nothing where none was tested."""
        if self.trend is None:
            return ""
        grown = self.trend.slope * (self.trend.periods - 1)
        if self.p >= SIGNIFICANT or abs(grown) < rules().change.margin:
            return texts.NO_TREND
        return texts.RISEN if grown > 0 else texts.FALLEN


def rounds(scope: Scope) -> tuple[Wave, ...]:
    """The rounds to tell of, oldest first, this one last: those in which the area has figures."""
    if scope.earlier is None:
        return ()
    before = [one for one in (scope.earlier, *scope.further) if _tables_of(scope, one)][: MOST - 1]
    days = _days(before)
    now = Wave(
        called(scope.about.round_name) or texts.NOW,
        scope.about.release,
        0,
        Asked(days[0], scope.instrument, scope.tables),
    )
    waves = [
        Wave(one.called, one.release, back, Asked(days[back], one.protected.instrument, _tables_of(scope, one)))
        for back, one in enumerate(before, 1)
    ]
    return (*reversed(waves), now)


def _tables_of(scope: Scope, one: Earlier) -> Mapping[str, Table]:
    return one.protected.whole if scope.group is None else one.protected.groups.get(scope.group, {})


def _days(before: Sequence[Earlier]) -> list[Period]:
    """When this round and each earlier one took answers; where nobody said, days that only keep their order."""
    known = [one.periods for one in before if one.periods is not None]
    if len(known) == len(before) and known:
        return [known[0][0], *(then for _, then in known)]
    days = (date(2000, 1, 1) - timedelta(days=back) for back in range(len(before) + 1))
    return [Period(day, day) for day in days]


def laid(scope: Scope, waves: Sequence[Wave]) -> tuple[Told, ...]:
    """Every judged question with a figure in more than one round, its trend adjusted for all of them together."""
    asked = [wave.asked for wave in waves]
    items = [
        item for item in scope.instrument.items if item.judged and isinstance(scope.tables.get(item.id), OptionTable)
    ]
    found = [_laid(item, trend_line(asked, item), asked) for item in items]
    tested = [one.trend.p for one in found if one.trend]
    adjusted = iter(holm(tested).tolist() if tested else ())
    told = (replace(one, p=next(adjusted)) if one.trend else one for one in found)
    return tuple(one for one in told if sum(figure is not None for figure in one.figures) > 1)


def _laid(item: Item, line: TrendLine, asked: Sequence[Asked]) -> Told:
    """The line's points laid on the rounds."""
    figures: dict[Period, Figure] = {point.period: point for run in line.runs for point in run.points}
    first = {run.points[0].period for run in line.runs}
    joins = tuple(_join(figures.get(one.period), first) for one in asked)
    last = line.runs[-1] if line.runs else None
    known = last.trend if last and last.points[-1].period == asked[-1].period else None
    found = known if isinstance(known, TrendTest) else None
    return Told(item, tuple(figures.get(one.period) for one in asked), joins, found)


def _join(figure: Figure | None, first: set[Period]) -> Join:
    if figure is None or figure.period in first:
        return Join.BREAKS
    return Join.MARKED if figure.marked else Join.RUNS
