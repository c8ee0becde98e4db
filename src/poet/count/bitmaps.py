"""Codes as bitmaps, an option a row: how millions are counted 64 answers at a stroke."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]


def option_bits(codes: NDArray[np.uint8], options: int) -> Bits:
    """A bitmap for each option (options x words): bit r of option k is set where `codes[r]` is k + 1.

    The codes are taken apart into their own bits first, of which there are far fewer than options; words are then put
    together from those, 64 answers at a stroke."""
    planes = [_packed(codes & np.uint8(1 << bit)) for bit in range(options.bit_length())]
    sets = np.full((1, len(planes[0]) if planes else 0), ~np.uint64(0))
    for plane in planes:
        sets = np.concatenate([sets & ~plane, sets & plane])
    return sets[1 : options + 1]


def _packed(marks: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Marked rows as bits, with noughts up to a whole word."""
    bits = np.packbits(marks, bitorder="little")
    spare = -len(bits) % 8
    return (np.append(bits, np.zeros(spare, np.uint8)) if spare else bits).view(np.uint64)
