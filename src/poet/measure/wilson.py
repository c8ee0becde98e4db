"""The Wilson score interval of a proportion, of one or of thousands at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.measure.estimate import CONFIDENCE, Interval
from poet.measure.quantiles import two_sided

Floats = NDArray[np.float64]
F = TypeVar("F", float, Floats)


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Many intervals at once: float64 arrays of their lower and upper limits."""

    low: Floats
    high: Floats


def wilson(count: float, base: float, confidence: float = CONFIDENCE) -> Interval:
    """The interval of `count` of `base` people, without continuity correction, inside [0, 1].

    Whole numbers, or an effective size where people are weighted. Raises ValueError unless 0 <= count <= base and
    base > 0 and 0 < confidence < 1.
    Source: Wilson 1927; as R's prop.test(correct=FALSE) and statsmodels' proportion_confint(method="wilson").
    """
    if not (0 <= count <= base and base > 0 and isfinite(base) and 0 < confidence < 1):
        raise ValueError(f"no interval for {count} of {base} at confidence {confidence}")
    low, high = _score(count / base, base, two_sided(confidence), sqrt)
    # At 0 and at everyone the limit is exactly 0 and 1; floating point alone would miss them by a hair.
    return Interval(0.0 if count == 0 else low, 1.0 if count == base else high)


def wilson_limits(count: ArrayLike, base: ArrayLike, confidence: float = CONFIDENCE) -> Limits:
    """The same of arrays of counts and bases that go together; equal to `wilson` in every place.

    Raises ValueError if one pair is not `wilson`'s.
    """
    counts, bases = np.asarray(count, np.float64), np.asarray(base, np.float64)
    if not ((counts >= 0) & (counts <= bases) & (bases > 0) & np.isfinite(bases)).all():
        raise ValueError("no interval: a count is negative, above its base, or its base is nought")
    low, high = _score(counts / bases, bases, two_sided(confidence), np.sqrt)
    return Limits(np.where(counts == 0, 0.0, low), np.where(counts == bases, 1.0, high))


def _score(share: F, base: F, z: float, root: Callable[[F], F]) -> tuple[F, F]:
    spread = z * z / base
    centre = (share + spread / 2) / (1 + spread)
    half = z * root(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    return centre - half, centre + half
