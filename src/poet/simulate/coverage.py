"""How often an interval holds the truth it was made for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from poet.compare import miettinen_nurminen, newcombe
from poet.measure import Interval, net, net_adjusted, ordinal_mean, wilson

BASES = (10, 25, 50, 200)
SLACK = 1e-12

Mix = tuple[float, ...]
Outcomes = NDArray[np.int64]

# True shares of one area, of two areas side by side, and of five options: two favourable, one neutral, two unfavourable.
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
    that an outcome leads to (None where it has none: everybody said the same)."""

    truths: tuple[Mix, ...]
    draw: Callable[[np.random.Generator, int, Mix, int], Outcomes]
    value: Callable[[Mix], float]
    interval: Callable[[tuple[int, ...], int], Interval | None]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of intervals, where there was one, that held the truth: over all truths together, and for the one where
    they did so least."""

    base: int
    mean: float
    least: float


def _counts(dice: np.random.Generator, base: int, shares: Mix, draws: int) -> Outcomes:
    """How many of `base` people in each of some areas."""
    return dice.binomial(base, shares, (draws, len(shares)))


def _options(dice: np.random.Generator, base: int, shares: Mix, draws: int) -> Outcomes:
    """How many of `base` people chose each option."""
    return dice.multinomial(base, shares, draws)


def _net(found: tuple[int, ...], base: int) -> Interval | None:
    plus, minus = sum(found[:2]), sum(found[3:])
    return None if base in {plus, minus, found[2]} else net(plus, minus, base).interval


def _adjusted(found: tuple[int, ...], base: int) -> Interval:
    return net_adjusted(sum(found[:2]), sum(found[3:]), base).interval


def _mean(found: tuple[int, ...], base: int) -> Interval | None:
    return None if base in found else ordinal_mean(found[::-1]).interval


def _true_mean(mix: Mix) -> float:
    """On 0 to 100, the first option best."""
    return 100 * sum(share * (len(mix) - 1 - place) for place, share in enumerate(mix)) / (len(mix) - 1)


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "Wilson: a share": Method(SHARES, _counts, lambda mix: mix[0], lambda found, base: wilson(found[0], base)),
        "Newcombe: a difference": Method(
            PAIRS,
            _counts,
            lambda mix: mix[0] - mix[1],
            lambda found, base: newcombe(found[0], base, found[1], base),
        ),
        "Miettinen-Nurminen: a difference": Method(
            PAIRS,
            _counts,
            lambda mix: mix[0] - mix[1],
            lambda found, base: miettinen_nurminen(found[0], base, found[1], base),
        ),
        "normal: a net score": Method(FIVE, _options, lambda mix: sum(mix[:2]) - sum(mix[3:]), _net),
        "t: a mean on 0-100": Method(FIVE, _options, _true_mean, _mean),
        "one added on either side: a net score": Method(
            FIVE, _options, lambda mix: sum(mix[:2]) - sum(mix[3:]), _adjusted
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
    intervals = [method.interval(tuple(one), base) for one in different.tolist()]
    there = np.array([one is not None for one in intervals])
    holds = np.array([one is not None and one.low - SLACK <= value <= one.high + SLACK for one in intervals])
    return float(times[holds].sum() / times[there].sum())
