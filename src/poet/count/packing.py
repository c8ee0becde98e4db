"""A frame as bitmaps: one bit an answer, one row of 64-bit words an option, each area on words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from poet.frame import Coded, Frame, Measured, Ticked, Written
from poet.instrument import Item, Kind

THREADS = 2
WORD = 64

Bits = NDArray[np.uint64]
T = TypeVar("T", np.uint8, np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """A frame made ready for counting, to be kept as long as its answers stand.

    `bits[item_id][k]` has a bit for each respondent who chose option k; for MANY items a last row has one for each who
    answered. `words[a]` to `words[a + 1]` are the words of area a. `frame` keeps what is not counted by bits.
    """

    frame: Frame
    words: NDArray[np.int64]
    bits: Mapping[str, Bits]


@dataclass(frozen=True, slots=True, eq=False)
class _Spread:
    """Where each respondent's bit goes when every area begins on a word of its own."""

    words: NDArray[np.int64]
    where: NDArray[np.int64]

    def spread(self, column: NDArray[T]) -> NDArray[T]:
        """A column in the frame's order, with noughts between the areas up to whole words."""
        room = np.zeros(int(self.words[-1]) * WORD, column.dtype)
        room[self.where] = column
        return room


def packed(frame: Frame) -> Packed:
    """The frame's choices as bitmaps."""
    spread = _spread(frame.starts)
    chosen = [item for item in frame.instrument.items if item.kind in {Kind.ONE, Kind.MANY}]
    with ThreadPoolExecutor(THREADS) as threads:
        bits = threads.map(lambda item: _item_bits(frame, item, spread), chosen)
        return Packed(frame, spread.words, {item.id: rows for item, rows in zip(chosen, bits, strict=True)})


def packed_options(frame: Frame, codes: NDArray[np.uint8], options: int) -> Bits:
    """Codes (a row of the frame each: 0 nothing, else 1 + the option's place) as bitmaps, a row an option."""
    return _options(_spread(frame.starts).spread(codes), options)


def _spread(starts: NDArray[np.int64]) -> _Spread:
    lengths = np.diff(starts)
    words = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(-(-lengths // WORD), out=words[1:])
    moved = np.repeat(words[:-1] * WORD - starts[:-1], lengths)
    return _Spread(words, np.arange(len(moved)) + moved)


def _item_bits(frame: Frame, item: Item, spread: _Spread) -> Bits:
    match frame.columns[item.id]:
        case Coded(codes):
            return _options(spread.spread(codes), len(item.options))
        case Ticked(ticks):
            wide = spread.spread(ticks)
            rows = [_bits(wide & np.uint64(1 << place) != 0) for place in range(len(item.options))]
            return np.stack([*rows, _bits(wide != 0)])
        case Measured() | Written():
            raise TypeError(f"{item.id} is not answered by choosing")


def _options(room: NDArray[np.uint8], options: int) -> Bits:
    return np.stack([_bits(room == place) for place in range(1, options + 1)])


def _bits(marks: NDArray[np.bool_]) -> NDArray[np.uint64]:
    return np.packbits(marks, bitorder="little").view(np.uint64)
