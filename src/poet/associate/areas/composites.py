"""One score a respondent from several questions, and from several rounds: what can be banded where single items cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poet.associate.areas import words
from poet.associate.areas.tallies import Numbers
from poet.frame import Coded, Frame
from poet.instrument import Item, Side
from poet.instrument.lineage import Change, lineage
from poet.measure import NotEstimable

# A score rests on at least this share of the questions that everybody is asked.
LEAST = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """One score a respondent: `values[r]` (0 to 1; pooled rounds may stray beyond by what rounds differ) of somebody in
    `areas[area[r]]`. Records: they never leave this room."""

    of: str
    areas: tuple[str, ...]
    area: NDArray[np.int64]
    values: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class AreaScores:
    """Areas' mean scores, their standard errors (from the spread of respondents within areas, all areas together) and how
    many scores each rests on; `icc` is the share of the variance of single scores that lies between areas. An area of
    nobody has a mean and an error of NaN."""

    of: str
    areas: tuple[str, ...]
    means: Numbers
    errors: Numbers
    bases: NDArray[np.int64]
    icc: float

    @property
    def k(self) -> float:
        """(1 - ICC) / ICC; infinite at ICC 0."""
        return (1 - self.icc) / self.icc if self.icc > 0 else float("inf")


def section_scores(rounds: Sequence[Frame], section: str, *, least: float = LEAST) -> Scores | NotEstimable:
    """Scores on the judged questions of a section, over one round or several. Raises KeyError on an unknown section."""
    if not rounds:
        return NotEstimable(words.NO_ROUND)
    instrument = rounds[-1].instrument
    items = [item.id for item in instrument.items_of(instrument.section(section)) if item.judged]
    return scores(rounds, items, of=section, least=least)


def scores(rounds: Sequence[Frame], items: Sequence[str], *, of: str, least: float = LEAST) -> Scores | NotEstimable:
    """Each respondent's share of favourable answers among their valid answers to these items.

    Whoever gave valid answers to fewer than `least` of the items that everybody is asked (but at least one) has no score.
    Several rounds, oldest first, are pooled: a score is then taken relative to its round's mean and set on the mean of all,
    so that an area is not praised for having answered mostly in a good year. Somebody who answered twice counts twice.
    NotEstimable where no item has sides, or one is not the same question throughout. Raises KeyError on an unknown item.
    """
    if not rounds:
        return NotEstimable(words.NO_ROUND)
    newest = rounds[-1].instrument
    asked = [newest.by_id[item] for item in items]
    if not asked or not all(item.judged for item in asked):
        return NotEstimable(words.NOTHING_JUDGED)
    for before, after in pairwise(rounds):
        if changed := _changed(before, after, asked):
            return NotEstimable(words.REWORDED.format(item=changed))
    areas = tuple(dict.fromkeys(area for one in rounds for area in one.areas))
    parts = [_round(one, asked, areas, least) for one in rounds]
    values = np.concatenate([found for _, found in parts])
    if len(rounds) > 1 and len(values):
        level = values.mean()
        values = np.concatenate([found - found.mean() + level if len(found) else found for _, found in parts])
    return Scores(of, areas, np.concatenate([area for area, _ in parts]), values)


def area_scores(found: Scores) -> AreaScores | NotEstimable:
    """The areas' means with standard errors sqrt(within-area variance / n) and the one-way ICC.

    NotEstimable with fewer than two areas, no area of two scores, or everybody alike.
    Source: analysis of variance with unequal groups, n0 = (N - sum n^2 / N) / (I - 1); Shrout and Fleiss 1979, ICC(1).
    """
    bases = np.bincount(found.area, minlength=len(found.areas))
    areas, people = int((bases > 0).sum()), len(found.values)
    if areas < 2:
        return NotEstimable(words.ONE_AREA)
    if people == areas:
        return NotEstimable(words.NO_SCORES)
    sums = np.bincount(found.area, found.values, minlength=len(bases))
    means = np.divide(sums, bases, out=np.full(len(bases), np.nan), where=bases > 0)
    within = float(((found.values - means[found.area]) ** 2).sum()) / (people - areas)
    # What is left of equal decimals after subtracting is not spread.
    if within < 1e-12:
        return NotEstimable(words.NO_SPREAD if np.ptp(found.values) < 1e-6 else words.ALL_OR_NOTHING)
    there = bases > 0
    between = float((bases[there] * (means[there] - found.values.mean()) ** 2).sum()) / (areas - 1)
    size = (people - float((bases**2).sum()) / people) / (areas - 1)
    beyond = max(0.0, (between - within) / size)
    errors = np.sqrt(np.divide(within, bases, out=np.full(len(bases), np.nan), where=there))
    return AreaScores(found.of, found.areas, means, errors, bases, beyond / (beyond + within))


def _changed(before: Frame, after: Frame, asked: Sequence[Item]) -> str | None:
    """The first of the items that is not the same question in both rounds."""
    if before.instrument.digest == after.instrument.digest:
        return None
    wanted = {item.id for item in asked}
    same = {
        step.after.id
        for step in lineage(before.instrument, after.instrument)
        if step.after and step.before and step.change is Change.SAME and step.before.id == step.after.id
    }
    return next((item.id for item in asked if item.id in wanted - same), None)


def _round(
    frame: Frame, asked: Sequence[Item], areas: Sequence[str], least: float
) -> tuple[NDArray[np.int64], Numbers]:
    """The area and the score of everybody in one round who has one."""
    liked, valid = np.zeros(frame.respondents), np.zeros(frame.respondents)
    for item in asked:
        column = frame.columns[item.id]
        assert isinstance(column, Coded), "a judged item is answered by choosing one"
        liked += np.array([0.0, *(option.side is Side.FAVOURABLE for option in item.options)])[column.codes]
        valid += np.array([0.0, *(not option.apart for option in item.options)])[column.codes]
    everybodys = sum(not item.when and not item.variants for item in asked)
    has = valid >= max(1.0, least * everybodys)
    places = {area: place for place, area in enumerate(areas)}
    area = np.repeat(np.array([places[name] for name in frame.areas], np.int64), np.diff(frame.starts))
    return area[has], liked[has] / valid[has]
