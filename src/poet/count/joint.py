"""The smallest groups of people that several questions part at once: counts by area and by the answers to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.count.crossing import answer_rows, crossing_name
from poet.count.engine import count, count_packed
from poet.count.model import Counts
from poet.count.packing import Packed
from poet.frame import Coded, Column, Frame, Measured, Ticked, Written
from poet.instrument import Item

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Counts by cell: a group of `counts` for each area and combination of answers that somebody gave, sorted by area.

    `areas[c]` is the place of cell c's area; `answers[q][c]` the place of its answer to the q-th question among those
    that `crossed` lists."""

    counts: Counts
    areas: Ints
    answers: tuple[Ints, ...]


def cells(kept: Packed, by: Sequence[tuple[Item, str | None]]) -> Cells:
    """The counts by area and by the answers to these questions, each a ONE item, a number in bands,
    or one option of a MANY item. Without
    any, the cells are the areas. Raises ValueError on an item that does not part people."""
    frame = kept.frame
    areas = np.repeat(np.arange(len(frame.areas)), np.diff(frame.starts))
    if not by:
        return Cells(count_packed(kept), np.arange(len(frame.areas)), ())
    keys = np.stack([areas, *(answer_rows(frame, item, tick) for item, tick in by)], axis=1)
    distinct, whose = np.unique(keys, axis=0, return_inverse=True)
    names = tuple(crossing_name(frame.areas[row[0]], " ".join(map(str, row[1:]))) for row in distinct.tolist())
    counts = count(_sorted(frame, whose.ravel(), names))
    return Cells(counts, distinct[:, 0], tuple(distinct[:, 1:].T))


def _sorted(frame: Frame, whose: Ints, names: tuple[str, ...]) -> Frame:
    """The frame with its rows sorted by cell, as if cells were areas."""
    order = np.argsort(whose, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(whose, minlength=len(names)))]).astype(np.int64)
    columns = {name: _reordered(column, order) for name, column in frame.columns.items()}
    return Frame(frame.instrument, frame.respondents, names, starts, columns)


def _reordered(column: Column, order: Ints) -> Column:
    match column:
        case Coded(codes):
            return Coded(codes[order])
        case Ticked(ticks):
            return Ticked(ticks[order])
        case Measured(values):
            return Measured(values[order])
        case Written(is_written):
            return Written(is_written[order])
