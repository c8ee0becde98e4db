"""How far whole sections and several rounds open the gate that single questions do not pass, and whether flags stay rare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import asin, pi, sqrt

import numpy as np

from poet.associate.areas import ENOUGH, Banding, Scores, area_scores, band_scores, reliabilities
from poet.measure import NotEstimable
from poet.simulate.flags import FLAGGED, SHARE

# How far people of one area differ on all questions alike, on the angle scale: two questions then correlate at about .25.
PEOPLE = 0.3
AREAS = 153
BASES = (25, 50, 100)
TAUS = (0.06, 0.1)


@dataclass(frozen=True, slots=True)
class Section:
    """153 areas of `base` answers a round to so many `questions` in so many `rounds`; areas differ by `tau` on all alike."""

    base: int
    tau: float
    questions: int
    rounds: int


@dataclass(frozen=True, slots=True)
class ScoreRates:
    """Shares (0-1) of all areas: without enough answers to be banded; flagged before the gate, though all are ordinary."""

    gated: float
    false: float


def sections() -> Iterator[Section]:
    """What is told of: one question, eight, and eight in two rounds."""
    for base, tau, (questions, rounds) in product(BASES, TAUS, ((1, 1), (8, 1), (8, 2))):
        yield Section(base, tau, questions, rounds)


def score_rates(section: Section, *, times: int, seed: np.random.SeedSequence) -> ScoreRates:
    """The rates over so many made-up rounds (or pairs of rounds). What cannot be scored is gated and flags nobody."""
    dice = np.random.default_rng(seed)
    gated, flagged = np.ones((times, AREAS), np.bool_), np.zeros((times, AREAS), np.bool_)
    for at in range(times):
        found = area_scores(_scores(section, dice))
        if isinstance(found, NotEstimable):
            continue
        gated[at] = reliabilities(found.bases, found.k) < ENOUGH
        banding = band_scores(found.means, found.errors, found.bases)
        if isinstance(banding, Banding):
            flagged[at] = [one in FLAGGED for one in banding.bands]
    return ScoreRates(float(gated.mean()), float(flagged.mean()))


def _scores(section: Section, dice: np.random.Generator) -> Scores:
    """Everybody's share of favourable answers, in all rounds."""
    area = np.repeat(np.arange(AREAS), section.base * section.rounds)
    truth = asin(sqrt(SHARE)) + section.tau * dice.standard_normal(AREAS)
    angles = truth[area] + PEOPLE * dice.standard_normal(len(area))
    shares = np.sin(np.clip(angles, 0, pi / 2)) ** 2
    return Scores(
        "made up", tuple(map(str, range(AREAS))), area, dice.binomial(section.questions, shares) / section.questions
    )
