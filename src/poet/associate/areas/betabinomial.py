"""The beta-binomial model of areas: how much they truly differ, by maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from poet.associate.areas import words
from poet.associate.areas.tallies import Numbers, Tallies
from poet.measure import NotEstimable

# Over-dispersion theta = 1 / (a + b) is sought between these; beyond the upper one within-area chance is nil.
_LEAST, _MOST = 1e-8, 1e4
_STEPS = 60
_CLOSE = 1e-13


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """Areas' true shares vary around `mean` (0-1) as a beta distribution with intra-class correlation `icc` (0 to under
    1): the share of the variance of single answers that lies between areas."""

    mean: float
    icc: float

    @property
    def k(self) -> float:
        """How many answers say as much as knowing all other areas does: (1 - ICC) / ICC = a + b; infinite at ICC 0."""
        return (1 - self.icc) / self.icc if self.icc > 0 else float("inf")


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """The likelihood's sufficient counts: how many areas had more than j people say yes, say no, and answer at all."""

    yes: Numbers
    no: Numbers
    all: Numbers

    def log_likelihood(self, mean: float, theta: float) -> float:
        """Of the mean and theta, less a constant."""
        yes, no, both = self._terms(mean, theta)
        return float(self.yes @ np.log(yes) + self.no @ np.log(no) - self.all @ np.log(both))

    def slope(self, mean: float, theta: float) -> tuple[float, float]:
        """The log-likelihood's first and second derivative by the mean; the second is negative throughout."""
        yes, no, _ = self._terms(mean, theta)
        return float((self.yes / yes).sum() - (self.no / no).sum()), -float(
            (self.yes / yes**2).sum() + (self.no / no**2).sum()
        )

    def by_theta(self, mean: float, theta: float) -> float:
        """The log-likelihood's derivative by theta."""
        parts = zip((self.yes, self.no, self.all), self._terms(mean, theta), (1, 1, -1), strict=True)
        return float(sum(sign * (count * _upto(count) / term).sum() for count, term, sign in parts))

    def best_mean(self, theta: float, start: float) -> float:
        """The mean that is likeliest at this theta, by Newton's steps kept inside (0, 1)."""
        mean = start
        for _ in range(_STEPS):
            first, second = self.slope(mean, theta)
            new = mean - first / second
            new = new if 0 < new < 1 else mean / 2 if new <= 0 else (1 + mean) / 2
            if abs(new - mean) < _CLOSE:
                return new
            mean = new
        return mean

    def _terms(self, mean: float, theta: float) -> tuple[Numbers, Numbers, Numbers]:
        return (
            mean + theta * _upto(self.yes),
            1 - mean + theta * _upto(self.no),
            1 + theta * _upto(self.all),
        )


def beta_binomial(tallies: Tallies) -> BetaBinomial | NotEstimable:
    """The model fitted by maximum likelihood; an ICC of 0 where areas differ no more than chance makes them.

    NotEstimable where no area has two answers, or within every area all agree.
    Source: Skellam 1948; Griffiths 1973 (Biometrics 29:637-648), whose form of the likelihood has no gamma functions
    and so keeps all digits where areas hardly differ. Reference: R VGAM::betabinomial.
    """
    yes, bases = tallies.counts[tallies.answered], tallies.bases[tallies.answered]
    if bases.max() < 2:
        return NotEstimable(words.NO_PAIRS)
    if ((yes == 0) | (yes == bases)).all():
        return NotEstimable(words.ALL_OR_NOTHING)
    steps = _Steps(_more_than(yes), _more_than(bases - yes), _more_than(bases))
    pooled = tallies.pooled
    best = minimize_scalar(
        lambda at: -steps.log_likelihood(steps.best_mean(float(np.exp(at)), pooled), float(np.exp(at))),
        bounds=(log(_LEAST), log(_MOST)),
        method="bounded",
        options={"xatol": 1e-6},
    )
    theta = _polished(steps, float(np.exp(best.x)), pooled)
    at_nought = steps.log_likelihood(pooled, 0.0)
    if theta <= _LEAST or steps.log_likelihood(steps.best_mean(theta, pooled), theta) <= at_nought:
        return BetaBinomial(pooled, 0.0)
    return BetaBinomial(steps.best_mean(theta, pooled), theta / (1 + theta))


def _polished(steps: _Steps, theta: float, start: float) -> float:
    """Theta where the profile likelihood is level, by secant steps in log theta from close by; unchanged if they stray."""
    here, there = log(theta), log(theta) + 1e-4
    slopes = [steps.by_theta(steps.best_mean(float(np.exp(at)), start), float(np.exp(at))) for at in (here, there)]
    for _ in range(_STEPS):
        if slopes[0] == slopes[1] or abs(there - here) < _CLOSE:
            break
        here, there = there, there - slopes[1] * (there - here) / (slopes[1] - slopes[0])
        if abs(there - log(theta)) > 0.1:
            return theta
        new = float(np.exp(there))
        slopes = [slopes[1], steps.by_theta(steps.best_mean(new, start), new)]
    return float(np.exp(there))


def _more_than(people: NDArray[np.int64]) -> Numbers:
    """By j from 0: in how many areas there are more than j of these people."""
    sizes = np.bincount(people)
    return np.asarray(sizes[::-1].cumsum()[::-1][1:], np.float64)


def _upto(counts: Numbers) -> Numbers:
    """0, 1, 2 ... for each of the counts."""
    return np.arange(len(counts), dtype=np.float64)
