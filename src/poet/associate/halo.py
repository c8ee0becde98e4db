"""Is it more than mood? Process told by one half of an area's people, outcome by the other half.

Whoever is content may praise both the process and the outcome: the two then go together in one person's answers without
going together in life. What different people of one area agree on cannot come from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from poet.associate import words
from poet.associate.cases import places
from poet.associate.halves import Halves, split
from poet.associate.reading import Pair, heard, pair
from poet.associate.reading import areas as areas_of
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.protect import STANDARD, Behind, Policy, let_out

SPLITS = 200
SEED = 2014
# An area takes part from so many answers to either question on: about half of them in each half.
LEAST_IN_AREA = 10
# Fisher's interval needs more than three areas; with fewer than this it says nothing anyway.
LEAST_AREAS = 8


@dataclass(frozen=True, slots=True)
class Halo:
    """How areas' process goes with their outcome, as correlations (-1 to 1) between means of half their people.

    `same`: both told by the same half. `across`: process by one half, outcome by the other, with Fisher's interval on
    the number of areas. `left`: the share of the covariance of the same half that is still there across halves, not
    estimable where the same half shows none. `people` answered both questions, `smallest` in the smallest area."""

    same: float
    across: float
    interval: Interval
    left: float | NotEstimable
    areas: int
    people: int
    smallest: int
    splits: int

    @property
    def is_beyond_halo(self) -> bool:
        """Whether different people of one area clearly agree: the interval across halves lies above nought."""
        return self.interval.low > 0


@dataclass(frozen=True, slots=True)
class Raters:
    """How the process as one kind of people tells it goes with the outcome as another kind tells it, area by area."""

    correlation: float
    interval: Interval
    areas: int
    people: int
    smallest: int


def halo(
    process: ArrayLike,
    outcome: ArrayLike,
    areas: ArrayLike,
    *,
    splits: int = SPLITS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Halo | NotEstimable:
    """The halo check of process scores and outcome scores (n each, NaN for no answer) of people in areas (n).

    Each area's people are split into random halves, `splits` times; the results are averaged. The same seed gives the
    same halves. Areas with fewer than 10 answers to either question are left out. Raises ValueError where
    the lengths differ. Source: the split-group design against common-method bias (Podsakoff et al. 2003; Ostroff,
    Kinicki and Clark 2002)."""
    one, other = np.asarray(process, np.float64), np.asarray(outcome, np.float64)
    return halos(one[:, None], other[:, None], areas, splits=splits, seed=seed, confidence=confidence)[0][0]


def halos(
    process: ArrayLike,
    outcome: ArrayLike,
    areas: ArrayLike,
    *,
    splits: int = SPLITS,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> tuple[tuple[Halo | NotEstimable, ...], ...]:
    """`halo` of every process question (n x p) with every outcome (n x q): a row of results a process question, all
    from the same halves."""
    one, other = np.asarray(process, np.float64), np.asarray(outcome, np.float64)
    asked = np.asarray(areas, np.float64)
    if not len(one) == len(other) == len(asked):
        raise ValueError("the columns differ in length")
    if not np.isfinite(asked).any():
        return tuple(tuple(NotEstimable(words.NOBODY) for _ in other.T) for _ in one.T)
    placed = np.isfinite(asked)
    place = places(asked[placed])[0]
    found = split(one[placed], other[placed], place, splits, np.random.default_rng(seed), LEAST_IN_AREA)
    return tuple(
        tuple(_told(found, p, q, splits, confidence) for q in range(other.shape[1])) for p in range(one.shape[1])
    )


def between_raters(
    process: ArrayLike,
    process_areas: ArrayLike,
    outcome: ArrayLike,
    outcome_areas: ArrayLike,
    *,
    least: int = LEAST_IN_AREA,
    confidence: float = CONFIDENCE,
) -> Raters | NotEstimable:
    """The correlation over areas between the mean process score that one kind of people gives (n, areas n) and the mean
    outcome score that another kind gives (m, areas m); areas with fewer than `least` answers of either are left out.
    Fisher's interval on the number of areas. Raises ValueError where lengths differ."""
    here, there = _means(process, process_areas, least), _means(outcome, outcome_areas, least)
    both = sorted(here.keys() & there.keys())
    if len(both) < LEAST_AREAS:
        return NotEstimable(words.FEW_AREAS.format(areas=len(both), least=LEAST_AREAS))
    one, other = np.array([here[area][0] for area in both]), np.array([there[area][0] for area in both])
    if one.std() == 0 or other.std() == 0:
        return NotEstimable(words.NO_AREA_DIFFERENCE)
    value = float(np.corrcoef(one, other)[0, 1])
    sizes = [(here[area][1], there[area][1]) for area in both]
    people, smallest = sum(map(sum, sizes)), min(map(min, sizes))
    return Raters(value, _fisher(value, len(both), confidence), len(both), people, smallest)


def _means(values: ArrayLike, areas: ArrayLike, least: int) -> dict[float, tuple[float, int]]:
    told, asked = np.asarray(values, np.float64), np.asarray(areas, np.float64)
    if len(told) != len(asked):
        raise ValueError("the columns differ in length")
    kept = np.isfinite(told) & np.isfinite(asked)
    place, distinct = places(asked[kept])
    people = np.bincount(place, minlength=len(distinct))
    sums = np.bincount(place, told[kept], len(distinct))
    return {float(distinct[a]): (float(sums[a] / people[a]), int(people[a])) for a in np.flatnonzero(people >= least)}


def _told(found: Halves, p: int, q: int, splits: int, confidence: float) -> Halo | NotEstimable:
    number, same, across = int(found.areas[p, q]), float(found.same[p, q]), float(found.across[p, q])
    if number < LEAST_AREAS:
        return NotEstimable(words.FEW_AREAS.format(areas=number, least=LEAST_AREAS))
    if not np.isfinite([same, across]).all():
        return NotEstimable(words.NO_AREA_DIFFERENCE)
    together = float(found.same_covariance[p, q])
    left = float(found.across_covariance[p, q]) / together if together > 0 else NotEstimable(words.NOTHING_TO_BE_LEFT)
    people, smallest = int(found.people[p, q]), int(found.smallest[p, q])
    return Halo(same, across, _fisher(across, number, confidence), left, number, people, smallest, splits)


def _fisher(value: float, number: int, confidence: float) -> Interval:
    """The interval of a correlation over so many areas; of averaged halves it is a little wider than need be."""
    half = NormalDist().inv_cdf((1 + confidence) / 2) / np.sqrt(number - 3)
    middle = np.arctanh(np.clip(value, -1 + 1e-12, 1 - 1e-12))
    return Interval(float(np.tanh(middle - half)), float(np.tanh(middle + half)))


def beyond_halo(frame: Frame, condition: str, outcome: str, policy: Policy = STANDARD) -> Released[Halo]:
    """`halo` of two questions by their ids."""
    two = pair(frame, condition, outcome)
    if isinstance(two, NotEstimable):
        return two
    return halo_out(two, halo(two.condition.scores, two.outcome.scores, two.areas), policy)


def halo_out(two: Pair, found: Halo | NotEstimable, policy: Policy) -> Released[Halo]:
    """A halo check of two questions, let out or withheld."""
    if isinstance(found, NotEstimable):
        return found
    behind = Behind(found.people, found.smallest, found.areas - 2)
    return let_out(f"{two.outcome.item.id} and {two.condition.item.id} by halves", found, behind, policy)


def across_raters(
    process: Frame, condition: str, result: Frame, outcome: str, policy: Policy = STANDARD
) -> Released[Raters]:
    """`between_raters` of a condition as the people of one frame tell it (say, practitioners) and an outcome as those of
    another do (say, parents), over the areas that bear the same name in both."""
    here, there = heard(process, condition), heard(result, outcome)
    if isinstance(here, NotEstimable):
        return here
    if isinstance(there, NotEstimable):
        return there
    names = {name: place for place, name in enumerate(process.areas)}
    matched = np.array([names.get(name, np.nan) for name in result.areas], np.float64)
    found = between_raters(here.scores, areas_of(process), there.scores, matched[areas_of(result)])
    if isinstance(found, NotEstimable):
        return found
    behind = Behind(found.people, found.smallest, found.areas - 2)
    return let_out(f"{outcome} of one kind of people and {condition} of another", found, behind, policy)
