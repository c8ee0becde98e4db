"""One item's cells as numbers: each distinct cell heard once, then dealt out to its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.answers import Refusal, SheetColumn, codes, hear
from poet.frame.model import Coded, Column, Measured, Ticked, Written
from poet.frame.troubles import Trouble
from poet.instrument import Item, Kind


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """A column whose cells were heard: what each distinct cell means (the last place means an empty one), and what is
    wrong with those that are not accepted, by their place."""

    item: Item
    meanings: NDArray[np.uint8] | NDArray[np.uint64] | NDArray[np.float64] | NDArray[np.bool_]
    at: NDArray[np.int32]
    wrong: Mapping[int, Refusal]

    def column(self, order: NDArray[np.int64]) -> Column:
        """The column's values in this order of rows."""
        return _COLUMNS[self.item.kind](self.meanings[self.at][order])

    def trouble(self) -> Trouble:
        """The rows whose cell is not accepted."""
        is_wrong = np.zeros(len(self.meanings), np.bool_)
        is_wrong[list(self.wrong)] = True
        rows = np.flatnonzero(is_wrong[self.at]) if self.wrong else np.empty(0, np.int64)
        return Trouble(self.item.id, rows, lambda row: self.wrong[int(self.at[row])].words)


def heard(item: Item, column: SheetColumn) -> Heard:
    """The column heard; a cell that is not accepted means nothing and is refused wherever it stands."""
    said = [hear(item, cell) for cell in _cells(item, column)]
    wrong = {place: cell for place, cell in enumerate(said) if isinstance(cell, Refusal)}
    meanings = _MEANINGS[item.kind](item, ["" if isinstance(cell, Refusal) else cell for cell in (*said, "")])
    at = column.at if item.kind is not Kind.TEXT else np.where(column.at >= 0, 0, -1).astype(np.int32)
    return Heard(item, meanings, at, wrong)


def empty(item: Item, rows: int) -> Column:
    """The column of an item that nobody was asked."""
    return Heard(item, _MEANINGS[item.kind](item, [""]), np.full(rows, -1, np.int32), {}).column(np.arange(rows))


def _cells(item: Item, column: SheetColumn) -> Sequence[str]:
    """The cells to hear. A million comments are not heard one by one: that something was written is all that counts."""
    return column.cells if item.kind is not Kind.TEXT else ("written",)


def _codes(item: Item, cells: Sequence[str]) -> NDArray[np.uint8]:
    places = {option.code: place for place, option in enumerate(item.options, 1)}
    return np.array([places.get(cell, 0) for cell in cells], np.uint8)


def _ticks(item: Item, cells: Sequence[str]) -> NDArray[np.uint64]:
    bits = {option.code: 1 << place for place, option in enumerate(item.options)}
    return np.array([sum(bits[code] for code in codes(cell)) for cell in cells], np.uint64)


def _numbers(_: Item, cells: Sequence[str]) -> NDArray[np.float64]:
    return np.array([float(cell) if cell else np.nan for cell in cells], np.float64)


def _written(_: Item, cells: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([bool(cell) for cell in cells], np.bool_)


_MEANINGS: dict[
    Kind,
    Callable[[Item, Sequence[str]], NDArray[np.uint8] | NDArray[np.uint64] | NDArray[np.float64] | NDArray[np.bool_]],
] = {
    Kind.ONE: _codes,
    Kind.MANY: _ticks,
    Kind.NUMBER: _numbers,
    Kind.TEXT: _written,
}
_COLUMNS: dict[Kind, Callable[..., Column]] = {
    Kind.ONE: Coded,
    Kind.MANY: Ticked,
    Kind.NUMBER: Measured,
    Kind.TEXT: Written,
}
