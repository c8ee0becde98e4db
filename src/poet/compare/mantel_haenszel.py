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
    a, n, c, m = (np.atleast_1d(np.asarray(one, np.float64))[None] for one in (count, base, other_count, other_base))
    if len({one.shape for one in (a, n, c, m)}) > 1 or a.ndim > 2:
        raise ValueError("no pooled difference: each stratum needs two counts and two bases")
    if not (np.isfinite(n + m) & (a >= 0) & (a <= n) & (c >= 0) & (c <= m)).all():
        raise ValueError("no pooled difference: a count is negative or above its base")
    found = pooled_each(a, n, c, m, confidence)[0]
    if found is None:
        raise ValueError("no pooled difference: no stratum holds both groups with different answers")
    return found


def pooled_each(a: Floats, n: Floats, c: Floats, m: Floats, confidence: float) -> tuple[MantelHaenszel | None, ...]:
    """The same of many pairs of groups at once (rows) over the same strata (columns): `a` of `n` and `c` of `m` people
    said so. None where `mantel_haenszel` would refuse. Strata without both groups add nothing to any sum."""
    people = np.maximum(n + m, 1.0)
    is_telling = ((n > 0) & (m > 0) & (a + c > 0) & (a + c < n + m)).any(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        difference, variance = _risk(a, n, c, m, people)
        up, down, spread = _odds(a, n, c, m, people)
        statistic = _cochran(a, n, c, m, people)
    z, p = two_sided(confidence), chi_squared_p(statistic)
    half = z * np.sqrt(variance)
    columns = (is_telling, difference, difference - half, difference + half, up, down, spread, statistic, p)
    return tuple(
        MantelHaenszel(value, Interval(max(low, -1.0), min(high, 1.0)), _ratio(agree, differ, error, z), x2, p_value)
        if telling
        else None
        for telling, value, low, high, agree, differ, error, x2, p_value in zip(
            *(column.tolist() for column in columns), strict=True
        )
    )


def _risk(a: Floats, n: Floats, c: Floats, m: Floats, people: Floats) -> tuple[Floats, Floats]:
    weight = (n * m / people).sum(axis=1)
    difference = ((a * m - c * n) / people).sum(axis=1) / weight
    slope = ((n**2 * c - m**2 * a + n * m * (m - n) / 2) / people**2).sum(axis=1)
    level = ((a * (m - c) + c * (n - a)) / people).sum(axis=1) / 2
    return difference, np.maximum(difference * slope + level, 0.0) / weight**2


def _odds(a: Floats, n: Floats, c: Floats, m: Floats, people: Floats) -> tuple[Floats, Floats, Floats]:
    """The two sums whose quotient is the odds ratio, and the variance of its logarithm."""
    up, down = a * (m - c) / people, c * (n - a) / people
    agree, differ = (a + m - c) / people, (c + n - a) / people
    above, below = up.sum(axis=1), down.sum(axis=1)
    variance = (
        (agree * up).sum(axis=1) / (2 * above**2)
        + ((agree * down) + (differ * up)).sum(axis=1) / (2 * above * below)
        + (differ * down).sum(axis=1) / (2 * below**2)
    )
    return above, below, variance


def _ratio(above: float, below: float, variance: float, z: float) -> OddsRatio | None:
    if not above or not below:
        return None
    centre, half = log(above / below), z * sqrt(variance)
    return OddsRatio(exp(centre), Interval(exp(centre - half), exp(centre + half)))


def _cochran(a: Floats, n: Floats, c: Floats, m: Floats, people: Floats) -> Floats:
    said = a + c
    # One person alone in a stratum is of one group, and n m is nought there.
    spread = n * m * said * (people - said) / (people**2 * np.maximum(people - 1, 1.0))
    return np.asarray((a - n * said / people).sum(axis=1) ** 2 / spread.sum(axis=1), np.float64)
