"""How well a question works: how many leave it out, do not understand it, do not know, or crowd at one end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from poet.associate import words
from poet.associate.cases import answered, table
from poet.associate.reading import Heard, heard, several
from poet.associate.released import Released
from poet.frame import Coded, Frame, Ticked
from poet.instrument import NOT_UNDERSTOOD, Condition
from poet.measure import NotEstimable
from poet.protect import STANDARD, Behind, ModelOutput, Policy, Why, Withheld, let_out


class Said(IntEnum):
    """What a person did with a question."""

    NOT_ASKED = -1
    ANSWERED = 0
    NOTHING = 1
    DOES_NOT_KNOW = 2
    DOES_NOT_UNDERSTAND = 3


@dataclass(frozen=True, slots=True)
class ItemHealth:
    """Shares (0-1) of one question. `missing`, `not_known` and `not_understood` are of the people asked, `floor` and
    `ceiling` (the least and the most favourable answer) of those who answered. `item_rest` is the correlation with the
    sum of the scale's other questions among those who answered them all. A share of few people is withheld."""

    asked: int
    answered: int
    missing: float | Withheld | NotEstimable
    not_known: float | Withheld
    not_understood: float | Withheld
    floor: float | Withheld | NotEstimable
    ceiling: float | Withheld | NotEstimable
    item_rest: float | NotEstimable


def item_rest(item: ArrayLike, rest: ArrayLike) -> float | NotEstimable:
    """The correlation of a question's scores (n, NaN for no answer) with the sum of the other questions' (n x k).

    Raises ValueError where the lengths differ. Source: Henrysson 1963; as "r.drop" of R psych::alpha."""
    others = table(rest)
    if not others.shape[1]:
        return NotEstimable(words.FEW_ITEMS.format(items=1, least=2))
    all_answered = answered(item, others)
    one, sums = np.asarray(item, np.float64)[all_answered], others[all_answered].sum(axis=1)
    if len(one) < 3:
        return NotEstimable(words.FEW_PEOPLE.format(people=len(one), least=3))
    if one.std() < 1e-12 or sums.std() < 1e-12:
        return NotEstimable(words.SAME_ANSWER.format(what="one of the questions"))
    return float(np.corrcoef(one, sums)[0, 1])


def item_health(
    scores: ArrayLike, said: ArrayLike, rest: ArrayLike, *, highest: float, least_told: int = 1
) -> ItemHealth | NotEstimable:
    """What a question's answers show of it: `scores` (n, 0 to `highest`, NaN where none counts), what each person did
    with it (n, of `Said`), and the scores of the scale's other questions (n x k).

    A count of 1 to `least_told` - 1 people, or one that leaves so few, is withheld. Raises ValueError where the lengths
    differ. Source: floor and ceiling as in Terwee et al. 2007, who speak of them from 15 %."""
    did, values = np.asarray(said, np.int64), np.asarray(scores, np.float64)
    asked = int((did != Said.NOT_ASKED).sum())
    if asked == 0:
        return NotEstimable(words.NOBODY_ASKED)
    counts = values[np.isfinite(values)]

    def share(count: int, base: int) -> float | Withheld:
        few = 0 < count < least_told or 0 < base - count < least_told
        return Withheld(Why.TOO_TELLING) if few else count / base

    def end(at: float) -> float | Withheld | NotEstimable:
        return share(int((counts == at).sum()), len(counts)) if len(counts) else NotEstimable(words.NOBODY_ANSWERED)

    return ItemHealth(
        asked=asked,
        answered=len(counts),
        missing=share(int((did == Said.NOTHING).sum()), asked),
        not_known=share(int((did == Said.DOES_NOT_KNOW).sum()), asked),
        not_understood=share(int((did == Said.DOES_NOT_UNDERSTAND).sum()), asked),
        floor=end(0.0),
        ceiling=end(highest),
        item_rest=item_rest(values, rest),
    )


def instrument_health(
    frame: Frame, scale: tuple[str, ...], policy: Policy = STANDARD
) -> Mapping[str, Released[ItemHealth]]:
    """`item_health` of each judged question of a scale, by its id, beside the scale's others. Whoever was led past a
    question was not asked it."""
    return {
        item_id: _health(frame, item_id, tuple(one for one in scale if one != item_id), policy) for item_id in scale
    }


def _health(frame: Frame, item_id: str, others: tuple[str, ...], policy: Policy) -> Released[ItemHealth]:
    one, rest = heard(frame, item_id), several(frame, others)
    if isinstance(one, NotEstimable):
        return one
    if isinstance(rest, NotEstimable):
        return rest
    told = np.column_stack([other.scores for other in rest]) if rest else np.full((len(one.scores), 1), np.nan)
    highest = float(len(one.item.in_base) - 1)
    found = item_health(one.scores, _said(frame, one), told, highest=highest, least_told=policy.minimum_cell)
    if isinstance(found, NotEstimable):
        return found
    out = let_out(item_id, found, Behind(found.asked, found.asked, found.asked - 1), policy)
    return _without_missing(out) if one.item.variants and isinstance(out, ModelOutput) else out


def _without_missing(out: ModelOutput[ItemHealth]) -> ModelOutput[ItemHealth]:
    """A question of some wordings only: the answers do not say which wording a person had."""
    shares = out.value
    value = ItemHealth(
        shares.asked,
        shares.answered,
        NotEstimable(words.SOME_NOT_ASKED),
        shares.not_known,
        shares.not_understood,
        shares.floor,
        shares.ceiling,
        shares.item_rest,
    )
    return out.made_into(value)


def _said(frame: Frame, one: Heard) -> NDArray[np.int64]:
    column = frame.columns[one.item.id]
    assert isinstance(column, Coded)
    meanings = [Said.NOTHING, *(_meaning(option.code, apart=option.apart) for option in one.item.options)]
    asked = np.ones(len(column.codes), np.bool_)
    for condition in one.item.when:
        asked &= _is_met(frame, condition)
    return np.where(asked, np.array(meanings, np.int64)[column.codes], Said.NOT_ASKED)


def _meaning(code: str, *, apart: bool) -> Said:
    if not apart:
        return Said.ANSWERED
    return Said.DOES_NOT_UNDERSTAND if code == NOT_UNDERSTOOD else Said.DOES_NOT_KNOW


def _is_met(frame: Frame, condition: Condition) -> NDArray[np.bool_]:
    options = [option.code for option in frame.instrument.by_id[condition.item].options]
    column = frame.columns[condition.item]
    if isinstance(column, Coded):
        return np.isin(column.codes, [options.index(code) + 1 for code in condition.codes])
    assert isinstance(column, Ticked)
    bits = np.uint64(sum(1 << options.index(code) for code in condition.codes))
    return (column.ticks & bits) > 0
