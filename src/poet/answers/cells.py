"""An answer as a cell: the one written form that files, the database and the web share.

A cell of a ONE item is an option code, of a MANY item codes joined by ";", of a NUMBER item a plain decimal,
of a TEXT item the words themselves. An empty cell is an unanswered question.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from poet.answers import refusals
from poet.answers.refusals import Refusal
from poet.instrument import NOT_UNDERSTOOD, Instrument, Item, Kind

MANY_MARK = ";"
LONGEST_COMMENT = 10_000
# Commas part thousands and nothing else: "13,50" could be read as thirteen and a half or as 1350, so it is asked about.
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?|\.\d+)")


def codes(cell: str) -> tuple[str, ...]:
    """The option codes in a cell, without blanks and repeats, in the order written."""
    if MANY_MARK not in cell:  # most cells hold one, and every answer of every response passes here
        return (code,) if (code := cell.strip()) else ()
    return tuple(dict.fromkeys(part.strip() for part in cell.split(MANY_MARK) if part.strip()))


def hear(item: Item, cell: str) -> str | Refusal:
    """The cell in its one kept form, or why it is not accepted. An empty cell stays empty."""
    if not cell.strip():
        return ""
    if item.not_understood and cell.strip() == NOT_UNDERSTOOD:
        return NOT_UNDERSTOOD
    return _HEARERS[item.kind](item, cell)


def offered(instrument: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that the questionnaire offers: one given on three faces is none where five are shown, and none the
    other way round. Texts and numbers always are."""
    return {
        item.id: answers[item.id]
        for item in instrument.items
        if item.id in answers and (not item.options or all(item.option(code) for code in codes(answers[item.id])))
    }


def hear_number(item: Item, said: str) -> float | Refusal:
    """The number said to a NUMBER item, or why it is not accepted. Thousands commas and a pound sign are forgiven."""
    plain = said.strip().removeprefix("£").strip()
    if not _NUMBER.fullmatch(plain):
        return refusals.not_a_number(item, said.strip())
    value = float(plain.replace(",", ""))
    if not math.isfinite(value) or not item.low <= value <= item.high:
        return refusals.out_of_range(item, plain)
    return value + 0.0  # never a minus zero


def _hear_one(item: Item, cell: str) -> str | Refusal:
    said = codes(cell)
    if len(said) > 1:
        return refusals.only_one(item)
    if said and item.option(said[0]) is None:
        return refusals.not_an_option(item, said[0])
    return said[0] if said else ""


def _hear_many(item: Item, cell: str) -> str | Refusal:
    said = codes(cell)
    for code in said:
        option = item.option(code)
        if option is None:
            return refusals.not_an_option(item, code)
        if (option.apart or option.alone) and len(said) > 1:
            return refusals.alone(item, option.text)
    return MANY_MARK.join(option.code for option in item.options if option.code in said)


def _hear_plain_number(item: Item, cell: str) -> str | Refusal:
    value = hear_number(item, cell)
    return value if isinstance(value, Refusal) else format(Decimal(repr(value)), "f").removesuffix(".0")


def _hear_text(item: Item, cell: str) -> str | Refusal:
    words = _printable(cell).strip()
    if len(words) > LONGEST_COMMENT:
        return refusals.too_long(item, len(words), LONGEST_COMMENT)
    return words


def _printable(words: str) -> str:
    """The words without control characters, line ends as one newline; letters of every script stay."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(mark for mark in lines if mark == "\n" or unicodedata.category(mark) not in {"Cc", "Cs"})


_HEARERS = {Kind.ONE: _hear_one, Kind.MANY: _hear_many, Kind.NUMBER: _hear_plain_number, Kind.TEXT: _hear_text}


def together(said: Sequence[str]) -> str:
    """Several values of one form field as one cell."""
    return MANY_MARK.join(said)
