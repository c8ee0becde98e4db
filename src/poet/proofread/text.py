"""A document's text beside the register: every statement is looked for, and what is left over may hold no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from poet.proofread import words
from poet.proofread.fault import Fault
from poet.proofread.figures import NUMBER_WORD
from poet.proofread.squeeze import Squeezed, plain, squeezed
from poet.proofread.support import compared
from poet.report.register import Kind, Part, Register, Statement

# What a document counts by itself: its figures, tables, pages, notes and the ends of its axes.
_FURNITURE = re.compile(
    r"figure\d+(?:asatable)?|table\d+|page\d+(?:of\d+)?|part\d+of\d+|(?:howthiswasmade|backtothesentenceof)?note\d+"
    r"|95%interval|0%(?:25%)?50%(?:75%)?100%"
)
_NAMES = frozenset({Kind.LABEL, Kind.FACT})
# Over how many lines a name may be broken.
_LINES = 4


def faults(register: Register, text: str, expected: frozenset[tuple[Kind, Part]]) -> Iterator[Fault]:
    """The faults of a document's text. Statements of `expected` kinds and parts must stand in it."""
    found = squeezed(text)
    covered = bytearray(len(found.text))
    for statement in register.statements:
        if statement.kind in _NAMES:
            continue
        stands = _cover(statement, found.text, covered)
        if not stands and (statement.kind, statement.part) in expected:
            yield Fault(words.MISSING, " ".join(statement.pieces))
    for place in _FURNITURE.finditer(found.text):
        _mark(covered, *place.span())
    yield from _left_over(found, covered, _names(register))


def _cover(statement: Statement, text: str, covered: bytearray) -> bool:
    """Mark each place where the statement stands; whether there is one. A blank statement stands everywhere."""
    pieces = [plain(piece) for piece in statement.pieces]
    if not any(pieces):
        return True
    if statement.kind not in {Kind.ROW, Kind.GRID}:
        return _cover_plain("".join(pieces), text, covered)
    first, *others = map(re.escape, pieces)
    spans = [found.span() for found in re.finditer(first + "".join(f"(?:{other})?" for other in others), text)]
    for start, end in spans:
        _mark(covered, start, end)
    return bool(spans)


def _cover_plain(wanted: str, text: str, covered: bytearray) -> bool:
    start = first = text.find(wanted)
    while start >= 0:
        _mark(covered, start, start + len(wanted))
        start = text.find(wanted, start + len(wanted))
    return first >= 0


def _mark(covered: bytearray, start: int, end: int) -> None:
    covered[start:end] = b"\x01" * (end - start)


def _names(register: Register) -> re.Pattern[str]:
    """Any row of names: headings, answers in a legend, the report's date."""
    said = ("".join(s.pieces) for s in register.statements if s.kind in _NAMES)
    dates = (_day(s.pieces[0]) for s in register.statements if s.kind is Kind.FACT)
    known = {plain(name) for name in (*said, *dates, *register.literals, *words.BESIDE_NAMES)} - {""}
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True))) or '(?!)'})+")


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d %B %Y}".lstrip("0")
    except ValueError:
        return ""


def _left_over(found: Squeezed, covered: bytearray, names: re.Pattern[str]) -> Iterator[Fault]:
    for is_covered, run in groupby(range(len(covered)), key=lambda place: covered[place]):
        if is_covered:
            continue
        places = list(run)
        start, end = found.places[places[0]], found.places[places[-1]] + 1
        for what, line in _unclaimed(found.raw[start:end], names):
            yield Fault(
                what, _around(found.raw, start, end) if line == found.raw[start:end] else " ".join(line.split())
            )


def _unclaimed(said: str, names: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    lines = said.splitlines()
    for place, line in enumerate(lines):
        what = _telling(line)
        if what and not _is_name(lines, place, names):
            yield what, line


def _telling(line: str) -> str | None:
    if any(map(str.isdigit, line)) or NUMBER_WORD.search(line):
        return words.UNCLAIMED_NUMBER
    return words.UNCLAIMED_WORD if compared(line) else None


def _is_name(lines: list[str], place: int, names: re.Pattern[str]) -> bool:
    """Whether the line, or some lines around it, hold nothing but names."""
    windows = ((first, first + many) for many in range(1, _LINES + 1) for first in range(place - many + 1, place + 1))
    return any(first >= 0 and names.fullmatch(plain(" ".join(lines[first:last]))) for first, last in windows)


def _around(raw: str, start: int, end: int) -> str:
    return " ".join(raw[max(0, start - 60) : end + 60].split())
