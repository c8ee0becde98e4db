"""Shares and means of people who count for more or fewer than one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.measure import words
from poet.measure.estimate import CONFIDENCE, Estimate, Interval
from poet.measure.quantiles import student
from poet.measure.wilson import Floats, wilson

# A standard error below this is none: the margins told every answer.
_NONE_LEFT = 1e-9


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted estimate, how many equally weighted people would know as much (`effective`), and the standard error."""

    estimate: Estimate
    effective: float
    error: float


def kish(weights: ArrayLike) -> float:
    """Kish's effective size (sum w)^2 / sum w^2. Raises ValueError as `weighted_share` does. Source: Kish 1965."""
    checked = _weights(weights)
    return float(checked.sum() ** 2 / (checked**2).sum())


def weighted_share(
    said: ArrayLike,
    weights: ArrayLike,
    confidence: float = CONFIDENCE,
    *,
    margins: Sequence[NDArray[np.int64]] = (),
) -> Weighted:
    """The weighted share of people who said so (`said` is true or false, one a person), with Wilson's interval on an
    effective size p (1 - p) / SE^2; on Kish's where everybody or nobody said so.

    SE is the linearised standard error of a ratio with independent people, n / (n - 1) sum (w (y - p))^2 / (sum w)^2,
    as R's survey::svymean gives it; so equal weights count as n - 1 people. Where weights were made for `margins` (each
    person's cell, one array a margin), what these explain is no error, as of a postStratify or rake design. Raises
    ValueError unless both are equally long, weights are finite, not negative and not all nought. People of weight 0 are
    no part of the base.
    """
    weight = _weights(weights)
    yes = _paired(said, weight)
    if not np.isin(yes, (0.0, 1.0)).all():
        raise ValueError("no share: each person either said so or did not")
    counts = weight > 0
    yes, weight = yes[counts], weight[counts]
    share = float(weight @ yes / weight.sum())
    is_split = bool(yes.any()) and not bool(yes.all())
    expected = _expected(yes, weight, [margin[counts] for margin in margins]) if margins else share
    error = _variance(yes, weight, expected) ** 0.5 if is_split else 0.0
    effective = share * (1 - share) / error**2 if error > _NONE_LEFT else kish(weight)
    value = share if is_split else float(yes[0])
    interval = wilson(value * effective, effective, confidence)
    base, count = len(yes), int(yes.sum())
    return Weighted(Estimate("weighted share", value, interval, base, count, "wilson on n_eff"), effective, error)


def weighted_mean(values: ArrayLike, weights: ArrayLike, confidence: float = CONFIDENCE) -> Weighted:
    """The weighted mean with a t interval (n - 1 degrees of freedom) on the linearised standard error, as above.

    `effective` is Kish's size. Raises ValueError as `weighted_share` does, on values that are no numbers, on fewer than
    two people and where all values are the same.
    """
    weight = _weights(weights)
    figures = _paired(values, weight)
    figures, weight = figures[weight > 0], weight[weight > 0]
    if len(figures) < 2:
        raise ValueError(f"no interval: {words.ALONE}")
    if (figures == figures[0]).all():
        raise ValueError(f"no interval: {words.SAME}")
    mean, base = float(weight @ figures / weight.sum()), len(figures)
    error = _variance(figures, weight, mean) ** 0.5
    half = float(student(confidence, base - 1)) * error
    found = Estimate("weighted mean", mean, Interval(mean - half, mean + half), base, base, "t, linearised")
    return Weighted(found, kish(weight), error)


def _variance(figures: Floats, weight: Floats, expected: Floats | float) -> float:
    people = len(figures)
    spread = float(((weight * (figures - expected)) ** 2).sum() / weight.sum() ** 2)
    return spread * people / (people - 1)


def _expected(figures: Floats, weight: Floats, margins: Sequence[NDArray[np.int64]]) -> Floats:
    """What the margins make one expect of each person: weighted least squares on who is in which cell."""
    design = np.hstack([cell[:, None] == np.unique(cell)[None, :] for cell in margins]).astype(np.float64)
    root = np.sqrt(weight)
    slopes = np.linalg.lstsq(design * root[:, None], figures * root, rcond=None)[0]
    return np.asarray(design @ slopes, np.float64)


def _weights(weights: ArrayLike) -> Floats:
    checked = np.asarray(weights, np.float64)
    if checked.ndim != 1 or not np.isfinite(checked).all() or (checked < 0).any():
        raise ValueError("weights are a row of finite numbers, none below nought")
    if not checked.any():
        raise ValueError("weights cannot all be nought: nobody would count")
    # Only their proportions matter; the largest as 1 keeps their squares within what floating point holds.
    return np.asarray(checked / checked.max(), np.float64)


def _paired(values: ArrayLike, weights: Floats) -> Floats:
    figures = np.asarray(values, np.float64)
    if figures.shape != weights.shape:
        raise ValueError(f"{figures.size} answers do not go with {weights.size} weights")
    if not np.isfinite(figures).all():
        raise ValueError("an answer is no finite number: leave out who did not answer")
    return figures
