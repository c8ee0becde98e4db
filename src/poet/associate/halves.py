"""Each area's people in two random halves, many times over: means of every question by half, and how they go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from poet.associate.cases import Areas, Scores

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Halves:
    """Averages over the splits, a row a process question and a column an outcome: correlations and covariances over
    areas of two means of the same half, and of different halves; how many areas and people, and the smallest area."""

    same: Scores
    across: Scores
    same_covariance: Scores
    across_covariance: Scores
    areas: Scores
    people: Scores
    smallest: Scores


def split(process: Scores, outcome: Scores, areas: Areas, splits: int, dice: np.random.Generator, least: int) -> Halves:
    """Halves of process (n x p) and outcome (n x q) scores (NaN for no answer) of people in areas (n, places from 0);
    an area with fewer than `least` answers takes no part in a question."""
    first = _first_halves(areas, splits, dice)
    here, there = _Side(process, areas, first, least), _Side(outcome, areas, first, least)
    same = [_together(here.half(half), there.half(half)) for half in (0, 1)]
    across = [_together(here.half(half), there.half(1 - half)) for half in (0, 1)]
    sizes = _answered_both(here.answered, there.answered, areas)
    taking_part = here.takes_part[:, :, None] & there.takes_part[:, None, :]
    return Halves(
        same=_average([one.correlation for one in same]),
        across=_average([one.correlation for one in across]),
        same_covariance=_average([one.covariance for one in same]),
        across_covariance=_average([one.covariance for one in across]),
        areas=taking_part.sum(axis=0).astype(np.float64),
        people=(sizes * taking_part).sum(axis=0),
        smallest=np.where(taking_part, sizes, np.inf).min(axis=0),
    )


class _Side:
    """One set of questions: each area's mean in either half of every split (splits x areas x questions)."""

    def __init__(self, scores: Scores, areas: Areas, first: csr_array, least: int) -> None:
        number = int(areas.max()) + 1
        self.answered = np.isfinite(scores).astype(np.float64)
        told = np.where(self.answered > 0, scores, 0.0)
        belongs = csr_array((np.ones(len(areas)), (areas, np.arange(len(areas)))), shape=(number, len(areas)))
        shape = (first.shape[0] // number, number, scores.shape[1])
        people, sums = (first @ self.answered).reshape(shape), (first @ told).reshape(shape)
        everybody, total = belongs @ self.answered, belongs @ told
        self.takes_part = everybody >= least
        self._halves = ((people, sums), (everybody - people, total - sums))

    def half(self, which: int) -> tuple[Scores, Scores]:
        """The means of a half, 0 where they are not to be used, and marks (1 or 0) of those that are."""
        people, sums = self._halves[which]
        used = self.takes_part & (people > 0)
        return np.divide(sums, people, out=np.zeros_like(sums), where=used), used.astype(np.float64)


def _first_halves(areas: Areas, splits: int, dice: np.random.Generator) -> csr_array:
    """Which people make up the first half of each area in each split: (splits * areas) x people of 1 and 0."""
    number, people = int(areas.max()) + 1, len(areas)
    size = np.bincount(areas, minlength=number)
    start = np.cumsum(size) - size
    grouped = np.sort(areas)
    is_first = np.arange(people) - start[grouped] < size[grouped] // 2
    chosen = np.concatenate([np.argsort(areas + dice.random(people))[is_first] for _ in range(splits)])
    rows = (np.arange(splits)[:, None] * number + grouped[is_first][None, :]).ravel()
    return csr_array((np.ones(len(rows)), (rows, chosen)), shape=(splits * number, people))


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """Correlations and covariances over areas (splits x p x q), NaN where there are none."""

    correlation: Scores
    covariance: Scores


def _together(here: tuple[Scores, Scores], there: tuple[Scores, Scores]) -> _Moments:
    """How two sets of means go together over the areas that both have."""
    (one, has_one), (other, has_other) = (_centred(*here), here[1]), (_centred(*there), there[1])
    number = np.maximum(_over_areas(has_one, has_other), 1)
    mean_one, mean_other = _over_areas(one, has_other) / number, _over_areas(has_one, other) / number
    covariance = _over_areas(one, other) / number - mean_one * mean_other
    spread_one = _over_areas(one**2, has_other) / number - mean_one**2
    spread_other = _over_areas(has_one, other**2) / number - mean_other**2
    spread = spread_one * spread_other
    correlation = np.divide(covariance, np.sqrt(np.abs(spread)), out=np.full_like(spread, np.nan), where=spread > 1e-18)
    return _Moments(correlation, covariance)


def _centred(means: Scores, has: Scores) -> Scores:
    """The means less their own mean over areas, so that no digits are lost in squaring them."""
    number = np.maximum(has.sum(axis=1, keepdims=True), 1)
    return np.asarray((means - means.sum(axis=1, keepdims=True) / number) * has, np.float64)


def _over_areas(one: Scores, other: Scores) -> Scores:
    return np.asarray(one.swapaxes(1, 2) @ other, np.float64)


def _answered_both(here: Scores, there: Scores, areas: Areas) -> Scores:
    """How many people of each area answered each pair of questions (areas x p x q)."""
    return np.stack([here[areas == area].T @ there[areas == area] for area in range(int(areas.max()) + 1)])


def _average(parts: Sequence[Scores]) -> Scores:
    return np.asarray(np.concatenate(parts).mean(axis=0), np.float64)
