"""What a person at the keyboard types for a question, heard as a cell: the number of an option, a figure, or words.

3      the third option on the paper; 1 3 or 13 where several may be chosen (1,3 too)
*      several marks where one may be made
?      a mark or a word that cannot be read
2y 6m  a length of time; 30 months is 30m
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from poet.answers import MANY_MARK, Refusal, hear
from poet.instrument import Item, Kind, Option, Unit
from portal.keying import words

SEVERAL, UNREADABLE = "*", "?"
MARKS = frozenset({SEVERAL, UNREADABLE})
_TIME = re.compile(r"(?:(\d+(?:\.\d+)?)\s*y)?\s*(?:(\d+(?:\.\d+)?)\s*m)?", re.IGNORECASE)
_PARTS = re.compile(r"[\s,;.+]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed sheet: cells and marks by item id, what is refused, and what stood in the fields."""

    cells: Mapping[str, str]
    refusals: Mapping[str, Refusal]
    posted: Mapping[str, str]


def offered_on(item: Item) -> tuple[Option, ...]:
    """The options as they stand on the paper, in their order: numbers count from 1."""
    beside = (item.not_understood,) if item.not_understood and not item.options else ()
    return (*item.options, *beside)


def typed(items: tuple[Item, ...], fields: Mapping[str, str]) -> Typed:
    """Everything that was typed of a sheet. An empty field is an unanswered question."""
    posted = {item.id: fields.get(item.id, "").strip() for item in items}
    heard = {item.id: hear_typed(item, posted[item.id]) for item in items}
    refusals = {name: said for name, said in heard.items() if isinstance(said, Refusal)}
    cells = {name: said for name, said in heard.items() if said and not isinstance(said, Refusal)}
    return Typed(cells, refusals, posted)


def hear_typed(item: Item, said: str) -> str | Refusal:
    """The cell or mark, or why it is not taken."""
    if not said or said == UNREADABLE:
        return said
    if said == SEVERAL:
        return said if item.kind is Kind.ONE else Refusal(words.SEVERAL_IS_FOR_ONE, item.id)
    return _HEARERS[item.kind](item, said)


def _hear_one(item: Item, said: str) -> str | Refusal:
    chosen = _numbered(item, said)
    return chosen or Refusal(words.no_such_number(said, len(item.options)), item.id)


def _hear_many(item: Item, said: str) -> str | Refusal:
    found = [_numbered(item, part) for part in _many_parts(item, said)]
    if not all(found):
        return Refusal(words.no_such_numbers(said, len(item.options)), item.id)
    return hear(item, MANY_MARK.join(code for code in found if code))


def _many_parts(item: Item, said: str) -> Iterator[str]:
    """`13` is two digits where there are nine options or fewer."""
    for part in filter(None, _PARTS.split(said)):
        yield from part if part.isdigit() and len(offered_on(item)) <= 9 else (part,)


def _numbered(item: Item, said: str) -> str:
    """The code of the option with this number; a code means itself where it cannot be a number."""
    there = offered_on(item)
    if said.isascii() and said.isdigit():
        return there[int(said) - 1].code if 0 < int(said) <= len(there) else ""
    return next((option.code for option in there if option.code.casefold() == said.casefold()), "")


def _hear_number(item: Item, said: str) -> str | Refusal:
    beside = item.not_understood
    if beside and said.casefold() in {"n", beside.code.casefold()}:
        return beside.code
    if item.unit is Unit.MONTHS and (time := _TIME.fullmatch(said)) and any(time.groups()):
        years, months = (float(part or 0) for part in time.groups())
        said = f"{years * 12 + months:.10g}"
    return hear(item, said)


_HEARERS = {Kind.ONE: _hear_one, Kind.MANY: _hear_many, Kind.NUMBER: _hear_number, Kind.TEXT: hear}


def shown(item: Item, cell: str) -> str:
    """What a person would have typed for this cell."""
    if cell in MARKS or item.kind is Kind.TEXT:
        return cell
    if item.kind is Kind.NUMBER:
        return f"{cell}m" if item.unit is Unit.MONTHS and cell.isdigit() else cell
    numbers = {option.code: str(number) for number, option in enumerate(offered_on(item), 1)}
    return " ".join(numbers.get(code, code) for code in cell.split(MANY_MARK))


def in_words(item: Item, cell: str) -> str:
    """What the cell says, for whoever looks at two readings side by side."""
    if cell in words.MARK_WORDS:
        return words.MARK_WORDS[cell]
    if not cell:
        return words.NOTHING
    texts = {option.code: option.text for option in offered_on(item)}
    if item.kind in {Kind.ONE, Kind.MANY}:
        return "; ".join(texts.get(code, code) for code in cell.split(MANY_MARK))
    return texts.get(cell, f"{cell} months" if item.unit is Unit.MONTHS else cell)
