"""The interval of a difference between two independent proportions: Newcombe's hybrid of two Wilson intervals."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from poet.measure import CONFIDENCE, Interval, Limits, wilson, wilson_limits
from poet.measure.wilson import F


def newcombe(count: int, base: int, other_count: int, other_base: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval of count / base - other_count / other_base, inside [-1, 1].

    Raises ValueError as `wilson` does. Source: Newcombe 1998, method 10 (square-and-add, no continuity correction);
    as statsmodels' confint_proportions_2indep(method="newcomb").
    """
    here, there = wilson(count, base, confidence), wilson(other_count, other_base, confidence)
    shares = count / base, other_count / other_base
    return Interval(*square_and_add(shares, (here.low, here.high), (there.low, there.high), sqrt))


def newcombe_limits(
    count: ArrayLike, base: ArrayLike, other_count: ArrayLike, other_base: ArrayLike, confidence: float = CONFIDENCE
) -> Limits:
    """The same of arrays that go together; equal to `newcombe` in every place. Raises ValueError as `wilson_limits`."""
    here, there = wilson_limits(count, base, confidence), wilson_limits(other_count, other_base, confidence)
    shares = np.asarray(count) / np.asarray(base), np.asarray(other_count) / np.asarray(other_base)
    return Limits(*square_and_add(shares, (here.low, here.high), (there.low, there.high), np.sqrt))


def square_and_add(shares: tuple[F, F], here: tuple[F, F], there: tuple[F, F], root: Callable[[F], F]) -> tuple[F, F]:
    """The limits of a difference of two independent figures from the limits of each (Zou and Donner 2008)."""
    difference = shares[0] - shares[1]
    down, up = shares[0] - here[0], here[1] - shares[0]
    other_down, other_up = shares[1] - there[0], there[1] - shares[1]
    low = difference - root(down * down + other_up * other_up)
    high = difference + root(up * up + other_down * other_down)
    return low, high
