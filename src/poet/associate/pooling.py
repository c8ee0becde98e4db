"""May answers be pooled: do questions mean the same to those who were asked in another version, face or channel?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.cases import answered, places
from poet.associate.ordered import LikelihoodRatio, highest, likelihood_ratio
from poet.associate.reading import answer_places, areas, several
from poet.associate.released import Released
from poet.compare import benjamini_hochberg
from poet.frame import Coded, Frame
from poet.instrument.bands import Banded
from poet.measure import CONFIDENCE, NotEstimable
from poet.protect import STANDARD, Behind, Policy, let_out

# Scott et al. 2009: with fewer in a group, the test misses what matters.
PEOPLE_IN_GROUP = 200
# Jodoin and Gierl 2001: from here on a difference is more than negligible.
LARGE_ENOUGH = 0.035

Matrix = NDArray[np.float64]


class Pooling(StrEnum):
    """What may be done with the answers of several versions, faces or channels."""

    MAY_BE_POOLED = "may be pooled"
    MAY_NOT = "may not be pooled"
    TOO_FEW = "too few people to say"


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """Whether people of the same standing on the other questions answer one question differently by group.

    `test` is of group and group by standing together. `effect` is what they add to Nagelkerke's R-squared (0-1);
    `differs` where p, corrected for all questions (Benjamini-Hochberg), is below 5 % and the effect 0.035 or more."""

    test: LikelihoodRatio
    effect: float
    differs: bool


@dataclass(frozen=True, slots=True)
class PoolingVerdict:
    """The verdict, each question's own result in order, and how many people answered everything in each group."""

    verdict: Pooling
    items: tuple[ItemDifference | NotEstimable, ...]
    people: tuple[int, ...]


def item_difference(item: ArrayLike, rest: ArrayLike, group: ArrayLike) -> ItemDifference | NotEstimable:
    """The ordinal logistic test of one question's scores (n) given the sum of the others (n) between groups (n, any
    numbers), NaN for no answer; `differs` as for a single question.

    Raises ValueError where the lengths differ. Source: Zumbo 1999 (ordinal logistic regression, 2 degrees of freedom for
    two groups), effect sizes of Jodoin and Gierl 2001; as R lordif::rundif."""
    kept = answered(item, rest, group)
    if not kept.any():
        return NotEstimable(words.NOBODY)
    scores, standing = np.asarray(item, np.float64)[kept], np.asarray(rest, np.float64)[kept]
    place, groups = places(np.asarray(group)[kept])
    if len(groups) < 2:
        return NotEstimable(words.ONE_VERSION)
    belongs = (place[:, None] == np.arange(1, len(groups))[None, :]).astype(np.float64)
    centred = standing - standing.mean()
    design = np.column_stack([scores, standing, belongs, belongs * centred[:, None]])
    # People alike in all of this stand in one row that counts as many times: a few hundred rows instead of thousands.
    alike, people = np.unique(design, axis=0, return_counts=True)
    alone = highest(alike[:, 0], alike[:, 1], people)
    with_group = highest(alike[:, 0], alike[:, 1:], people)
    if isinstance(alone, NotEstimable):
        return alone
    if isinstance(with_group, NotEstimable):
        return with_group
    test = likelihood_ratio(alone, with_group, 2 * (len(groups) - 1))
    effect = _nagelkerke(scores, with_group) - _nagelkerke(scores, alone)
    return ItemDifference(test, effect, test.p < 1 - CONFIDENCE and effect >= LARGE_ENOUGH)


def pooling(groups: Sequence[ArrayLike]) -> PoolingVerdict | NotEstimable:
    """Whether a scale's answers may be pooled: for each group (version, face, channel) the scores of the same k
    questions (n_g x k, NaN for no answer; k at least 2), among people who answered all.

    Not to be pooled where any question differs; too few to say where any group has fewer than 200 people, or no question
    could be tested."""
    tables = [np.asarray(group, np.float64) for group in groups]
    if len(tables) < 2:
        return NotEstimable(words.ONE_VERSION)
    complete = [table[answered(table)] for table in tables]
    people = tuple(len(table) for table in complete)
    scores = np.vstack(complete)
    if scores.shape[1] < 2:
        return NotEstimable(words.FEW_ITEMS.format(items=scores.shape[1], least=2))
    if min(people) < PEOPLE_IN_GROUP:
        return PoolingVerdict(Pooling.TOO_FEW, (), people)
    belongs = np.repeat(np.arange(len(people)), people)
    total = scores.sum(axis=1)
    found = [item_difference(column, total - column, belongs) for column in scores.T]
    items = _corrected(found)
    return PoolingVerdict(_verdict(items), items, people)


def _corrected(found: Sequence[ItemDifference | NotEstimable]) -> tuple[ItemDifference | NotEstimable, ...]:
    """Each question judged by p corrected for all of them."""
    tested = [place for place, one in enumerate(found) if isinstance(one, ItemDifference)]
    p = benjamini_hochberg([one.test.p for one in found if isinstance(one, ItemDifference)])
    items = list(found)
    for place, corrected in zip(tested, p, strict=True):
        one = items[place]
        assert isinstance(one, ItemDifference)
        items[place] = ItemDifference(
            one.test, one.effect, bool(corrected < 1 - CONFIDENCE) and one.effect >= LARGE_ENOUGH
        )
    return tuple(items)


def _verdict(items: Sequence[ItemDifference | NotEstimable]) -> Pooling:
    tested = [one for one in items if isinstance(one, ItemDifference)]
    if not tested:
        return Pooling.TOO_FEW
    return Pooling.MAY_NOT if any(one.differs for one in tested) else Pooling.MAY_BE_POOLED


def _nagelkerke(scores: Matrix, log_likelihood: float) -> float:
    """Nagelkerke's R-squared of a model with this log-likelihood."""
    people = np.unique(scores, return_counts=True)[1]
    nothing_known = float((people * np.log(people / people.sum())).sum())
    reached = -np.expm1(2 * (nothing_known - log_likelihood) / people.sum())
    return float(reached / -np.expm1(2 * nothing_known / people.sum()))


def may_be_pooled(
    frames: Mapping[str, Frame], items: tuple[str, ...], policy: Policy = STANDARD
) -> Released[PoolingVerdict]:
    """`pooling` of the same judged questions, by their ids, in frames of several versions, faces or channels."""
    tables = []
    for frame in frames.values():
        read = several(frame, items)
        if isinstance(read, NotEstimable):
            return read
        tables.append(np.column_stack([one.scores for one in read]))
    if (other := _other_options(frames, items)) is not None:
        return NotEstimable(words.OTHER_OPTIONS.format(what=other))
    found = pooling(tables)
    if isinstance(found, NotEstimable):
        return found
    people = sum(found.people)
    behind = Behind(people, min(found.people), people - 2 * len(frames))
    return let_out(" and ".join(frames), found, behind, policy)


def pooled_by(
    frame: Frame, by: str | Banded, items: tuple[str, ...], policy: Policy = STANDARD
) -> Released[PoolingVerdict]:
    """`may_be_pooled` of people who gave different answers to a question of one answer (its id), or whose number is in
    different bands: who filled it in, by which way. Answers out of the base, and those that nobody gave, make no group."""
    item = by if isinstance(by, Banded) else frame.instrument.by_id.get(by)
    if item is None:
        return NotEstimable(words.NO_SUCH_ITEM.format(what=by))
    places = answer_places(frame, item)
    if places is None:
        return NotEstimable(words.NOT_ONE_ANSWER.format(what=item.label))
    marks = {option.code: places == place for place, option in enumerate(item.in_base)}
    groups = {code: _part(frame, mark) for code, mark in marks.items() if mark.any()}
    if len(groups) < 2:
        return NotEstimable(words.ONE_GROUP.format(what=item.label))
    return may_be_pooled(groups, items, policy)


def _part(frame: Frame, mark: NDArray[np.bool_]) -> Frame:
    """The people who are marked, in the same areas."""
    people = np.bincount(areas(frame)[mark], minlength=len(frame.areas))
    coded = {name: Coded(one.codes[mark]) for name, one in frame.columns.items() if isinstance(one, Coded)}
    starts = np.concatenate([[0], np.cumsum(people)]).astype(np.int64)
    return Frame(frame.instrument, int(mark.sum()), frame.areas, starts, coded)


def _other_options(frames: Mapping[str, Frame], items: tuple[str, ...]) -> str | None:
    """The first question whose answers are not the same in every frame."""
    for item in items:
        lists = {tuple(option.code for option in frame.instrument.by_id[item].in_base) for frame in frames.values()}
        if len(lists) > 1:
            return item
    return None
