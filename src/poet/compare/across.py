"""Two groups compared within each area, and the areas' answers put together: no area's level stands for the groups'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.compare import words
from poet.compare.mantel_haenszel import MantelHaenszel, pooled_each
from poet.compare.outcomes import NotTested
from poet.compare.superiority import Superiority, ranked, satterthwaite, tested, untestable
from poet.measure import CONFIDENCE

LEAST_PEOPLE = 10

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AcrossAreas:
    """A group beside another within areas. `superiority` uses the whole scale; `pooled` is the difference of favourable
    shares (None where all of either group, or of both within every area, answered on one side).

    `areas` had two people of each group and are in `superiority`, with `people` of the group and `others` in them;
    `left_out` people of both groups were in other areas."""

    superiority: Superiority
    pooled: MantelHaenszel | None
    areas: int
    people: int
    others: int
    left_out: int


def across_areas(
    group: Counts, other: Counts, favourable: NDArray[np.bool_], confidence: float = CONFIDENCE
) -> AcrossAreas | NotTested:
    """Two groups over areas. `group[a, k]` and `other[a, k]` people of area a chose option k, lowest first; `favourable`
    marks the options that count as such.

    The probability of superiority of each area with at least two people of each group is weighted by
    n1 n2 / (n1 + n2 + 1), as van Elteren (1960) weights rank tests; its variance is the weighted sum of Brunner and
    Munzel's, with Satterthwaite's degrees of freedom over all areas and groups. With one area it is `superiority`.
    Beside it stands Mantel and Haenszel's pooled difference over all areas with both groups, where either group has
    people on both sides: of a group on one side its variance knows nothing. Not tested with fewer than ten people in a
    group, and where within every area a group is of one mind.
    """
    return across_areas_each(group[None], other[None], favourable, confidence)[0]


def across_areas_each(
    group: Counts, other: Counts, favourable: NDArray[np.bool_], confidence: float = CONFIDENCE
) -> tuple[AcrossAreas | NotTested, ...]:
    """The same of many pairs of groups at once over the same areas: the first axis of both arrays runs over the pairs."""
    first, second = group.sum(axis=2).astype(np.float64), other.sum(axis=2).astype(np.float64)
    telling = (first > 1) & (second > 1)
    found = ranked(group.astype(np.float64), other.astype(np.float64))
    weight = np.where(telling, first * second / (first + second + 1), 0.0)
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    value = np.where(telling, weight * found.value, 0.0).sum(axis=1)
    parts = [np.where(telling, weight**2 * one, 0.0) for one in (found.from_group, found.from_other)]
    variances = parts[0].sum(axis=1), parts[1].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = satterthwaite(parts[0], parts[1], np.maximum(first, 2.0), np.maximum(second, 2.0))
    said, other_said = (np.asarray(one @ favourable, np.float64) for one in (group, other))
    split = _is_split(said, first) & _is_split(other_said, second)
    pooled = [
        one if both else None
        for one, both in zip(pooled_each(said, first, other_said, second, confidence), split, strict=True)
    ]
    used = np.where(telling, first, 0.0).sum(axis=1), np.where(telling, second, 0.0).sum(axis=1)
    sizes = first.sum(axis=1), second.sum(axis=1), *used, telling.sum(axis=1)
    return tuple(
        _judged(tuple(map(int, row)), numbers, one, confidence)
        for row, numbers, one in zip(
            zip(*sizes, strict=True),
            zip(value.tolist(), *(one.tolist() for one in variances), freedom.tolist(), strict=True),
            pooled,
            strict=True,
        )
    )


def _is_split(said: NDArray[np.float64], people: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether some of the group said so and some did not, over all areas."""
    total = said.sum(axis=1)
    return np.asarray((total > 0) & (total < people.sum(axis=1)), np.bool_)


def _judged(
    sizes: tuple[int, ...], numbers: tuple[float, ...], pooled: MantelHaenszel | None, confidence: float
) -> AcrossAreas | NotTested:
    people, others, used, used_others, areas = sizes
    value, from_group, from_other, freedom = numbers
    if min(people, others) < LEAST_PEOPLE:
        return NotTested(words.FEW_IN_GROUP.format(least=LEAST_PEOPLE))
    if not areas:
        return NotTested(words.NO_STRATUM)
    if (why := untestable(value, from_group, from_other)) is not None:
        return NotTested(why)
    return AcrossAreas(
        superiority=tested(value, from_group + from_other, freedom, confidence),
        pooled=pooled,
        areas=areas,
        people=used,
        others=used_others,
        left_out=people + others - used - used_others,
    )
