"""An area's figure beside a comparator's: the difference with its interval, of one pair or of thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from poet.compare.comparators import Comparator
from poet.compare.equality import equality_p
from poet.compare.newcombe import newcombe_limits
from poet.compare.outcomes import NotTested
from poet.measure import CONFIDENCE, Estimate, Interval, wilson_limits
from poet.protect import Shown, Why, Withheld

# A plain figure is one that was worked out from shown ones.
Cell = Shown[int] | Withheld | int


@dataclass(frozen=True, slots=True)
class Difference:
    """`here` minus `there` (-1 to 1) with its interval. `p` tests that both are the same; None where `there` is no
    independent group, so that no test of its own belongs to it."""

    comparator: Comparator
    here: Estimate
    there: Estimate
    value: float
    interval: Interval
    method: str
    p: float | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two independent groups to compare: of each, how many said so among how many."""

    comparator: Comparator
    here: tuple[Cell, Cell]
    there: tuple[Cell, Cell]


def differences(
    pairs: Sequence[Pair], of: str = "favourable", confidence: float = CONFIDENCE
) -> tuple[Difference | Withheld, ...]:
    """The difference of each pair with Newcombe's interval; withheld where one of its four figures is, or a base is
    nought. `of` says what was counted."""
    plain = [_plain(pair) for pair in pairs]
    places = [place for place, figures in enumerate(plain) if not isinstance(figures, Withheld)]
    out: list[Difference | Withheld] = [
        one if isinstance(one, Withheld) else Withheld(Why.FEW_ANSWERS) for one in plain
    ]
    if not places:
        return tuple(out)
    figures = np.array([plain[place] for place in places], np.int64).T
    count, base, other, other_base = figures
    here, there = wilson_limits(count, base, confidence), wilson_limits(other, other_base, confidence)
    limits, p = newcombe_limits(count, base, other, other_base, confidence), equality_p(count, base, other, other_base)
    numbers = (*figures, here.low, here.high, there.low, there.high, limits.low, limits.high, p)
    rows = zip(*(column.tolist() for column in numbers), strict=True)
    for place, (c, n, c2, n2, low, high, low2, high2, down, up, p_value) in zip(places, rows, strict=True):
        first = Estimate(of, c / n, Interval(low, high), n, c, "wilson")
        second = Estimate(of, c2 / n2, Interval(low2, high2), n2, c2, "wilson")
        value = first.value - second.value
        comparator = pairs[place].comparator
        out[place] = Difference(comparator, first, second, value, Interval(down, up), "newcombe", p_value)
    return tuple(out)


def difference(pair: Pair, of: str = "favourable", confidence: float = CONFIDENCE) -> Difference | Withheld:
    """The difference of one pair, as above."""
    return differences([pair], of, confidence)[0]


def _plain(pair: Pair) -> tuple[int, ...] | Withheld:
    figures = []
    for cell in (*pair.here, *pair.there):
        if isinstance(cell, Withheld):
            return cell
        figures.append(cell if isinstance(cell, int) else cell.value)
    return tuple(figures) if figures[1] and figures[3] else Withheld(Why.FEW_ANSWERS)


Compared = Difference | Withheld | NotTested
