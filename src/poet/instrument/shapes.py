"""What a key of a questionnaire file may hold: each shape takes the raw value in, or finds what is wrong with it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from poet.instrument.places import Path
from poet.instrument.sentences import Found, Misfit, Wrong, nearest


@dataclass(frozen=True, slots=True)
class Drafted:
    """A table of the file: what people call it, where it stands and which keys it has."""

    table: ClassVar[str]
    at: Path
    given: frozenset[str]


T = TypeVar("T", bound=Drafted)
Word = TypeVar("Word", bound=StrEnum)
# The value as it is kept, or None if it does not fit; what is wrong with it is added to the list.
Shape = Callable[[object, Path, list[Found]], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: how the file writes it, what it holds, and whether it may be left out."""

    word: str
    shape: Shape
    needed: bool


def key(shape: Shape, *, needed: bool = False, otherwise: object = None, word: str = "") -> Any:  # noqa: ANN401 like dataclasses.field
    """A dataclass field that is read from a key; `otherwise` stands where the key is missing or misshapen."""
    metadata = {"key": (word, shape, needed)}
    return field(default_factory=lambda: otherwise, metadata=metadata)


def vocabulary(table: type[Drafted]) -> Mapping[str, Key]:
    """The keys of a kind of table, by the name of the field each is kept in."""
    found = {one.name: one.metadata["key"] for one in fields(table) if "key" in one.metadata}
    return MappingProxyType(
        {name: Key(word or name, shape, needed) for name, (word, shape, needed) in found.items()},
    )


def take(table: type[T], raw: Mapping[str, object], at: Path, found: list[Found]) -> T:
    """A raw table as its draft; unknown, missing and misshapen keys are found."""
    keys = vocabulary(table)
    known = [one.word for one in keys.values()]
    found += [
        Wrong.UNKNOWN_KEY.at((*at, word), table=table.table, key=word, nearest=nearest(word, known))
        for word in raw
        if word not in known
    ]
    missing = (one.word for one in keys.values() if one.needed and one.word not in raw)
    found += [Wrong.MISSING_KEY.at(at, table=table.table, key=word) for word in missing]
    taken = {
        field_name: one.shape(raw[one.word], (*at, one.word), found)
        for field_name, one in keys.items()
        if one.word in raw
    }
    kept = {field_name: value for field_name, value in taken.items() if value is not None}
    return table(at=at, given=frozenset(raw), **kept)


def prose(value: object, at: Path, found: list[Found]) -> str | None:
    """A text that may be blank."""
    if not isinstance(value, str):
        found.append(Wrong.NOT_TEXT.at(at, key=at[-1]))
        return None
    if mark := next((mark for mark in value if mark not in "\n\r\t" and unicodedata.category(mark) == "Cc"), None):
        found.append(Wrong.CONTROL.at(at, key=at[-1], mark=f"U+{ord(mark):04X}"))
        return None
    return value.strip()


def text(value: object, at: Path, found: list[Found]) -> str | None:
    """A text with something in it."""
    taken = prose(value, at, found)
    if taken == "":
        found.append(Wrong.BLANK.at(at, key=at[-1]))
    return taken or None


def flag(value: object, at: Path, found: list[Found]) -> bool | None:
    """True or false."""
    if isinstance(value, bool):
        return value
    found.append(Wrong.NOT_FLAG.at(at, key=at[-1]))
    return None


def number(value: object, at: Path, found: list[Found]) -> float | None:
    """A finite number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    found.append(Wrong.NOT_NUMBER.at(at, key=at[-1]))
    return None


def texts(value: object, at: Path, found: list[Found]) -> tuple[str, ...] | None:
    """A list of texts."""
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        found.append(Wrong.NOT_TEXTS.at(at, key=at[-1]))
    elif not value:
        found.append(Wrong.EMPTY_LIST.at(at, key=at[-1]))
    else:
        return tuple(value)
    return None


def words(value: object, at: Path, found: list[Found]) -> Mapping[str, str] | None:
    """A table of texts under names of the author's own."""
    if not isinstance(value, dict):
        found.append(Wrong.NOT_WORDS.at(at, key=at[-1]))
        return None
    taken = {name: text(entry, (*at, name), found) for name, entry in value.items()}
    return MappingProxyType({name: entry for name, entry in taken.items() if entry is not None})


def one_of(choices: type[Word], what: str) -> Shape:
    """A text that is one of the enum's values."""

    def shape(value: object, at: Path, found: list[Found]) -> Word | None:
        word = text(value, at, found)
        if word is not None and word in {choice.value for choice in choices}:
            return choices(word)
        if word is not None:
            found.append(Wrong.UNKNOWN_WORD.at(at, word=word, what=what, nearest=nearest(word, choices)))
        return None

    return shape


def tables(table: type[T]) -> Shape:
    """A list of tables of one kind."""

    def shape(value: object, at: Path, found: list[Found]) -> tuple[T, ...] | None:
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            found.append(Wrong.NOT_TABLES.at(at, key=at[-1]))
        elif not value:
            found.append(Wrong.EMPTY_LIST.at(at, key=at[-1]))
        else:
            return tuple(take(table, entry, (*at, place), found) for place, entry in enumerate(value))
        return None

    return shape


def named(table: type[T]) -> Shape:
    """Tables of one kind, each under a name of the author's own."""

    def shape(value: object, at: Path, found: list[Found]) -> Mapping[str, T] | None:
        if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
            found.append(Misfit.NOT_NAMED.at(at, key=at[-1]))
            return None
        return MappingProxyType({name: take(table, entry, (*at, name), found) for name, entry in value.items()})

    return shape
