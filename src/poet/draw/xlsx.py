"""A report's tables as a spreadsheet, by the habits of government statistics: one table a sheet, cover, notes."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from poet.draw import letters, palette, sheets, words
from poet.draw.about import about
from poet.report.model import Cell, Report, Table

_NO_DATE = datetime(1970, 1, 1)  # noqa: DTZ001 - the file format knows no time zone
_FIRST_ROW = 3
_A4 = 9  # as the file format counts papers
_LONGEST_SHEET_LINE = 90


def draw(report: Report) -> bytes:
    """Return the report's tables as XLSX bytes. Every text is a text cell: nothing in it can become a formula."""
    written = BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": _text(report.title), "created": _created(report.date), "comments": _mark(report)})
        _Pen(book, report).write()
    return written.getvalue()


def _text(text: str) -> str:
    return letters.drawable(text)


def _mark(report: Report) -> str:
    return words.MADE_UP_SENTENCE if report.made_up else ""


def _created(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time())
    except ValueError:
        return _NO_DATE


class _Pen:
    """Writes one report into one workbook."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book, self.report, self.tables = book, report, sheets.tables(report)
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": palette.TEAL})
        self.bold = book.add_format({"bold": True})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2})
        self.right = book.add_format({"align": "right", "valign": "top"})
        self.numbers = {
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "fraction": book.add_format({"num_format": "#,##0.0", "valign": "top"}),
            "percent": book.add_format({"num_format": "0%", "valign": "top"}),
        }
        self.warning = book.add_format({"bold": True, "bg_color": palette.WARNING})

    def write(self) -> None:
        """Write cover, notes and a sheet for each table."""
        self._cover()
        self._notes()
        for place, table in enumerate(self.tables, start=1):
            self._table(f"Table_{place}", table)

    def _sheet(self, name: str, title: str) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)  # whoever prints it has each table's columns on one page
        sheet.write_string(0, 0, _text(title), self.title)
        if self.report.made_up:
            sheet.write_string(1, 0, f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}", self.warning)
        return sheet

    def _cover(self) -> None:
        sheet = self._sheet(words.COVER, self.report.title)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, _LONGEST_SHEET_LINE, self.wrap)
        sheet.write_string(2, 0, _text(self.report.subtitle))
        row = 4
        for name, text in about(self.report):
            sheet.write_string(row, 0, name, self.bold)
            sheet.write_string(row, 1, _text(text), self.wrap)
            row += 1
        self._contents(sheet, row + 1)

    def _contents(self, sheet: Worksheet, row: int) -> None:
        sheet.write_string(row, 0, words.SHEET, self.head)
        sheet.write_string(row, 1, words.SHEET_TITLE, self.head)
        names = [(words.NOTES, words.NOTES)]
        names += [(f"Table_{place}", sheets.caption(table)) for place, table in enumerate(self.tables, start=1)]
        for name, title in names:
            row += 1
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            sheet.write_string(row, 1, _text(title), self.wrap)

    def _notes(self) -> None:
        sheet = self._sheet(words.NOTES, words.NOTES)
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, _LONGEST_SHEET_LINE, self.wrap)
        row = _FIRST_ROW
        for sign, meaning in words.MARKS:
            sheet.write_string(row, 0, sign, self.bold)
            sheet.write_string(row, 1, meaning, self.wrap)
            row += 1
        for note in sheets.notes(self.report):
            row += 1
            sheet.write_string(row, 1, _text(note), self.wrap)

    def _table(self, name: str, table: Table) -> None:
        sheet = self._sheet(name, sheets.caption(table))
        sheet.write_string(2, 0, f"{words.ONE_TABLE} {words.SHORTHAND}")
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, max(1, len(table.head) - 1), 18)
        for column, text in enumerate(table.head):
            sheet.write_string(_FIRST_ROW, column, _text(text), self.head)
        for row, cells in enumerate(table.rows, start=_FIRST_ROW + 1):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell)
        sheet.freeze_panes(_FIRST_ROW + 1, 1)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        """A figure as a number; words, and shorthand such as `[c]`, as text whatever number may lie behind them."""
        number = sheets.figure(cell)
        if number is None:
            sheet.write_string(row, column, _text(cell.text), self.right if column else self.wrap)
        else:
            sheet.write_number(row, column, number, self._format(cell))

    def _format(self, cell: Cell) -> Format:
        if cell.percent:
            return self.numbers["percent"]
        whole = cell.number is not None and float(cell.number).is_integer()
        return self.numbers["whole" if whole else "fraction"]
