"""Raw counts: they carry no protection and must never be printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.instrument import Instrument, Item


@dataclass(frozen=True, slots=True, eq=False)
class OptionCounts:
    """A ONE or MANY item. `by_option[g, k]` people of group g chose option k (int64, options in the item's order);
    `answered[g]` people of group g said anything, options that stand apart included."""

    item: Item
    by_option: NDArray[np.int64]
    answered: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class NumberValues:
    """A NUMBER item. `values[g]` holds the sorted answers of group g (float64)."""

    item: Item
    values: tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True, eq=False)
class TextCounts:
    """A TEXT item. `written[g]` people of group g wrote something (int64)."""

    item: Item
    written: NDArray[np.int64]


ItemCounts = OptionCounts | NumberValues | TextCounts


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Every item of a frame counted by group; the groups part the respondents: each belongs to exactly one."""

    instrument: Instrument
    groups: tuple[str, ...]
    respondents: NDArray[np.int64]
    items: Mapping[str, ItemCounts]
