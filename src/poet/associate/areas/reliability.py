"""How far an area's figure tells of the area rather than of the few who answered; and the gate before any band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from poet.associate.areas import words
from poet.associate.areas.banding import Band, Banding
from poet.associate.areas.betabinomial import BetaBinomial, beta_binomial
from poet.associate.areas.tallies import Numbers, tallied
from poet.measure import NotEstimable

ENOUGH = 0.7


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """By area, the share of the variance between areas' figures that lies between the areas themselves (0 to 1): n / (n + k)
    with k = (1 - ICC) / ICC. `model` holds the mean and the ICC."""

    model: BetaBinomial
    by_area: Numbers


def reliability(counts: ArrayLike, bases: ArrayLike) -> Reliability | NotEstimable:
    """The reliability of each area's share; 0 where nobody answered, and everywhere if areas differ by chance alone.

    NotEstimable says why there is none: figures that are no counts, one area, everybody of one mind, no area with two
    answers. Source: Spearman-Brown with the ICC of the beta-binomial model.
    """
    tallies = tallied(counts, bases)
    if isinstance(tallies, NotEstimable):
        return tallies
    model = beta_binomial(tallies)
    if isinstance(model, NotEstimable):
        return model
    return Reliability(model, reliabilities(tallies.bases, model.k))


def reliabilities(bases: ArrayLike, k: float) -> Numbers:
    """n / (n + k) of each base; k may be infinite."""
    sizes = np.asarray(bases, np.float64)
    return np.zeros(len(sizes)) if np.isinf(k) else np.asarray(sizes / (sizes + k))


def gated(
    banding: Banding, reliable: Numbers, bases: ArrayLike, *, enough: float = ENOUGH, least: int = 1
) -> tuple[Band | NotEstimable, ...]:
    """Each area's band where its reliability is at least `enough` and its base at least `least`; "not enough answers to
    say" elsewhere, whatever the band would have been."""
    may = (reliable >= enough) & (np.asarray(bases) >= least)
    return tuple(one if told else NotEstimable(words.NOT_ENOUGH) for one, told in zip(banding.bands, may, strict=True))
