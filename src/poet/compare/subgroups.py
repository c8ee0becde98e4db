"""Differences between the people of one place: each group beside everybody else who answered the grouping question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.compare import words
from poet.compare.across import LEAST_PEOPLE
from poet.compare.newcombe import newcombe
from poet.compare.outcomes import NotTested
from poet.compare.rows import rows
from poet.compare.superiority import Superiority, ranked, superiority, untestable
from poet.measure import CONFIDENCE, Interval
from poet.protect import OptionTable, Withheld


@dataclass(frozen=True, slots=True)
class GroupDifference:
    """A group beside the others. `superiority` uses the whole scale; `risk` is the difference of favourable shares
    (group minus others, -1 to 1) with Newcombe's interval. `people` of the group and `others` answered."""

    superiority: Superiority
    share: float
    other_share: float
    risk: float
    risk_interval: Interval
    people: int
    others: int


def groups_apart(
    tables: Mapping[str, OptionTable], confidence: float = CONFIDENCE
) -> Mapping[str, GroupDifference | Withheld | NotTested]:
    """Each group of a grouping beside all others pooled, on one judged item; of two groups only the first is tested,
    for the second says the same the other way round.

    All groups stand on the finest scale that each of them shows, so that what is coarse in one is coarse in all. Not
    tested: fewer than ten people in the group or among the others, or no spread in one of them.
    """
    tested = list(tables)[: 1 if len(tables) == 2 else None]
    if len(tables) < 2:
        return {name: NotTested(words.ALONE) for name in tested}
    found = rows(list(tables.values()))
    if isinstance(found, Withheld):
        return dict.fromkeys(tested, found)
    whole = found.counts.sum(axis=0)
    return {
        name: _apart(counts, whole - counts, found.favourable, confidence)
        for name, counts in zip(tested, found.counts, strict=False)
    }


def _apart(
    group: NDArray[np.int64], other: NDArray[np.int64], favourable: NDArray[np.bool_], confidence: float
) -> GroupDifference | NotTested:
    people, others = int(group.sum()), int(other.sum())
    if min(people, others) < LEAST_PEOPLE:
        return NotTested(words.FEW_IN_GROUP.format(least=LEAST_PEOPLE))
    spread = ranked(group.astype(np.float64), other.astype(np.float64))
    if (why := untestable(float(spread.value), float(spread.from_group), float(spread.from_other))) is not None:
        return NotTested(why)
    tallies = int(group[favourable].sum()), people, int(other[favourable].sum()), others
    shares = tallies[0] / people, tallies[2] / others
    return GroupDifference(
        superiority=superiority(group.tolist(), other.tolist(), confidence),
        share=shares[0],
        other_share=shares[1],
        risk=shares[0] - shares[1],
        risk_interval=newcombe(*tallies, confidence),
        people=people,
        others=others,
    )
