"""How far two scales rise together: Goodman and Kruskal's gamma and Kendall's tau-b, from a table of people."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.cases import answered, crossed, people_in
from poet.measure import CONFIDENCE, Interval, NotEstimable

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correlation:
    """How far two answers rise together: -1 to 1, 0 where neither says anything about the other.

    `interval` is not estimable where every pair of people points the same way. `method` names the coefficient."""

    value: float
    interval: Interval | NotEstimable
    people: int
    method: str


def gamma(one: ArrayLike, other: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """Goodman and Kruskal's gamma of two scales (n each, any numbers in order, NaN for no answer).

    Pairs that agree less pairs that disagree, over both; tied pairs are left out. Wald's interval, clipped to [-1, 1].
    Raises ValueError where the lengths differ. Source: Goodman and Kruskal 1954; the standard error of Brown and
    Benedetti 1977 that does not assume independence (as SAS PROC FREQ and R vcdExtra::GKgamma).
    """
    table = _table(one, other)
    return table if isinstance(table, NotEstimable) else gamma_of(table, confidence)


def gamma_of(table: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """`gamma` of a table of people, ordered both ways."""
    people, agree, disagree = _pairs(people_in(table))
    up, down = float((people * agree).sum()), float((people * disagree).sum())
    if up + down == 0:
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    error = 4 / (up + down) ** 2 * np.sqrt((people * (down * agree - up * disagree) ** 2).sum())
    return _correlation((up - down) / (up + down), float(error), people, confidence, "Goodman-Kruskal gamma")


def tau_b(one: ArrayLike, other: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """Kendall's tau-b of two scales (n each, NaN for no answer), with Wald's interval clipped to [-1, 1].

    Raises ValueError where the lengths differ. The value is scipy.stats.kendalltau's, counted from the table of people;
    the standard error is Brown and Benedetti's of 1977 (as SAS PROC FREQ), which scipy does not have."""
    table = _table(one, other)
    return table if isinstance(table, NotEstimable) else tau_b_of(table, confidence)


def tau_b_of(table: ArrayLike, confidence: float = CONFIDENCE) -> Correlation | NotEstimable:
    """`tau_b` of a table of people, ordered both ways."""
    people, agree, disagree = _pairs(people_in(table))
    total, rows, columns = people.sum(), people.sum(axis=1), people.sum(axis=0)
    row_pairs, column_pairs = total**2 - (rows**2).sum(), total**2 - (columns**2).sum()
    if row_pairs * column_pairs == 0:
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    root = np.sqrt(row_pairs * column_pairs)
    value = float((people * (agree - disagree)).sum() / root)
    ties = rows[:, None] * column_pairs + columns[None, :] * row_pairs
    spread = (people * (2 * root * (agree - disagree) + value * ties) ** 2).sum()
    variance = (spread - total**3 * value**2 * (row_pairs + column_pairs) ** 2) / root**4
    return _correlation(value, float(np.sqrt(max(variance, 0.0))), people, confidence, "Kendall tau-b")


def _table(one: ArrayLike, other: ArrayLike) -> Table | NotEstimable:
    both = answered(one, other)
    if not both.any():
        return NotEstimable(words.NOBODY)
    return crossed(np.asarray(one)[both], np.asarray(other)[both]).astype(np.float64)


def _pairs(people: Table) -> tuple[Table, Table, Table]:
    """The table, and for each cell how many people agree and disagree with those in it."""
    below = np.zeros((people.shape[0] + 1, people.shape[1] + 1))
    below[1:, 1:] = people.cumsum(0).cumsum(1)
    rows, columns, total = below[:, -1:], below[-1:, :], below[-1, -1]
    up_left, up_right = below[:-1, :-1], rows[:-1] - below[:-1, 1:]
    down_left = columns[:, :-1] - below[1:, :-1]
    down_right = total - rows[1:] - columns[:, 1:] + below[1:, 1:]
    return people, up_left + down_right, up_right + down_left


def _correlation(
    value: float, error: float, people: Table, confidence: float, method: str
) -> Correlation | NotEstimable:
    """A coefficient with its interval; an error of nought says only that no pair disagrees, not that we are sure."""
    half = NormalDist().inv_cdf((1 + confidence) / 2) * error
    limits = Interval(max(-1.0, value - half), min(1.0, value + half))
    total = int(people.sum())
    return Correlation(value, limits if error > 1e-12 else NotEstimable(words.NO_LIMIT), total, method)
