"""The correlation that two answers would have if they were measured finely: the polychoric correlation."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize_scalar
from scipy.special import ndtri

from poet.associate import words
from poet.associate.agreement import Correlation
from poet.associate.cases import answered, crossed, people_in
from poet.measure import CONFIDENCE, Interval, NotEstimable

# Beyond it a table of people cannot tell one correlation from another.
_NEAREST_TO_ONE = 0.999
_FLAT = 1e-3
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)

Table = NDArray[np.float64]


def polychoric(one: ArrayLike, other: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """The polychoric correlation of two scales (n each, any numbers in order, NaN for no answer).

    Two steps: thresholds from each scale's own shares, then the correlation of greatest likelihood. The interval is on
    Fisher's z with the thresholds taken as known. Raises ValueError where the lengths differ.
    Source: Olsson 1979 (two-step estimator), as R polycor::polychor(ML=FALSE).
    """
    both = answered(one, other)
    if not both.any():
        return NotEstimable(words.NOBODY)
    return polychoric_of(crossed(np.asarray(one)[both], np.asarray(other)[both]), confidence)


def polychoric_of(table: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """`polychoric` of a table of people, ordered both ways."""
    people = _without_empty(people_in(table))
    if min(people.shape) < 2:
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    rows, columns = _thresholds(people.sum(axis=1)), _thresholds(people.sum(axis=0))

    def misfit(angle: float) -> float:
        return -float((people * np.log(_cells(rows, columns, np.sin(angle)))).sum())

    edge = float(np.arcsin(_NEAREST_TO_ONE))
    best = minimize_scalar(misfit, bounds=(-edge, edge), method="bounded", options={"xatol": 1e-10})
    # Where the likelihood is flat up to the edge, nothing tells this correlation from a perfect one.
    if misfit(float(np.copysign(edge, best.x))) - best.fun < _FLAT:
        return NotEstimable(words.NO_LIMIT)
    value = float(np.sin(best.x))
    limits = _limits(value, _error(people, rows, columns, value), confidence)
    return Correlation(value, limits, int(people.sum()), "polychoric")


def _without_empty(people: Table) -> Table:
    return np.asarray(people[people.sum(axis=1) > 0][:, people.sum(axis=0) > 0], np.float64)


def _thresholds(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inner limits of the categories on the standard normal scale."""
    return np.asarray(ndtri(np.cumsum(shares)[:-1] / shares.sum()), np.float64)


def _cells(rows: NDArray[np.float64], columns: NDArray[np.float64], correlation: float) -> Table:
    """The share of people in each cell: their product if unrelated, and what the correlation moves (Plackett 1954:
    the derivative of the bivariate normal distribution by the correlation is its density)."""
    angles = np.arcsin(correlation) * (_NODES + 1) / 2
    moved = np.arcsin(correlation) / 2 * (_WEIGHTS * _arched(rows, columns, angles)).sum(axis=-1)
    below, left = _shares(rows), _shares(columns)
    return np.maximum(np.outer(below, left) + np.diff(np.diff(_framed(moved), axis=0), axis=1), 1e-300)


def _arched(rows: NDArray[np.float64], columns: NDArray[np.float64], angles: NDArray[np.float64]) -> Table:
    """The density at each pair of thresholds for r = sin(angle), times dr / d(angle) = cos(angle)."""
    h, k = rows[:, None, None], columns[None, :, None]
    return np.asarray(
        np.exp(-(h**2 + k**2 - 2 * h * k * np.sin(angles)) / (2 * np.cos(angles) ** 2)) / (2 * np.pi), np.float64
    )


def _shares(thresholds: NDArray[np.float64]) -> NDArray[np.float64]:
    below = [NormalDist().cdf(limit) for limit in thresholds]
    return np.diff([0.0, *below, 1.0])


def _framed(inner: Table) -> Table:
    """With the outer limits, where the correlation moves nobody."""
    return np.pad(inner, 1)


def _error(people: Table, rows: NDArray[np.float64], columns: NDArray[np.float64], value: float) -> float:
    """The standard error from the expected information at the estimate."""
    density = _arched(rows, columns, np.array([np.arcsin(value)]))[..., 0] / np.sqrt(1 - value**2)
    slopes = np.diff(np.diff(_framed(density), axis=0), axis=1)
    return float(1 / np.sqrt(people.sum() * (slopes**2 / _cells(rows, columns, value)).sum()))


def _limits(value: float, error: float, confidence: float) -> Interval:
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error / (1 - value**2)
    return Interval(float(np.tanh(np.arctanh(value) - half)), float(np.tanh(np.arctanh(value) + half)))
