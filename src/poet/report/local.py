"""A report of a kind: of one area beside the rest, or of everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from poet.findings.told_by import Background
from poet.instrument import Section as Asked
from poet.protect import Protected
from poet.report import texts, words
from poet.report.by_background import by_background_tables
from poet.report.chapters import CHAPTERS
from poet.report.described import described
from poet.report.kind import Kind, kinds
from poet.report.model import Report, Section, Source, Standing, Table
from poet.report.nothing import chapters_without_answers, is_without_answers, nobody_answered
from poet.report.numbering import numbered
from poet.report.scope import About, Earlier, Other, Scope, sections
from poet.report.told import section_told
from poet.report.trend import over
from poet.report.voices import voices_tables

# Chapters whose charts have their tables in the annex, in its order.
_BEHIND = {"by-background": by_background_tables, "voices": voices_tables}


def local(
    protected: Protected,
    area: str,
    about: About,
    kind: str = "local",
    *,
    earlier: Earlier | None = None,
    further: Sequence[Earlier] = (),
    voices: Sequence[Other] = (),
    backgrounds: tuple[Background, ...] = (),
) -> Report:
    """The report of one area; of one that is not in the release, that nobody has answered there (Standing.NO_RETURNS).

    Whoever asks knows that there is such an area. `earlier` is what a kind that tells of change compares with, `further`
    are the rounds before that one, newest first, for a kind that tells of trends, `voices` what others said in this
    round, and `backgrounds` the area's people by the questions that part them. Raises KeyError on an unknown kind."""
    beside = Scope(
        protected, area, about, earlier, further=tuple(further), voices=tuple(voices), backgrounds=backgrounds
    )
    return _report(beside, kind)


def overall(
    protected: Protected,
    about: About,
    kind: str = "overall",
    *,
    earlier: Earlier | None = None,
    further: Sequence[Earlier] = (),
    voices: Sequence[Other] = (),
    backgrounds: tuple[Background, ...] = (),
) -> Report:
    """The report on everybody who answered; the other releases as of one area, `backgrounds` being the questions that part
    them. Raises KeyError on an unknown kind."""
    beside = Scope(
        protected, None, about, earlier, further=tuple(further), voices=tuple(voices), backgrounds=backgrounds
    )
    return _report(beside, kind)


def _report(scope: Scope, name: str) -> Report:
    kind = kinds()[name]
    about = replace(scope.about, groups=kind.groups or scope.about.groups)
    scope, empty = replace(scope, about=about, steps=kind.steps), is_without_answers(scope)
    told = numbered(
        Report(
            kind=name,
            title=scope.said(scope.instrument.title),
            subtitle=" · ".join(part for part in (words.isolated(scope.name), kind.called, about.round_name) if part),
            language=scope.instrument.language,
            date=about.date,
            source=Source(scope.instrument.name, scope.instrument.digest, scope.policy.id, about.software),
            summary=nobody_answered(scope) if empty else _chapters(scope, kind.first),
            sections=chapters_without_answers(scope, kind) if empty else _chapters(scope, kind.then),
            annex=() if empty else tuple(_annex(scope, kind)),
            figures=() if empty else tuple(_figures(scope, kind)),
            made_up=about.made_up,
            area=scope.group,
            licence=about.licence,
            standing=Standing.NO_RETURNS if empty else Standing.TOLD,
            asked=tuple((item.id, scope.label(item)) for item in scope.instrument.items),
            publisher=about.publisher,
            large=kind.large,
        )
    )
    return told if kind.annex else described(told)


def _chapters(scope: Scope, names: Sequence[str]) -> tuple[Section, ...]:
    return tuple(section for name in names for section in CHAPTERS[name](scope))


def _annex(scope: Scope, kind: Kind) -> Iterator[Section]:
    if kind.annex:
        told = ((section, section_told(scope, section, items).annex) for section, items in sections(scope))
        yield from _tables(scope, "tables", list(told))
        if "trend" in (*kind.first, *kind.then) and over(scope).tables:
            yield Section("trend-tables", texts.TREND_TABLES, over(scope).tables)
        for name, tables in _BEHIND.items():
            if name in kind.then:
                yield from tables(scope)


def _figures(scope: Scope, kind: Kind) -> Iterator[Section]:
    """What only workbooks carry: the numbers of people, and where a kind prints no annex, its tables too."""
    told = [(section, section_told(scope, section, items)) for section, items in sections(scope)]
    if not kind.annex:
        yield from _tables(scope, "tables", [(section, found.annex) for section, found in told])
    yield from _tables(scope, "figures", [(section, found.figures) for section, found in told])


def _tables(scope: Scope, suffix: str, told: Sequence[tuple[Asked, tuple[Table, ...]]]) -> Iterator[Section]:
    for asked, tables in told:
        if tables:
            yield Section(f"{asked.id}-{suffix}", f"Tables: {scope.said(asked.title)}", tables)
