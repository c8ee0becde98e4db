"""Counting a snapshot of any size block by block: every item by every group of every area, in little more memory than the
codes themselves."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.count.bitmaps import Bits, option_bits
from poet.count.model import Counts, OptionCounts
from poet.count.packing import THREADS, WORD
from poet.frame import Block, Snapshot
from poet.instrument import Instrument

Tally = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class CrossedCounts:
    """Raw counts by area and group. `respondents[a, g]` people; `by_option[item][a, g, k]` of them chose option k (int64).

    They carry no protection; each of the three tables of counts goes to `protect` like any other."""

    instrument: Instrument
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    respondents: Tally
    by_option: Mapping[str, Tally]

    def by_area(self) -> Counts:
        """The counts by area, whatever the group."""
        return self._counts(self.areas, axis=1)

    def by_group(self) -> Counts:
        """The counts by group, whatever the area."""
        return self._counts(self.groups, axis=0)

    def within(self, area: str) -> Counts:
        """One area's counts by group. Raises ValueError where there is no such area."""
        at = self.areas.index(area)
        tables = {item: table[at] for item, table in self.by_option.items()}
        return _counted(self.instrument, self.groups, self.respondents[at], tables)

    def _counts(self, names: tuple[str, ...], axis: int) -> Counts:
        tables = {item: table.sum(axis=axis) for item, table in self.by_option.items()}
        return _counted(self.instrument, names, self.respondents.sum(axis=axis), tables)


@dataclass(frozen=True, slots=True, eq=False)
class _Cut:
    """Where the groups that a block holds begin and end in its bitmaps: a word, and the bits of it that come before."""

    cells: slice
    words: NDArray[np.int64]
    before: NDArray[np.uint64]


def count_snapshot(snapshot: Snapshot) -> CrossedCounts:
    """Every item of the snapshot by area and group, two blocks at a time; cost grows with the rows, memory does not."""
    cells = len(snapshot.starts) - 1
    sizes = {item: len(snapshot.instrument.by_id[item].options) for item in snapshot.items}
    totals = {item: np.zeros((cells, size), np.int64) for item, size in sizes.items()}
    with ThreadPoolExecutor(THREADS) as threads:
        for cut, counted in threads.map(lambda block: _block(snapshot, block, sizes), snapshot.blocks):
            for item, table in counted.items():
                totals[item][cut] += table
    shape = len(snapshot.areas), len(snapshot.groups)
    return CrossedCounts(
        instrument=snapshot.instrument,
        areas=snapshot.areas,
        groups=snapshot.groups,
        respondents=np.diff(snapshot.starts).reshape(shape),
        by_option={item: table.reshape(*shape, sizes[item]) for item, table in totals.items()},
    )


def _block(snapshot: Snapshot, block: Block, sizes: Mapping[str, int]) -> tuple[slice, dict[str, Tally]]:
    cut = _cut(snapshot.starts, block)
    codes = block.read()
    return cut.cells, {item: _counts(option_bits(codes[item], size), cut) for item, size in sizes.items()}


def _cut(starts: NDArray[np.int64], block: Block) -> _Cut:
    end = block.first + block.rows
    low = int(np.searchsorted(starts, block.first, side="right")) - 1
    high = int(np.searchsorted(starts, end, side="left"))
    edges = np.clip(starts[low : high + 1], block.first, end) - block.first
    before = (np.uint64(1) << (edges % WORD).astype(np.uint64)) - np.uint64(1)
    return _Cut(slice(low, high), edges // WORD, before)


def _counts(bits: Bits, cut: _Cut) -> Tally:
    """Set bits between each edge and the next: those before an edge are the whole words before it and part of its own."""
    padded = np.concatenate([bits, np.zeros((len(bits), 1), np.uint64)], axis=1)
    before = np.zeros((len(bits), padded.shape[1] + 1), np.uint32)
    np.cumsum(np.bitwise_count(padded), axis=1, dtype=np.uint32, out=before[:, 1:])
    part = np.bitwise_count(padded[:, cut.words] & cut.before)
    return np.asarray(np.diff(before[:, cut.words].astype(np.int64) + part, axis=1).T)


def _counted(instrument: Instrument, names: tuple[str, ...], respondents: Tally, tables: Mapping[str, Tally]) -> Counts:
    items = {item: OptionCounts(instrument.by_id[item], table, table.sum(axis=1)) for item, table in tables.items()}
    return Counts(instrument, names, respondents, items)
