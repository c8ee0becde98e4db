"""Findings as a plain table for a terminal: every line that the JSON has, shorter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from poet.associate import Plain
from poet.associate.areas import AreaBand, AreaBands, Band, RankInterval, Shrunken
from poet.compare import (
    AcrossAreas,
    Change,
    Difference,
    GroupDifference,
    NotTested,
    Run,
    TrendTest,
    Triangulation,
)
from poet.findings import words
from poet.findings.model import Findings, Line, Outcome, Tested
from poet.measure import Estimate, Interval, NotEstimable, Numbers
from poet.protect import ModelOutput, Withheld

# Statistics whose values are no shares.
PLAIN_UNITS = {"mean score"}


def text(findings: Findings) -> str:
    """A heading, then the lines by level, group and chapter, then what was tested and what was missing."""
    head = [f"{findings.title} ({findings.plan}): {findings.instrument}", ""]
    body = [line for key, lines in groupby(findings.lines, key=_place) for line in _block(key, list(lines))]
    return "\n".join([*head, *body, *_foot(findings)]) + "\n"


def _place(line: Line) -> tuple[str, str, str]:
    return line.chapter, line.level, line.group


def _block(key: tuple[str, str, str], lines: list[Line]) -> Iterator[str]:
    chapter, level, group = key
    yield f"{chapter}, {level}: {group}"
    rows = [
        (line.item, " ".join(part for part in (line.what, line.part) if part), said(line.outcome)) for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for line, (item, what, outcome) in zip(lines, rows, strict=True):
        caveats = "".join(f"; {caveat.kind}" for caveat in line.caveats)
        yield f"  {item:{widths[0]}}  {what:{widths[1]}}  {outcome}{caveats}{_tested(line.test)}"
    yield ""


def _tested(test: Tested | None) -> str:
    if test is None:
        return ""
    return words.TESTED.format(
        p=_p(test.p), family=_p(test.in_family), report=_p(test.in_report), n=test.report_tests, m=test.family_tests
    )


def _foot(findings: Findings) -> Iterator[str]:
    for tests in findings.tests:
        yield words.TESTS.format(report=tests.report or words.THE_REPORT, made=tests.made, asked=tests.asked)
    yield words.PROVED if findings.proved else words.BY_RULE
    for joined in findings.joined:
        yield words.JOINED.format(**asdict(joined) | {"answers": ", ".join(joined.answers)})
    for missing in findings.missing:
        yield words.MISSING.format(what=missing)


def said(outcome: Outcome) -> str:
    """One outcome in a few words."""
    return _SAID[type(outcome)](outcome)


def _estimate(found: Estimate) -> str:
    if found.of in PLAIN_UNITS:
        value, limits = f"{found.value:.1f}", f"{found.interval.low:.1f} to {found.interval.high:.1f}"
    else:
        value, limits = f"{found.value:.1%}", f"{found.interval.low:.1%} to {found.interval.high:.1%}"
    return f"{value} ({limits}) of {found.base}"


def _difference(found: Difference) -> str:
    beside = f"{found.here.value:.1%} beside {found.there.value:.1%} ({found.comparator.kind})"
    return f"{_points(found.value, found.interval)}; {beside}"


def _change(found: Change) -> str:
    return (
        f"{found.verdict}: {_points(found.difference.value, found.difference.interval)}, margin {_sign(found.margin)}"
    )


def _apart(found: GroupDifference) -> str:
    better = f"says better {found.superiority.value:.1%} of the time"
    return f"{better}; {_points(found.risk, found.risk_interval)}; {found.people} beside {found.others}"


def _run(found: Run) -> str:
    figures = ", ".join(
        f"{'| ' if point.marked else ''}{point.figure.value:.1%}" if isinstance(point.figure, Estimate) else "withheld"
        for point in found.points
    )
    trend = found.trend
    tail = f"trend p {_p(trend.p)}" if isinstance(trend, TrendTest) else said(trend)
    return f"{figures}; {tail}"


def _voices(found: Triangulation) -> str:
    shares = ", ".join(
        f"{voice} {share.value:.1%}" if isinstance(share, Estimate) else f"{voice} withheld"
        for voice, share in found.voices.items()
    )
    return f"{found.verdict}: {shares}"


def _numbers(found: Numbers) -> str:
    figures = {"median": found.median, "mean": found.mean}
    told = [f"{name} {value:g}" if isinstance(value, float) else f"{name} withheld" for name, value in figures.items()]
    return f"{', '.join(told)}; {found.base} people"


def _model(found: ModelOutput[Any]) -> str:
    tell = _TOLD.get(type(found.value))
    return tell(found.value) if tell else f"{found.of}: {_any(found.value)}"


def _across(value: AcrossAreas) -> str:
    better = f"says better {value.superiority.value:.1%} of the time within {value.areas} areas"
    pooled = f"; {_points(value.pooled.difference, value.pooled.interval)}" if value.pooled else ""
    return f"{better}{pooled}; {value.people} beside {value.others}"


def _plain(value: Plain) -> str:
    met, unmet = (f"{one.value:.1%} ({one.count} of {one.base})" for one in (value.met, value.unmet))
    return f"where met {met}, where not {unmet}; {_points(value.difference, value.interval)}"


def _shrunken(value: Shrunken) -> str:
    limits = f"{value.interval.low:.1%} to {value.interval.high:.1%}"
    return f"{value.shrunken:.1%} ({limits}), {value.raw:.1%} as it is"


def _bands(value: AreaBands) -> str:
    told = Counter(str(band) if isinstance(band, Band) else "not enough to say" for band in value.of_area.values())
    counted = ", ".join(f"{number} {band}" for band, number in sorted(told.items()))
    return f"around {value.target:g}, spread {value.tau:g}: {counted}"


def _any(value: object) -> str:
    """A value's figures by name, in one line."""
    if isinstance(value, (Withheld, NotEstimable)):
        return said(value)
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, tuple):
        return f"[{', '.join(_any(one) for one in value)}]"
    if is_dataclass(value):
        return ", ".join(f"{field.name} ({_any(getattr(value, field.name))})" for field in fields(value))
    return str(value)


_TOLD: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        AcrossAreas: _across,
        Plain: _plain,
        Shrunken: _shrunken,
        AreaBands: _bands,
        AreaBand: lambda found: f"{found.band}, around {found.target:g}",
        RankInterval: lambda found: f"between rank {found.best} and {found.worst}",
    }
)


def _points(value: float, interval: Interval) -> str:
    return f"{_sign(value)} ({_sign(interval.low)} to {_sign(interval.high)}) points"


def _sign(share: float) -> str:
    return f"{share * 100:+.1f}"


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


_SAID: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        Estimate: _estimate,
        Difference: _difference,
        Change: _change,
        GroupDifference: _apart,
        Run: _run,
        Triangulation: _voices,
        Numbers: _numbers,
        ModelOutput: _model,
        Withheld: lambda found: f"withheld: {found.why}",
        NotEstimable: lambda found: found.why if found.why.startswith(words.NOT) else f"{words.NOT}{found.why}",
        NotTested: lambda found: f"not tested: {found.why}",
    }
)
