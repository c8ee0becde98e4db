"""What became of an item since the round before, and over all rounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from poet.compare import Asked, Change, NotTested, Run, TrendTest, trend_line
from poet.compare import changes as compared
from poet.compare.words import NOT_ASKED_THEN, NOT_THERE_THEN, RESCALED
from poet.findings.chapters import family
from poet.findings.material import Material, Round, groups_of
from poet.findings.plan import Changes, Trends
from poet.findings.said import Said
from poet.instrument import Item
from poet.instrument.lineage import Step, Trend, lineage
from poet.protect import OptionTable, Table, Withheld

CHANGE, TREND = "change", "trend"


def changes(part: Changes, material: Material) -> Iterator[Said]:
    """The change since the latest earlier round, followed through the versions by their lineage."""
    if not material.earlier:
        return
    last = material.earlier[-1]
    steps = {
        step.after.id: step for step in lineage(last.release.instrument, material.release.instrument) if step.after
    }
    before = groups_of(last.release, part.level)
    asked = list(material.options(part.level, part.items))
    tables = [_before(steps[item.id], before.get(group)) for group, item, _ in asked]
    pairs = [(now, then) for (_, _, now), then in zip(asked, tables, strict=True) if isinstance(then, OptionTable)]
    periods = (material.period, last.period) if material.period and last.period else None
    found = iter(compared(pairs, part.margin, name=last.name, periods=periods))
    for (group, item, _), then in zip(asked, tables, strict=True):
        outcome: Change | Withheld | NotTested = next(found) if isinstance(then, OptionTable) else then
        p = outcome.difference.p if isinstance(outcome, Change) else None
        own = family(part.family, item)
        yield Said(part.level, group, item.id, CHANGE, "", outcome, family=own, p=p)


def _before(step: Step, tables: Mapping[str, Table] | None) -> OptionTable | NotTested:
    """What the item's table was in the round before, or why it is none to compare with."""
    if step.trend is Trend.BREAKS:
        return NotTested(RESCALED if step.before else NOT_ASKED_THEN)
    assert step.before is not None
    table = (tables or {}).get(step.before.id)
    return table if isinstance(table, OptionTable) else NotTested(NOT_THERE_THEN)


def trends(part: Trends, material: Material) -> Iterator[Said]:
    """Each item's line over the rounds whose dates are known, a result for each unbroken stretch."""
    if material.period is None:
        return
    now = Round("", material.period, material.release)
    for group in material.groups(part.level):
        rounds = [found for one in (*material.earlier, now) if (found := _asked(one, part, group)) is not None]
        for item in part.items:
            for run in trend_line(rounds, item).runs:
                yield _run(part, group, item, run)


def _asked(one: Round, part: Trends, group: str) -> Asked | None:
    tables = groups_of(one.release, part.level).get(group)
    return Asked(one.period, one.release.instrument, tables) if one.period and tables is not None else None


def _run(part: Trends, group: str, item: Item, run: Run) -> Said:
    stretch = f"{run.points[0].period.first} to {run.points[-1].period.last}"
    p = run.trend.p if isinstance(run.trend, TrendTest) else None
    return Said(part.level, group, item.id, TREND, stretch, run, family=family(part.family, item), p=p)
