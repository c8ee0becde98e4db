"""Between which shares areas of a given size lie when nothing but chance moves them: the limits of a funnel plot."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from poet.measure import Interval, NotEstimable

WARNING_Z, ALARM_Z = 1.959964, 3.090232
# Both sides together of a normal distribution beyond these.
WARNING, ALARM = 0.95, 0.998

BAD_TARGET = "not estimable: the target must be a share between 0 and 1"
NOBODY = "not estimable: there are no limits for a base of nobody"
TOO_MUCH_SPREAD = "not estimable: the intra-class correlation must be from 0 to under 1"


@dataclass(frozen=True, slots=True)
class Funnel:
    """The limits for a base: about 1 area in 20 lies beyond `warning` and 1 in 500 beyond `alarm` by chance."""

    base: int
    warning: Interval
    alarm: Interval


def funnel(target: float, base: int) -> Funnel | NotEstimable:
    """The limits around `target` (a share, 0-1) for `base` answers: target +/- z sqrt(target (1 - target) / base), clipped
    to [0, 1], with z = 1.959964 and 3.090232.

    Source: Spiegelhalter 2005 (Statistics in Medicine 24:1185-1202); as PHEindicatormethods' calculate_funnel_limits.
    """
    if refused := _refused(target, base):
        return refused
    error = sqrt(target * (1 - target) / base)
    warning, alarm = (
        Interval(max(0.0, target - z * error), min(1.0, target + z * error)) for z in (WARNING_Z, ALARM_Z)
    )
    return Funnel(base, warning, alarm)


def predictive_funnel(target: float, base: int, icc: float) -> Funnel | NotEstimable:
    """Limits to ask for under 50 answers: those that a new area of `base` keeps when areas truly differ with intra-class
    correlation `icc`: quantiles of the beta-binomial distribution (of the binomial at an ICC of 0) as shares.

    Each limit is the smallest share whose probability of being reached or undercut is at least 2.5 and 97.5 % (0.1 and
    99.9 %)."""
    if refused := _refused(target, base):
        return refused
    if not 0 <= icc < 1:
        return NotEstimable(TOO_MUCH_SPREAD)
    reached = _reached(target, base, icc)
    warning, alarm = (
        Interval(_share(reached, (1 - level) / 2), _share(reached, (1 + level) / 2)) for level in (WARNING, ALARM)
    )
    return Funnel(base, warning, alarm)


def _refused(target: float, base: int) -> NotEstimable | None:
    if not 0 <= target <= 1:
        return NotEstimable(BAD_TARGET)
    return NotEstimable(NOBODY) if not base > 0 else None


def _reached(target: float, base: int, icc: float) -> NDArray[np.float64]:
    """How likely at most 0, 1, ... `base` favourable answers are."""
    from scipy.special import bdtr, betaln  # noqa: PLC0415 takes longer to load than most commands to run

    counts = np.arange(base + 1)
    if target in {0.0, 1.0}:
        return np.asarray(counts >= target * base, np.float64)
    if icc == 0:
        return np.asarray(bdtr(counts, base, target))
    k = (1 - icc) / icc
    yes, no = target * k, (1 - target) * k
    chosen = -np.log1p(base) - betaln(base - counts + 1, counts + 1)
    return np.asarray(np.exp(chosen + betaln(yes + counts, no + base - counts) - betaln(yes, no)).cumsum())


def _share(reached: NDArray[np.float64], chance: float) -> float:
    """The smallest share that an area stays at or under with at least this chance; rounding's last digits aside."""
    base = len(reached) - 1
    return min(base, int(np.searchsorted(reached, chance - 1e-12))) / base
