"""Every item by every other in one go: the raw material of associations, scales and dose tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.count.bitmaps import option_bits
from poet.count.packing import THREADS
from poet.frame import Coded, Frame

# The bitmaps of so many rows and some dozens of items lie in a core's cache.
BLOCK = 131_072


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

    Each option's bitmap meets all later ones at once, two blocks of rows at a time. (A matrix product of noughts and ones is
    as fast on an idle machine; on a busy one its threads wait for each other, and it took up to twenty times as long.)
    Raises TypeError where an item is not answered by choosing one.
    """
    wanted = [item for item, column in frame.columns.items() if isinstance(column, Coded)] if items is None else items
    columns = {item: _codes(frame, item) for item in wanted}
    sizes = [len(frame.instrument.by_id[item].options) for item in columns]
    ends = np.cumsum(sizes, dtype=np.int64).tolist()
    first = {item: slice(end - size, end) for item, size, end in zip(columns, sizes, ends, strict=True)}
    begins = np.repeat([part.start for part in first.values()], sizes).tolist()
    with ThreadPoolExecutor(THREADS) as threads:
        lows = range(0, frame.respondents, BLOCK)
        parts = threads.map(lambda low: _joint(columns, low, sizes, begins), lows)
        upper = sum(parts, np.zeros((sum(sizes), sum(sizes)), np.int64))
    return PairTables(first, np.triu(upper) + np.triu(upper, 1).T)


def _codes(frame: Frame, item: str) -> NDArray[np.uint8]:
    column = frame.columns[item]
    if not isinstance(column, Coded):
        raise TypeError(f"{item} is not answered by choosing one option")
    return column.codes


def _joint(
    columns: Mapping[str, NDArray[np.uint8]], low: int, sizes: list[int], begins: list[int]
) -> NDArray[np.int64]:
    """One block's counts of each option (row) with every option from its own item's first on (columns)."""
    bits = np.concatenate(
        [option_bits(codes[low : low + BLOCK], size) for codes, size in zip(columns.values(), sizes, strict=True)]
    )
    joint = np.zeros((len(bits), len(bits)), np.int64)
    for row, begin in enumerate(begins):
        joint[row, begin:] = np.bitwise_count(bits[begin:] & bits[row]).sum(axis=1, dtype=np.uint32)
    return joint
