"""The test that two independent proportions are the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.measure import chi_squared_p


def equality_p(count: ArrayLike, base: ArrayLike, other_count: ArrayLike, other_base: ArrayLike) -> NDArray[np.float64]:
    """The two-sided p-value of each pair: Pearson's chi-squared without continuity correction (the score test).

    Where everybody or nobody said so on both sides nothing speaks against equality: 1. Raises ValueError on impossible
    counts and on bases of nought. Source: as R's prop.test(correct=FALSE).
    """
    counts, bases, others, other_bases = (np.asarray(one, np.float64) for one in (count, base, other_count, other_base))
    if not ((counts >= 0) & (counts <= bases) & (others >= 0) & (others <= other_bases)).all():
        raise ValueError("no test: a count is negative or above its base")
    if not ((bases > 0) & (other_bases > 0) & np.isfinite(bases + other_bases)).all():
        raise ValueError("no test where a base is nought, or has no end")
    pooled = (counts + others) / (bases + other_bases)
    variance = pooled * (1 - pooled) * (1 / bases + 1 / other_bases)
    difference = counts / bases - others / other_bases
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.where(variance > 0, difference**2 / variance, 0.0)
    return chi_squared_p(statistic)
