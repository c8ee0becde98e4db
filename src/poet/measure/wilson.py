"""The Wilson score interval of a proportion."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from poet.measure.estimate import CONFIDENCE, Interval


def wilson(count: float, base: float, confidence: float = CONFIDENCE) -> Interval:
    """The interval of `count` of `base` people, without continuity correction, inside [0, 1].

    Raises ValueError unless 0 <= count <= base and base > 0 and 0 < confidence < 1.
    Source: Wilson 1927; as R's prop.test(correct=FALSE) and statsmodels' proportion_confint(method="wilson").
    """
    if not (0 <= count <= base and base > 0 and 0 < confidence < 1):
        raise ValueError(f"no interval for {count} of {base} at confidence {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = count / base, z * z / base
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    # At 0 and at everyone the limit is exactly 0 and 1; floating point alone would miss them by a hair.
    return Interval(0.0 if count == 0 else centre - half, 1.0 if count == base else centre + half)
