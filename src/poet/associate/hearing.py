"""Who are we not hearing: do those who answered look like the caseload, group by group?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.reading import areas
from poet.associate.released import Released
from poet.associate.weights import kish
from poet.frame import Coded, Frame
from poet.measure import CONFIDENCE, Interval, NotEstimable
from poet.protect import STANDARD, Behind, Policy, Why, Withheld, let_out

REPLICATES = 1_000
SEED = 2014

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupHeard:
    """One group of the caseload: the share (0-1) who answered, and how much it pulls representativeness down.

    `pull` is the partial R-indicator of the group, sqrt(N_g / N) * (rate_g - rate): below nought where the group is
    heard too little, above where too much."""

    rate: float
    pull: float


@dataclass(frozen=True, slots=True)
class Representativeness:
    """`r_indicator` is 1 where every group answered alike, lower the more they differ (0 at the worst). `unbiased` is the
    same less what chance alone makes of equal groups; `interval` is its, of answers drawn again.

    `effective` is Kish's number of people once answers are weighted back to the caseload."""

    r_indicator: float
    unbiased: float
    interval: Interval
    rate: float
    groups: tuple[GroupHeard, ...]
    people: int
    caseload: int
    effective: float


def r_indicator(heard: ArrayLike, caseload: ArrayLike) -> float | NotEstimable:
    """1 - 2 S(rho): how alike the groups' response rates are, from answers and caseload of each group (k counts each).

    S is the standard deviation of the rates over all people of the caseload, divisor N - 1. Raises ValueError where the
    lengths differ. Source: Schouten, Cobben and Bethlehem 2009."""
    checked = _checked(heard, caseload)
    if isinstance(checked, NotEstimable):
        return checked
    return float(1 - 2 * np.sqrt(_spread(checked[0], checked[1])))


def representativeness(
    heard: ArrayLike,
    caseload: ArrayLike,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    confidence: float = CONFIDENCE,
) -> Representativeness | NotEstimable:
    """The R-indicator with its interval, each group's part in it, and Kish's effective number, from answers and caseload
    of each group (k counts each). The same seed gives the same interval. Raises ValueError where the lengths differ.

    Source: Schouten, Cobben and Bethlehem 2009 (indicator), Schouten, Shlomo and Skinner 2011 (partial indicators), Shlomo,
    Skinner and Schouten 2012 (correction: the mean sampling variance of the rates is taken from their variance)."""
    checked = _checked(heard, caseload)
    if isinstance(checked, NotEstimable):
        return checked
    answers, people = checked
    rates, whole = answers / people, answers.sum() / people.sum()
    spread = _spread(answers, people)
    drawn = np.random.default_rng(seed).binomial(people.astype(np.int64), rates, (replicates, len(rates)))
    by_chance, tail = float((rates * (1 - rates)).sum() / people.sum()), (1 - confidence) / 2
    # What is drawn from an observed sample holds chance twice: the sample's own, and that of drawing.
    again = np.maximum(_spread(drawn.astype(np.float64), people) - 2 * by_chance, 0)
    low, high = np.quantile(1 - 2 * np.sqrt(again), [tail, 1 - tail])
    some = answers > 0
    pulls = np.sqrt(people / people.sum()) * (rates - whole)
    effective = kish(np.repeat(people[some] / answers[some], answers[some].astype(np.int64)))
    return Representativeness(
        r_indicator=float(1 - 2 * np.sqrt(spread)),
        unbiased=float(1 - 2 * np.sqrt(np.maximum(spread - by_chance, 0))),
        interval=Interval(float(low), float(high)),
        rate=float(whole),
        groups=tuple(GroupHeard(float(rate), float(pull)) for rate, pull in zip(rates, pulls, strict=True)),
        people=int(answers.sum()),
        caseload=int(people.sum()),
        effective=effective if isinstance(effective, float) else 0.0,
    )


def who_is_heard(
    frame: Frame, attribute: str, caseload: Mapping[str, int], area: str | None = None, policy: Policy = STANDARD
) -> Released[Representativeness]:
    """`representativeness` of the people in the frame, or in one area, by their answer to a question (its id), against
    the caseload's counts by option code. Withheld where a group's answers are fewer than may be told."""
    item = frame.instrument.by_id.get(attribute)
    if item is None:
        return NotEstimable(words.NO_SUCH_ITEM.format(what=attribute))
    column = frame.columns[attribute]
    if not isinstance(column, Coded):
        return NotEstimable(words.NOT_ONE_ANSWER.format(what=item.label))
    if area is not None and area not in frame.areas:
        return NotEstimable(words.NO_SUCH_AREA.format(what=area))
    here = np.ones(frame.respondents, np.bool_) if area is None else areas(frame) == frame.areas.index(area)
    counts = np.bincount(column.codes[here], minlength=len(item.options) + 1)[1:]
    by_code = {option.code: int(count) for option, count in zip(item.options, counts, strict=True)}
    heard = [by_code.get(code, 0) for code in caseload]
    found = representativeness(heard, list(caseload.values()))
    if isinstance(found, NotEstimable):
        return found
    out = let_out(
        f"{attribute} against the caseload",
        found,
        Behind(found.people, found.people, found.people - len(heard)),
        policy,
    )
    few = any(0 < count < policy.minimum_cell for count in heard)
    return Withheld(Why.TOO_TELLING) if few and not isinstance(out, Withheld) else out


def _checked(heard: ArrayLike, caseload: ArrayLike) -> tuple[Counts, Counts] | NotEstimable:
    answers, people = np.asarray(heard, np.float64), np.asarray(caseload, np.float64)
    if answers.shape != people.shape or answers.ndim != 1:
        raise ValueError("answers and caseload differ in length")
    whole = np.isfinite(people).all() and np.isfinite(answers).all() and (people == people.round()).all()
    if not len(people) or not whole or (people < 1).any() or (answers < 0).any() or people.sum() < 2:
        return NotEstimable(words.NO_CASELOAD)
    if not answers.any():
        return NotEstimable(words.NOBODY_ANSWERED)
    if (answers > people).any():
        return NotEstimable(words.MORE_THAN_CASELOAD)
    return answers, people


def _spread(answers: Counts, people: Counts) -> Counts:
    """The variance of the response rates over the caseload's people, of one set of answers or of each row of them."""
    total = people.sum()
    apart = answers / people - answers.sum(axis=-1, keepdims=True) / total
    return np.asarray((people * apart**2).sum(axis=-1) / (total - 1), np.float64)
