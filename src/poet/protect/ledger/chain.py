"""Whether a ledger is whole: every entry in its place, none altered, none missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from poet.protect import words
from poet.protect.ledger.lines import Line, read_line
from poet.protect.ledger.model import BEGINNING, Draft, Entry


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a ledger is broken (the line, from 1), what is wrong, and what to do."""

    line: int
    wrong: str
    remedy: str = words.RESTORE

    def __str__(self) -> str:
        return f"line {self.line}: {self.wrong} {self.remedy}"


class LedgerBroken(Exception):
    """A ledger that was altered or lost a part; nothing may be issued on it."""

    def __init__(self, broken: tuple[Broken, ...]) -> None:
        super().__init__("\n".join(str(one) for one in broken))
        self.broken = broken


class Backdated(Exception):
    """A release dated before the one it would follow: appended, it would break the ledger for good."""


def chained(draft: Draft, before: Entry | None, head: str) -> Entry:
    """The draft in its place behind the entry before (None: the first), whose hash is `head`. Raises Backdated."""
    if before and is_before(draft.at, before.draft.at):
        raise Backdated(words.BACKDATED.format(at=draft.at, before=before.draft.at))
    return Entry(number=before.number + 1 if before else 1, previous=head if before else BEGINNING, draft=draft)


def is_before(at: str, other: str) -> bool:
    """Whether a moment (ISO 8601 with a zone) lies before another, whatever their zones."""
    try:
        return datetime.fromisoformat(at) < datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return at < other


def verified(lines: Iterable[bytes]) -> tuple[tuple[Entry, ...], str]:
    """The entries of a ledger's lines, and the hash of the last. Raises LedgerBroken with everything that is wrong."""
    entries: list[Entry] = []
    faults: list[Broken] = []
    head = BEGINNING
    for number, line in enumerate(lines, 1):
        try:
            read = read_line(line)
        except ValueError as error:
            faults.append(Broken(number, words.NO_ENTRY.format(why=error)))
            break
        faults += _faults(read, number, head, entries[-1] if entries else None)
        entries.append(read.entry)
        head = read.found
    if faults:
        raise LedgerBroken(tuple(faults))
    return tuple(entries), head


def _faults(read: Line, number: int, head: str, before: Entry | None) -> Iterator[Broken]:
    entry = read.entry
    if read.claimed != read.found:
        yield Broken(number, words.ALTERED.format(number=entry.number))
    if entry.number != number:
        yield Broken(number, words.OUT_OF_PLACE.format(number=entry.number, expected=number))
    elif entry.previous != head:
        yield Broken(number, words.UNCHAINED.format(number=entry.number))
    if before and is_before(entry.draft.at, before.draft.at):
        yield Broken(number, words.EARLIER.format(number=entry.number, at=entry.draft.at, before=before.draft.at))
