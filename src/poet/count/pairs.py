"""Every item by every other in one go: the raw material of associations, scales and dose tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.frame import Coded, Frame

# Counts of so many rows are whole numbers that a 32-bit float holds exactly (up to 2^24), and a block stays in cache.
BLOCK = 32_768


@dataclass(frozen=True, slots=True, eq=False)
class PairTables:
    """Raw two-way counts of ONE items. `first[item]` is the row and column of `joint` (int64, symmetric) where the item's
    options begin; they stand in the item's order."""

    first: Mapping[str, slice]
    joint: NDArray[np.int64]

    def table(self, item: str, other: str) -> NDArray[np.int64]:
        """How many people chose each option of `item` (rows) together with each of `other` (columns); of an item with
        itself, its counts on the diagonal. Raises KeyError on an item that is not there."""
        return self.joint[self.first[item], self.first[other]]


def pair_tables(frame: Frame, items: Iterable[str] | None = None) -> PairTables:
    """The tables of all pairs of the ONE items named (default: all), over all areas; who left either out is in none.

    One matrix product of the answers as noughts and ones a block, so that the machine's own BLAS does the counting.
    Raises TypeError where an item is not answered by choosing one.
    """
    wanted = [item for item, column in frame.columns.items() if isinstance(column, Coded)] if items is None else items
    columns = {item: _codes(frame, item) for item in wanted}
    sizes = [len(frame.instrument.by_id[item].options) for item in columns]
    ends = np.cumsum(sizes, dtype=np.int64).tolist()
    first = {item: slice(end - size, end) for item, size, end in zip(columns, sizes, ends, strict=True)}
    joint = np.zeros((sum(sizes), sum(sizes)), np.int64)
    for low in range(0, frame.respondents, BLOCK):
        marks = _marks([codes[low : low + BLOCK] for codes in columns.values()], sizes)
        joint += (marks @ marks.T).astype(np.int64)
    return PairTables(first, joint)


def _codes(frame: Frame, item: str) -> NDArray[np.uint8]:
    column = frame.columns[item]
    if not isinstance(column, Coded):
        raise TypeError(f"{item} is not answered by choosing one option")
    return column.codes


def _marks(columns: list[NDArray[np.uint8]], sizes: list[int]) -> NDArray[np.float32]:
    """1 where a respondent (column) chose an option (row), else 0."""
    marks = np.empty((sum(sizes), len(columns[0])), np.float32)
    rows = iter(marks)
    for codes, size in zip(columns, sizes, strict=True):
        for place in range(1, size + 1):
            np.equal(codes, place, out=next(rows))
    return marks
