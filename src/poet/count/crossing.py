"""Every item by area and by the answer to another item: how subgroups are counted, by the AND of bitmaps.

The groups of a crossing part the respondents like any other: those who did not answer make up a group of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from poet.count.engine import by_area
from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.count.packing import WORD, Bits, Packed, packed_options
from poet.frame import Coded, Frame, Measured, Ticked, Written
from poet.instrument import Item, Kind
from poet.instrument.bands import Banded

# No option's code holds a blank, so these are the answers of nobody.
NO_ANSWER = "no answer"
NOT = "not "
_BETWEEN = " x "


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Counts by area and answer. `counts.groups` run through the answers within each area: group `a * len(answers) + g`
    holds the people of `areas[a]` who gave `answers[g]`, and is called as `crossing_name` says.

    `answers` are the codes of the grouping item `by` in its order (of one tick of a MANY item: the code, and "not" it),
    then NO_ANSWER.
    """

    by: Item
    areas: tuple[str, ...]
    answers: tuple[str, ...]
    counts: Counts

    def options(self, item_id: str) -> NDArray[np.int64]:
        """People by area, answer and option of a ONE or MANY item. Raises TypeError on any other item."""
        raw = self.counts.items[item_id]
        if not isinstance(raw, OptionCounts):
            raise TypeError(f"{item_id} is not answered by choosing")
        return raw.by_option.reshape(len(self.areas), len(self.answers), len(raw.item.options))


def crossing_name(area: str, answer: str) -> str:
    """How the people of an area who gave an answer are called as a group."""
    return f"{area}{_BETWEEN}{answer}"


def uncrossed(name: str) -> tuple[str, tuple[int, ...]] | None:
    """The area, and the places of the answers, of a cell that bears a `crossing_name` of them; None of any other name."""
    area, _, said = name.rpartition(_BETWEEN)
    marks = said.split(" ")
    return (area, tuple(map(int, marks))) if area and all(mark.isdecimal() for mark in marks) else None


def crossed(kept: Packed, by: Item, tick: str | None = None, only: Collection[str] | None = None) -> Crossed:
    """Every item (or `only` those with these ids) counted by area and by the answer to `by`: a ONE item, a NUMBER item in
    bands, or one option (`tick`) of a MANY item.

    Raises ValueError on an item that does not part people, and on a tick that the item does not offer.
    """
    members = dict(_members(kept, by, tick))
    frame = kept.frame
    people = np.stack([by_area(bits[None], kept.words)[:, 0] for bits in members.values()], axis=1)
    groups = tuple(crossing_name(area, answer) for area in frame.areas for answer in members)
    rows = _rows(frame, by, tick, len(members))
    wanted = [item for item in frame.instrument.items if only is None or item.id in only]
    items = {item.id: _counted(kept, item, members, rows) for item in wanted}
    counts = Counts(frame.instrument, groups, people.ravel(), items)
    return Crossed(by, frame.areas, tuple(members), counts)


def _members(kept: Packed, by: Item, tick: str | None) -> Iterator[tuple[str, Bits]]:
    """Who gave each answer, a bit a person; the last are those who gave none."""
    everybody = _everybody(kept)
    if by.kind is Kind.ONE and tick is None:
        rows = _choices(kept, by)
        yield from zip((option.code for option in by.options), rows, strict=True)
        yield NO_ANSWER, everybody & ~np.bitwise_or.reduce(rows, axis=0)
    elif by.kind is Kind.MANY and (option := by.option(tick or "")) is not None:
        *ticks, answered = kept.bits[by.id]
        ticked = ticks[by.options.index(option)]
        yield option.code, ticked
        yield NOT + option.code, answered & ~ticked
        yield NO_ANSWER, everybody & ~answered
    else:
        raise ValueError(f"{by.id} does not part people: name an item of one answer, or one option of several")


def _choices(kept: Packed, by: Item) -> Bits:
    """Who chose each option of a ONE item, or whose number lies in each band."""
    if not isinstance(by, Banded):
        return kept.bits[by.id]
    places = answer_rows(kept.frame, by, None)
    codes = np.where(places == len(by.options), 0, places + 1).astype(np.uint8)
    return packed_options(kept.frame, codes, len(by.options))


def _everybody(kept: Packed) -> Bits:
    """A bit for each respondent."""
    lengths = np.diff(kept.frame.starts)
    full = np.zeros(int(kept.words[-1]) * WORD, np.bool_)
    begins = kept.words[:-1] * WORD
    full[np.repeat(begins - kept.frame.starts[:-1], lengths) + np.arange(kept.frame.respondents)] = True
    bits: Bits = np.packbits(full, bitorder="little").view(np.uint64)
    return bits


def answer_rows(frame: Frame, by: Item, tick: str | None) -> NDArray[np.int64]:
    """Each row's answer to `by` by its place among a crossing's answers, of which the last is NO_ANSWER. Raises ValueError
    on an item that does not part people, and on a tick that the item does not offer."""
    column = frame.columns[by.id]
    if isinstance(column, Measured) and isinstance(by, Banded) and tick is None:
        band = np.searchsorted(np.array(by.starts), column.values, side="right").astype(np.int64)
        return np.where(np.isnan(column.values), len(by.options), band)
    if isinstance(column, Coded) and tick is None:
        codes = column.codes.astype(np.int64)
        return np.where(codes == 0, len(by.options), codes - 1)
    if isinstance(column, Ticked) and (option := by.option(tick or "")) is not None:
        place = np.uint64(by.options.index(option))
        is_ticked = (column.ticks >> place & np.uint64(1)) != 0
        return np.where(column.ticks == 0, 2, np.where(is_ticked, 0, 1))
    raise ValueError(f"{by.id} does not part people: name an item of one answer, or one option of several")


def _rows(frame: Frame, by: Item, tick: str | None, answers: int) -> NDArray[np.int64]:
    """The group of each row of the frame; what is not counted by bits is dealt out by it."""
    areas = np.repeat(np.arange(len(frame.areas)), np.diff(frame.starts))
    groups: NDArray[np.int64] = areas * answers + answer_rows(frame, by, tick)
    return groups


def _counted(kept: Packed, item: Item, members: Mapping[str, Bits], rows: NDArray[np.int64]) -> ItemCounts:
    groups = len(kept.frame.areas) * len(members)
    match kept.frame.columns[item.id]:
        case Measured(values):
            return NumberValues(item, _dealt(values, rows, groups))
        case Written(is_written):
            return TextCounts(item, np.bincount(rows[is_written], minlength=groups).astype(np.int64))
        case _:
            bits = kept.bits[item.id]
            by_row = np.stack([by_area(bits & one, kept.words) for one in members.values()], axis=1)
            flat = by_row.reshape(groups, len(bits))
            if item.kind is Kind.MANY:
                return OptionCounts(item, flat[:, :-1], flat[:, -1])
            return OptionCounts(item, flat, flat.sum(axis=1))


def _dealt(values: NDArray[np.float64], rows: NDArray[np.int64], groups: int) -> tuple[NDArray[np.float64], ...]:
    """Each group's answers, sorted."""
    is_said = ~np.isnan(values)
    said, whose = values[is_said], rows[is_said]
    order = np.lexsort((said, whose))
    ends = np.searchsorted(whose[order], np.arange(groups + 1))
    return tuple(said[order][low:high] for low, high in pairwise(ends))
