"""Two groups compared within each area, and the areas' answers put together: no area's level stands for the groups'."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.compare import words
from poet.compare.mantel_haenszel import MantelHaenszel, mantel_haenszel
from poet.compare.outcomes import NotTested
from poet.compare.superiority import NO_VARIANCE, Superiority, no_spread, ranked, satterthwaite, tested
from poet.measure import CONFIDENCE

LEAST_PEOPLE = 10

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class AcrossAreas:
    """A group beside another within areas. `superiority` uses the whole scale; `pooled` is the difference of favourable
    shares (None where in no area some answered favourably and some did not).

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
    Beside it stands Mantel and Haenszel's pooled difference over all areas with both groups. Not tested with fewer than
    ten people in a group.
    """
    sizes = group.sum(axis=1), other.sum(axis=1)
    if min(sizes[0].sum(), sizes[1].sum()) < LEAST_PEOPLE:
        return NotTested(words.FEW_IN_GROUP.format(least=LEAST_PEOPLE))
    telling = (sizes[0] > 1) & (sizes[1] > 1)
    if not telling.any():
        return NotTested(words.NO_STRATUM)
    first, second = sizes[0][telling].astype(np.float64), sizes[1][telling].astype(np.float64)
    found = ranked(group[telling].astype(np.float64), other[telling].astype(np.float64))
    weight = first * second / (first + second + 1)
    weight /= weight.sum()
    value = float((weight * found.value).sum())
    parts = weight**2 * found.from_group, weight**2 * found.from_other
    variance = float(parts[0].sum() + parts[1].sum())
    if variance < NO_VARIANCE:
        return NotTested(no_spread(value))
    freedom = float(satterthwaite(*parts, first, second))
    return AcrossAreas(
        superiority=tested(value, variance, freedom, confidence),
        pooled=_pooled(group, other, favourable, confidence),
        areas=int(telling.sum()),
        people=int(first.sum()),
        others=int(second.sum()),
        left_out=int(sizes[0].sum() + sizes[1].sum() - first.sum() - second.sum()),
    )


def _pooled(group: Counts, other: Counts, favourable: NDArray[np.bool_], confidence: float) -> MantelHaenszel | None:
    tallies = (group @ favourable, group.sum(axis=1), other @ favourable, other.sum(axis=1))
    said, people = tallies[0] + tallies[2], tallies[1] + tallies[3]
    is_both = (tallies[1] > 0) & (tallies[3] > 0)
    if not ((said > 0) & (said < people) & is_both).any():
        return None
    return mantel_haenszel(*tallies, confidence=confidence)
