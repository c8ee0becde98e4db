"""Many tests at once: p-values adjusted so that chance alone seldom speaks."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Holm's adjusted p-values: the chance of even one false finding in the family stays below what each is held to.

    Raises ValueError on what is no p-value. Source: Holm 1979; as R's p.adjust(method="holm").
    """
    values = _checked(p)
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    return _put_back(np.minimum(stepped, 1.0), order)


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """Benjamini and Hochberg's adjusted p-values: of all findings below a level, at most that share is false on average.

    Raises ValueError on what is no p-value. Source: Benjamini and Hochberg 1995; as R's p.adjust(method="BH").
    """
    values = _checked(p)
    order = np.argsort(values, kind="stable")
    share = values[order] * len(values) / np.arange(1, len(values) + 1)
    stepped = np.minimum.accumulate(share[::-1])[::-1]
    return _put_back(np.minimum(stepped, 1.0), order)


def _checked(p: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(p, np.float64)
    if values.ndim != 1 or not ((values >= 0) & (values <= 1)).all():
        raise ValueError("p-values are a row of numbers from 0 to 1")
    return values


def _put_back(stepped: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    adjusted = np.empty_like(stepped)
    adjusted[order] = stepped
    return adjusted
