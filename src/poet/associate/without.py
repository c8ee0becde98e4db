"""How often a good outcome happens without the condition, at most: a condition is critical where it hardly ever does."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from poet.associate import words
from poet.associate.cases import answered
from poet.associate.reading import Pair, pair
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import CONFIDENCE, NotEstimable
from poet.protect import STANDARD, Behind, Policy, let_out


@dataclass(frozen=True, slots=True)
class AtMost:
    """Of `base` people without the condition, at most `upper` (0-1) have a good outcome, with this confidence.

    The count itself is not told. `is_raised`: fewer than may be told had one, and the limit is that of the smallest
    number that may be told; it is true all the same."""

    upper: float
    base: int
    confidence: float
    is_raised: bool


def upper_limit(count: int, base: int, confidence: float = CONFIDENCE) -> float:
    """The one-sided upper limit of `count` of `base`: a true share above it gives so few with chance 1 - confidence.

    Raises ValueError unless 0 <= count <= base and base > 0 and 0 < confidence < 1. Source: Clopper and Pearson 1934;
    as scipy.stats.binomtest(..., alternative="less"). Of nobody it is 1 - (1 - confidence) ** (1 / base)."""
    if not (0 <= count <= base and 0 < base < inf and 0 < confidence < 1):
        raise ValueError(f"no limit for {count} of {base} at confidence {confidence}")
    return 1.0 if count == base else float(betaincinv(count + 1, base - count, confidence))


def without(
    good: ArrayLike, met: ArrayLike, *, least_told: int = 5, confidence: float = CONFIDENCE
) -> AtMost | NotEstimable:
    """The upper limit of good outcomes (n, 1 or 0, NaN for no answer) among those without the condition (n, 0).

    A count under `least_told` is raised to it, and one that leaves fewer than that is taken as everybody, so that the
    limit gives no small number away. Raises ValueError where the lengths differ."""
    both = answered(good, met)
    lacking = both & (np.where(both, met, 1) == 0)
    base, count = int(lacking.sum()), int((np.where(both, good, 0)[lacking] > 0).sum())
    if base == 0:
        return NotEstimable(words.ONE_GROUP.format(what="the condition"))
    told = max(count, min(least_told, base))
    told = base if base - told < least_told else told
    return AtMost(upper_limit(told, base, confidence), base, confidence, is_raised=told > count)


def without_condition(frame: Frame, condition: str, outcome: str, policy: Policy = STANDARD) -> Released[AtMost]:
    """`without` of two questions by their ids: favourable outcomes where the condition's answer is not favourable."""
    two = pair(frame, condition, outcome)
    return two if isinstance(two, NotEstimable) else without_of(two, policy)


def without_of(two: Pair, policy: Policy) -> Released[AtMost]:
    """`without_condition` of two questions already read."""
    found = without(two.outcome.good, two.condition.good, least_told=policy.minimum_cell)
    if isinstance(found, NotEstimable):
        return found
    behind = two.behind(1)
    return let_out(
        f"{two.outcome.item.id} without {two.condition.item.id}",
        found,
        Behind(behind.people, found.base, behind.residual),
        policy,
    )
