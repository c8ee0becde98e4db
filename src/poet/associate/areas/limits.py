"""From which distance on an area is said to stand out: 1.96 and 3.09, and a reference of its own where areas are few."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from poet.associate.areas.spread import Spread
from poet.associate.areas.tallies import Numbers

WARNING, ALARM = 1.959964, 3.090232
# From so many areas on the normal limits hold; under FEWEST no limit can be kept.
MANY, FEWEST = 30, 5

# By the number of areas: the 95 % and 99.8 % points of |z_adjusted| where areas differ by chance alone, then the same
# where they differ by far more than chance. 480,000 draws each; docs/decisions/0011-few-areas.md says how they came about
# and tests/spec/test_simulation.py draws some of them anew.
FEW = MappingProxyType(
    {
        5: (1.485, 2.097, 1.763, 2.235),
        6: (1.540, 2.340, 1.847, 2.698),
        7: (1.577, 2.484, 1.879, 3.068),
        8: (1.601, 2.567, 1.885, 3.330),
        9: (1.616, 2.629, 1.878, 3.486),
        10: (1.631, 2.673, 1.870, 3.561),
        11: (1.640, 2.707, 1.859, 3.594),
        12: (1.663, 2.728, 1.858, 3.511),
        13: (1.681, 2.743, 1.864, 3.444),
        14: (1.698, 2.757, 1.874, 3.402),
        15: (1.712, 2.773, 1.884, 3.384),
        16: (1.723, 2.786, 1.891, 3.355),
        17: (1.732, 2.798, 1.899, 3.348),
        18: (1.741, 2.814, 1.905, 3.346),
        19: (1.746, 2.818, 1.906, 3.339),
        20: (1.751, 2.833, 1.908, 3.338),
        21: (1.755, 2.835, 1.906, 3.332),
        22: (1.763, 2.846, 1.910, 3.314),
        23: (1.770, 2.854, 1.912, 3.300),
        24: (1.775, 2.860, 1.913, 3.286),
        25: (1.780, 2.862, 1.916, 3.275),
        26: (1.785, 2.870, 1.919, 3.267),
        27: (1.789, 2.873, 1.920, 3.263),
        28: (1.793, 2.878, 1.923, 3.257),
        29: (1.796, 2.879, 1.924, 3.250),
    }
)


def limits(spread: Spread, errors: Numbers, weights: Numbers, *, few: bool = True) -> NDArray[np.float64]:
    """The distance from which each area is flagged: an array of areas x (warning, alarm).

    `errors` are the areas' standard errors and `weights` their shares in the target (0 where it came from outside).
    With `few`, and under 30 areas, the limits lie between those for areas that differ by chance and those for areas that
    truly differ, in the proportion tau / sqrt(s^2 + tau^2), and allow for the area's own part in the target.
    Raises KeyError for fewer than 5 areas with `few`.
    """
    areas = len(errors)
    if not few or areas >= MANY:
        return np.tile([WARNING, ALARM], (areas, 1))
    by_chance, by_far = np.split(np.array(FEW[areas]), 2)
    beyond = np.sqrt(spread.tau2 / (errors**2 + spread.tau2))[:, None]
    own_part = np.sqrt((1 - weights) / (1 - 1 / areas))[:, None]
    return np.asarray(((1 - beyond) * by_chance + beyond * by_far) * own_part)
