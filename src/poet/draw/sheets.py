"""What the sheets of a workbook hold, whichever program will open it: cover, notes, one table a sheet."""

from __future__ import annotations

from poet.draw import words
from poet.report.model import Cell, Note, Report, Section, Table


def sections(report: Report) -> tuple[Section, ...]:
    """Return every section of the report, those that only workbooks carry among them."""
    return (*report.summary, *report.sections, *report.annex, *report.figures)


def tables(report: Report) -> list[Table]:
    """Return the report's tables in order."""
    return [block for section in sections(report) for block in section.blocks if isinstance(block, Table)]


def notes(report: Report) -> list[str]:
    """Return the report's caveats, each once."""
    found = [block for section in sections(report) for block in section.blocks if isinstance(block, Note)]
    return list(dict.fromkeys(" ".join(said.text for said in note.sentences) for note in found))


def caption(table: Table) -> str:
    """Return the title of a table's sheet."""
    return f"{words.TABLE.format(number=table.number)}: {table.caption}"


def figure(cell: Cell) -> float | None:
    """Return the number that a cell holds; None for words, and for shorthand such as `[c]` whatever lies behind it."""
    return cell.number if any(letter.isdigit() for letter in cell.text) else None
