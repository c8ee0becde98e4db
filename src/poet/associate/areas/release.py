"""From raw counts of all areas to what may leave: bands behind the gate and two parameters, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.associate.areas import words
from poet.associate.areas.banding import Band, Banding, band, band_scores
from poet.associate.areas.betabinomial import BetaBinomial, beta_binomial
from poet.associate.areas.composites import Scores, area_scores
from poet.associate.areas.reliability import ENOUGH, gated, reliabilities, reliability
from poet.associate.areas.tallies import Numbers, tallied
from poet.count import Counts, OptionCounts
from poet.instrument import Side
from poet.measure import NotEstimable
from poet.protect import STANDARD, Behind, ModelOutput, Policy, Withheld, let_out

# Parameters leave rounded: a share of everybody to every digit would give base and count away.
_DIGITS = 2
# Target and tau^2, or mean and ICC.
_PARAMETERS = 2


@dataclass(frozen=True, slots=True)
class AreaBands:
    """What leaves of a banding: the target (a share, or a score), the spread between areas beyond chance (`tau`, in radians
    for shares and in the score's unit for scores), both rounded, and each area's band or why it has none."""

    target: float
    tau: float
    of_area: Mapping[str, Band | NotEstimable]


@dataclass(frozen=True, slots=True)
class AreaBand:
    """One area's band, with what all areas were banded around (see `AreaBands`)."""

    target: float
    tau: float
    band: Band


def favourable_tallies(raw: OptionCounts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """By area, how many answered favourably and how many are in the base."""
    options = raw.item.options
    liked = [place for place, option in enumerate(options) if option.side is Side.FAVOURABLE]
    based = [place for place, option in enumerate(options) if not option.apart]
    return raw.by_option[:, liked].sum(axis=1), raw.by_option[:, based].sum(axis=1)


def release_bands(
    raw: OptionCounts, areas: Sequence[str], *, policy: Policy = STANDARD, enough: float = ENOUGH
) -> ModelOutput[AreaBands] | Withheld | NotEstimable:
    """The areas' bands on one judged item, from everybody's raw counts: what is withheld elsewhere is not missing at
    random, so target and spread need it. Bands are told where reliability is `enough` and the base the policy's least.

    NotEstimable where the item is not judged, or as in `band` and `reliability`."""
    if not raw.item.judged:
        return NotEstimable(words.NOTHING_JUDGED)
    counts, bases = favourable_tallies(raw)
    banding, reliable = band(counts, bases), reliability(counts, bases)
    if isinstance(banding, NotEstimable):
        return banding
    if isinstance(reliable, NotEstimable):
        return reliable
    return released(raw.item.id, banding, reliable.by_area, bases, areas, policy=policy, enough=enough)


def release_every_band(
    counts: Counts, *, policy: Policy = STANDARD, enough: float = ENOUGH
) -> Mapping[str, ModelOutput[AreaBands] | Withheld | NotEstimable]:
    """The bands of all judged items of raw counts by area, by item."""
    judged = [raw for raw in counts.items.values() if isinstance(raw, OptionCounts) and raw.item.judged]
    return {raw.item.id: release_bands(raw, counts.groups, policy=policy, enough=enough) for raw in judged}


def release_score_bands(
    found: Scores, *, policy: Policy = STANDARD, enough: float = ENOUGH
) -> ModelOutput[AreaBands] | Withheld | NotEstimable:
    """The areas' bands on a score of several questions or rounds, behind the same gate. NotEstimable as in `area_scores`
    and `band_scores`."""
    areas = area_scores(found)
    if isinstance(areas, NotEstimable):
        return areas
    banding = band_scores(areas.means, areas.errors, areas.bases)
    if isinstance(banding, NotEstimable):
        return banding
    reliable = reliabilities(areas.bases, areas.k)
    return released(found.of, banding, reliable, areas.bases, areas.areas, policy=policy, enough=enough)


def released(
    of: str,
    banding: Banding,
    reliable: Numbers,
    bases: NDArray[np.int64],
    areas: Sequence[str],
    *,
    policy: Policy,
    enough: float,
) -> ModelOutput[AreaBands] | Withheld:
    """A banding behind the gate, let out if the policy's sizes for models are met."""
    told = gated(banding, reliable, bases, enough=enough, least=policy.minimum_base)
    value = AreaBands(
        target=round(banding.target, _DIGITS),
        tau=round(float(np.sqrt(banding.tau2)), _DIGITS),
        of_area=dict(zip(areas, told, strict=True)),
    )
    people = int(bases.sum())
    banded = [int(base) for base, one in zip(bases, told, strict=True) if isinstance(one, Band)]
    behind = Behind(people=people, smallest=min(banded, default=people), residual=people - _PARAMETERS)
    return let_out(of, value, behind, policy)


def release_model(
    raw: OptionCounts, *, policy: Policy = STANDARD
) -> ModelOutput[BetaBinomial] | Withheld | NotEstimable:
    """How areas differ on one judged item, its mean and ICC rounded: what shrunken shares are made with."""
    if not raw.item.judged:
        return NotEstimable(words.NOTHING_JUDGED)
    tallies = tallied(*favourable_tallies(raw))
    if isinstance(tallies, NotEstimable):
        return tallies
    model = beta_binomial(tallies)
    if isinstance(model, NotEstimable):
        return model
    people = int(tallies.bases.sum())
    rounded = BetaBinomial(round(model.mean, _DIGITS), round(model.icc, _DIGITS + 1))
    return let_out(raw.item.id, rounded, Behind(people, people, people - _PARAMETERS), policy)
