"""How often an interval holds the truth it was made for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from poet.compare import newcombe
from poet.measure import Interval, wilson

BASES = (10, 25, 50, 200)
SLACK = 1e-12

Mix = tuple[float, ...]
Outcomes = NDArray[np.int64]

# True shares of one area, of two areas side by side, and of five options from best to worst.
SHARES: tuple[Mix, ...] = ((0.05,), (0.2,), (0.5,), (0.65,), (0.9,))
PAIRS: tuple[Mix, ...] = ((0.65, 0.65), (0.65, 0.5), (0.9, 0.8), (0.2, 0.05))
FIVE: tuple[Mix, ...] = (
    (0.3, 0.35, 0.15, 0.12, 0.08),
    (0.6, 0.25, 0.08, 0.05, 0.02),
    (0.2, 0.2, 0.2, 0.2, 0.2),
    (0.05, 0.15, 0.3, 0.3, 0.2),
)


@dataclass(frozen=True, slots=True)
class Method:
    """An interval under test: its `truths`, how outcomes are drawn from one (draws x counts), what is true, and the interval
    that an outcome leads to."""

    truths: tuple[Mix, ...]
    draw: Callable[[np.random.Generator, int, Mix, int], Outcomes]
    value: Callable[[Mix], float]
    interval: Callable[[tuple[int, ...], int], Interval]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of intervals that held the truth: over all truths together, and for the one where they did so least."""

    base: int
    mean: float
    least: float


def _counts(dice: np.random.Generator, base: int, shares: Mix, draws: int) -> Outcomes:
    """How many of `base` people in each of some areas."""
    return dice.binomial(base, shares, (draws, len(shares)))


def _options(dice: np.random.Generator, base: int, shares: Mix, draws: int) -> Outcomes:
    """How many of `base` people chose each option."""
    return dice.multinomial(base, shares, draws)


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "Wilson: a share": Method(SHARES, _counts, lambda mix: mix[0], lambda found, base: wilson(found[0], base)),
        "Newcombe: a difference": Method(
            PAIRS,
            _counts,
            lambda mix: mix[0] - mix[1],
            lambda found, base: newcombe(found[0], base, found[1], base),
        ),
    }
)


def coverage(method: Method, base: int, *, draws: int, seed: np.random.SeedSequence) -> Coverage:
    """The coverage of nominal 95 % intervals for `base` answers, over so many draws from each truth."""
    dice = np.random.default_rng(seed)
    held = [_held(method, base, truth, method.draw(dice, base, truth, draws)) for truth in method.truths]
    return Coverage(base, float(np.mean(held)), min(held))


def _held(method: Method, base: int, truth: Mix, outcomes: Outcomes) -> float:
    """The share of outcomes whose interval holds what is true; equal outcomes are worked out once."""
    different, times = np.unique(outcomes, axis=0, return_counts=True)
    value = method.value(truth)
    intervals = (method.interval(tuple(one), base) for one in different.tolist())
    holds = np.array([one.low - SLACK <= value <= one.high + SLACK for one in intervals])
    return float(times[holds].sum() / times.sum())
