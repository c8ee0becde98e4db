"""A workbook from outside, opened with care: how large it may be, and its sheets as rows of plain texts."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from poet.exchange.carrying import Spot, refused
from poet.exchange.unpacking import NoWorkbook, unpacked
from poet.instrument import Refused

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 50_000_000
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the headings of its sheet; blank cells are not there."""

    spot: Spot
    cells: Mapping[str, str]

    def cell(self, heading: str) -> str:
        """The text under a heading, or nothing."""
        return self.cells.get(heading, "")


def sheets(data: bytes, name: str, wanted: Sequence[str]) -> dict[str, list[Row]]:
    """The wanted sheets that are there, by name in small letters. Raises Refused."""
    _measure(data, name)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            raw = {str(one.title).strip().lower(): list(_cells(one)) for one in book.worksheets}
    except Exception as error:  # whatever openpyxl meets in a file that only looks like a workbook
        raise _no_workbook(name) from error
    return {title: _rows(raw[title], title, name) for title in wanted if title in raw}


def _measure(data: bytes, name: str) -> None:
    """Look at the sizes before anything is unpacked."""
    if len(data) > LARGEST_FILE:
        raise refused(name, f"The file has {len(data):,} bytes.", f"Shorten it to {LARGEST_FILE:,} bytes or fewer.")
    try:
        size = unpacked(data)
    except NoWorkbook as error:
        raise _no_workbook(name) from error
    if size.parts > MOST_PARTS or size.bytes > LARGEST_UNPACKED:
        wrong = f"Unpacked, the workbook has {size.bytes:,} bytes in {size.parts:,} parts."
        raise refused(name, wrong, "Copy the sheets survey, choices and settings into a new workbook and try again.")


def _no_workbook(name: str) -> Refused:
    return refused(
        name, "The file is not a workbook that can be read.", "Save it as .xlsx (Excel workbook) and try again."
    )


def _cells(sheet: Any) -> Iterable[Sequence[tuple[Any, str]]]:  # noqa: ANN401 openpyxl has several kinds of sheet
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
    return [[(cell.value, getattr(cell, "data_type", "n")) for cell in row] for row in rows]


def _rows(raw: list[Sequence[tuple[Any, str]]], title: str, name: str) -> list[Row]:
    headings = [" ".join(str(value or "").split()) for value, _ in raw[0]] if raw else []
    spots = [Spot(f"sheet {title}, row {number}", number) for number in range(1, len(raw) + 1)]
    if len(raw) > MOST_ROWS + 1:
        raise refused(
            name, f"The sheet has more than {MOST_ROWS:,} rows.", "Remove those that are not used.", spots[-1]
        )
    for spot, row in zip(spots, raw, strict=True):
        if any(kind == "f" for _, kind in row):
            raise refused(name, "A cell holds a formula.", "Replace it with the text or number it shows.", spot)
    texts = [{heading: _text(value) for heading, (value, _) in zip(headings, row, strict=False)} for row in raw[1:]]
    kept = [{heading: text for heading, text in row.items() if heading and text} for row in texts]
    return [Row(spot, row) for spot, row in zip(spots[1:], kept, strict=True) if row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
