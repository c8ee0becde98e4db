"""What stands in the columns of exported returns, and how an answer becomes a value there.

A question with one answer is one column; one with several has a column an option. Comments have none. A value is a
small whole number in the options' order; what is counted apart ("don't know") is numbered from 91 and marked as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poet.answers import codes
from poet.exchange.returns import words
from poet.instrument import NOT_UNDERSTOOD, Instrument, Item, Kind, Option, worded

NOTHING = 0
FIRST_APART = 91
CHOSEN, NOT_CHOSEN = 1, 2

Codes = NDArray[np.int8]
Numbers = NDArray[np.float64]


class Measure(StrEnum):
    """How the values of a column may be used."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Record:
    """One response: how it came, and its answers as cells by item id. Nothing of the person, no time finer than a month."""

    area: str
    month: str
    wording: str
    face: str
    language: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a coded column: its number, the code it stands for, what it means, and whether it is missing."""

    number: int
    code: str
    meaning: str
    missing: bool = False


_NO_ANSWER = Value(NOTHING, "", words.NO_ANSWER, missing=True)


@dataclass(frozen=True)
class Column:
    """One column. `values` are empty for a NUMBER question and for what stands around the answers; `option` is the one
    that a column of a question with several answers is about."""

    name: str
    label: str
    measure: Measure
    item: Item | None = None
    option: str = ""
    values: tuple[Value, ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def code(self) -> Callable[[str], int]:
        """The number of a cell; worked out once a distinct cell."""
        known: dict[str, int] = {"": NOTHING}

        def number(cell: str) -> int:
            found = known.get(cell)
            if found is None:
                found = known[cell] = self._number(cell)
            return found

        return number

    def _number(self, cell: str) -> int:
        by_code = {value.code: value.number for value in self.values}
        if not self.option:
            return by_code.get(cell, NOTHING)
        apart = [by_code[code] for code in codes(cell) if code in by_code]
        return apart[0] if apart else CHOSEN if self.option in codes(cell) else NOT_CHOSEN

    def coded(self, cells: Sequence[str]) -> Codes:
        """The numbers of many cells."""
        code = self.code
        return np.fromiter((code(cell) for cell in cells), np.int8, len(cells))

    def meant(self, number: int) -> str:
        """The code that a number stands for."""
        return self._codes.get(number, "")

    @cached_property
    def _codes(self) -> Mapping[int, str]:
        return {value.number: value.code for value in self.values}


def columns(instrument: Instrument, *, left_out: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns of a questionnaire's returns, without the items in `left_out` and without comments."""
    around = tuple(Column(name, label, Measure.NAME) for name, label in words.ABOUT.items())
    asked = (item for item in instrument.items if item.id not in left_out)
    return (*around, *(column for item in asked for column in _of(item, instrument)))


def _of(item: Item, instrument: Instrument) -> Iterator[Column]:
    label = worded(item.label, instrument.variants[0])
    match item.kind:
        case Kind.ONE:
            measure = Measure.ORDINAL if item.judged else Measure.NOMINAL
            yield Column(item.id, label, measure, item, values=_values(item.in_base, item.apart))
        case Kind.NUMBER:
            yield Column(item.id, label, Measure.SCALE, item)
        case Kind.MANY:
            for option in item.in_base:
                chosen = (
                    Value(CHOSEN, words.CHOSEN, f"{option.text}: {words.CHOSEN}"),
                    Value(NOT_CHOSEN, words.NOT_CHOSEN, f"{option.text}: {words.NOT_CHOSEN}"),
                )
                values = (_NO_ANSWER, *chosen, *_apart(item.apart))
                yield Column(
                    f"{item.id}.{option.code}", f"{label}: {option.text}", Measure.NOMINAL, item, option.code, values
                )
        case Kind.TEXT:
            return


def _values(in_base: Sequence[Option], apart: Sequence[Option]) -> tuple[Value, ...]:
    return (_NO_ANSWER, *(Value(number, one.code, one.text) for number, one in enumerate(in_base, 1)), *_apart(apart))


def _apart(apart: Sequence[Option]) -> tuple[Value, ...]:
    return tuple(Value(FIRST_APART + place, one.code, one.text, missing=True) for place, one in enumerate(apart))


def measured(cells: Sequence[str]) -> Numbers:
    """The numbers said to a NUMBER question; not a number where none was."""
    return np.array([float(cell) if cell and cell != NOT_UNDERSTOOD else np.nan for cell in cells], np.float64)
