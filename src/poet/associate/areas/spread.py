"""How far areas differ beyond chance: the winsorised over-dispersion that banding allows for."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, pi, sqrt
from statistics import NormalDist

import numpy as np

from poet.associate.areas.tallies import Numbers

WINSORISED = 0.1


def shrinking(winsorised: float = WINSORISED) -> float:
    """By how much winsorising a share of each tail (0 to under 0.5) shrinks the mean square of standard normal z:
    0.67865456 at 0.1, 1 at 0. Raises ValueError on other shares.

    Source: E[z_w^2] = 2 q a^2 + (1 - 2 q) - 2 a phi(a), with a the normal quantile of 1 - q."""
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"a share of each tail from 0 to under 0.5 can be winsorised, not {winsorised}")
    if winsorised == 0:
        return 1.0
    edge = NormalDist().inv_cdf(1 - winsorised)
    density = exp(-edge * edge / 2) / sqrt(2 * pi)
    return 2 * winsorised * edge * edge + (1 - 2 * winsorised) - 2 * edge * density


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """`z[a]` is area a's distance from the target in its own standard errors, `phi` the mean of the winsorised z^2,
    `tau2` the variance between areas beyond chance, `z_adjusted` the distance when that is allowed for."""

    phi: float
    tau2: float
    z: Numbers
    z_adjusted: Numbers


def spread(
    values: Numbers, errors: Numbers, target: float, *, winsorised: float = WINSORISED, c: float | None = None
) -> Spread:
    """The over-dispersion of at least two areas' values (any unit) with standard errors above 0 around a target.

    `c` is what winsorising is taken to have shrunk the z^2 by: by default what it does to chance alone (`shrinking`),
    with 1 the usual formula, which doubles false flags. Raises ValueError unless it is above 0, or as `shrinking`.
    Source: Spiegelhalter 2005 (Statistics in Medicine 24:1185-1202), with DerSimonian and Laird's estimator; quantiles
    of type 7; with c = 1 as R's FunnelPlotR.
    """
    shrunk = shrinking(winsorised) if c is None else c
    if not shrunk > 0:
        raise ValueError(f"z^2 cannot have shrunk by {shrunk}")
    z = (values - target) / errors
    low, high = np.quantile(z, [winsorised, 1 - winsorised])
    squares = np.clip(z, low, high) ** 2
    weights = errors**-2.0
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    excess = squares.sum() / shrunk - (len(z) - 1)
    tau2 = max(0.0, float(excess / scale))
    return Spread(float(squares.mean()), tau2, z, (values - target) / np.sqrt(errors**2 + tau2))
