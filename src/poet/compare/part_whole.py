"""A part beside the whole it belongs to: exact from the part beside the rest, so nothing is estimated twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import TypeVar

from poet.compare.comparators import AllAnswers
from poet.compare.difference import Difference
from poet.measure import CONFIDENCE, Estimate, Interval, wilson

Number = TypeVar("Number", float, Fraction)


def of_whole(from_rest: Number, part: int, whole: int) -> Number:
    """What a difference from the rest is as a difference from the whole: times 1 - part / whole.

    For pooled, unweighted counts of the same base it is an identity: p_part - p_whole = (1 - n / N)(p_part - p_rest).
    Exact in whatever numbers it is given. Raises ValueError unless 0 < part <= whole.
    """
    if not 0 < part <= whole < inf:
        raise ValueError(f"{part} people are no part of {whole}")
    return from_rest * (whole - part) / whole


def beside_whole(from_rest: Difference, of: str, confidence: float = CONFIDENCE) -> Difference:
    """An area beside all answers of `of` pooled, itself included: the difference from the rest with its interval, both
    scaled. It has no test of its own: it is nought exactly when that of the rest is."""
    here, rest = from_rest.here, from_rest.there
    part, people, said = here.base, here.base + rest.base, here.count + rest.count
    whole = Estimate(here.of, said / people, wilson(said, people, confidence), people, said, "wilson")
    low, high = (of_whole(limit, part, people) for limit in (from_rest.interval.low, from_rest.interval.high))
    return replace(
        from_rest,
        comparator=AllAnswers(of),
        there=whole,
        value=of_whole(from_rest.value, part, people),
        interval=Interval(low, high),
        method="newcombe, scaled by 1 - n/N",
        p=None,
    )
