"""The mean of an ordinal item on a scale from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from poet.measure import words
from poet.measure.estimate import CONFIDENCE, Estimate, Interval, NotEstimable, Outcome
from poet.measure.quantiles import student
from poet.measure.statistic import Measured, Statistic, Tallies, Tally, people, plain
from poet.protect import Grain, OptionTable, Withheld

FULL = 100.0


def ordinal_mean(counts: Sequence[int], confidence: float = CONFIDENCE) -> Estimate:
    """The mean score with its t interval. `counts[k]` people chose the option k + 1 of K, from the lowest to the highest;
    that option scores k / (K - 1) * 100.

    The interval is the mean -/+ t(n - 1) s / sqrt(n), s with divisor n - 1, cut at 0 and 100. Raises ValueError on
    negative counts, fewer than two options or people, and where all gave the same answer.
    Source: R's t.test on the scores.
    """
    if len(counts) < 2:
        raise ValueError(f"no mean score: {words.ONE_OPTION}")
    counts = people(counts)
    if (why := _degenerate(counts)) is not None:
        raise ValueError(f"no mean score: {why}")
    found = _measured(np.array([counts], np.int64), confidence)
    base, limits = int(found.base[0]), Interval(float(found.low[0]), float(found.high[0]))
    return Estimate("mean score", float(found.value[0]), limits, base, base, MEAN.method)


def mean_score(table: OptionTable) -> Outcome:
    """The mean score of a judged item: 0 where everybody gave its least favourable answer, 100 its most favourable."""
    return MEAN.one(table)


def _degenerate(counts: Sequence[int]) -> str | None:
    if sum(counts) == 0:
        return words.NOBODY
    if sum(counts) == 1:
        return words.ALONE
    return words.SAME if max(counts) == sum(counts) else None


def _tally(table: OptionTable) -> Tally | Withheld | NotEstimable:
    if not table.item.judged or len(table.item.in_base) < 2:
        return NotEstimable(words.NO_ORDER)
    if isinstance(table.base, Withheld):
        return table.base
    if table.grain is not Grain.OPTIONS:
        return NotEstimable(words.JOINED)
    # A table prints the favourable end first.
    counts = plain(*(part.count for part in reversed(table.parts)))
    if isinstance(counts, Withheld):
        return counts
    why = _degenerate(counts)
    return NotEstimable(why) if why else counts


def _measured(tallies: Tallies, confidence: float) -> Measured:
    base = tallies.sum(axis=1)
    scores = np.linspace(0.0, FULL, tallies.shape[1])
    value = tallies @ scores / base
    variance = ((scores[None, :] - value[:, None]) ** 2 * tallies).sum(axis=1) / (base - 1)
    half = student(confidence, base - 1) * np.sqrt(variance / base)
    return Measured(value, np.maximum(value - half, 0.0), np.minimum(value + half, FULL), base, base)


MEAN = Statistic("mean score", "t", FULL, _tally, _measured)
