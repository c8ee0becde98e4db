"""How many of how many, area by area: checked once, before anything is worked out from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate.areas import words
from poet.measure import NotEstimable

Numbers = NDArray[np.float64]

# More people than any area has: the fit looks at each.
MOST = 10_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """`counts[a]` of the `bases[a]` people of area a gave the answer (int64). A base may be 0, but not of every area."""

    counts: NDArray[np.int64]
    bases: NDArray[np.int64]

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which areas have anybody at all."""
        return self.bases > 0

    @property
    def pooled(self) -> float:
        """The share of all people, whichever their area."""
        return float(self.counts.sum() / self.bases.sum())


def tallied(counts: ArrayLike, bases: ArrayLike, *, least: int = 2) -> Tallies | NotEstimable:
    """The tallies, or why nothing can be said of them: figures that are no counts of people (an area has at most 10
    million), fewer than `least` areas with answers, or everybody of one mind."""
    given = figures(counts), figures(bases)
    if given[0].ndim != 1 or given[0].shape != given[1].shape:
        return NotEstimable(words.UNEQUAL)
    if not np.isfinite(given).all():
        return NotEstimable(words.NOT_NUMBERS)
    if (given[0] < 0).any() or (given[0] > given[1]).any():
        return NotEstimable(words.IMPOSSIBLE)
    if (given[1] > MOST).any():
        return NotEstimable(words.TOO_MANY)
    if any((one != np.floor(one)).any() for one in given):
        return NotEstimable(words.NOT_WHOLE)
    tallies = Tallies(given[0].astype(np.int64), given[1].astype(np.int64))
    return _enough(tallies, least) or tallies


def _enough(tallies: Tallies, least: int) -> NotEstimable | None:
    areas = int(tallies.answered.sum())
    if not areas and len(tallies.bases):
        return NotEstimable(words.NOBODY_ANYWHERE)
    if areas < 2:
        return NotEstimable(words.ONE_AREA)
    if areas < least:
        return NotEstimable(words.FEW_AREAS.format(least=least))
    return NotEstimable(words.ALL_THE_SAME) if tallies.pooled in {0.0, 1.0} else None


def figures(given: ArrayLike) -> Numbers:
    """As floating-point numbers; what is none becomes NaN, which is refused later in one place."""
    try:
        return np.asarray(given, np.float64)
    except (TypeError, ValueError):
        return np.full(np.shape(np.asarray(given, object)), np.nan)
