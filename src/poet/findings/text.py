"""Findings as a plain table for a terminal: every line that the JSON has, shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import groupby
from types import MappingProxyType
from typing import Any

from poet.compare import (
    Change,
    Difference,
    GroupDifference,
    NotTested,
    Run,
    TrendTest,
    Triangulation,
)
from poet.findings import words
from poet.findings.figures import p_value, points, sign
from poet.findings.model import Findings, Line, Outcome, Tested
from poet.findings.models_said import MODELS_SAID
from poet.measure import Estimate, NotEstimable, Numbers
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
        p=p_value(test.p),
        family=p_value(test.in_family),
        report=p_value(test.in_report),
        n=test.report_tests,
        m=test.family_tests,
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
    return f"{points(found.value, found.interval)}; {beside}"


def _change(found: Change) -> str:
    return f"{found.verdict}: {points(found.difference.value, found.difference.interval)}, margin {sign(found.margin)}"


def _apart(found: GroupDifference) -> str:
    better = f"says better {found.superiority.value:.1%} of the time"
    return f"{better}; {points(found.risk, found.risk_interval)}; {found.people} beside {found.others}"


def _run(found: Run) -> str:
    figures = ", ".join(
        f"{'| ' if point.marked else ''}{point.figure.value:.1%}" if isinstance(point.figure, Estimate) else "withheld"
        for point in found.points
    )
    trend = found.trend
    tail = f"trend p {p_value(trend.p)}" if isinstance(trend, TrendTest) else said(trend)
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
    return MODELS_SAID[type(found.value)](found.value)


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
