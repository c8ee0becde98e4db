"""The frame: one column an item, rows sorted by area.

Rows of one area stand together: `starts[a]` to `starts[a + 1]` are the rows of `areas[a]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.instrument import Instrument


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A ONE item: `codes[row]` is uint8, 0 where nothing was said, else 1 + the option's place."""

    codes: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Ticked:
    """A MANY item: `ticks[row]` is uint64, bit k set where option k was chosen; 0 where nothing was said."""

    ticks: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A NUMBER item: `values[row]` is float64, NaN where nothing was said."""

    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A TEXT item: only whether something was written; the words themselves never enter the analysis."""

    is_written: NDArray[np.bool_]


Column = Coded | Ticked | Measured | Written


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """All answers to one instrument. `columns` holds one column an item, each `respondents` long."""

    instrument: Instrument
    respondents: int
    areas: tuple[str, ...]
    starts: NDArray[np.int64]
    columns: Mapping[str, Column]
