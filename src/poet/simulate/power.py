"""How large a difference a council's sample can see."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from scipy.optimize import brentq

from poet.compare import newcombe

GROUPS = (25, 50, 100, 200)
SHARE, POWER, LEVEL = 0.65, 0.8, 0.05


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest rise and the smallest fall from a share (both above 0, in shares) that two groups of `base` answers show
    with the power asked for; None where even 100 % or 0 % would not be seen so often."""

    base: int
    rise: float | None
    fall: float | None


def detectable(base: int, *, share: float = SHARE, power: float = POWER, level: float = LEVEL) -> Detectable:
    """By the two-sided test of two independent proportions with pooled variance, groups of equal size.

    Raises ValueError unless base > 0 and share, power and level lie between 0 and 1.
    Source: Fleiss, Levin and Paik 2003, chapter 4, without continuity correction."""
    if not (base > 0 and 0 < share < 1 and 0 < power < 1 and 0 < level < 1):
        raise ValueError(f"nothing is detectable with {base} answers at {share}, {power}, {level}")
    return Detectable(
        base=base,
        rise=_smallest(base, share, 1 - share, 1, power, level),
        fall=_smallest(base, share, share, -1, power, level),
    )


def detected(base: int, share: float, other: float, *, draws: int, seed: np.random.SeedSequence) -> float:
    """How often Newcombe's interval of two groups of `base` answers with these true shares leaves out nought."""
    dice = np.random.default_rng(seed)
    pairs = dice.binomial(base, (share, other), (draws, 2))
    different, times = np.unique(pairs, axis=0, return_counts=True)
    intervals = [newcombe(here, base, there, base) for here, there in different.tolist()]
    seen = np.array([one.low > 0 or one.high < 0 for one in intervals])
    return float(times[seen].sum() / draws)


def _smallest(base: int, share: float, room: float, sign: int, power: float, level: float) -> float | None:
    """The difference in this direction whose power is just enough."""

    def missing(difference: float) -> float:
        return _power(base, share, share + sign * difference, level) - power

    return float(brentq(missing, 1e-6, room, xtol=1e-9)) if missing(room) > 0 else None


def _power(base: int, share: float, other: float, level: float) -> float:
    normal = NormalDist()
    middle = (share + other) / 2
    under_none = sqrt(2 * middle * (1 - middle) / base)
    under_this = sqrt((share * (1 - share) + other * (1 - other)) / base)
    return normal.cdf((abs(share - other) - normal.inv_cdf(1 - level / 2) * under_none) / under_this)
