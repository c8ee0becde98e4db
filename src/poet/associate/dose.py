"""Outcome by how many process conditions are met: does every further condition go with more good outcomes?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.agreement import Correlation, gamma
from poet.associate.cases import answered
from poet.associate.reading import Heard, heard, several
from poet.associate.released import Released
from poet.compare import trend as trend_of_shares
from poet.frame import Frame
from poet.measure import CONFIDENCE, Estimate, NotEstimable, wilson
from poet.protect import STANDARD, Behind, Policy, let_out

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line in the share of good outcomes: chi-squared with one degree of freedom, and p."""

    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class DoseGroup:
    """People who met `fewest` to `most` conditions, and the share of them with a good outcome."""

    fewest: int
    most: int
    good: Estimate


@dataclass(frozen=True, slots=True)
class Dose:
    """The table, and what it comes to: `trend` and `gamma` are of all people, before any groups were joined."""

    conditions: int
    groups: tuple[DoseGroup, ...]
    trend: Trend
    gamma: Correlation
    people: int


def trend(good: ArrayLike, people: ArrayLike, at: ArrayLike) -> Trend | NotEstimable:
    """The chi-squared test for a trend in proportions: `good` of `people` in each group (k), at these places (k).

    Raises ValueError where they differ in length. Source: Cochran 1954, Armitage 1955; as R prop.trend.test."""
    goods, bases, place = (np.asarray(one, np.float64) for one in (good, people, at))
    if not goods.shape == bases.shape == place.shape:
        raise ValueError("each group needs a count, a base and a place")
    some = bases > 0
    try:
        found = trend_of_shares(goods[some].tolist(), bases[some].tolist(), place[some].tolist())
    except ValueError:
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    return Trend(found.statistic, found.p)


def dose(
    met: ArrayLike,
    outcome: ArrayLike,
    *,
    good_from: float,
    conditions: int,
    least: int = 10,
    cell: int = 5,
    confidence: float = CONFIDENCE,
) -> Dose | NotEstimable:
    """The share of good outcomes (n, at or above `good_from`; NaN for no answer) by how many of the `conditions` are met
    (n, 0 to `conditions`, NaN where a person did not answer all).

    Groups are joined from the fewest conditions upwards until each has `least` people and `cell` of them on each side
    of the outcome; a last group that does not is joined to the one before. Raises ValueError where the lengths differ.
    """
    both = answered(met, outcome)
    if not both.any():
        return NotEstimable(words.NOBODY)
    number = np.asarray(met, np.float64)[both].astype(np.int64)
    scores = np.asarray(outcome, np.float64)[both]
    people = np.bincount(number, minlength=conditions + 1)
    good = np.bincount(number[scores >= good_from], minlength=conditions + 1)
    line, together = trend(good, people, np.arange(conditions + 1)), gamma(number, scores, confidence)
    if isinstance(line, NotEstimable):
        return line
    if isinstance(together, NotEstimable):
        return together
    ends = _ends(people, good, least, cell)
    if len(ends) < 2:
        return NotEstimable(words.FEW_IN_GROUPS.format(least=least, cell=cell))
    return Dose(conditions, _groups(people, good, ends, confidence), line, together, int(both.sum()))


def _ends(people: Counts, good: Counts, least: int, cell: int) -> list[int]:
    """The last place of each group once small ones are joined."""
    ends, held, held_good = [], 0, 0
    for place, (base, count) in enumerate(zip(people.tolist(), good.tolist(), strict=True)):
        held, held_good = held + base, held_good + count
        if held >= least and min(held_good, held - held_good) >= cell:
            ends.append(place)
            held = held_good = 0
    return [*ends[:-1], len(people) - 1] if ends else []


def _groups(people: Counts, good: Counts, ends: list[int], confidence: float) -> tuple[DoseGroup, ...]:
    starts = [0, *(end + 1 for end in ends[:-1])]
    return tuple(_group(people, good, start, end, confidence) for start, end in zip(starts, ends, strict=True))


def _group(people: Counts, good: Counts, start: int, end: int, confidence: float) -> DoseGroup:
    base, count = int(people[start : end + 1].sum()), int(good[start : end + 1].sum())
    told = Estimate("good outcome", count / base, wilson(count, base, confidence), base, count, "wilson")
    return DoseGroup(start, end, told)


def by_conditions_met(
    frame: Frame, conditions: tuple[str, ...], outcome: str, policy: Policy = STANDARD
) -> Released[Dose]:
    """`dose` of an outcome by how many of the conditions (by their ids) have a favourable answer, among people who
    answered them all."""
    process, result = several(frame, conditions), heard(frame, outcome)
    if isinstance(process, NotEstimable):
        return process
    return result if isinstance(result, NotEstimable) else dose_of(process, result, policy)


def dose_of(process: tuple[Heard, ...], outcome: Heard, policy: Policy) -> Released[Dose]:
    """`by_conditions_met` of questions already read."""
    if not process:
        return NotEstimable(words.NO_CONDITION)
    met = np.sum([one.good for one in process], axis=0)
    found = dose(
        met,
        outcome.scores,
        good_from=outcome.good_from,
        conditions=len(process),
        least=policy.minimum_base,
        cell=policy.minimum_cell,
    )
    if isinstance(found, NotEstimable):
        return found
    behind = Behind(found.people, min(group.good.base for group in found.groups), found.people - len(found.groups))
    return let_out(f"{outcome.item.id} by conditions met", found, behind, policy)
