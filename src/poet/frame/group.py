"""Which group each row belongs to, and which rows are somebody's answers at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

from poet.answers import Sheet, SheetColumn, hear
from poet.frame import words
from poet.frame.troubles import Trouble
from poet.instrument import Item, Kind

EVERYBODY = "all"

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups in order, and the place of each row's own among them (int32, -1 where it has none)."""

    names: tuple[str, ...]
    place: NDArray[np.int32]


def everybody(rows: int) -> Grouping:
    """All rows in one group."""
    return Grouping((EVERYBODY,), np.zeros(rows, np.int32))


def by_area(column: SheetColumn) -> Grouping:
    """A group for each name in the column, in alphabetical order whatever their case."""
    names = [normalize("NFC", cell) for cell in column.cells]
    return _grouped(sorted(set(names), key=lambda name: (name.casefold(), name)), names, column)


def by_answer(item: Item, column: SheetColumn) -> Grouping:
    """A group for each answer to the item, in the item's own order; whoever gave none has no group."""
    heard = [hear(item, cell) for cell in column.cells]
    said = {answer for answer in heard if isinstance(answer, str)}
    numbers = sorted(said, key=float) if item.kind is Kind.NUMBER else ()
    order = numbers or [option.code for option in item.options if option.code in said]
    return _grouped(order, [answer if isinstance(answer, str) else "" for answer in heard], column)


def _grouped(order: Sequence[str], names: Sequence[str], column: SheetColumn) -> Grouping:
    """Groups in this order; a cell whose name is not among them is in none."""
    places = {name: place for place, name in enumerate(order)}
    of_cell = np.array([*(places.get(name, -1) for name in names), -1], np.int32)
    return Grouping(tuple(order), of_cell[column.at])


def is_somebody(sheet: Sheet) -> Marks:
    """Whether a row is a respondent's: one with nothing in any of several columns is an empty line."""
    somebody = np.ones(sheet.rows, np.bool_)
    if len(sheet.columns) > 1:
        blank = np.arange(sheet.rows)
        for column in sheet.columns.values():
            blank = blank[column.at[blank] < 0]
        somebody[blank] = False
    return somebody


def repeats(name: str, column: SheetColumn, counted: Marks) -> Trouble:
    """The rows whose respondent stands in an earlier row already, among the rows that are counted."""
    rows = np.flatnonzero(counted & (column.at >= 0))
    said = column.at[rows]
    first = np.empty(len(column.cells), np.int64)
    first[said[::-1]] = rows[::-1]

    def twice(row: int) -> str:
        cell = int(column.at[row])
        return words.REPEATED_ID.format(id=column.cells[cell], first=Sheet.spreadsheet_row(int(first[cell])))

    return Trouble(name, rows[first[said] != rows], twice)


def without(name: str, column: SheetColumn, counted: Marks, wrong: str) -> Trouble:
    """The rows that are counted and have an empty cell where there must be none."""
    return Trouble(name, np.flatnonzero(counted & (column.at < 0)), lambda _: wrong)
