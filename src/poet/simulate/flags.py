"""How often banding flags an area that is ordinary, and finds one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import asin, exp, pi, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from poet.associate.areas import ENOUGH, Band, Banding, band, reliability
from poet.measure import NotEstimable

SHARE = 0.65
# A round of 8,000 answers in 153 areas.
MEAN_BASE = 52
LEAST_BASE = 10
# Unequal bases are spread like the quantiles of a log-normal distribution: of 153 areas the largest has 27 times the least.
UNEQUAL = 0.7
OUTLIERS = 0.05
# How far an outlier stands off on the angle scale: 24 points of 65 % upwards, 30 downwards.
FAR = 0.3

FLAGGED = frozenset(Band) - {Band.AS_EXPECTED}
ALARMED = frozenset({Band.MUCH_BETTER, Band.MUCH_WORSE})

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class World:
    """So many areas with these bases, whose true angles vary by `tau` around that of 65 %; with `outliers`, a twentieth of
    them (at least one) stand 0.3 off to either side."""

    areas: int
    equal: bool
    tau: float
    outliers: bool

    @property
    def bases(self) -> NDArray[np.int64]:
        """How many answers each area has."""
        if self.equal:
            return np.full(self.areas, MEAN_BASE)
        normal = NormalDist()
        sizes = np.array([exp(UNEQUAL * normal.inv_cdf((place + 0.5) / self.areas)) for place in range(self.areas)])
        return np.asarray(np.maximum(LEAST_BASE, np.rint(sizes / sizes.mean() * MEAN_BASE)), np.int64)


@dataclass(frozen=True, slots=True)
class FlagRates:
    """Shares (0-1). Of ordinary areas, before the gate: flagged, flagged beyond the alarm limit, flagged by the usual formula
    (c = 1, limits of 1.96 for any number of areas). Of outliers: flagged (None without outliers). Of all areas: without
    enough answers to be banded."""

    false: float
    alarm: float
    usual: float
    found: float | None
    gated: float


def worlds() -> Iterator[World]:
    """The worlds that are told of: 9 and 153 areas, equal and unequal bases, tau 0, .06 and .1, without and with outliers."""
    for areas, equal, tau, outliers in product((9, 153), (True, False), (0.0, 0.06, 0.1), (False, True)):
        yield World(areas, equal, tau, outliers)


def flag_rates(world: World, *, rounds: int, seed: np.random.SeedSequence) -> FlagRates:
    """The rates over this many made-up rounds. A round in which nothing could be banded flags nobody."""
    dice = np.random.default_rng(seed)
    bases = world.bases
    outlying, flagged, alarmed, usual, gated = (np.zeros((rounds, world.areas), np.bool_) for _ in range(5))
    for at in range(rounds):
        counts, outlying[at] = _round(world, bases, dice)
        found, reliable = band(counts, bases), reliability(counts, bases)
        flagged[at], alarmed[at] = _in(found, FLAGGED), _in(found, ALARMED)
        usual[at] = _in(band(counts, bases, c=1.0, few=False), FLAGGED)
        gated[at] = isinstance(reliable, NotEstimable) or reliable.by_area < ENOUGH
    ordinary = ~outlying
    return FlagRates(
        false=float(flagged[ordinary].mean()),
        alarm=float(alarmed[ordinary].mean()),
        usual=float(usual[ordinary].mean()),
        found=float(flagged[outlying].mean()) if world.outliers else None,
        gated=float(gated.mean()),
    )


def _round(world: World, bases: NDArray[np.int64], dice: np.random.Generator) -> tuple[NDArray[np.int64], Marks]:
    """One round's favourable answers by area, and which areas are outliers."""
    angles = asin(sqrt(SHARE)) + world.tau * dice.standard_normal(world.areas)
    outlying = np.zeros(world.areas, np.bool_)
    if world.outliers:
        chosen = dice.choice(world.areas, max(1, round(OUTLIERS * world.areas)), replace=False)
        outlying[chosen] = True
        angles[chosen] += FAR * dice.choice((-1, 1), len(chosen))
    shares = np.sin(np.clip(angles, 0, pi / 2)) ** 2
    return dice.binomial(bases, shares), outlying


def _in(found: Banding | NotEstimable, wanted: frozenset[Band]) -> Marks | bool:
    if isinstance(found, NotEstimable):
        return False
    return np.array([one in wanted for one in found.bands])
