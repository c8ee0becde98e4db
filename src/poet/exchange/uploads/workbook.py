"""A workbook of answers, whichever spreadsheet program saved it, read into a sheet of distinct cells."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from poet.answers import NotAccepted, Refusal, Sheet, SheetColumn
from poet.exchange.csv_text import named
from poet.exchange.unpacking import NoWorkbook, unpacked
from poet.exchange.uploads import words
from poet.exchange.uploads.stretches import Large, large

LARGEST_FILE = 100 << 20
LARGEST_UNPACKED = 1 << 30
MOST_PARTS = 2_000
_OLD = b"\xd0\xcf\x11\xe0"

Value = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in: its answers, and the digest and name of the version it says it was made for, if it does."""

    sheet: Sheet
    digest: str = ""
    made_for: str = ""


def parse(data: bytes) -> Handed:
    """The sheet `answers`, or else the first one. Raises NotAccepted, saying what to do.

    A blank row stays, as a row without answers, so that every row keeps the number that a spreadsheet shows.
    """
    _measure(data)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            names = {name.strip().lower(): name for name in book.sheet_names}
            answers = names.get(words.ANSWERS, book.sheet_names[0])
            digest, made_for = _about(book, names.get(words.ABOUT))
            big = None if data.startswith(_OLD) else large(data, answers)
            rows = _rows([book.get_sheet_by_name(answers)] if big is None else _parts(big, answers))
            return Handed(_sheet(rows), digest, made_for)
    except (CalamineError, IndexError) as error:
        raise NotAccepted((Refusal(words.NO_WORKBOOK),)) from error


def _measure(data: bytes) -> None:
    """Look at the sizes before anything is unpacked."""
    if len(data) > LARGEST_FILE:
        raise NotAccepted((Refusal(words.too_large(len(data), LARGEST_FILE)),))
    if data.startswith(_OLD):
        return  # not packed at all
    try:
        size = unpacked(data)
    except NoWorkbook as error:
        raise NotAccepted((Refusal(words.NO_WORKBOOK),)) from error
    if size.bytes > LARGEST_UNPACKED or size.parts > MOST_PARTS:
        raise NotAccepted((Refusal(words.too_large(size.bytes, LARGEST_UNPACKED)),))


def _about(book: CalamineWorkbook, name: str | None) -> tuple[str, str]:
    """The digest and the name of the version, from the sheet that the template bears them on."""
    if name is None:
        return "", ""
    lines = {_text(row[0]): _text(row[1]) for row in book.get_sheet_by_name(name).to_python(nrows=20) if len(row) > 1}
    return lines.get("digest", ""), lines.get("questionnaire", "")


def _parts(big: Large, name: str) -> Iterator[CalamineSheet]:
    """A large sheet a stretch at a time: one is let go before the next is read."""
    for stretch in big.stretches():
        with CalamineWorkbook.from_filelike(BytesIO(stretch)) as book:
            yield book.get_sheet_by_name(name)


def _sheet(rows: Iterator[Sequence[Value]]) -> Sheet:
    names = [_text(cell) for cell in next(rows, [])]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise NotAccepted((Refusal(words.EMPTY),))
    named(tuple(names))
    columns = [_Column() for _ in names]
    count = 0
    for count, row in enumerate(rows, 1):
        if len(row) > len(names) and any(_text(cell) for cell in row[len(names) :]):
            told = words.uneven(len(row), len(names))
            raise NotAccepted((Refusal(told, row=Sheet.spreadsheet_row(count - 1)),))
        for column, cell in zip(columns, row, strict=False):
            column.take(cell)
        for column in columns[len(row) :]:
            column.take("")
    return Sheet(count, {name: column.finished() for name, column in zip(names, columns, strict=True)})


def _rows(sheets: Iterable[CalamineSheet]) -> Iterator[Sequence[Value]]:
    """The rows from the first one of the sheet on; what is above the first filled one, or between two, is blank."""
    blank: Sequence[Value] = ()
    at = 0
    for sheet in sheets:
        if sheet.start is None:
            continue
        yield from (blank for _ in range(sheet.start[0] - at))
        margin = [""] * sheet.start[1]
        at = sheet.start[0]
        for row in islice(sheet.iter_rows(), at, None):  # the reader begins at the sheet's own first row
            at += 1
            yield [*margin, *row] if margin else row


class _Column:
    """A column being read: its distinct cells, and where they stand."""

    def __init__(self) -> None:
        self.places: dict[tuple[Value, bool], int] = {}
        self.texts: dict[str, int] = {}
        self.at = array("i")

    def take(self, cell: Value) -> None:
        """Note one more cell; what a cell reads as text is worked out once a distinct value."""
        if cell == "":
            self.at.append(-1)
            return
        kind = (cell, isinstance(cell, bool))  # True and 1.0 are equal in Python and not in a spreadsheet
        place = self.places.get(kind)
        if place is None:
            text = _text(cell)
            place = self.places[kind] = self.texts.setdefault(text, len(self.texts)) if text else -1
        self.at.append(place)

    def finished(self) -> SheetColumn:
        """The column as it is kept."""
        return SheetColumn(tuple(self.texts), np.frombuffer(self.at, np.int32) if self.at else np.empty(0, np.int32))


def _text(value: Value) -> str:
    """The cell as a person would have typed it: 7 for 7.0, an ISO date for a date."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return str(value).strip()
