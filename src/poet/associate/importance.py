"""How much of the differences in an outcome goes along with each condition: shares of R-squared over all orders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.cases import Areas, answered, places, table, within
from poet.associate.reading import Heard, areas, heard, several
from poet.associate.released import Released
from poet.frame import Frame
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.protect import STANDARD, Behind, Policy, let_out

# Two to the power of so many sets of conditions are weighed.
MOST_CONDITIONS = 14
# With fewer areas than this, people are drawn again within areas; with more, whole areas are.
AREAS_TO_DRAW = 20
REPLICATES = 1_000
SEED = 2014
# So many sets of conditions are weighed together, over all replicates: 32 MB of them.
_SETS = 2**22
# From so many columns on, the work on a row of them is long beside the call for it, and a few rows fill the cache.
_WIDE = 5_000
# So many people are drawn at a time.
_DRAWS = 2**20

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Share:
    """One condition's share of R-squared (0-1 of all differences in the outcome; the shares add up to R-squared), with
    the percentile interval of the replicates."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Importance:
    """The shares in the order of the conditions, and their sum: the linear R-squared of the outcome's scores within
    areas. `smallest` is the fewest people with, or without, a condition; `conditions` are their ids, where they have any.
    """

    shares: tuple[Share, ...]
    r_squared: float
    people: int
    areas: int
    smallest: int
    replicates: int
    drawn: str
    conditions: tuple[str, ...] = ()


def lmg(correlations: ArrayLike) -> NDArray[np.float64]:
    """The share of R-squared of each of p conditions, from the correlations (or covariances) of conditions and, last,
    the outcome: (p + 1) x (p + 1), or a stack of them. Returns p shares, or a stack.

    What a condition adds to R-squared, averaged over all orders in which the conditions may come in. They add up to
    R-squared. Raises ValueError where the matrix is not square or holds no condition.
    Source: Lindeman, Merenda and Gold 1980 (Shapley 1953); as R relaimpo's "lmg"."""
    matrices = np.asarray(correlations, np.float64)
    if matrices.ndim < 2 or matrices.shape[-1] != matrices.shape[-2] or matrices.shape[-1] < 2:
        raise ValueError("the correlations must be square, of one condition at least and the outcome")
    stack = matrices.reshape(-1, *matrices.shape[-2:])
    step = max(1, _SETS >> (stack.shape[-1] - 1))
    shares = np.concatenate([_shares(stack[at : at + step]) for at in range(0, len(stack), step)])
    return shares.reshape(*matrices.shape[:-2], -1)


def importance(
    outcome: ArrayLike,
    conditions: ArrayLike,
    areas: ArrayLike | None = None,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Importance | NotEstimable:
    """The LMG shares of R-squared of an outcome (n scores, NaN for no answer) for conditions (n x p, p up to 14), among
    people who answered everything, with bootstrap percentile intervals; the same seed gives the same intervals.

    Every answer is taken less its area's mean, so that nothing of a share is a difference between areas. With 20 areas
    or more whole areas are drawn again, with fewer people within each area. Raises ValueError where the lengths differ.
    """
    matrix = table(conditions)
    if matrix.shape[1] > MOST_CONDITIONS:
        return NotEstimable(words.MANY_CONDITIONS.format(conditions=matrix.shape[1], most=MOST_CONDITIONS))
    asked = np.zeros(len(matrix)) if areas is None else np.asarray(areas, np.float64)
    kept = answered(outcome, matrix, asked)
    if not kept.any():
        return NotEstimable(words.NOBODY)
    place = places(asked[kept])[0]
    joint = np.column_stack([matrix[kept], np.asarray(outcome, np.float64)[kept]])
    left = within(joint, place)[0]
    whole = left.T @ left
    if (trouble := _trouble(whole, len(joint), int(place.max()) + 1)) is not None:
        return trouble
    drawn, how = _drawn(joint, left, place, replicates, np.random.default_rng(seed))
    met = (matrix[kept] > matrix[kept].mean(axis=0)).sum(axis=0)
    return _importance(whole, drawn, int(min(met.min(), (len(joint) - met).min())), len(joint), place, how, confidence)


def _importance(
    whole: Matrix, drawn: Matrix, smallest: int, people: int, place: Areas, how: str, confidence: float
) -> Importance:
    tail = (1 - confidence) / 2
    values, replicates = lmg(whole), lmg(drawn)
    low, high = np.quantile(replicates, [tail, 1 - tail], axis=0)
    shares = [Share(float(v), Interval(float(a), float(b))) for v, a, b in zip(values, low, high, strict=True)]
    return Importance(tuple(shares), float(values.sum()), people, int(place.max()) + 1, smallest, len(drawn), how)


def _trouble(whole: Matrix, people: int, areas: int) -> NotEstimable | None:
    spread = np.diag(whole)
    if (spread < 1e-9).any():
        return NotEstimable(words.NO_VARIATION_LEFT)
    correlations = whole / np.sqrt(np.outer(spread, spread))
    alike = np.linalg.eigvalsh(correlations[:-1, :-1])[0] < 1e-9
    if alike:
        return NotEstimable(words.COLLINEAR)
    # Fewer are told wholly by any conditions at all: R-squared would be 1 whatever they said.
    least = areas + len(whole)
    return NotEstimable(words.FEW_PEOPLE.format(people=people, least=least)) if people < least else None


def _drawn(joint: Matrix, left: Matrix, place: Areas, replicates: int, dice: np.random.Generator) -> tuple[Matrix, str]:
    """The matrices of sums of products of each replicate (replicates x (p + 1) x (p + 1)), and how they were drawn."""
    number = int(place.max()) + 1
    if number >= AREAS_TO_DRAW:
        by_area = np.stack([people.T @ people for people in _by_area(left, place)])
        times = dice.multinomial(number, np.full(number, 1 / number), replicates).astype(np.float64)
        drawn = times @ by_area.reshape(number, -1)
        return drawn.reshape(replicates, joint.shape[1], -1), "whole areas"
    drawn = np.zeros((replicates, joint.shape[1], joint.shape[1]))
    for people in _by_area(joint, place):
        drawn += _drawn_people(people, replicates, dice)
    return drawn, "people within areas"


def _by_area(values: Matrix, place: Areas) -> list[Matrix]:
    """The rows of each area, in the order of their places."""
    return np.split(values[np.argsort(place, kind="stable")], np.cumsum(np.bincount(place))[:-1])


def _drawn_people(joint: Matrix, replicates: int, dice: np.random.Generator) -> Matrix:
    """Sums of products around the area's own mean, its people drawn again, `replicates` times."""
    centred = joint - joint.mean(axis=0)
    products = (centred[:, :, None] * centred[:, None, :]).reshape(len(joint), -1)
    runs = max(1, _DRAWS // len(joint))
    return np.concatenate(
        [
            _sums(centred, products, dice.integers(0, len(joint), (min(runs, replicates - done), len(joint))))
            for done in range(0, replicates, runs)
        ]
    )


def _sums(centred: Matrix, products: Matrix, drawn: NDArray[np.int64]) -> Matrix:
    """Sums of products around the mean of those drawn: places of people, replicates x n."""
    runs, people = drawn.shape
    places = (drawn + np.arange(runs)[:, None] * people).ravel()
    times = np.bincount(places, minlength=runs * people).reshape(runs, people).astype(np.float64)
    mean = times @ centred / people
    around = people * mean[:, :, None] * mean[:, None, :]
    return np.asarray((times @ products).reshape(around.shape) - around, np.float64)


def _shares(stack: Matrix) -> Matrix:
    """The shares of each matrix of a stack (m x p). What is left unexplained is weighed in the place of R-squared: the
    weights of all sets add up to nought, so that one is the other turned round."""
    conditions = stack.shape[-1] - 1
    pairs = np.ascontiguousarray(stack[:, *np.triu_indices(conditions + 1)].T)
    left = np.empty((2**conditions, len(stack)))
    _weigh(pairs, left)
    total = stack[:, -1, -1]
    return -(_weights(conditions) @ left).T / np.where(total > 0, total, 1)[:, None]


def _weigh(pairs: Matrix, left: Matrix) -> None:
    """Writes what every set of conditions leaves of the outcome (2 ** p x m) into `left`; bit k of a set's number says
    whether condition k is in it. Rows of `pairs` are the pairs of conditions still to come, columns the matrices.

    The first condition is swept out, and what is left without it and with it is weighed in turn: 2 ** p sets with no
    set solved by itself. Few columns are weighed side by side; many one half after the other, in the cache."""
    if len(left) == 1:
        left[0] = pairs[0]
        return
    known, apart = _swept(pairs), pairs[len(left).bit_length() :]
    if pairs.shape[1] < _WIDE:
        _weigh(np.concatenate([apart, known], axis=1), left.reshape(len(left) // 2, -1))
        return
    _weigh(apart, left[0::2])
    _weigh(known, left[1::2])


def _swept(pairs: Matrix) -> Matrix:
    """The pairs without the first condition, once it is known."""
    size = (isqrt(8 * len(pairs) + 1) - 1) // 2
    pivot, row, apart = pairs[0], pairs[1:size], pairs[size:]
    # A condition that says nothing beyond those already in adds nothing.
    share = np.multiply(row, np.divide(1, pivot, out=np.zeros_like(pivot), where=pivot > 1e-12))
    known, start = np.empty_like(apart), 0
    for one in range(size - 1):
        rows = slice(start, start + size - 1 - one)
        np.multiply(share[one], row[one:], out=known[rows])
        start = rows.stop
    return np.subtract(apart, known, out=known)


def _weights(conditions: int) -> Matrix:
    """How R-squared of each set counts towards each condition's share (p x 2 ** p)."""
    sets = np.arange(2**conditions)
    member = (sets[None, :] >> np.arange(conditions)[:, None]) & 1
    size = member.sum(axis=0)
    orders = np.array([_orders(conditions, others) for others in range(conditions)])
    signed = np.where(member == 1, orders[size - 1], -orders[np.minimum(size, conditions - 1)])
    return np.asarray(signed, np.float64)


def _orders(conditions: int, before: int) -> float:
    """The share of all orders in which exactly a given set of so many conditions comes before a given one."""
    share = 1 / conditions
    for taken in range(before):
        share *= (taken + 1) / (conditions - 1 - taken)
    return share


def importance_of_conditions(
    frame: Frame, conditions: tuple[str, ...], outcome: str, policy: Policy = STANDARD
) -> Released[Importance]:
    """`importance` of conditions met (favourable answers) for the scores of an outcome, by their ids."""
    process, result = several(frame, conditions), heard(frame, outcome)
    if isinstance(process, NotEstimable):
        return process
    return result if isinstance(result, NotEstimable) else importance_of(process, result, areas(frame), policy)


def importance_of(process: tuple[Heard, ...], outcome: Heard, place: Areas, policy: Policy) -> Released[Importance]:
    """`importance_of_conditions` of questions already read."""
    if not process:
        return NotEstimable(words.NO_CONDITION)
    found = importance(outcome.scores, np.column_stack([one.good for one in process]), place)
    if isinstance(found, NotEstimable):
        return found
    found = replace(found, conditions=tuple(one.item.id for one in process))
    behind = Behind(found.people, found.smallest, found.people - found.areas - len(process))
    return let_out(f"{outcome.item.id} shared out among conditions", found, behind, policy)
