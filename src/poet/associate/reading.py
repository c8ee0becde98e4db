"""From the frame to plain arrays, person by person. What is read here stays in this room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.associate import words
from poet.associate.cases import Areas, Scores
from poet.count.crossing import answer_rows
from poet.frame import Coded, Frame, Measured
from poet.instrument import Instrument, Item, Kind, SectionKind, Side
from poet.instrument.bands import Banded
from poet.measure import NotEstimable
from poet.protect import Behind


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """One judged question: `scores` 0 to K - 1, the more favourable the higher, NaN where no answer counts; answers at
    or above `good_from` are favourable."""

    item: Item
    scores: Scores
    good_from: float

    @property
    def good(self) -> Scores:
        """1 where the answer is favourable, 0 where it is not, NaN where none counts."""
        return np.where(np.isnan(self.scores), np.nan, (self.scores >= self.good_from).astype(np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A condition and an outcome of the same people, with their areas (places from 0)."""

    condition: Heard
    outcome: Heard
    areas: Areas

    @property
    def shared_scores(self) -> Scores:
        """The outcome's scores of people who answered to the condition too."""
        return np.where(np.isfinite(self.condition.scores), self.outcome.scores, np.nan)

    @property
    def smallest_cell(self) -> int:
        """The fewest people with or without the condition, with a good outcome or not: the smallest of four counts."""
        met, good = self.condition.good, self.outcome.good
        both = np.isfinite(met) & np.isfinite(good)
        return int(np.bincount((2 * met[both] + good[both]).astype(np.int64), minlength=4).min())

    def behind(self, parameters: int) -> Behind:
        """Who stands behind a model of the two; its smallest group is those with, or without, the condition."""
        both = np.isfinite(self.condition.scores) & np.isfinite(self.outcome.scores)
        people, met = int(both.sum()), int(self.condition.good[both].sum())
        return Behind(people, min(met, people - met), people - parameters)


def answer_places(frame: Frame, item: Item) -> NDArray[np.int64] | None:
    """Each person's answer to a question of one answer, or to a number in bands, as a place among its answers in the base,
    -1 where none counts. None where the question is answered in another way."""
    column = frame.columns.get(item.id)
    if not isinstance(column, Coded) and not (isinstance(item, Banded) and isinstance(column, Measured)):
        return None
    base = [option.code for option in item.in_base]
    place = [base.index(option.code) if option.code in base else -1 for option in item.options]
    return np.array([*place, -1], np.int64)[answer_rows(frame, item, None)]


def heard(frame: Frame, item_id: str) -> Heard | NotEstimable:
    """The answers to a judged question, or why there are none to use."""
    item = frame.instrument.by_id.get(item_id)
    if item is None:
        return NotEstimable(words.NO_SUCH_ITEM.format(what=item_id))
    column = frame.columns[item_id]
    if not isinstance(column, Coded):
        return NotEstimable(words.NOT_ONE_ANSWER.format(what=item.label))
    if not any(option.side is Side.FAVOURABLE for option in item.in_base):
        return NotEstimable(words.NO_FAVOURABLE.format(what=item.label))
    scores = _scores(item)
    favourable = [scores[item.options.index(one) + 1] for one in item.in_base if one.side is Side.FAVOURABLE]
    return Heard(item, scores[column.codes], min(favourable))


def pair(frame: Frame, condition: str, outcome: str) -> Pair | NotEstimable:
    """Two judged questions of the same people."""
    here, there = heard(frame, condition), heard(frame, outcome)
    if isinstance(here, NotEstimable):
        return here
    return there if isinstance(there, NotEstimable) else Pair(here, there, areas(frame))


def several(frame: Frame, item_ids: tuple[str, ...]) -> tuple[Heard, ...] | NotEstimable:
    """Several judged questions of the same people, or what is wrong with the first that cannot be used."""
    read = [heard(frame, item_id) for item_id in item_ids]
    wrong = next((one for one in read if isinstance(one, NotEstimable)), None)
    return wrong or tuple(one for one in read if isinstance(one, Heard))


def areas(frame: Frame) -> Areas:
    """Each row's area by its place among `frame.areas`."""
    return np.repeat(np.arange(len(frame.areas)), np.diff(frame.starts))


def conditions(instrument: Instrument) -> tuple[str, ...]:
    """The questions on what getting support was like, those with favourable answers, in order."""
    return _judged(instrument, SectionKind.PROCESS)


def outcomes(instrument: Instrument) -> tuple[str, ...]:
    """The questions on what came of it, those with favourable answers, in order."""
    return _judged(instrument, SectionKind.OUTCOME)


def _judged(instrument: Instrument, kind: SectionKind) -> tuple[str, ...]:
    return tuple(
        item.id
        for item in instrument.items
        if item.kind is Kind.ONE and item.judged and instrument.section(item.section).kind is kind
    )


def _scores(item: Item) -> Scores:
    """The score of each code of the column: of 0 (nothing said) and of each option; the favourable end is highest."""
    base = item.in_base
    sides = [place for place, option in enumerate(base) if option.side is Side.FAVOURABLE]
    favourable_first = sum(sides) / len(sides) < (len(base) - 1) / 2
    score = {one.code: float(len(base) - 1 - at if favourable_first else at) for at, one in enumerate(base)}
    return np.array([np.nan, *(score.get(option.code, np.nan) for option in item.options)])
