"""The quantiles and tail areas that intervals and tests rest on."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

# scipy's functions take longer to load than most commands take to run, so they come in where they are used.


def two_sided(confidence: float) -> float:
    """The standard normal quantile z of a two-sided interval. Raises ValueError unless 0 < confidence < 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"no interval at confidence {confidence}: it lies between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def student(confidence: float, freedom: ArrayLike) -> NDArray[np.float64]:
    """Student's t of a two-sided interval, for each number of degrees of freedom. Raises ValueError as above."""
    from scipy.special import stdtrit  # noqa: PLC0415

    two_sided(confidence)
    return np.asarray(stdtrit(freedom, (1 + confidence) / 2), np.float64)


def student_p(statistic: ArrayLike, freedom: ArrayLike) -> NDArray[np.float64]:
    """The two-sided p-value of each t statistic."""
    from scipy.special import stdtr  # noqa: PLC0415

    return np.asarray(2 * stdtr(freedom, -np.abs(statistic)), np.float64)


def chi_squared_p(statistic: ArrayLike) -> NDArray[np.float64]:
    """The p-value of each chi-squared statistic of one degree of freedom."""
    from scipy.special import chdtrc  # noqa: PLC0415

    return np.asarray(chdtrc(1.0, statistic), np.float64)
