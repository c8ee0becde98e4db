"""Where a ledger is kept: in a file under a lock, or in memory; the portal keeps its own in the database."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from poet.protect import words
from poet.protect.ledger.chain import chained, verified
from poet.protect.ledger.lines import line_of
from poet.protect.ledger.model import BEGINNING, Draft, Entry


class Overtaken(Exception):
    """Another release was appended since the ledger was read; this one must be audited again with it."""

    def __init__(self) -> None:
        super().__init__(words.OVERTAKEN)


class Ledger(Protocol):
    """An append-only chain of entries. Whoever implements it appends in one step or not at all."""

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last (BEGINNING where there is none). Raises LedgerBroken."""

    def append(self, draft: Draft, expected: str) -> Entry:
        """Put the draft behind the entry whose hash is `expected`. Raises Overtaken if that is not the last one."""


class MemoryLedger:
    """A ledger that lasts as long as the value: for planning ahead, and for tests."""

    def __init__(self, lines: tuple[bytes, ...] = ()) -> None:
        self.lines = list(lines)

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last. Raises LedgerBroken."""
        return verified(self.lines)

    def append(self, draft: Draft, expected: str) -> Entry:
        """Put the draft behind the entry whose hash is `expected`. Raises Overtaken if that is not the last one."""
        entries, head = self.read()
        if head != expected:
            raise Overtaken
        entry = chained(draft, entries[-1] if entries else None, head)
        self.lines.append(line_of(entry)[0])
        return entry


class FileLedger:
    """A ledger in a file of JSON lines; a lock on it makes reading the head and appending one step."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last; a file that is not there yet has none. Raises LedgerBroken."""
        if not self.file.exists():
            return (), BEGINNING
        with self.file.open("rb") as stream:
            return verified(stream)

    def append(self, draft: Draft, expected: str) -> Entry:
        """Put the draft behind the entry whose hash is `expected`, and on the disk before this returns.

        Raises Overtaken if another release came first, LedgerBroken if the file was altered, Backdated if the draft is
        dated before the last entry.
        """
        with self.file.open("a+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            stream.seek(0)
            entries, head = verified(stream)
            if head != expected:
                raise Overtaken
            entry = chained(draft, entries[-1] if entries else None, head)
            stream.write(line_of(entry)[0])
            stream.flush()
            os.fsync(stream.fileno())
        return entry
