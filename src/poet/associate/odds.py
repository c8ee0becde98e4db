"""A good outcome's odds where a condition is met and where it is not: the proportional-odds model with area effects.

An odds ratio is never let out alone: the percentages that the model predicts stand in the same value, because "the odds
are three times as high" is not "three times more likely".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, ndtr

from poet.associate import words
from poet.associate.cases import answered, joined, places, table, within
from poet.associate.coarse import coarsened
from poet.associate.ordered import Fit, LikelihoodRatio, fit, highest, likelihood_ratio
from poet.associate.reading import Pair, pair
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.protect import STANDARD, ModelOutput, Policy, Why, Withheld, let_out

# Up to so many areas each has an intercept of its own; beyond, their number would bias the slopes.
FEW_AREAS = 20
# Areas with fewer people share one intercept, for theirs could not be estimated.
PEOPLE_FOR_OWN_EFFECT = 10

Matrix = NDArray[np.float64]


class AreaEffect(StrEnum):
    """How the model keeps differences between areas out of the association."""

    NONE = "one area, or none given"
    FIXED = "each area has an intercept of its own"
    MUNDLAK = "each person's condition beside their area's mean of it; errors by area"


@dataclass(frozen=True, slots=True)
class Predicted:
    """The share (0-1) with a good outcome that the model predicts, with its interval."""

    share: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Effect:
    """What goes along with one condition, within areas. `odds_ratio` and both percentages belong together.

    `met` and `unmet` are what the model predicts for these same people if all or none of them had the condition.
    `proportional` tests whether one odds ratio fits every threshold of the scale: a small p says it does not."""

    log_odds: float
    error: float
    odds_ratio: float
    interval: Interval
    p: float
    met: Predicted
    unmet: Predicted
    proportional: LikelihoodRatio | NotEstimable


@dataclass(frozen=True, slots=True)
class ProportionalOdds:
    """The model: an effect a condition, the thresholds of the scale, and what stands behind it."""

    effects: tuple[Effect, ...]
    thresholds: tuple[float, ...]
    log_likelihood: float
    area_effect: AreaEffect
    areas: int
    people: int
    parameters: int


def proportional_odds(
    outcome: ArrayLike,
    conditions: ArrayLike,
    areas: ArrayLike | None = None,
    *,
    good_from: float,
    weights: ArrayLike | None = None,
    confidence: float = CONFIDENCE,
) -> ProportionalOdds | NotEstimable:
    """The proportional-odds model of an outcome (n, any numbers in order, NaN for no answer) on conditions (n x p,
    1 where met, 0 where not), people counting `weights` times and `areas` (n, any numbers) kept apart.

    Percentages are of outcomes at or above `good_from`. Up to 20 areas have intercepts of their own (those under 10
    people share one; an area all at one end of the scale is left out); with more, each condition enters as the person's
    own less the area's mean, and as that mean (Mundlak 1978), and errors are clustered by area. Not estimable with one
    category, separation or no convergence.
    Raises ValueError where the lengths differ.
    Source: McCullagh 1980; as R ordinal::clm and MASS::polr. Proportionality: likelihood ratio against slopes of their
    own at each threshold (Peterson and Harrell 1990), as ordinal::nominal_test.
    """
    load = np.ones(len(np.asarray(outcome))) if weights is None else np.asarray(weights, np.float64)
    matrix = table(conditions)
    asked = np.zeros(len(load)) if areas is None else np.asarray(areas, np.float64)
    kept = answered(outcome, matrix, asked, load) & (load > 0)
    weighed = load[np.isfinite(load)]
    if (weighed < 0).any() or (len(load) and not weighed.any()):
        return NotEstimable(words.ZERO_WEIGHTS)
    if not kept.any():
        return NotEstimable(words.NOBODY)
    answers = np.column_stack([outcome, asked, matrix])[kept]
    one, load = joined(answers, load[kept])
    posed = _posed(answers[one, 0], answers[one, 2:], places(answers[one, 1])[0], load, good_from)
    if posed.number > 1 and not posed.varies_within_areas:
        return NotEstimable(words.NO_VARIATION_LEFT)
    fitted = fit(posed.outcome, posed.design, posed.load)
    return fitted if isinstance(fitted, NotEstimable) else _model(posed, fitted, confidence)


def _posed(outcome: Matrix, conditions: Matrix, areas: NDArray[np.int64], load: Matrix, good_from: float) -> _Posed:
    """Where areas have intercepts of their own, small ones share one, and one whose people all gave the answer at the
    same end of the scale is left out: its intercept would run away, and it says nothing about the condition."""
    number = int(areas.max()) + 1
    effect = _area_effect(number)
    if effect is AreaEffect.FIXED:
        is_small = np.bincount(areas, load) < PEOPLE_FOR_OWN_EFFECT
        areas = np.where(is_small[areas], number, areas)
        lowest, highest = np.full(number + 1, np.inf), np.full(number + 1, -np.inf)
        np.minimum.at(lowest, areas, outcome)
        np.maximum.at(highest, areas, outcome)
        kept = ((highest > outcome.min()) & (lowest < outcome.max()))[areas]
        if kept.any():
            outcome, conditions, areas, load = outcome[kept], conditions[kept], areas[kept], load[kept]
    return _Posed(outcome, conditions, areas, load, good_from, effect, number)


class _Posed:
    """The question as the model sees it: conditions first, then whatever stands for the areas."""

    def __init__(
        self,
        outcome: Matrix,
        conditions: Matrix,
        areas: NDArray[np.int64],
        load: Matrix,
        good_from: float,
        effect: AreaEffect,
        number: int,
    ) -> None:
        self.outcome, self.conditions, self.areas, self.load = outcome, conditions, areas, load
        self.effect, self.number = effect, number
        self.good = int((places(outcome)[1] < good_from).sum())
        own, around = _around(effect, conditions, areas, load)
        self.design = np.hstack([own, around])

    @property
    def varies_within_areas(self) -> bool:
        """Whether each condition differs between people of at least one area."""
        return bool((within(self.conditions, self.areas, self.load)[0].std(axis=0) > 1e-12).all())

    def met(self, condition: int, value: float) -> Matrix:
        """The design if everybody's condition were as given: their area's mean stays what it is."""
        design = self.design.copy()
        design[:, condition] += value - self.conditions[:, condition]
        return design


def _area_effect(areas: int) -> AreaEffect:
    if areas == 1:
        return AreaEffect.NONE
    return AreaEffect.FIXED if areas <= FEW_AREAS else AreaEffect.MUNDLAK


def _around(effect: AreaEffect, conditions: Matrix, areas: NDArray[np.int64], load: Matrix) -> tuple[Matrix, Matrix]:
    """The conditions as they enter the model, and the columns that stand for the areas."""
    if effect is AreaEffect.MUNDLAK:
        own, mean = within(conditions, areas, load)
        return own, mean[:, mean.std(axis=0) > 1e-9]
    return conditions, (areas[:, None] == np.unique(areas)[None, 1:]).astype(np.float64)


def _model(posed: _Posed, fitted: Fit, confidence: float) -> ProportionalOdds | NotEstimable:
    limits = len(fitted.thresholds)
    if not 0 < posed.good <= limits:
        return NotEstimable(words.SAME_ANSWER.format(what="the outcome, seen as good or not"))
    covariance = _by_area(fitted, posed) if posed.effect is AreaEffect.MUNDLAK else fitted.covariance
    effects = [
        _effect(posed, fitted, covariance, condition, confidence) for condition in range(posed.conditions.shape[1])
    ]
    return ProportionalOdds(
        effects=tuple(effects),
        thresholds=tuple(float(limit) for limit in fitted.thresholds),
        log_likelihood=fitted.log_likelihood,
        area_effect=posed.effect,
        areas=posed.number,
        people=round(float(posed.load.sum())),
        parameters=len(fitted.parameters),
    )


def _by_area(fitted: Fit, posed: _Posed) -> Matrix:
    """The covariance that holds where people of one area resemble each other (sandwich, G / (G - 1))."""
    sums = np.stack([np.bincount(posed.areas, column) for column in fitted.scores.T], axis=1)
    meat = sums.T @ sums * posed.number / (posed.number - 1)
    return np.asarray(fitted.covariance @ meat @ fitted.covariance, np.float64)


def _effect(posed: _Posed, fitted: Fit, covariance: Matrix, condition: int, confidence: float) -> Effect:
    place = len(fitted.thresholds) + condition
    value, error = float(fitted.parameters[place]), float(np.sqrt(covariance[place, place]))
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Effect(
        log_odds=value,
        error=error,
        odds_ratio=float(np.exp(value)),
        interval=Interval(float(np.exp(value - half)), float(np.exp(value + half))),
        p=float(2 * ndtr(-abs(value / error))),
        met=_predicted(posed, fitted, covariance, posed.met(condition, 1.0), confidence),
        unmet=_predicted(posed, fitted, covariance, posed.met(condition, 0.0), confidence),
        proportional=_proportional(posed, fitted, condition),
    )


def _predicted(posed: _Posed, fitted: Fit, covariance: Matrix, design: Matrix, confidence: float) -> Predicted:
    """The mean predicted share of good outcomes, its interval by the delta method on the log odds."""
    limit = posed.good - 1
    felt = fitted.thresholds[limit] - design @ fitted.slopes
    load = posed.load / posed.load.sum()
    share = float(load @ expit(-felt))
    bend = load * expit(felt) * expit(-felt)
    slope = np.concatenate([-np.eye(len(fitted.thresholds))[limit] * bend.sum(), bend @ design])
    odds = np.log(share) - np.log1p(-share)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(slope @ covariance @ slope) / (share * (1 - share))
    return Predicted(share, Interval(float(expit(odds - half)), float(expit(odds + half))))


def _proportional(posed: _Posed, fitted: Fit, condition: int) -> LikelihoodRatio | NotEstimable:
    freedom = len(fitted.thresholds) - 1
    if freedom == 0:
        return NotEstimable(words.TWO_CATEGORIES)
    free = highest(posed.outcome, posed.design, posed.load, own_slopes=(condition,))
    if isinstance(free, NotEstimable):
        return free
    return likelihood_ratio(fitted.log_likelihood, free, freedom)


def odds_between(frame: Frame, condition: str, outcome: str, policy: Policy = STANDARD) -> Released[ProportionalOdds]:
    """`proportional_odds` of an outcome's scores on a condition met (favourable answer), by their ids, with areas kept
    apart; the percentages are of favourable outcomes. Answers of 1-4 people are joined to their neighbours first, and
    nothing is let out where so few met, or did not meet, the condition with a good, or no good, outcome."""
    two = pair(frame, condition, outcome)
    return two if isinstance(two, NotEstimable) else odds_of(two, policy)


def odds_of(two: Pair, policy: Policy) -> Released[ProportionalOdds]:
    """`odds_between` of two questions already read."""
    answers = coarsened(two.shared_scores, two.outcome.good_from, policy.minimum_cell)
    found = proportional_odds(answers, two.condition.good, two.areas, good_from=two.outcome.good_from)
    if isinstance(found, NotEstimable):
        return found
    of = f"{two.outcome.item.id} given {two.condition.item.id}"
    out = let_out(of, found, two.behind(found.parameters), policy)
    if isinstance(out, ModelOutput) and two.smallest_cell < policy.minimum_cell:
        return Withheld(Why.TOO_TELLING)
    return out
