"""A CSV file as bytes: its letters made UTF-8, its header read, its quotation marks checked."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from poet.answers import NotAccepted, Refusal
from poet.exchange import words
from poet.exchange.words import MARKS

_STRIDE = 1 << 22
_LONGEST_HEADER = 1 << 20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR_LINE = re.compile(rb"\A\"?sep=[,;\t|]\"?\r?\n", re.IGNORECASE)
_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Header:
    """The first record: its names without surrounding blanks, the mark between cells, and how many bytes it takes."""

    names: tuple[str, ...]
    mark: str
    length: int


def utf8(raw: bytes) -> bytes:
    """The same text in UTF-8 without a byte order mark. Raises NotAccepted on what is no text.

    Some programs put the mark of UTF-8 before Windows-1252, so the mark alone decides nothing. A first line "sep=;"
    is a word between spreadsheet programs, which show it to nobody: it is no row.
    """
    if raw.startswith(_WORKBOOK_MARKS):
        raise NotAccepted((Refusal(words.WORKBOOK),))
    try:
        return _SEPARATOR_LINE.sub(b"", _in_utf8(raw), count=1)
    except UnicodeError:
        raise NotAccepted((Refusal(words.UNKNOWN_LETTERS),)) from None


def _in_utf8(raw: bytes) -> bytes:
    if raw.startswith(_UTF16_MARKS):
        return raw.decode("utf-16").encode()
    bare = raw.removeprefix(codecs.BOM_UTF8)
    return bare if _is_utf8(bare) else bare.decode("cp1252").encode()


def _is_utf8(text: bytes) -> bool:
    if text.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(text), _STRIDE):
            decoder.decode(text[start : start + _STRIDE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def header(text: bytes) -> Header:
    """The header of a UTF-8 CSV text; it alone decides which mark stands between cells. Raises NotAccepted."""
    head = text[:_LONGEST_HEADER].decode(errors="ignore")
    readings = [_first_record(head, mark) for mark in MARKS]
    best = max((found for found in readings if found), key=lambda found: len(found.names), default=None)
    # A mark that parts nothing also makes sense of a quotation mark left open between two other marks.
    if best is None or (len(best.names) == 1 and None in readings):
        raise NotAccepted((Refusal(words.STRAY_QUOTE, row=1),))
    return replace(best, names=named(best.names))


def named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of columns, if each has one of its own. Raises NotAccepted."""
    if not any(names):
        raise NotAccepted((Refusal(words.NO_HEADER, row=1),))
    if wrong := tuple(_wrong_names(names)):
        raise NotAccepted(wrong)
    return names


def _first_record(head: str, mark: str) -> Header | None:
    """The first record as cells between these marks; None where its quotation marks then make no sense."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(head, newline=""):
            taken.append(line)
            yield line

    try:
        cells = next(csv.reader(lines(), delimiter=mark, strict=True), [])
    except csv.Error:
        return None
    return Header(tuple(cell.strip() for cell in cells), mark, len("".join(taken).encode()))


def _wrong_names(names: tuple[str, ...]) -> Iterator[Refusal]:
    first: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if not name:
            yield Refusal(words.BLANK_COLUMN.format(place=place), row=1)
        elif first.setdefault(name, place) != place:
            yield Refusal(words.REPEATED_COLUMN.format(first=first[name], second=place), column=name, row=1)


def check_quotes(text: bytes, start: Header) -> None:
    """Raises NotAccepted if a cell opens with a quotation mark that does not close it.

    Such a cell would silently swallow the rows after it. Where every mark stands at a cell's border or is doubled, all
    is well; only otherwise is the text read record by record, to find the row.
    """
    if text.find(b'"', start.length) >= 0 and not _are_paired(text, start):
        _refuse_stray_quote(text[start.length :].decode(), start.mark)


def _are_paired(text: bytes, start: Header) -> bool:
    """Whether every first mark has a border before it and every second one after it, looked at stretch by stretch."""
    marks = np.frombuffer(text, np.uint8)
    border = np.zeros(256, np.bool_)
    border[[ord('"'), ord("\r"), ord("\n"), ord(start.mark)]] = True
    seen = 0
    for at in range(start.length, len(text), _STRIDE):
        places = at + np.flatnonzero(marks[at : at + _STRIDE] == ord('"'))
        before, after = places[seen % 2 :: 2] - 1, places[1 - seen % 2 :: 2] + 1
        seen += places.size
        if not all(border[marks[near]].all() for near in (before[before >= start.length], after[after < len(text)])):
            return False
    return seen % 2 == 0


def _refuse_stray_quote(body: str, mark: str) -> None:
    row = 1
    try:
        for _ in csv.reader(io.StringIO(body, newline=""), delimiter=mark, strict=True):
            row += 1
    except csv.Error:
        raise NotAccepted((Refusal(words.STRAY_QUOTE, row=row + 1),)) from None
