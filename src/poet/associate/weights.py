"""How much each person's answer counts so that those who answered stand for everybody: post-stratification and raking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.measure import kish as measured_kish
from poet.measure import weighted_share as measured_share

# Nobody counts for more than five people of the average weight.
LARGEST_WEIGHT = 5.0
# A cell with fewer people is joined to its neighbour: one person must not stand for a whole group.
PEOPLE_IN_CELL = 5
_ROUNDS = 500
_NEAR_ENOUGH = 1e-10

Values = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """`values` (n, mean 1); the cells they were made for, once small ones were joined (n, one array a margin).

    `cut` people would have counted for more than the largest weight; `joined` cells were too small to stand alone;
    `gap` is the largest difference (0-1) that is left between the weighted mix and the one aimed at; `effective` is
    Kish's number of equally weighted people that would be as certain."""

    values: Values
    margins: tuple[Codes, ...]
    cut: int
    joined: int
    gap: float
    effective: float


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A weighted share (0-1) with its linearised standard error and Wilson's interval on `effective` people."""

    value: float
    error: float
    interval: Interval
    effective: float
    people: int


def kish(weights: ArrayLike) -> float | NotEstimable:
    """Kish's effective number of people, as `poet.measure.kish`; a sentence where weights are all nought or no numbers."""
    try:
        return measured_kish(weights)
    except ValueError:
        return NotEstimable(words.ZERO_WEIGHTS)


def post_stratify(
    cells: ArrayLike, mix: ArrayLike, *, largest: float = LARGEST_WEIGHT, least: int = PEOPLE_IN_CELL
) -> Weights | NotEstimable:
    """Weights of people in cells (n, places from 0) that give the cells the shares of `mix` (k counts or shares).

    A cell with fewer than `least` people, none included, is joined to the smaller of its two neighbours (the order of
    the cells is that of the answers) until none is left. Weights above `largest` times the mean are cut to it.
    Source: Holt and Smith 1979; as R survey::postStratify and trimWeights."""
    return rake([np.asarray(cells)], [mix], largest=largest, least=least)


def rake(
    margins: Sequence[ArrayLike],
    mixes: Sequence[ArrayLike],
    *,
    largest: float = LARGEST_WEIGHT,
    least: int = PEOPLE_IN_CELL,
) -> Weights | NotEstimable:
    """Weights that give every margin (n, places from 0) the shares of its mix (counts or shares), changing what the
    margins have to do with each other as little as may be. Small cells and large weights as in `post_stratify`.

    Raises ValueError where margins and mixes do not go together, or a person is in no cell.
    Source: Deming and Stephan 1940; as R survey::rake."""
    if len(margins) != len(mixes) or not margins:
        raise ValueError("each margin needs its mix")
    codes, aims, joined = [], [], 0
    for margin, mix in zip(margins, mixes, strict=True):
        places, cells = np.asarray(margin, np.float64), np.size(mix)
        if not ((places >= 0) & (places < cells) & (places == np.floor(places))).all():
            raise ValueError(f"a person stands in none of the {cells} cells of the mix")
        together = _joined(np.asarray(margin, np.int64), np.asarray(mix, np.float64), least)
        if isinstance(together, NotEstimable):
            return together
        codes.append(together[0])
        aims.append(together[1])
        joined += together[2]
    values = _fitted(codes, aims)
    if isinstance(values, NotEstimable):
        return values
    cut = _cut(values, largest)
    effective = kish(cut)
    assert isinstance(effective, float)
    return Weights(cut, tuple(codes), int((values > largest).sum()), joined, _gap(cut, codes, aims), effective)


def weighted_share(
    good: ArrayLike, weights: ArrayLike, margins: Sequence[Codes] = (), confidence: float = CONFIDENCE
) -> WeightedShare | NotEstimable:
    """The weighted share of `good` (n, 1 or 0). Where weights were made for margins, what these explain is no error.

    `poet.measure.weighted_share`, with a sentence where no weight or answer can be used.
    """
    try:
        found = measured_share(good, weights, confidence, margins=[np.asarray(margin) for margin in margins])
    except ValueError:
        return NotEstimable(words.ZERO_WEIGHTS)
    one = found.estimate
    return WeightedShare(one.value, found.error, one.interval, found.effective, one.base)


def _joined(codes: Codes, mix: Values, least: int) -> tuple[Codes, Values, int] | NotEstimable:
    """The cells and the shares aimed at once small cells are joined, and how many cells are fewer."""
    if not codes.size:
        return NotEstimable(words.NOBODY)
    if not np.isfinite(mix).all() or (mix < 0).any() or mix.sum() <= 0:
        return NotEstimable(words.NO_MIX)
    groups = [[cell] for cell in range(len(mix))]
    people = np.bincount(codes, minlength=len(mix)).tolist()
    while len(groups) > 1 and min(people) < least:
        small = people.index(min(people))
        beside = [place for place in (small - 1, small + 1) if 0 <= place < len(groups)]
        other = min(beside, key=lambda place: people[place])
        first, second = sorted((small, other))
        groups[first] += groups.pop(second)
        people[first] += people.pop(second)
    place = np.empty(len(mix), np.int64)
    for number, group in enumerate(groups):
        place[group] = number
    aims = np.bincount(place, mix) / mix.sum()
    if (aims == 0).any():
        return NotEstimable(words.NO_MIX)
    return place[codes], aims.astype(np.float64), len(mix) - len(groups)


def _fitted(codes: Sequence[Codes], aims: Sequence[Values]) -> Values | NotEstimable:
    """Each margin in turn is given its shares, until all have them."""
    weights = np.ones(len(codes[0]))
    for _ in range(_ROUNDS):
        for cell, aim in zip(codes, aims, strict=True):
            weights *= (aim * len(weights) / np.bincount(cell, weights, len(aim)))[cell]
        if _gap(weights, codes, aims) < _NEAR_ENOUGH:
            return weights
    return NotEstimable(words.NO_RAKING)


def _cut(weights: Values, largest: float) -> Values:
    """No weight above the largest, the mean kept at 1."""
    cut = weights / weights.mean()
    for _ in range(_ROUNDS):
        if cut.max() <= largest * (1 + 1e-9):
            break
        cut = np.minimum(cut, largest)
        cut /= cut.mean()
    return np.asarray(cut, np.float64)


def _gap(weights: Values, codes: Sequence[Codes], aims: Sequence[Values]) -> float:
    return max(
        float(np.abs(np.bincount(cell, weights, len(aim)) / weights.sum() - aim).max())
        for cell, aim in zip(codes, aims, strict=True)
    )
