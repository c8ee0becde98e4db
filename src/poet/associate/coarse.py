"""Answers that few people gave are joined to their neighbours before a model sees them: its thresholds would tell of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poet.associate.cases import Scores, places


def coarsened(scores: Scores, good_from: float, least: int) -> Scores:
    """The scores (n, NaN for no answer) with each answer of fewer than `least` people joined to the next one that more
    people gave, on its own side of `good_from`; where a side has no other answer it stays as it is."""
    told = np.isfinite(scores)
    if not told.any():
        return scores
    place, distinct = places(scores[told])
    people = np.bincount(place)
    joined = np.array([_next(at, distinct, people >= least, good_from) for at in range(len(distinct))])
    coarse = scores.copy()
    coarse[told] = joined[place]
    return coarse


def _next(at: int, distinct: Scores, is_large: NDArray[np.bool_], good_from: float) -> float:
    """The nearest answer of many people on the same side."""
    same_side = (distinct >= good_from) == (distinct[at] >= good_from)
    free = np.flatnonzero(is_large & same_side)
    if is_large[at] or not free.size:
        return float(distinct[at] if is_large[at] else distinct[same_side].max())
    return float(distinct[free[np.argmin(np.abs(free - at))]])
