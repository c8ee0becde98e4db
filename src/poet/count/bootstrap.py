"""What other respondents of the same areas might have said: bootstrap replicates of every area's favourable shares."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poet.count.packing import THREADS
from poet.frame import Coded, Frame
from poet.instrument import Item, Side

RUNS = 1_000
# So many draws are held at once, whatever the size of an area.
_AT_ONCE = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """Replicates x areas x items, float32 holding whole numbers: how many answered favourably, and how many are in the
    base. Raw figures, for intervals and models; a single replicate is never told."""

    items: tuple[str, ...]
    areas: tuple[str, ...]
    favourable: NDArray[np.float32]
    base: NDArray[np.float32]

    def shares(self) -> NDArray[np.float32]:
        """The favourable shares, NaN where a replicate has nobody in the base."""
        there = self.base > 0
        return np.divide(self.favourable, self.base, out=np.full_like(self.base, np.nan), where=there)


def replicates(frame: Frame, *, runs: int = RUNS, seed: int) -> Replicates:
    """`runs` replicates of every judged ONE item in every area.

    Each draws as many respondents as the area has, with replacement, and takes a drawn person with all their answers, so
    that items keep their correlation. The draws are exact: how often each person was drawn is counted, and one matrix
    product adds up their answers. The same seed gives the same replicates on any number of threads.
    Source: Efron 1979, stratified by area. Raises ValueError unless runs > 0.
    """
    if runs <= 0:
        raise ValueError("there must be at least one replicate")
    items = [item for item in frame.instrument.items if item.judged and isinstance(frame.columns[item.id], Coded)]
    marks = _marks(frame, items)
    seeds = np.random.SeedSequence(seed).spawn(len(frame.areas))
    with ThreadPoolExecutor(THREADS) as threads:
        bounds = list(pairwise(frame.starts.tolist()))
        areas = threads.map(
            lambda one: _area(marks[one[0][0] : one[0][1]], runs, one[1]), zip(bounds, seeds, strict=True)
        )
        drawn = np.empty((runs, len(frame.areas), 2 * len(items)), np.float32)
        for place, sums in enumerate(areas):
            drawn[:, place] = sums
    return Replicates(tuple(item.id for item in items), frame.areas, drawn[..., : len(items)], drawn[..., len(items) :])


def _area(marks: NDArray[np.float32], runs: int, seed: np.random.SeedSequence) -> NDArray[np.float32]:
    """The sums of one area's replicates, some replicates at a time."""
    people, dice = len(marks), np.random.default_rng(seed)
    if people == 0:
        return np.zeros((runs, marks.shape[1]), np.float32)
    step = max(1, _AT_ONCE // people)
    return np.concatenate([_drawn(marks, min(step, runs - done), dice) for done in range(0, runs, step)])


def _drawn(marks: NDArray[np.float32], runs: int, dice: np.random.Generator) -> NDArray[np.float32]:
    people = len(marks)
    drawn = dice.integers(0, people, (runs, people), np.int32)
    drawn += np.arange(0, runs * people, people, dtype=np.int32)[:, None]
    times = np.bincount(drawn.ravel(), minlength=runs * people).reshape(runs, people)
    return times.astype(np.float32) @ marks


def _marks(frame: Frame, items: list[Item]) -> NDArray[np.float32]:
    """Respondents x (favourable of each item, then in the base of each item), as noughts and ones."""
    marks = np.empty((frame.respondents, 2 * len(items)), np.float32)
    for place, item in enumerate(items):
        column = frame.columns[item.id]
        assert isinstance(column, Coded)
        liked = [False, *(option.side is Side.FAVOURABLE for option in item.options)]
        based = [False, *(not option.apart for option in item.options)]
        marks[:, place] = np.array(liked)[column.codes]
        marks[:, len(items) + place] = np.array(based)[column.codes]
    return marks
