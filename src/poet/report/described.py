"""Charts whose figures stand in no table of their report: what they are called by a screen reader holds every row."""

from __future__ import annotations

import msgspec

from poet.report import texts, words
from poet.report.legend import point_said
from poet.report.model import Bar, Bars, Block, Chart, Dot, Line, Lines, Report, Section


def described(report: Report) -> Report:
    """The report with each chart called by its finding and, row by row, by its figures."""
    return msgspec.structs.replace(report, summary=_sections(report.summary), sections=_sections(report.sections))


def _sections(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(msgspec.structs.replace(part, blocks=tuple(map(_block, part.blocks))) for part in sections)


def _block(block: Block) -> Block:
    if not isinstance(block, Chart):
        return block
    if isinstance(block, Lines):
        return msgspec.structs.replace(block, alt=" ".join((block.caption.text, *map(_line, block.lines))))
    rows = block.bars if isinstance(block, Bars) else block.dots
    return msgspec.structs.replace(block, alt=" ".join((block.caption.text, *map(_row, rows))))


def _row(row: Bar | Dot) -> str:
    label = f"{row.under}: {row.label}" if isinstance(row, Dot) and row.under else row.label
    if row.withheld:
        return texts.ROW_WITHHELD.format(label=label, why=row.withheld)
    said = row.text if isinstance(row, Dot) else _parts(row)
    return texts.ROW_SAID.format(label=label, base=row.base, said=said)


def _line(line: Line) -> str:
    said = "; ".join(point_said(point) for point in line.points)
    return texts.LINE_SAID.format(label=line.label, said=f"{line.said}: {said}" if line.said else said)


def _parts(bar: Bar) -> str:
    if len(bar.segments) == 1 and bar.segments[0].label == bar.label:
        return bar.segments[0].text
    return ", ".join(f"{words.quoted(part.label)} {part.text}" for part in bar.segments)
