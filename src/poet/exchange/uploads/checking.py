"""An uploaded table checked in full against the exact questionnaire: everybody's answers, or all that is wrong with it.

Nothing of a table with a fault is taken in; each fault is told with its row, its column and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from poet import route
from poet.answers import NotAccepted, Refusal, Sheet, SheetColumn, capped, hear
from poet.exchange import answers_csv
from poet.exchange.uploads import words, workbook
from poet.exchange.uploads.habits import as_date, meant
from poet.exchange.uploads.workbook import Handed
from poet.instrument import Instrument, Item, Kind, Variant

MOST_ROWS = 250_000
# What a marked-up copy holds; a page shows fewer.
MOST_TOLD = 10_000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OWN = (words.ID, words.WORDING, words.MONTH)

T = TypeVar("T")
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Person:
    """One row that may be stored: its answers by item id in their kept form, the wording asked, the month if given."""

    row: int
    answers: Mapping[str, str]
    variant: str
    month: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Heard(Generic[T]):
    """A column: what each of its distinct cells means, or what is wrong with it, and where they stand."""

    name: str
    meanings: Mapping[int, T]
    wrong: Mapping[int, str]
    at: NDArray[np.int32]

    def __getitem__(self, row: int) -> T | None:
        return self.meanings.get(int(self.at[row]))

    def faults(self) -> Iterator[tuple[int, str, str]]:
        """Row by row: where, in which column, what is wrong."""
        if self.wrong:
            rows = np.flatnonzero(np.isin(self.at, list(self.wrong)))
            yield from ((row, self.name, self.wrong[int(self.at[row])]) for row in rows.tolist())


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A table whose cells are all accepted; `rows` are those that hold an answer, the others are passed over."""

    instrument: Instrument
    rows: Rows
    passed_over: int
    answers: Mapping[str, Heard[str]]
    wordings: Heard[Variant]
    months: Heard[date]

    def people(self) -> Iterator[Person]:
        """Everybody, row by row, made while one asks: a large table never stands in memory twice.

        Answers to questions that a person's other answers lead past are left out.
        """
        for row in self.rows.tolist():
            said = {item: cell for item, heard in self.answers.items() if (cell := heard[row])}
            wording = self.wordings[row] or self.instrument.variants[0]
            asked = route.kept(self.instrument, wording, said)
            yield Person(Sheet.spreadsheet_row(row), asked, wording.id, self.months[row])

    def given(self) -> int:
        """How many answers the table holds, those that will be left out too."""
        return sum(int((heard.at[self.rows] >= 0).sum()) for heard in self.answers.values())


def read(data: bytes) -> Handed:
    """What was handed in: a workbook or a CSV, told apart by its first bytes. Raises NotAccepted."""
    if data.startswith(_WORKBOOKS):
        return workbook.parse(data)
    if len(data) > workbook.LARGEST_FILE:
        raise NotAccepted((Refusal(words.too_large(len(data), workbook.LARGEST_FILE)),))
    return Handed(answers_csv.parse(data))


def check(instrument: Instrument, handed: Handed, *, today: date, since: date = date.min) -> Checked:
    """Everybody's answers, given from the month of `since` on.

    Raises NotAccepted with all that is wrong, in the table's order, up to MOST_TOLD.
    """
    sheet = handed.sheet
    if whole := tuple(_wrong_as_a_whole(instrument, handed)):
        raise NotAccepted(whole)
    answers = {item.id: _heard(sheet, item.id, _answering(item)) for item in instrument.items}
    wordings = _heard(sheet, words.WORDING, lambda cell: _wording(instrument, cell))
    months = _heard(sheet, words.MONTH, lambda cell: _month(cell, since.replace(day=1), today))
    filled = np.zeros(sheet.rows, np.bool_)
    for column in answers.values():
        filled |= column.at >= 0
    faults = [fault for column in answers.values() for fault in column.faults()]
    faults += [*wordings.faults(), *months.faults(), *_repeats(sheet, filled)]
    if faults:
        raise NotAccepted(_in_order(faults))
    if not filled.any():
        raise NotAccepted((Refusal(words.NOTHING),))
    return Checked(instrument, np.flatnonzero(filled), int((~filled).sum()), answers, wordings, months)


def _wrong_as_a_whole(instrument: Instrument, handed: Handed) -> Iterator[Refusal]:
    sheet, known = handed.sheet, [*instrument.by_id, *_OWN]
    if handed.digest and handed.digest != instrument.digest:
        yield Refusal(words.OTHER_FORM.format(made_for=handed.made_for or "another form", wanted=instrument.name))
        return
    if sheet.rows > MOST_ROWS:
        yield Refusal(words.TOO_MANY_ROWS.format(rows=sheet.rows, most=MOST_ROWS))
    for name in sheet.columns:
        if name not in known:
            near = get_close_matches("-".join(name.casefold().replace("_", " ").split()), known, 1)
            yield Refusal(words.unknown_column(near[0] if near else None), name, 1)


def _heard(sheet: Sheet, name: str, hearing: Callable[[str], T | Refusal]) -> Heard[T]:
    """The column of this name, each distinct cell heard once; an empty one where the sheet has none."""
    column = sheet.columns.get(name) or SheetColumn((), np.full(sheet.rows, -1, np.int32))
    said = {place: hearing(cell) for place, cell in enumerate(column.cells)}
    wrong = {place: one.words for place, one in said.items() if isinstance(one, Refusal)}
    meanings = {place: one for place, one in said.items() if not isinstance(one, Refusal)}
    return Heard(name, meanings, wrong, column.at)


def _answering(item: Item) -> Callable[[str], str | Refusal]:
    """How a cell of this item is heard: its habits undone first, then as everywhere else."""

    def answer(cell: str) -> str | Refusal:
        said = hear(item, meant(item, cell))
        if isinstance(said, Refusal) and item.kind is not Kind.TEXT and (day := as_date(cell)):
            return Refusal(words.A_DATE.format(said=day.isoformat()))
        return said

    return answer


def _wording(instrument: Instrument, cell: str) -> Variant | Refusal:
    try:
        return instrument.variant(cell)
    except KeyError:
        known = ", ".join(variant.id for variant in instrument.variants)
        return Refusal(words.NO_WORDING.format(said=cell, known=known))


def _month(cell: str, since: date, today: date) -> date | Refusal:
    """The first day of the month."""
    day = as_date(cell) or as_date(f"{cell.strip()}-01")
    if day is None:
        return Refusal(words.NO_MONTH.format(said=cell))
    if day > today:
        return Refusal(words.MONTH_TO_COME.format(said=cell))
    month = day.replace(day=1)
    return month if month >= since else Refusal(words.MONTH_BEFORE.format(said=cell, since=f"{since:%Y-%m}"))


def _repeats(sheet: Sheet, filled: NDArray[np.bool_]) -> Iterator[tuple[int, str, str]]:
    """The filled rows whose own number stands in an earlier one already."""
    column = sheet.columns.get(words.ID, SheetColumn((), np.full(sheet.rows, -1, np.int32)))
    first: dict[int, int] = {}
    for row in np.flatnonzero(filled & (column.at >= 0)).tolist():
        place = int(column.at[row])
        if first.setdefault(place, row) != row:
            told = words.REPEATED_ID.format(id=column.cells[place], first=Sheet.spreadsheet_row(first[place]))
            yield row, words.ID, told


def _in_order(faults: list[tuple[int, str, str]]) -> tuple[Refusal, ...]:
    faults.sort(key=lambda fault: fault[0])
    told = [Refusal(what, column, Sheet.spreadsheet_row(row)) for row, column, what in faults[:MOST_TOLD]]
    return capped(told, found=len(faults), most=MOST_TOLD)
