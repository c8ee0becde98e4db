"""The rows of an OpenDocument spreadsheet: its numbers by calamine, which shares nothing with what wrote it."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from poet.proofread.workbook import Row, Value

BROKEN = (CalamineError,)


def rows(data: bytes) -> list[Row]:
    """Every row of every sheet, numbers as floats. Raises CalamineError on what is no spreadsheet."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return [tuple(map(_value, row)) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def _value(value: object) -> Value:
    if value == "" or value is None:
        return None
    return float(value) if isinstance(value, int | float) else str(value)
