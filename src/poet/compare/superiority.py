"""How often somebody of one group says better than somebody of another: a difference that uses the whole scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.compare import words
from poet.measure import CONFIDENCE, Interval, student, student_p
from poet.measure.statistic import people

Floats = NDArray[np.float64]

# Ranks without spread leave less than this by rounding; any that have some, up to a million people, leave far more.
NO_VARIANCE = 1e-30


@dataclass(frozen=True, slots=True)
class Superiority:
    """P(group > other) + P(same) / 2, so .5 where neither says better; with its interval, and Brunner and Munzel's test
    of .5: the statistic, its degrees of freedom, and the two-sided p."""

    value: float
    interval: Interval
    statistic: float
    freedom: float
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Of many pairs of groups: the probability of superiority, and what each group adds to its variance (float64)."""

    value: Floats
    from_group: Floats
    from_other: Floats


def superiority(group: Sequence[int], other: Sequence[int], confidence: float = CONFIDENCE) -> Superiority:
    """The probability of superiority of a group over another. `group[k]` and `other[k]` people chose option k, from the
    lowest to the highest.

    The interval is the estimate -/+ t SE with Satterthwaite's degrees of freedom, cut at 0 and 1. A group of one mind is
    taken for certain, as scipy does it; comparisons do not test it (`untestable`). Raises ValueError on
    negative counts or unequal scales, on fewer than two people in a group, and where the ranks have no spread.
    Source: Brunner and Munzel 2000, as Neubert and Brunner 2007 mend its example; as scipy's brunnermunzel and R's
    lawstat::brunner.munzel.test(other, group).
    """
    if len(group) != len(other):
        raise ValueError("two groups are compared by their counts of the same options")
    first, second = (np.array(people(counts), np.float64) for counts in (group, other))
    if first.sum() < 2 or second.sum() < 2:
        raise ValueError("two groups are compared where each has two people at least")
    found = ranked(first, second)
    if found.from_group + found.from_other < NO_VARIANCE:
        raise ValueError(f"no test: {no_spread(float(found.value))}")
    sizes = np.array([first.sum()]), np.array([second.sum()])
    freedom = satterthwaite(found.from_group[None], found.from_other[None], *sizes)
    return tested(float(found.value), float(found.from_group + found.from_other), float(freedom), confidence)


def ranked(group: Floats, other: Floats) -> Ranked:
    """The estimate and its variance of every pair of rows of counts (the last axis runs over the options, lowest first).

    Placements: the share of the other group below each option, half of those on it. NaN where a group has nobody, and
    a variance of NaN where it has one person.
    """
    sizes = group.sum(axis=-1, keepdims=True), other.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        over_other = (other.cumsum(axis=-1) - other / 2) / sizes[1]
        over_group = (group.cumsum(axis=-1) - group / 2) / sizes[0]
        value = (group * over_other).sum(axis=-1) / sizes[0][..., 0]
        from_group = _variance(group, over_other, sizes[0])
        from_other = _variance(other, over_group, sizes[1])
    return Ranked(value, from_group, from_other)


def _variance(counts: Floats, placements: Floats, size: Floats) -> Floats:
    mean = (counts * placements).sum(axis=-1, keepdims=True) / size
    squares = (counts * (placements - mean) ** 2).sum(axis=-1)
    return np.asarray(squares / (size[..., 0] - 1) / size[..., 0], np.float64)


def satterthwaite(from_group: Floats, from_other: Floats, group: Floats, other: Floats) -> Floats:
    """The degrees of freedom of a sum of estimated variances; the last axis runs over what is summed."""
    total = (from_group + from_other).sum(axis=-1)
    parts = (from_group**2 / (group - 1) + from_other**2 / (other - 1)).sum(axis=-1)
    return np.asarray(total**2 / parts, np.float64)


def tested(value: float, variance: float, freedom: float, confidence: float) -> Superiority:
    """The interval and the test of an estimate with this variance and these degrees of freedom."""
    error = variance**0.5
    half, statistic = float(student(confidence, freedom)) * error, (value - 0.5) / error
    limits = Interval(max(value - half, 0.0), min(value + half, 1.0))
    return Superiority(value, limits, statistic, freedom, float(student_p(statistic, freedom)))


def untestable(value: float, from_group: float, from_other: float) -> str | None:
    """Why a group whose ranks have no variance is not tested; None where both have some.

    Brunner and Munzel's variance takes a group of one mind for certain: of ten people of whom nine in ten would say so,
    all ten do one time in three, and each time the group would stand out falsely (decision 33)."""
    if min(from_group, from_other) >= NO_VARIANCE:
        return None
    return words.ONE_MIND if max(from_group, from_other) >= NO_VARIANCE else no_spread(value)


def no_spread(value: float) -> str:
    """Why ranks without any variance allow no test."""
    return words.FLAT if value == 0.5 else words.APART
