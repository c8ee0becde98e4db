"""A report's claims as a register: everything that it says, in order, each with the claims that it rests on.

A finished file is held against it: what the file says must be what the register says.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from poet.report.legend import legend, point_said
from poet.report.making import made
from poet.report.model import (
    Bar,
    Bars,
    Block,
    Cell,
    Chart,
    Claim,
    Dot,
    Dots,
    Line,
    Lines,
    Quote,
    Report,
    Section,
    Table,
    Words,
)
from poet.report.pictured import pictures_by


class Kind(StrEnum):
    """What a statement is. A QUOTE is somebody's own words: it may say how things are and no
    number. A chart's row is drawn as a ROW and stands in the table of its figures as a GRID.

    A label and a fact (a title, a date, a digest) say nothing that was measured."""

    SENTENCE = "sentence"
    QUOTE = "quote"
    ALT = "alt"
    ROW = "row"
    GRID = "grid"
    CELLS = "cells"
    LABEL = "label"
    FACT = "fact"


class Part(StrEnum):
    """Where it stands: in the body of each document, in the annex, only in workbooks, or where a web page says how each
    figure was made."""

    BODY = "body"
    ANNEX = "annex"
    FIGURES = "figures"
    MAKING = "making"


class Statement(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that a report says, in pieces that follow each other; `claims` names what it rests on by id.

    Of a chart's row the first piece always stands there and each other may be left out where it does not fit. `numbers`
    are what a workbook holds in the cells of a table's row, None where the cell is text; `block` is the table's id.
    """

    kind: Kind
    part: Part
    pieces: tuple[str, ...]
    claims: tuple[str, ...] = ()
    numbers: tuple[float | None, ...] = ()
    block: str = ""


class Register(msgspec.Struct, frozen=True):
    """The statements and claims of one report. `literals` are names and answers that may hold digits of their own."""

    report: str
    area: str | None
    release: str
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    literals: tuple[str, ...]


def register(report: Report) -> Register:
    """The register of a report."""
    found = list(_statements(report))
    claims = {claim.id: claim for _, used in found for claim in used}
    asked = dict(report.asked)
    told = (Statement(Kind.SENTENCE, Part.MAKING, (made(claim, asked),), (claim.id,)) for claim in claims.values())
    release = next((claim.release for claim in claims.values() if claim.release), "")
    return Register(
        report.kind,
        report.area,
        release,
        (*(statement for statement, _ in found), *told),
        tuple(claims.values()),
        tuple(_literals(report)),
    )


_Found = tuple[Statement, tuple[Claim, ...]]


def _statements(report: Report) -> Iterator[_Found]:
    source = report.source
    named = (report.title, report.subtitle, report.area or "", report.date, report.licence, report.publisher)
    facts = (*named, *_of_publication(report), pictures_by(report))
    for text in (*facts, source.instrument, source.digest, source.policy, source.software, report.kind):
        yield Statement(Kind.FACT, Part.BODY, (text,)), ()
    parts = (
        (Part.BODY, (*report.summary, *report.sections)),
        (Part.ANNEX, report.annex),
        (Part.FIGURES, report.figures),
    )
    for part, sections in parts:
        for section in sections:
            yield from _section(part, section)


def _of_publication(report: Report) -> tuple[str, ...]:
    known = report.published
    return (known.by, known.on, known.address, known.digest) if known else ()


def _section(part: Part, section: Section) -> Iterator[_Found]:
    yield Statement(Kind.LABEL, part, (section.title,)), ()
    for block in section.blocks:
        yield from _block(part, block)


def _block(part: Part, block: Block) -> Iterator[_Found]:
    match block:
        case Table():
            yield from _table(part, block)
        case Bars() | Dots() | Lines():
            yield _sentence(part, block.caption)
            rows = _rows(block)
            beneath = tuple(claim for row in rows for claim in row.claims)
            yield _stated(Kind.ALT, part, (block.alt,), tuple(dict.fromkeys((*block.caption.claims, *beneath))))
            yield from (_row(part, row) for row in rows)
            yield from _grid(part, block)
            yield from ((Statement(Kind.LABEL, part, (label,)), ()) for label in _legend(block))
        case Quote():
            yield from (_stated(Kind.QUOTE, part, (said.text,), said.claims) for said in block.sentences)
            yield from ((Statement(Kind.FACT, part, (text,)), ()) for text in (block.by, block.on))
        case _:
            yield from (_sentence(part, words) for words in block.sentences)


def _sentence(part: Part, words: Words) -> _Found:
    return _stated(Kind.SENTENCE, part, (words.text,), words.claims)


def _stated(kind: Kind, part: Part, pieces: tuple[str, ...], claims: tuple[Claim, ...]) -> _Found:
    return Statement(kind, part, pieces, tuple(claim.id for claim in claims)), claims


def _rows(chart: Chart) -> tuple[Bar | Dot | Line, ...]:
    match chart:
        case Bars():
            return chart.bars
        case Dots():
            return chart.dots
        case Lines():
            return chart.lines


def _row(part: Part, row: Bar | Dot | Line) -> _Found:
    if isinstance(row, Line):
        first, *others = map(point_said, row.points)
        return _stated(Kind.ROW, part, (f"{row.label} {row.said} {first}", *others), row.claims)
    head = f"{row.label} {row.base}"
    if row.withheld:
        return _stated(Kind.ROW, part, (head, row.withheld), row.claims)
    texts = (row.text,) if isinstance(row, Dot) else tuple(segment.text for segment in row.segments)
    return _stated(Kind.ROW, part, (head, *texts), row.claims)


def _grid(part: Part, chart: Chart) -> Iterator[_Found]:
    """Stacked rows once more in the order of the chart's legend: what is joined in one row stands elsewhere there."""
    order = {label: place for place, label in enumerate(_legend(chart))}
    for bar in chart.bars if isinstance(chart, Bars) else ():
        if not bar.withheld:
            segments = sorted(bar.segments, key=lambda segment: order[segment.label])
            texts = tuple(segment.text for segment in segments)
            yield _stated(Kind.GRID, part, (f"{bar.label} {bar.base}", *texts), bar.claims)


def _legend(chart: Chart) -> tuple[str, ...]:
    if isinstance(chart, Lines):
        return chart.rounds
    if isinstance(chart, Dots):
        return chart.here, chart.there
    return legend(chart)


def _table(part: Part, table: Table) -> Iterator[_Found]:
    yield Statement(Kind.LABEL, part, (table.caption,)), ()
    yield from ((Statement(Kind.LABEL, part, (head,)), ()) for head in table.head)
    for row in table.rows:
        yield _cells(part, table.id, row)


def _cells(part: Part, block: str, row: tuple[Cell, ...]) -> _Found:
    claims = tuple(dict.fromkeys(cell.claim for cell in row if cell.claim))
    texts, ids = tuple(cell.text for cell in row), tuple(claim.id for claim in claims)
    return Statement(Kind.CELLS, part, texts, ids, tuple(map(_held, row)), block), claims


def _held(cell: Cell) -> float | None:
    """The number that a workbook's cell holds: none where the cell prints words or shorthand."""
    return cell.number if any(letter.isdigit() for letter in cell.text) else None


def _literals(report: Report) -> Iterator[str]:
    """Names and answers that hold digits: they come from the questionnaire, and no claim stands behind their digits."""
    source = report.source
    seen = {
        report.title,
        report.subtitle,
        report.area or "",
        source.instrument,
        source.policy,
        source.software,
        report.licence,
        *_of_publication(report),
        report.publisher,
        pictures_by(report),
        *(text for _, text in report.asked),
    }
    seen.add(source.digest[:12])
    for section in (*report.summary, *report.sections, *report.annex, *report.figures):
        seen.add(section.title)
        for block in section.blocks:
            seen.update(_names(block))
    told = {text for text in seen if any(map(str.isdigit, text)) and any(map(str.isalpha, text))}
    yield from sorted(told, key=lambda text: (-len(text), text))


def _names(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.caption
            yield from block.head
            yield from (row[0].text for row in block.rows if row)
        case Bars() | Dots() | Lines():
            yield from _legend(block)
            yield from (row.label for row in _rows(block))
        case _:
            return
