"""The uploaded table once more, with every cell that is to be mended marked and told what to do."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from poet.answers import Refusal, Sheet
from poet.exchange.uploads import words

_WIDTHS = (8, 24, 110)
_MARK = {"bg_color": "#FFD23F", "font_color": "#1B2330", "bold": True, "num_format": "@"}
# More notes than this make spreadsheet programs slow; the list names every fault all the same.
MOST_NOTES = 1_000


def marked(sheet: Sheet, refusals: Sequence[Refusal]) -> bytes:
    """A workbook: what is to be mended, and the answers as they were handed in. Nothing in it can become a formula."""
    written = io.BytesIO()
    with Workbook(written, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _list(book.add_worksheet(words.MENDING), refusals)
        answers = book.add_worksheet(words.ANSWERS)
        at = {(fault.row, fault.column): fault.words for fault in refusals if fault.row and fault.column}
        _answers(answers, sheet, at, book.add_format(_MARK), book.add_format({"num_format": "@"}))
    return written.getvalue()


def _list(sheet: Worksheet, refusals: Sequence[Refusal]) -> None:
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, words.TO_MEND)
    for place, head in enumerate(words.MENDING_HEAD):
        sheet.write_string(1, place, head)
    for row, fault in enumerate(refusals, 2):
        if fault.row is not None:
            sheet.write_number(row, 0, fault.row)
        sheet.write_string(row, 1, fault.column or "")
        sheet.write_string(row, 2, fault.words)


def _answers(sheet: Worksheet, answers: Sheet, at: Mapping[tuple[int, str], str], mark: Format, plain: Format) -> None:
    for place, name in enumerate(answers.columns):
        sheet.set_column(place, place, 18, plain)
        sheet.write_string(0, place, name, mark if (1, name) in at else plain)
    noted = 0
    for row in range(answers.rows):
        shown = Sheet.spreadsheet_row(row)
        for place, (name, column) in enumerate(answers.columns.items()):
            cell = column.cells[column.at[row]] if column.at[row] >= 0 else ""
            told = at.get((shown, name))
            if cell or told:
                sheet.write_string(shown - 1, place, cell, mark if told else plain)
            if told and noted < MOST_NOTES:
                sheet.write_comment(shown - 1, place, told)
                noted += 1
