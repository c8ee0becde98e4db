"""The look-up table of cell-key noise: for every count, how often it is changed by how much, of maximum entropy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Cell keys are whole numbers below 2 ** BITS.
BITS = 32


class NoSuchNoise(ValueError):
    """No distribution meets the constraints; the message says which to loosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What the noise may do: `variance` of every change, `most` people added or taken away, and no printed count from 1
    to `small`."""

    variance: float = 3.0
    most: int = 5
    small: int = 2

    @property
    def settled(self) -> int:
        """From this count on the noise is the same for all and symmetrical."""
        return self.most + self.small + 1


@dataclass(frozen=True, slots=True, eq=False)
class NoiseTable:
    """`chances[i, v + most]` is the chance (0-1) that a count of i people (the last row: i or more) is printed as
    i + v; `reach[i, v + most]` is the same summed up from the left, in keys below 2 ** BITS."""

    noise: Noise
    chances: NDArray[np.float64]
    reach: NDArray[np.uint64]

    def noisy(self, counts: NDArray[np.int64], keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """The counts as they are printed, each with the change that its cell key looks up; arrays of one shape."""
        rows = self.reach[np.minimum(counts, self.noise.settled)]
        change: NDArray[np.int64] = (keys[..., None] >= rows).sum(axis=-1) - self.noise.most
        return counts + change


def noise_table(noise: Noise) -> NoiseTable:
    """The table of maximum entropy in which every count's noise has mean 0 and the variance, nothing becomes negative,
    nought stays nought, and no result is small. Raises NoSuchNoise where a count has no such distribution.

    Source: Giessing 2016 (maximum entropy transition probabilities); Fraser and Wooton 2005 (cell keys).
    """
    chances = np.stack([_chances(count, noise) for count in range(noise.settled + 1)])
    reach = np.round(np.cumsum(chances, axis=1) * 2.0**BITS).astype(np.uint64)
    reach[:, -1] = 2**BITS
    return NoiseTable(noise, chances, reach)


def _chances(count: int, noise: Noise) -> NDArray[np.float64]:
    changes = np.arange(-noise.most, noise.most + 1)
    chances = np.zeros(len(changes))
    if count == 0:
        chances[noise.most] = 1.0
        return chances
    results = count + changes
    allowed = (results == 0) | (results > noise.small)
    chances[allowed] = _of_greatest_entropy(changes[allowed].astype(float), count, noise)
    return chances


def _of_greatest_entropy(changes: NDArray[np.float64], count: int, noise: Noise) -> NDArray[np.float64]:
    """The chances of these changes. Taking more away is made no likelier than taking less, where the variance allows:
    neighbours in the wrong order share one chance."""
    alike = np.arange(len(changes))
    first = chances = _solved(changes, alike, count, noise)
    while wrong := _wrong(changes, chances):
        alike[alike == alike[wrong[0] + 1]] = alike[wrong[0]]
        try:
            chances = _solved(changes, alike, count, noise)
        except NoSuchNoise:
            return first
    return chances


def _wrong(changes: NDArray[np.float64], chances: NDArray[np.float64]) -> list[int]:
    """The places, up to no change at all, whose chance is greater than the next one's."""
    if 0 not in changes:
        return []
    return [int(at) for at in np.flatnonzero(changes[1:] <= 0) if chances[at] > chances[at + 1] + 1e-9]


def _solved(changes: NDArray[np.float64], alike: NDArray[np.int64], count: int, noise: Noise) -> NDArray[np.float64]:
    """Under a fixed mean and variance entropy is greatest where chances go with exp(a v + b v^2); a and b are sought.
    Changes that are to have one chance share the mean of their v and v^2."""
    powers = np.stack([changes, changes**2])
    shared = np.stack([powers[:, alike == group].mean(axis=1) for group in alike], axis=1)

    def chances(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        exponents: NDArray[np.float64] = weights @ shared
        raised = np.exp(exponents - exponents.max())
        return np.asarray(raised / raised.sum(), np.float64)

    def off(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        moments: NDArray[np.float64] = powers @ chances(weights)
        moments[1] -= noise.variance
        return moments

    from scipy.optimize import root  # noqa: PLC0415 takes longer to load than most commands to run

    found = root(off, np.array([0.0, -0.5 / noise.variance]), method="hybr", tol=1e-13)
    if np.abs(off(found.x)).max() > 1e-9:
        raise NoSuchNoise(
            f"No noise of variance {noise.variance:g} and at most {noise.most} turns {count} into 0 or more than "
            f"{noise.small}. Allow another variance or smaller counts."
        )
    solution: NDArray[np.float64] = found.x
    return chances(solution)
