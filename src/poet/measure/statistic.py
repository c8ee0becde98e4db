"""One definition of a statistic for one table and for thousands: counts are taken out of each, limits found together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from poet.measure.estimate import CONFIDENCE, Estimate, Interval, NotEstimable, Outcome
from poet.measure.wilson import Floats
from poet.protect import OptionTable, Shown, Withheld

Tally = tuple[int, ...]
Tallies = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A statistic of many tallies: value and limits (float64), who is counted among whom (int64)."""

    value: Floats
    low: Floats
    high: Floats
    count: Tallies
    base: Tallies


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic of protected tables. `tally` takes plain counts out of one table, or says why there is no figure;
    `measured` works it out for an array of tallies x counts at a confidence. `span` is the width of the scale that
    values lie on: 1 for a share."""

    of: str
    method: str
    span: float
    tally: Callable[[OptionTable], Tally | Withheld | NotEstimable]
    measured: Callable[[Tallies, float], Measured]

    def one(self, table: OptionTable, confidence: float = CONFIDENCE) -> Outcome:
        """The statistic of one table."""
        return self.each([table], confidence)[0]

    def each(self, tables: Sequence[OptionTable], confidence: float = CONFIDENCE) -> tuple[Outcome, ...]:
        """The statistic of each table, in their order. Tallies of one length are worked out together."""
        tallies = [self.tally(table) for table in tables]
        return estimates(self.measured, tallies, [self.of] * len(tables), self.method, confidence)


def estimates(
    measured: Callable[[Tallies, float], Measured],
    tallies: Sequence[Tally | Withheld | NotEstimable],
    of: Sequence[str],
    method: str,
    confidence: float,
) -> tuple[Outcome, ...]:
    """The statistic of each tally, under the name it goes by; what is no tally stays as it is."""
    outcomes: list[Outcome] = [NotEstimable("")] * len(tallies)
    by_length: dict[int, list[int]] = {}
    for place, tally in enumerate(tallies):
        if isinstance(tally, tuple):
            by_length.setdefault(len(tally), []).append(place)
        else:
            outcomes[place] = tally
    for places in by_length.values():
        found = measured(np.array([tallies[place] for place in places], np.int64), confidence)
        columns = (found.value, found.low, found.high, found.count, found.base)
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for place, (value, low, high, count, base) in zip(places, rows, strict=True):
            outcomes[place] = Estimate(of[place], value, Interval(low, high), base, count, method)
    return tuple(outcomes)


def plain(*cells: Shown[int] | Withheld) -> Tally | Withheld:
    """The figures of cells that are all shown, or the first reason why one is not."""
    for cell in cells:
        if isinstance(cell, Withheld):
            return cell
    return tuple(cell.value for cell in cells if isinstance(cell, Shown))


def people(counts: Sequence[float]) -> list[int]:
    """The counts as whole numbers. Raises ValueError on any that is none, or below nought."""
    if not all(isfinite(count) and count >= 0 and count == int(count) for count in counts):
        raise ValueError(f"people are counted in whole numbers, none below nought: {list(counts)}")
    return [int(count) for count in counts]
