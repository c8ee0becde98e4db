"""Where the limits for few areas come from: areas drawn from nothing but the normal distribution."""

from __future__ import annotations

import numpy as np

from poet.associate.areas import shrinking
from poet.associate.areas.spread import WINSORISED

POINTS = (0.95, 0.998)


def limits_of_few(areas: int, *, draws: int, seed: np.random.SeedSequence) -> tuple[float, float, float, float]:
    """The 95 % and 99.8 % points of an area's adjusted distance, as in the table of `poet.associate.areas.limits`.

    Each draw gives `areas` standard normal distances from their own mean. Where areas differ by chance alone the spread is
    cut off below at chance (first two points); where they differ by far more it never is (last two).
    """
    z = np.random.default_rng(seed).standard_normal((draws, areas))
    z -= z.mean(axis=1, keepdims=True)
    low, high = np.quantile(z, [WINSORISED, 1 - WINSORISED], axis=1)
    squares = np.clip(z, low[:, None], high[:, None]) ** 2
    scale = squares.sum(axis=1, keepdims=True) / shrinking() / (areas - 1)
    by_chance = np.quantile(np.abs(z) / np.sqrt(np.maximum(scale, 1)), POINTS)
    by_far = np.quantile(np.abs(z) / np.sqrt(scale), POINTS)
    return (float(by_chance[0]), float(by_chance[1]), float(by_far[0]), float(by_far[1]))
