"""Whether a share rises or falls over the periods in which it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from poet.compare import words
from poet.compare.outcomes import NotTested
from poet.compare.periods import Period, overlap
from poet.measure import chi_squared_p
from poet.protect import OptionTable, Why, Withheld

LEAST_PERIODS = 5


@dataclass(frozen=True, slots=True)
class TrendTest:
    """The chi-squared for trend with its p-value, and the slope: by how much the share grows from period to period."""

    statistic: float
    p: float
    slope: float
    periods: int


def trend(counts: Sequence[int], bases: Sequence[int], scores: Sequence[float] | None = None) -> TrendTest:
    """The trend in counts of bases over ordered periods, scored 1, 2, 3 ... or as given (1 degree of freedom).

    X2 = (sum n_i (s_i - s)(p_i - p))^2 / (p (1 - p) sum n_i (s_i - s)^2), s and p the means over people. Raises ValueError
    on fewer than two periods, impossible counts, all scores the same, and where everybody or nobody said so.
    Source: Cochran 1954, Armitage 1955; as R's prop.trend.test.
    """
    said, people = np.asarray(counts, np.float64), np.asarray(bases, np.float64)
    order = np.arange(1.0, len(said) + 1) if scores is None else np.asarray(scores, np.float64)
    if len(said) < 2 or not said.shape == people.shape == order.shape:
        raise ValueError("a trend needs two periods at least, each with a count, a base and a score")
    if not ((people > 0) & (said >= 0) & (said <= people)).all() or not np.isfinite([people, order]).all():
        raise ValueError("no trend: a count is negative, above its base, or its base is nought")
    share = said.sum() / people.sum()
    if share in {0.0, 1.0}:
        raise ValueError(f"no trend: {words.NO_CHANGE_TO_TEST}")
    away = order - (people * order).sum() / people.sum()
    spread = (people * away**2).sum()
    if spread == 0:
        raise ValueError("no trend: all periods have the same score")
    along = (people * away * (said / people - share)).sum()
    statistic = float(along**2 / (share * (1 - share) * spread))
    return TrendTest(statistic, float(chi_squared_p(statistic)), float(along / spread), len(said))


def trend_over(periods: Sequence[tuple[Period, OptionTable]]) -> TrendTest | Withheld | NotTested:
    """The trend of a judged item's favourable share over periods, put in order of time.

    Not tested with fewer than five periods, or where any two overlap: cumulative counts hold the same answers again.
    """
    if len(periods) < LEAST_PERIODS:
        return NotTested(words.FEW_PERIODS.format(least=LEAST_PERIODS, found=len(periods)))
    if overlap([period for period, _ in periods]):
        return NotTested(words.OVERLAP)
    counts: list[int] = []
    bases: list[int] = []
    for _, table in sorted(periods, key=lambda pair: pair[0]):
        for cell, kept in ((table.favourable, counts), (table.base, bases)):
            if isinstance(cell, Withheld):
                return cell
            kept.append(cell.value)
    if not all(bases):
        return Withheld(Why.FEW_ANSWERS)
    return NotTested(words.NO_CHANGE_TO_TEST) if sum(counts) in {0, sum(bases)} else trend(counts, bases)
