"""Between which ranks an area lies for all areas at once: the honest form of a league table, mostly very wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from poet.associate.areas import words
from poet.associate.areas.tallies import tallied
from poet.measure import CONFIDENCE, Interval, NotEstimable, wilson
from poet.protect import OptionTable, Shown


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The best (1 is the highest share) and the worst rank that an area may have; a rank alone is never told."""

    best: int
    worst: int


def sidak(areas: int, confidence: float = CONFIDENCE) -> float:
    """The confidence of each of `areas` independent intervals that all hold together at `confidence`."""
    return float(confidence ** (1 / areas))


def rank_intervals(intervals: Sequence[Interval]) -> tuple[RankInterval, ...]:
    """The ranks that intervals holding all together leave open: an area is surely behind those whose interval lies wholly
    above its own, and surely before those wholly below.

    Source: Klein, Wright and Wieczorek 2020 (Journal of the Royal Statistical Society C 69:589-606)."""
    lows, highs = (np.array([getattr(one, side) for one in intervals], np.float64) for side in ("low", "high"))
    # [i, j]: j is wholly above i. Two points in the same place (an area and itself too) are not clear of each other.
    clear = (highs[:, None] <= lows[None, :]) & (lows[:, None] < highs[None, :])
    above, below = clear.sum(axis=1), clear.sum(axis=0)
    return tuple(
        RankInterval(int(ahead) + 1, len(intervals) - int(behind)) for ahead, behind in zip(above, below, strict=True)
    )


def ranks(
    counts: ArrayLike, bases: ArrayLike, confidence: float = CONFIDENCE
) -> tuple[RankInterval | NotEstimable, ...] | NotEstimable:
    """Rank intervals of areas by their shares, all right together at `confidence`, from Wilson's intervals widened by Sidak.

    An area in which nobody answered has none and is not counted among the ranks. NotEstimable as in `tallied`."""
    tallies = tallied(counts, bases)
    if isinstance(tallies, NotEstimable):
        return tallies
    there = tallies.answered
    each = sidak(int(there.sum()), confidence)
    pairs = zip(tallies.counts[there].tolist(), tallies.bases[there].tolist(), strict=True)
    found = iter(rank_intervals([wilson(count, base, each) for count, base in pairs]))
    return tuple(next(found) if one else NotEstimable(words.NOBODY) for one in there)


def rank_tables(
    tables: Mapping[str, OptionTable], confidence: float = CONFIDENCE
) -> Mapping[str, RankInterval | NotEstimable] | NotEstimable:
    """Rank intervals of the areas whose favourable share is shown, among those areas alone, from protected counts."""
    shown = {
        area: (table.favourable.value, table.base.value)
        for area, table in tables.items()
        if isinstance(table.favourable, Shown) and isinstance(table.base, Shown)
    }
    found = ranks([count for count, _ in shown.values()], [base for _, base in shown.values()], confidence)
    return found if isinstance(found, NotEstimable) else dict(zip(shown, found, strict=True))
