"""Which areas stand out from all others by more than chance and ordinary differences explain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, isfinite, pi, sin, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate.areas import words
from poet.associate.areas.limits import FEWEST, limits
from poet.associate.areas.spread import WINSORISED, Spread, spread
from poet.associate.areas.tallies import Numbers, Tallies, figures, tallied
from poet.measure import Interval, NotEstimable


class Band(StrEnum):
    """Where an area stands: beyond the warning limit (1.96) is better or worse, beyond the alarm limit (3.09) much so."""

    MUCH_WORSE = "much worse"
    WORSE = "worse"
    AS_EXPECTED = "as expected"
    BETTER = "better"
    MUCH_BETTER = "much better"


@dataclass(frozen=True, slots=True, eq=False)
class Banding:
    """All areas banded around `target` (a share 0-1, or a score).

    `phi` and `tau2` as in `Spread` (of shares: on the angle scale, radians squared). By area: `z` before and
    `z_adjusted` after allowing for over-dispersion (NaN where nobody answered), `limits` (areas x warning, alarm) that
    the latter is held against, and the band. Made from unprotected figures: for `release_bands`, never for print.
    """

    target: float
    phi: float
    tau2: float
    z: Numbers
    z_adjusted: Numbers
    limits: NDArray[np.float64]
    bands: tuple[Band | NotEstimable, ...]


def band(
    counts: ArrayLike,
    bases: ArrayLike,
    *,
    target: float | None = None,
    c: float | None = None,
    winsorised: float = WINSORISED,
    few: bool = True,
) -> Banding | NotEstimable:
    """The areas' bands from how many (`counts`) of how many (`bases`) answered favourably in each, all areas given.

    `target` is the share to compare with, by default that of everybody pooled. `c` and `winsorised` as in `spread`,
    `few` as in `limits`; without it two areas suffice and the limits are 1.96 and 3.09 for any number.
    NotEstimable says why there are no bands: figures that are no counts, too few areas, everybody of one mind.
    Source: Spiegelhalter 2005: Y = asin(sqrt p), s = 1 / (2 sqrt n), z_D = (Y - target) / sqrt(s^2 + tau^2).
    """
    tallies = tallied(counts, bases, least=FEWEST if few else 2)
    if isinstance(tallies, NotEstimable):
        return tallies
    if target is not None and not 0 <= target <= 1:
        return NotEstimable(words.BAD_TARGET)
    aim = tallies.pooled if target is None else target
    bases_there = tallies.bases[tallies.answered]
    errors = 1 / (2 * np.sqrt(bases_there))
    found = spread(_angles(tallies), errors, asin(sqrt(aim)), winsorised=winsorised, c=c)
    weights = bases_there / bases_there.sum() if target is None else np.zeros(len(errors))
    return banded(aim, found, limits(found, errors, weights, few=few), tallies.answered)


def band_scores(
    means: ArrayLike,
    errors: ArrayLike,
    bases: ArrayLike,
    *,
    target: float | None = None,
    c: float | None = None,
    winsorised: float = WINSORISED,
    few: bool = True,
) -> Banding | NotEstimable:
    """The areas' bands from their mean scores (any unit, more is better), standard errors and how many answers each has.

    `target` is the score to compare with, by default the mean weighted by the bases; the rest as in `band`, without the
    angle. An area with a base of 0 has no band. NotEstimable where another has no finite score or no error above nought.
    """
    values, widths, sizes = (figures(one) for one in (means, errors, bases))
    if not values.ndim == widths.ndim == sizes.ndim == 1 or not len(values) == len(widths) == len(sizes):
        return NotEstimable(words.UNEQUAL)
    if not (np.isfinite(sizes) & (sizes >= 0)).all():
        return NotEstimable(words.NOT_NUMBERS)
    if target is not None and not isfinite(target):
        return NotEstimable(words.BAD_LEVEL)
    there = sizes > 0
    values, widths, sizes = values[there], widths[there], sizes[there]
    if not (np.isfinite(values) & np.isfinite(widths) & (widths > 0)).all():
        return NotEstimable(words.BAD_SCORES)
    if len(values) < (FEWEST if few else 2):
        return NotEstimable(words.FEW_AREAS.format(least=FEWEST) if len(values) > 1 else words.ONE_AREA)
    weights = sizes / sizes.sum() if target is None else np.zeros(len(sizes))
    aim = float(weights @ values) if target is None else target
    found = spread(values, widths, aim, winsorised=winsorised, c=c)
    return banded(aim, found, limits(found, widths, weights, few=few), there)


def banded(target: float, found: Spread, held: NDArray[np.float64], there: NDArray[np.bool_]) -> Banding:
    """Each area's distance held against its limits; an area that is not `there` has none."""
    told = iter([_band(float(z), *pair) for z, pair in zip(found.z_adjusted, held.tolist(), strict=True)])
    return Banding(
        target=target,
        phi=found.phi,
        tau2=found.tau2,
        z=_placed(found.z, there),
        z_adjusted=_placed(found.z_adjusted, there),
        limits=_placed(held, there),
        bands=tuple(next(told) if one else NotEstimable(words.NOBODY) for one in there),
    )


def expected(banding: Banding, base: int, *, limit: float) -> Interval:
    """The shares that an area of `base` answers may have within `limit` adjusted standard errors of the target: the
    over-dispersed funnel. The angle is clipped to [0, pi/2]. Raises ValueError unless base > 0 and limit >= 0."""
    if base <= 0 or limit < 0:
        raise ValueError(f"no limits for {base} answers at {limit} standard errors")
    reach = limit * sqrt(1 / (4 * base) + banding.tau2)
    centre = asin(sqrt(banding.target))
    return Interval(sin(max(0.0, centre - reach)) ** 2, sin(min(pi / 2, centre + reach)) ** 2)


def _angles(tallies: Tallies) -> Numbers:
    there = tallies.answered
    return np.asarray(np.arcsin(np.sqrt(tallies.counts[there] / tallies.bases[there])))


def _band(z: float, warning: float, alarm: float) -> Band:
    if abs(z) > alarm:
        return Band.MUCH_BETTER if z > 0 else Band.MUCH_WORSE
    if abs(z) > warning:
        return Band.BETTER if z > 0 else Band.WORSE
    return Band.AS_EXPECTED


def _placed(found: Numbers, there: NDArray[np.bool_]) -> Numbers:
    """In the order of all areas, NaN where nobody answered."""
    placed = np.full((len(there), *found.shape[1:]), np.nan)
    placed[there] = found
    return placed
