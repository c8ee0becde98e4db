"""The interval of a difference between two independent proportions: Newcombe's hybrid of two Wilson intervals."""

from __future__ import annotations

from math import hypot

from poet.measure import CONFIDENCE, Interval, wilson


def newcombe(count: int, base: int, other_count: int, other_base: int, confidence: float = CONFIDENCE) -> Interval:
    """The interval of count / base - other_count / other_base, inside [-1, 1].

    Raises ValueError as `wilson` does. Source: Newcombe 1998, method 10 (square-and-add, no continuity correction);
    as statsmodels' confint_proportions_2indep(method="newcomb").
    """
    here, there = wilson(count, base, confidence), wilson(other_count, other_base, confidence)
    share, other = count / base, other_count / other_base
    difference = share - other
    return Interval(
        difference - hypot(share - here.low, there.high - other),
        difference + hypot(here.high - share, other - there.low),
    )
