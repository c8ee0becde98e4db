"""The ordered logistic model fitted: one slope for all thresholds, or a slope of its own at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, expit

from poet.associate import words
from poet.associate.cases import places, table
from poet.measure import NotEstimable

Matrix = NDArray[np.float64]
_MOST_STEPS = 80
# A slope that is this uncertain, in spreads of its condition, ran away: nothing in the answers holds it.
_RAN_AWAY = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A fitted model: logit P(Y <= j) = threshold_j - x * slopes.

    `slopes` is p long, or (K - 1) x p where each threshold has its own. `covariance` is in the order of `parameters`:
    thresholds, then slopes. `scores` holds a row a person: the slope of their log-likelihood, weight included."""

    parameters: Matrix
    thresholds: Matrix
    slopes: Matrix
    covariance: Matrix
    scores: Matrix
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class LikelihoodRatio:
    """A test of two nested models: twice the difference of log-likelihoods, its degrees of freedom, and p."""

    statistic: float
    freedom: int
    p: float


def likelihood_ratio(narrow: float, wide: float, freedom: int) -> LikelihoodRatio:
    """The test of a narrow model within a wide one that has `freedom` parameters more, by their log-likelihoods."""
    statistic = max(0.0, 2 * (wide - narrow))
    return LikelihoodRatio(statistic, freedom, float(chdtrc(freedom, statistic)))


def fit(
    outcome: ArrayLike, conditions: ArrayLike, weights: ArrayLike | None = None, *, own_slopes: tuple[int, ...] = ()
) -> Fit | NotEstimable:
    """The model of greatest likelihood of an outcome (n, any numbers in order) on conditions (n x p), people counting
    `weights` times. The conditions numbered in `own_slopes` have a slope of their own at each threshold.

    Newton's method on the exact derivatives: the log-likelihood is concave (Pratt 1981), so there is one best fit or,
    with separation, none. Not estimable with one category, conditions that say the same, separation.
    As MASS::polr and statsmodels' OrderedModel(distr="logit"), which have neither own slopes nor weights by count.
    """
    posed = _posed(outcome, conditions, weights, own_slopes)
    if isinstance(posed, NotEstimable):
        return posed
    design, spread = posed
    found = _climb(design)
    return found if isinstance(found, NotEstimable) else _fitted(design, found, spread)


def highest(
    outcome: ArrayLike, conditions: ArrayLike, weights: ArrayLike | None = None, *, own_slopes: tuple[int, ...] = ()
) -> float | NotEstimable:
    """The log-likelihood that the model of `fit` comes as near to as one likes, even where a slope runs away."""
    posed = _posed(outcome, conditions, weights, own_slopes)
    if isinstance(posed, NotEstimable):
        return posed
    found = _climb(posed[0])
    return found if isinstance(found, NotEstimable) else posed[0].fitness(found)


def _posed(
    outcome: ArrayLike, conditions: ArrayLike, weights: ArrayLike | None, own_slopes: tuple[int, ...]
) -> tuple[_Design, Matrix] | NotEstimable:
    """The design in units of each condition's spread, and those spreads; or why there is nothing to fit."""
    place, distinct = places(outcome)
    matrix = table(conditions)
    load = np.ones(len(place)) if weights is None else np.asarray(weights, np.float64)
    if len(distinct) < 2:
        return NotEstimable(words.SAME_ANSWER.format(what="the outcome"))
    centred = matrix - matrix.mean(axis=0)
    spread = np.sqrt((centred**2).mean(axis=0))
    if (spread < 1e-12).any():
        return NotEstimable(words.SAME_ANSWER.format(what="one of the conditions"))
    if np.linalg.matrix_rank(centred / spread, tol=1e-7 * len(place) ** 0.5) < matrix.shape[1]:
        return NotEstimable(words.COLLINEAR)
    return _Design(place, matrix / spread, load, len(distinct), own_slopes), spread


class _Design:
    """What stands above and below each person's answer: rows that turn parameters into the two limits."""

    def __init__(
        self, place: NDArray[np.int64], matrix: Matrix, load: Matrix, categories: int, own: tuple[int, ...]
    ) -> None:
        self.limits, self.load = categories - 1, load
        self.shared = [column for column in range(matrix.shape[1]) if column not in own]
        self.own = list(own)
        self.starts = _log_odds(np.bincount(place, load, categories).astype(np.float64))
        self.has_upper, self.has_lower = place < self.limits, place > 0
        self.upper = self._rows(np.where(self.has_upper, place, 0), matrix)
        self.lower = self._rows(np.where(self.has_lower, place - 1, 0), matrix)

    def _rows(self, limit: NDArray[np.int64], matrix: Matrix) -> Matrix:
        at = np.eye(self.limits)[limit]
        own = [-(at * matrix[:, [column]]) for column in self.own]
        return np.hstack([at, -matrix[:, self.shared], *own])

    def start(self) -> Matrix:
        return np.concatenate([self.starts, np.zeros(self.upper.shape[1] - self.limits)])

    def shares(self, parameters: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        """The limits and the probability of each person's own answer."""
        above = np.where(self.has_upper, self.upper @ parameters, np.inf)
        below = np.where(self.has_lower, self.lower @ parameters, -np.inf)
        # The same difference seen from the end where it loses no digits.
        share = np.where(below > 0, expit(-below) - expit(-above), expit(above) - expit(below))
        return above, below, share

    def fitness(self, parameters: Matrix) -> float:
        share = self.shares(parameters)[2]
        return float((self.load * np.log(share)).sum()) if (share > 0).all() else -np.inf

    def derivatives(self, parameters: Matrix) -> tuple[Matrix, Matrix]:
        """A row a person of first derivatives, and the matrix of second ones with its sign turned (information)."""
        above, below, share = self.shares(parameters)
        top, bottom = expit(above) * expit(-above) / share, expit(below) * expit(-below) / share
        slopes = top[:, None] * self.upper - bottom[:, None] * self.lower
        bend_top, bend_bottom = top * (1 - 2 * expit(above)), bottom * (1 - 2 * expit(below))
        information = (slopes * self.load[:, None]).T @ slopes
        information -= (self.upper * (self.load * bend_top)[:, None]).T @ self.upper
        information += (self.lower * (self.load * bend_bottom)[:, None]).T @ self.lower
        return slopes * self.load[:, None], information


def _log_odds(counts: Matrix) -> Matrix:
    below = np.cumsum(counts)[:-1] / counts.sum()
    return np.asarray(np.log(below) - np.log1p(-below), np.float64)


def _climb(design: _Design) -> Matrix | NotEstimable:
    """Newton's steps, halved where they overshoot, until a further step would gain nothing."""
    parameters, fitness = design.start(), design.fitness(design.start())
    for _ in range(_MOST_STEPS):
        slopes, information = design.derivatives(parameters)
        gradient = slopes.sum(axis=0)
        try:
            step = np.linalg.solve(information, gradient)
        except np.linalg.LinAlgError:
            return NotEstimable(words.SEPARATED)
        if not np.isfinite(step).all() or np.abs(parameters).max() > _RAN_AWAY:
            return NotEstimable(words.SEPARATED)
        if gradient @ step < 1e-14 * max(1.0, abs(fitness)):
            return parameters
        better = _halved(design, parameters, step, fitness)
        if better is None:
            return parameters if gradient @ step < 1e-8 * max(1.0, abs(fitness)) else NotEstimable(words.NO_CONVERGENCE)
        parameters, fitness = better
    return NotEstimable(words.NO_CONVERGENCE)


def _halved(design: _Design, at: Matrix, step: Matrix, fitness: float) -> tuple[Matrix, float] | None:
    for halving in range(30):
        further = at + step / 2**halving
        if (reached := design.fitness(further)) > fitness:
            return further, reached
    return None


def _fitted(design: _Design, parameters: Matrix, spread: Matrix) -> Fit | NotEstimable:
    """The fit in the conditions' own units, unless a parameter ran away or nothing pins it down."""
    scores, information = design.derivatives(parameters)
    order = [*design.shared, *(column for column in design.own for _ in range(design.limits))]
    unit = np.concatenate([np.ones(design.limits), spread[order]])
    try:
        covariance = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        return NotEstimable(words.SEPARATED)
    errors = np.diag(covariance)
    if (errors <= 0).any() or np.sqrt(errors.max()) > _RAN_AWAY:
        return NotEstimable(words.SEPARATED)
    own_units = parameters / unit
    return Fit(
        parameters=own_units,
        thresholds=own_units[: design.limits],
        slopes=_slopes(design, own_units),
        covariance=covariance / np.outer(unit, unit),
        scores=scores * unit,
        log_likelihood=design.fitness(parameters),
    )


def _slopes(design: _Design, parameters: Matrix) -> Matrix:
    if not design.own:
        return parameters[design.limits :]
    slopes = np.zeros((design.limits, len(design.shared) + len(design.own)))
    shared = design.limits + len(design.shared)
    slopes[:, design.shared] = parameters[design.limits : shared]
    slopes[:, design.own] = parameters[shared:].reshape(len(design.own), design.limits).T
    return slopes
