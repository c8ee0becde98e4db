"""The rows of an Excel workbook, read by openpyxl and not by what wrote it."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile

from openpyxl import load_workbook

from poet.proofread.workbook import Row, Value

BROKEN = (BadZipFile,)


def rows(data: bytes) -> list[Row]:
    """Every row of every sheet, numbers as floats. Raises BadZipFile, KeyError or ValueError on what is no workbook."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    return [tuple(map(_value, row)) for sheet in book for row in sheet.iter_rows(values_only=True)]


def _value(value: object) -> Value:
    if value is None:
        return None
    return float(value) if isinstance(value, int | float) else str(value)
