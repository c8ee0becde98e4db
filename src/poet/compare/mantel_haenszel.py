"""Differences between two groups pooled over areas, so that areas where one group is large do not stand for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.measure import CONFIDENCE, Interval, chi_squared_p, two_sided

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OddsRatio:
    """A common odds ratio with its interval. Never "times more likely": odds are not chances."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class MantelHaenszel:
    """Two groups over strata: the pooled risk difference with its interval, the common odds ratio (None where it has
    none: a cell is empty in every stratum), and the test that within strata both are the same."""

    difference: float
    interval: Interval
    odds_ratio: OddsRatio | None
    statistic: float
    p: float


def mantel_haenszel(
    count: ArrayLike, base: ArrayLike, other_count: ArrayLike, other_base: ArrayLike, confidence: float = CONFIDENCE
) -> MantelHaenszel:
    """The pooled difference of count / base and other_count / other_base over strata (arrays that go together).

    Risk difference with Sato's variance, cut at -1 and 1; odds ratio with Robins, Breslow and Greenland's interval; the
    Cochran-Mantel-Haenszel chi-squared without continuity correction. Strata in which a group has nobody tell nothing
    and are passed over. Raises ValueError on impossible counts, and where in no stratum with both groups some said so and
    some did not.
    Source: Mantel and Haenszel 1959, Sato 1989, Robins, Breslow and Greenland 1986; as R's mantelhaen.test(correct=FALSE),
    statsmodels' StratifiedTable, metafor's rma.mh.
    """
    a, n, c, m = (np.asarray(one, np.float64) for one in (count, base, other_count, other_base))
    if not ((a >= 0) & (a <= n) & (c >= 0) & (c <= m)).all():
        raise ValueError("no pooled difference: a count is negative or above its base")
    is_both = (n > 0) & (m > 0)
    a, n, c, m = (one[is_both] for one in (a, n, c, m))
    if not ((a + c > 0) & (a + c < n + m)).any():
        raise ValueError("no pooled difference: no stratum holds both groups with different answers")
    difference, variance = _risk(a, n, c, m)
    half = two_sided(confidence) * sqrt(variance)
    statistic = _cochran(a, n, c, m)
    interval = Interval(max(difference - half, -1.0), min(difference + half, 1.0))
    return MantelHaenszel(
        difference, interval, _odds(a, n, c, m, confidence), statistic, float(chi_squared_p(statistic))
    )


def _risk(a: Floats, n: Floats, c: Floats, m: Floats) -> tuple[float, float]:
    people = n + m
    weight = (n * m / people).sum()
    difference = float(((a * m - c * n) / people).sum() / weight)
    slope = ((n**2 * c - m**2 * a + n * m * (m - n) / 2) / people**2).sum()
    level = ((a * (m - c) + c * (n - a)) / people).sum() / 2
    return difference, float(max(difference * slope + level, 0.0) / weight**2)


def _odds(a: Floats, n: Floats, c: Floats, m: Floats, confidence: float) -> OddsRatio | None:
    people = n + m
    up, down = a * (m - c) / people, c * (n - a) / people
    if not up.sum() or not down.sum():
        return None
    agree, differ = (a + m - c) / people, (c + n - a) / people
    variance = (
        (agree * up).sum() / (2 * up.sum() ** 2)
        + ((agree * down) + (differ * up)).sum() / (2 * up.sum() * down.sum())
        + (differ * down).sum() / (2 * down.sum() ** 2)
    )
    centre, half = log(up.sum() / down.sum()), two_sided(confidence) * sqrt(variance)
    return OddsRatio(exp(centre), Interval(exp(centre - half), exp(centre + half)))


def _cochran(a: Floats, n: Floats, c: Floats, m: Floats) -> float:
    people, said = n + m, a + c
    # Both groups are in every stratum, so each has two people at least.
    spread = n * m * said * (people - said) / (people**2 * (people - 1))
    return float((a - n * said / people).sum() ** 2 / spread.sum())
