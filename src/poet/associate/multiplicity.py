"""Many tests at once: p-values corrected for how many were tried."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import false_discovery_control


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """p-values (n) corrected so that the expected share of false findings among all found stays below the level.
    Source: Benjamini and Hochberg 1995; as R p.adjust(method="BH")."""
    values = np.asarray(p, np.float64)
    return np.asarray(false_discovery_control(values), np.float64) if values.size else values


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """p-values (n) corrected so that the chance of any false finding stays below the level.
    Source: Holm 1979; as R p.adjust(method="holm")."""
    values = np.asarray(p, np.float64)
    order = np.argsort(values, kind="stable")
    stepped = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1))
    corrected = np.empty(len(values))
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected
