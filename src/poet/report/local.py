"""A report of a kind: of one area beside the rest, or of everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from poet.instrument import Section as Asked
from poet.protect import Protected
from poet.report.chapters import CHAPTERS
from poet.report.described import described
from poet.report.kind import Kind, kinds
from poet.report.model import Report, Section, Source, Standing, Table
from poet.report.nothing import chapters_without_answers, is_without_answers, nobody_answered
from poet.report.numbering import numbered
from poet.report.scope import About, Earlier, Scope, sections
from poet.report.told import section_told


def local(
    protected: Protected, area: str, about: About, kind: str = "local", *, earlier: Earlier | None = None
) -> Report:
    """The report of one area; of one that is not in the release, that nobody has answered there (Standing.NO_RETURNS).

    Whoever asks knows that there is such an area. `earlier` is what a kind that tells of change compares with. Raises
    KeyError on an unknown kind."""
    return _report(Scope(protected, area, about, earlier), kind)


def overall(protected: Protected, about: About, kind: str = "overall", *, earlier: Earlier | None = None) -> Report:
    """The report on everybody who answered. Raises KeyError on an unknown kind."""
    return _report(Scope(protected, None, about, earlier), kind)


def _report(scope: Scope, name: str) -> Report:
    kind = kinds()[name]
    about = replace(scope.about, groups=kind.groups or scope.about.groups)
    scope, empty = replace(scope, about=about, steps=kind.steps), is_without_answers(scope)
    told = numbered(
        Report(
            kind=name,
            title=scope.said(scope.instrument.title),
            subtitle=" · ".join(part for part in (scope.name, kind.called, about.round_name) if part),
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
