"""A questionnaire file, checked whole and read once into an Instrument; past this door nobody sees a dict."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from poet.instrument.build import instrument
from poet.instrument.drafts import Draft
from poet.instrument.faults import Fault, Refused
from poet.instrument.model import Instrument
from poet.instrument.places import Places, TooDeep, places
from poet.instrument.rules import broken
from poet.instrument.sentences import Found, Wrong
from poet.instrument.shapes import Drafted, take

T = TypeVar("T", bound=Drafted)

LARGEST_FILE = 1_000_000
# Some editors put it before the text.
BYTE_ORDER_MARK = "\ufeff"
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# How Python's reader begins what it says of a key or table that was there before.
_TWICE = ("Cannot ", "Duplicate ")


class Taken(NamedTuple, Generic[T]):
    """A text taken in, before any rule is asked: its draft, the lines of its places, its digest, what is misshapen."""

    draft: T
    lines: Places
    digest: str
    found: list[Found]


def load(file: Path) -> Instrument:
    """The questionnaire in a file. Raises Refused with every fault found in it."""
    return parse(read(file), str(file))


def read(file: Path) -> str:
    """The text of a file. Raises Refused where there is none to be had."""
    name = str(file)
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        raise _refused(name, Wrong.UNREADABLE, 0, why=error.strerror or error) from error
    if size > LARGEST_FILE:
        raise _refused(name, Wrong.TOO_LARGE, 1, size=size, most=LARGEST_FILE)
    return decoded(raw, name)


def parse(text: str, name: str) -> Instrument:
    """The questionnaire in a text; `name` is what faults call the file. Raises Refused."""
    draft, lines, own_digest, found = take_in(Draft, text, name)
    found += broken(draft)
    if found:
        raise Refused(in_order(found, name, lines))
    return instrument(draft, own_digest)


def take_in(table: type[T], text: str, name: str) -> Taken[T]:
    """A text as the draft of a kind of file. Raises Refused if it cannot be read at all."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    if len(text) > LARGEST_FILE:
        raise _refused(name, Wrong.TOO_LARGE, 1, size=len(text.encode()), most=LARGEST_FILE)
    own_digest = digest(text)
    raw, lines = _read(text, name)
    found: list[Found] = []
    return Taken(take(table, raw, (), found), lines, own_digest, found)


def digest(text: str) -> str:
    """SHA-256 of the file's text, the same whichever line ends a checkout gave it."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def decoded(raw: bytes, name: str) -> str:
    """The text of a file's bytes; `name` is what the fault calls it. Raises Refused where they are not UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise _refused(name, Wrong.NOT_UTF8, before.count(b"\n") + 1, column=column) from error


def _read(text: str, name: str) -> tuple[Mapping[str, object], Places]:
    """The raw tables with their lines."""
    try:
        lines = places(text)
        raw = tomllib.loads(text)
    except (RecursionError, TooDeep) as error:
        raise _refused(name, Wrong.NOT_TOML, 1, why="lists or tables are nested too deeply") from error
    except ValueError as error:
        raise _not_toml(text, name, str(error)) from error
    if not raw:
        raise _refused(name, Wrong.EMPTY, 1)
    return raw, lines


def _not_toml(text: str, name: str, said: str) -> Refused:
    """The refusal of what Python's TOML reader cannot read, from its own words."""
    match = _AT_LINE.search(said)
    at_end = text.rstrip().count("\n") + 1 if match else 1
    line = int(match[1]) if match and match[1] else at_end
    why = _AT_LINE.sub("", said)
    wrong = Wrong.TWICE if why.startswith(_TWICE) else Wrong.NOT_TOML
    return _refused(name, wrong, line, why=why[:1].lower() + why[1:])


def in_order(found: Iterable[Found], name: str, lines: Places) -> tuple[Fault, ...]:
    """The faults from the top of the file to its end, each told once."""
    faults = dict.fromkeys(one.fault(name, lines) for one in found)
    return tuple(sorted(faults, key=lambda fault: fault.line))


def _refused(name: str, wrong: Wrong, line: int, **gaps: object) -> Refused:
    """The refusal of a file that could not even be read."""
    fault = wrong.at((), **gaps).fault(name, Places({(): line}))
    return Refused((fault,))
