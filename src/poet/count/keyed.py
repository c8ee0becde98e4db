"""Cell keys: the record keys of everybody in a cell added up, so that a cell has one key in whatever table it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.frame import Coded, Frame, Ticked, Written
from poet.instrument import Item

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class KeySums:
    """Record keys of a ONE, MANY or TEXT item added up modulo 2 ** bits. `by_option[g, k]`: of those in group g who chose
    option k; `answered[g]`: of those who said anything."""

    item: Item
    by_option: Keys
    answered: Keys


def key_sums(frame: Frame, keys: Keys, bits: int) -> Mapping[str, KeySums]:
    """The cell keys of every item answered by choosing or writing. `keys` holds a whole number below 2 ** bits (at most
    32) for each row of the frame, in its order. Raises ValueError where there are more or fewer keys than rows."""
    if len(keys) != frame.respondents:
        raise ValueError(f"{frame.respondents} respondents but {len(keys)} record keys")
    group = np.repeat(np.arange(len(frame.areas)), np.diff(frame.starts))
    sums = {}
    for item in frame.instrument.items:
        chosen = _chosen(frame, item)
        if chosen is not None:
            by_option, answered = (_summed(marks, keys, group, len(frame.areas), bits) for marks in chosen)
            sums[item.id] = KeySums(item, by_option, answered[:, 0])
    return sums


def _chosen(frame: Frame, item: Item) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Who chose each option, and who said anything: arrays of rows x options and rows x 1."""
    match frame.columns[item.id]:
        case Coded(codes):
            return codes[:, None] == np.arange(1, len(item.options) + 1), (codes != 0)[:, None]
        case Ticked(ticks):
            places = np.uint64(1) << np.arange(len(item.options), dtype=np.uint64)
            return (ticks[:, None] & places) != 0, (ticks != 0)[:, None]
        case Written(is_written):
            return np.zeros((len(is_written), 0), np.bool_), is_written[:, None]
        case _:
            return None


def _summed(marks: NDArray[np.bool_], keys: Keys, group: NDArray[np.int64], groups: int, bits: int) -> Keys:
    sums = np.zeros((groups, marks.shape[1]), np.uint64)
    np.add.at(sums, group, np.where(marks, keys[:, None], np.uint64(0)))
    return sums & np.uint64(2**bits - 1)
