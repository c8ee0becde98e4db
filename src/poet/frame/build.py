"""From a sheet of unchecked cells to the frame: every distinct cell is decided once and applied to all its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.answers import MOST_TOLD, NotAccepted, Refusal, Sheet
from poet.frame import words
from poet.frame.code import Heard, empty, heard
from poet.frame.group import Grouping, by_answer, by_area, everybody, is_somebody, repeats, without
from poet.frame.model import Column, Frame
from poet.frame.troubles import Trouble, told
from poet.instrument import Instrument, Kind

ID_COLUMN = "id"
# Everything left out is told, up to where a list stops being one.
MOST_DROPPED = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Framed:
    """A frame, what a lenient taking-in left out, and from which row of the sheet (int64, from 0) each of the frame's
    rows comes."""

    frame: Frame
    dropped: tuple[Refusal, ...]
    rows: NDArray[np.int64]


def frame(
    instrument: Instrument,
    sheet: Sheet,
    *,
    area_column: str | None,
    id_column: str | None = None,
    ignored: Collection[str] = (),
    lenient: bool = False,
) -> Framed:
    """The frame of a sheet's answers, grouped by a column: an area, or an item of one answer. None groups all as one.
    Columns that are `ignored` need not be questions. Empty lines are passed over.

    Raises NotAccepted on unknown columns, cells that are no answer, empty areas and repeated respondents, with row,
    column and what to do; with `lenient` only those cells (or rows) are left out and named in `dropped`. A missing
    area or id column and a sheet without any question are refused always.
    """
    own_id = id_column or (ID_COLUMN if ID_COLUMN in sheet.columns else None)
    _check_columns(instrument, sheet, area_column, own_id)
    columns = {item.id: heard(item, sheet.columns[item.id]) for item in instrument.items if item.id in sheet.columns}
    groups = _groups(instrument, sheet, area_column)
    somebody = is_somebody(sheet)
    twice = _twice(sheet, own_id, somebody & (groups.place >= 0))
    unknown = tuple(_unknown_columns(instrument, sheet, {area_column, own_id, *ignored}))
    troubles = [*_lost(instrument, sheet, area_column, own_id, somebody), *(one.trouble() for one in columns.values())]
    if not lenient and (refusals := told(unknown, [*troubles, *twice], MOST_TOLD)):
        raise NotAccepted(refusals)
    kept = somebody & (groups.place >= 0)
    for trouble in twice:
        kept[trouble.rows] = False
    dropped = told(unknown, [*troubles, *twice], MOST_DROPPED)
    rows = _by_group(groups, np.flatnonzero(kept))
    return Framed(_sorted(instrument, groups, columns, rows), dropped, rows)


def _by_group(groups: Grouping, kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """The kept rows, those of one group together."""
    # Few groups as small numbers: those are sorted by their bits, many times faster.
    small = groups.place[kept].astype(np.min_scalar_type(len(groups.names)))
    return kept[np.argsort(small, kind="stable")]


def _sorted(instrument: Instrument, groups: Grouping, columns: Mapping[str, Heard], order: NDArray[np.int64]) -> Frame:
    place = groups.place[order]
    starts = np.zeros(len(groups.names) + 1, np.int64)
    np.cumsum(np.bincount(place, minlength=len(groups.names)), out=starts[1:])
    taken: dict[str, Column] = {
        item.id: columns[item.id].column(order) if item.id in columns else empty(item, len(order))
        for item in instrument.items
    }
    return Frame(instrument, len(order), groups.names, starts, taken)


def _check_columns(instrument: Instrument, sheet: Sheet, area: str | None, own_id: str | None) -> None:
    if area is not None and area not in sheet.columns:
        raise NotAccepted((Refusal(words.NO_AREA_COLUMN.format(columns=", ".join(sheet.columns)), area),))
    grouping = instrument.by_id.get(area or "")
    if grouping and grouping.kind not in {Kind.ONE, Kind.NUMBER}:
        raise NotAccepted((Refusal(words.NOT_A_GROUPING, area),))
    if own_id is not None and own_id not in sheet.columns:
        raise NotAccepted((Refusal(words.NO_ID_COLUMN, own_id),))
    if not any(item.id in sheet.columns for item in instrument.items):
        raise NotAccepted((Refusal(words.NO_ITEM),))


def _unknown_columns(instrument: Instrument, sheet: Sheet, named: set[str | None]) -> Iterator[Refusal]:
    known = list(instrument.by_id)
    for name in sheet.columns:
        if name not in instrument.by_id and name not in named:
            yield Refusal(words.unknown_column(name, known), name)


def _groups(instrument: Instrument, sheet: Sheet, area: str | None) -> Grouping:
    if area is None:
        return everybody(sheet.rows)
    if item := instrument.by_id.get(area):
        return by_answer(item, sheet.columns[area])
    return by_area(sheet.columns[area])


def _lost(
    instrument: Instrument, sheet: Sheet, area: str | None, own_id: str | None, somebody: NDArray[np.bool_]
) -> Iterator[Trouble]:
    """Rows without an area or an id. Whoever left a question out merely belongs to none of its groups."""
    if area is not None and area not in instrument.by_id:
        yield without(area, sheet.columns[area], somebody, words.NO_AREA)
    if own_id is not None:
        yield without(own_id, sheet.columns[own_id], somebody, words.NO_ID)


def _twice(sheet: Sheet, own_id: str | None, counted: NDArray[np.bool_]) -> tuple[Trouble, ...]:
    return () if own_id is None else (repeats(own_id, sheet.columns[own_id], counted),)
