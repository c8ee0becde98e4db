"""The net score: the share that answered favourably minus the share that answered unfavourably."""

from __future__ import annotations

from math import sqrt

import numpy as np

from poet.measure import words
from poet.measure.caveats import NORMAL
from poet.measure.estimate import CONFIDENCE, Estimate, Interval, NotEstimable, Outcome
from poet.measure.quantiles import two_sided
from poet.measure.statistic import Measured, Statistic, Tallies, Tally, people, plain
from poet.protect import OptionTable, Shown, Withheld


def net(plus: int, minus: int, base: int, confidence: float = CONFIDENCE) -> Estimate:
    """(plus - minus) / base people, -1 to 1, with its normal interval, cut at the ends of that scale.

    The standard error is sqrt((p+ + p- - (p+ - p-)^2) / n): the variance of scores 1, 0, -1 with divisor n (R's
    survey::svymean divides by n - 1). Raises ValueError on counts that do not fit the base, and where everybody answered
    on one side or in the middle: the formula would call that certain.
    """
    plus, minus, base = people([plus, minus, base])
    if plus + minus > base or base == 0:
        raise ValueError(f"no net score for {plus} for and {minus} against among {base}")
    if (why := _degenerate(plus, minus, base)) is not None:
        raise ValueError(f"no interval for the net score: {why}")
    found = _measured(np.array([[plus, minus, base]], np.int64), confidence)
    limits = Interval(float(found.low[0]), float(found.high[0]))
    return Estimate("net score", float(found.value[0]), limits, base, plus - minus, NET.method)


def net_adjusted(plus: int, minus: int, base: int, confidence: float = CONFIDENCE) -> Estimate:
    """The same net score with an interval that covers better where few answered: the normal one of a round in which one
    person more had answered on either side, cut at -1 and 1 and at least as wide as to hold the value.

    With a = plus + 1, b = minus + 1, m = base + 2: (a - b) / m -/+ z sqrt(((a + b) / m - ((a - b) / m)^2) / m). It stands
    where everybody is on one side too. Raises ValueError on counts that do not fit the base.
    Source: Bonett and Price 2012 (Journal of Educational and Behavioral Statistics 37:479-488), for the difference of two
    paired proportions, which a net score is; as R statpsych::ci.prop.ps and contingencytables."""
    plus, minus, base = people([plus, minus, base])
    if plus + minus > base or base == 0:
        raise ValueError(f"no net score for {plus} for and {minus} against among {base}")
    value, more = (plus - minus) / base, base + 2
    middle = (plus - minus) / more
    half = two_sided(confidence) * sqrt(((plus + minus + 2) / more - middle**2) / more)
    limits = Interval(max(min(middle - half, value), -1.0), min(max(middle + half, value), 1.0))
    return Estimate("net score", value, limits, base, plus - minus, "normal, one added on either side")


def net_score(table: OptionTable) -> Outcome:
    """The net score of a judged item's table; withheld where either side is."""
    return NET.one(table)


def _degenerate(plus: int, minus: int, base: int) -> str | None:
    return words.ONE_WAY if base in {plus, minus, base - plus - minus} else None


def _tally(table: OptionTable) -> Tally | Withheld | NotEstimable:
    if not table.item.judged:
        return NotEstimable(words.NO_SIDES)
    if isinstance(table.base, Shown) and table.base.value == 0:
        return NotEstimable(words.NOBODY)
    found = plain(table.base, table.favourable, table.unfavourable)
    if isinstance(found, Withheld):
        return found
    base, plus, minus = found
    why = _degenerate(plus, minus, base)
    return NotEstimable(why) if why else (plus, minus, base)


def _measured(tallies: Tallies, confidence: float) -> Measured:
    plus, minus, base = tallies.T
    value = (plus - minus) / base
    half = two_sided(confidence) * np.sqrt(((plus + minus) / base - value**2) / base)
    return Measured(value, np.maximum(value - half, -1.0), np.minimum(value + half, 1.0), plus - minus, base)


NET = Statistic("net score", NORMAL, 2.0, _tally, _measured)
