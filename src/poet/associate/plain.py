"""The association in plain figures: how many report a good outcome where a condition is met, and where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from poet.associate import words
from poet.associate.cases import Scores, answered, places
from poet.associate.reading import Pair, pair
from poet.associate.released import Released
from poet.compare import benjamini_hochberg, holm, mantel_haenszel, newcombe
from poet.frame import Frame
from poet.measure import CONFIDENCE, Estimate, Interval, NotEstimable, wilson
from poet.protect import STANDARD, ModelOutput, Policy, Why, Withheld, let_out


@dataclass(frozen=True, slots=True)
class Plain:
    """ "Where it was so, 81% report ...; where not, 42%": two shares with their bases and intervals, the difference
    (met minus unmet, -1 to 1) with Newcombe's interval, and p.

    `p` is of the Mantel-Haenszel test, which compares people of one area only with each other. `p_family` is p after
    Holm's correction for all conditions tried with the same outcome, `p_report` after Benjamini and Hochberg's for all
    pairs tried, `tests` how many those are; the three stand as with one test until `adjusted` sets them."""

    met: Estimate
    unmet: Estimate
    difference: float
    interval: Interval
    p: float
    p_family: float
    p_report: float
    tests: int


def plain(
    good: ArrayLike, met: ArrayLike, areas: ArrayLike | None = None, confidence: float = CONFIDENCE
) -> Plain | NotEstimable:
    """A good outcome (n, 1 or 0, NaN for no answer) where a condition is met (n, 1 or 0) and where it is not.

    Raises ValueError where the lengths differ. Source: Wilson 1927, Newcombe 1998 method 10, Mantel and Haenszel 1959
    (no continuity correction; as R mantelhaen.test(correct=FALSE), statsmodels StratifiedTable.test_null_odds)."""
    asked = np.zeros(len(np.asarray(good))) if areas is None else np.asarray(areas, np.float64)
    both = answered(good, met, asked)
    if not both.any():
        return NotEstimable(words.NOBODY)
    is_good, is_met = np.asarray(good, np.float64)[both] > 0, np.asarray(met, np.float64)[both] > 0
    if is_met.all() or not is_met.any():
        return NotEstimable(words.ONE_GROUP.format(what="the condition"))
    if is_good.all() or not is_good.any():
        return NotEstimable(words.SAME_ANSWER.format(what="the outcome"))
    good_met, mets, good_unmet, unmets = (
        int(part.sum()) for part in (is_good & is_met, is_met, is_good & ~is_met, ~is_met)
    )
    p = _within_areas(is_good.astype(np.float64), is_met.astype(np.float64), asked[both])
    if isinstance(p, NotEstimable):
        return p
    here = _share(good_met, mets, confidence, "good outcome where the condition is met")
    there = _share(good_unmet, unmets, confidence, "good outcome where the condition is not met")
    return Plain(
        here, there, here.value - there.value, newcombe(good_met, mets, good_unmet, unmets, confidence), p, p, p, 1
    )


def adjusted(results: Sequence[Plain], families: Sequence[str]) -> tuple[Plain, ...]:
    """The results with p corrected for how many were tried: Holm within each family, Benjamini-Hochberg across all."""
    p = np.array([one.p for one in results])
    family = np.array(families)
    in_family = np.empty(len(p))
    for name in dict.fromkeys(families):
        in_family[family == name] = holm(p[family == name])
    across = benjamini_hochberg(p)
    return tuple(
        replace(one, p_family=float(in_family[at]), p_report=float(across[at]), tests=len(p))
        for at, one in enumerate(results)
    )


def where_met(frame: Frame, condition: str, outcome: str, policy: Policy = STANDARD) -> Released[Plain]:
    """`plain` of two questions by their ids: favourable answers to the outcome, by a favourable answer to the condition.
    Withheld where any of the four groups of people is smaller than the policy lets a count be."""
    two = pair(frame, condition, outcome)
    return two if isinstance(two, NotEstimable) else where_met_of(two, policy)


def where_met_of(two: Pair, policy: Policy) -> Released[Plain]:
    """`where_met` of two questions already read."""
    return plain_out(two, plain(two.outcome.good, two.condition.good, two.areas), policy)


def plain_out(two: Pair, found: Plain | NotEstimable, policy: Policy) -> Released[Plain]:
    """Plain figures of two questions, let out or withheld."""
    if isinstance(found, NotEstimable):
        return found
    out = let_out(f"{two.outcome.item.id} by {two.condition.item.id}", found, two.behind(2), policy)
    if isinstance(out, ModelOutput) and two.smallest_cell < policy.minimum_cell:
        return Withheld(Why.TOO_TELLING)
    return out


def _share(count: int, base: int, confidence: float, of: str) -> Estimate:
    return Estimate(of, count / base, wilson(count, base, confidence), base, count, "wilson")


def _within_areas(good: Scores, met: Scores, areas: Scores) -> float | NotEstimable:
    """p of the Mantel-Haenszel test; an area in which all are alike on either question says nothing."""
    place, _ = places(areas)
    people, goods, mets = np.bincount(place), np.bincount(place, good), np.bincount(place, met)
    both = np.bincount(place, good * met)
    try:
        return mantel_haenszel(both, mets, goods - both, people - mets).p
    except ValueError:
        return NotEstimable(words.NO_VARIATION_LEFT)
