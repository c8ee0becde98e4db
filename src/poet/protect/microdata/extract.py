"""An extract of records for research: only what was declared, coarsened until nobody stands alone, in no order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from poet.answers import MANY_MARK, Sheet
from poet.frame import Coded, Frame, Framed, Measured, Ticked
from poet.instrument import Item, Kind
from poet.protect.microdata import words
from poet.protect.microdata.comments import COLUMN, Redacted, approved
from poet.protect.microdata.declaration import Declaration, NotGiven
from poet.protect.microdata.hiding import Hidden, hide
from poet.protect.microdata.steps import Cells, steps


@dataclass(frozen=True, slots=True)
class Microdata:
    """Records that may be given to one researcher under one licence: `rows` of `columns`, sorted by what they hold, and
    how far they are hidden."""

    declaration: Declaration
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    hidden: Hidden


def extract(
    taken: Framed,
    sheet: Sheet,
    declaration: Declaration,
    *,
    area_column: str | None = None,
    id_column: str | None = None,
    comments: Iterable[Redacted] = (),
) -> Microdata:
    """The records of a frame as declared. Identifying columns may be items, the area, or dates of the sheet; an id never
    leaves. Raises NotGiven where the declaration does not fit the answers or nobody can be hidden well enough."""
    cells = _declared_cells(taken, sheet, declaration, area_column)
    stepped = [steps(one, cells[one.column]) for one in declaration.identifying]
    hidden = hide(stepped, [cells[name] for name in declaration.sensitive], declaration)
    texts = approved(comments, _from_sheet(sheet, id_column, taken)) if id_column in sheet.columns else {}
    if comments and not texts:
        raise NotGiven(words.ABSENT.format(what="the column that tells answers apart, to which comments belong"))
    columns = [column[step] for column, step in zip(stepped, hidden.steps, strict=True)]
    columns += [cells[name] for name in (*declaration.sensitive, *declaration.plain)]
    names = declaration.columns
    if texts:
        names = (*names, COLUMN)
        columns.append(tuple(texts.get(id_, "") for id_ in _from_sheet(sheet, id_column, taken)))
    rows = sorted(tuple(column[row] for column in columns) for row in hidden.rows)
    return Microdata(declaration, names, tuple(rows), hidden)


def _declared_cells(
    taken: Framed, sheet: Sheet, declaration: Declaration, area_column: str | None
) -> Mapping[str, Cells]:
    frame, named = taken.frame, declaration.columns
    items = frame.instrument.by_id
    faults = [words.TWICE.format(column=name) for name in dict.fromkeys(named) if named.count(name) > 1]
    dated = {one.column for one in declaration.identifying if one.dates}
    for name in dict.fromkeys(named):
        if name in items and items[name].kind is Kind.TEXT:
            faults.append(words.FREE_TEXT.format(column=name))
        elif name not in items and name != area_column and not (name in dated and name in sheet.columns):
            there = [*(one.id for one in items.values() if one.kind is not Kind.TEXT), *filter(None, [area_column])]
            faults.append(words.NO_COLUMN.format(column=name, columns=", ".join(there)))
    if faults:
        raise NotGiven(*faults)
    return {
        name: _said(frame, items[name])
        if name in items
        else _areas(frame)
        if name == area_column
        else _from_sheet(sheet, name, taken)
        for name in named
    }


def _said(frame: Frame, item: Item) -> Cells:
    codes = [option.code for option in item.options]
    match frame.columns[item.id]:
        case Coded(places):
            return tuple(codes[place - 1] if place else "" for place in places.tolist())
        case Ticked(ticks):
            chosen = [[code for at, code in enumerate(codes) if tick >> at & 1] for tick in ticks.tolist()]
            return tuple(MANY_MARK.join(one) for one in chosen)
        case Measured(values):
            return tuple("" if np.isnan(value) else f"{value:.10g}" for value in values.tolist())
        case _:
            raise TypeError(f"{item.id} is free text")


def _areas(frame: Frame) -> Cells:
    return tuple(np.repeat(np.array(frame.areas, object), np.diff(frame.starts)).tolist())


def _from_sheet(sheet: Sheet, name: str | None, taken: Framed) -> Cells:
    column = sheet.columns[name or ""]
    return tuple(column.cells[column.at[row]] if column.at[row] >= 0 else "" for row in taken.rows)
