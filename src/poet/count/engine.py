"""Every item by every area in one pass: set bits are counted word by word and added up area by area."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.count.packing import THREADS, Bits, Packed, packed
from poet.frame import Frame, Measured, Written
from poet.instrument import Item, Kind


def count(frame: Frame) -> Counts:
    """The counts of a frame, by its areas."""
    return count_packed(packed(frame))


def count_packed(kept: Packed) -> Counts:
    """The counts of a packed frame, by its areas; a kept one counts in milliseconds."""
    frame = kept.frame
    with ThreadPoolExecutor(THREADS) as threads:
        counted = threads.map(lambda item: _counted(kept, item), frame.instrument.items)
        items = {item.id: found for item, found in zip(frame.instrument.items, counted, strict=True)}
    return Counts(frame.instrument, frame.areas, np.diff(frame.starts), items)


def _counted(kept: Packed, item: Item) -> ItemCounts:
    column, starts = kept.frame.columns[item.id], kept.frame.starts
    match column:
        case Measured(values):
            return NumberValues(item, tuple(_sorted(values[low:high]) for low, high in pairwise(starts)))
        case Written(is_written):
            return TextCounts(item, np.diff(np.concatenate([[0], np.cumsum(is_written)])[starts]))
        case _:
            by_row = by_area(kept.bits[item.id], kept.words)
            if item.kind is Kind.MANY:
                return OptionCounts(item, by_row[:, :-1], by_row[:, -1])
            return OptionCounts(item, by_row, by_row.sum(axis=1))


def by_area(bits: Bits, words: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many bits are set in each row of `bits` within each area's words: an array of areas x rows."""
    counts = np.zeros((len(words) - 1, len(bits)), np.int64)
    # reduceat gives an empty stretch its first word instead of nought, so only areas that have words take part.
    full = np.flatnonzero(np.diff(words))
    if len(full):
        counts[full] = np.add.reduceat(np.bitwise_count(bits), words[full], axis=1, dtype=np.uint32).T
    return counts


def _sorted(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.sort(values[~np.isnan(values)])
