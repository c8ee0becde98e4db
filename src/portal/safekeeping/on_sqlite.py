"""SQLite: its own online copy, which is of one moment whatever is written meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from portal.safekeeping import words
from portal.safekeeping.contents import Contents, contents
from portal.safekeeping.words import NotDone

BEGINNING = b"SQLite format 3\0"


def copy(settings: dict[str, Any], target: Path) -> Contents:
    """Copy the database into a new file; gives what the copy holds."""
    with closing(sqlite3.connect(settings["NAME"], timeout=60)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)  # all pages in one step: writers of a write-ahead log need not wait
        there.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        return _held(there)


def put_back(settings: dict[str, Any], source: Path) -> Contents:
    """Fill an empty database with a copy. Raises NotDone."""
    Path(settings["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(settings["NAME"], timeout=60)) as here,
    ):
        if _tables(here):
            raise NotDone(words.NOT_EMPTY)
        try:
            said = str(there.execute("PRAGMA integrity_check").fetchone()[0])
        except sqlite3.DatabaseError as fault:
            raise NotDone(words.DAMAGED.format(file=source, why=f"{fault}.")) from fault
        if said != "ok":
            raise NotDone(words.DAMAGED.format(file=source, why=f"{said}."))
        there.backup(here)
        here.execute("PRAGMA journal_mode=WAL")
        return _held(here)


def _tables(here: sqlite3.Connection) -> list[str]:
    found = here.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return [name for (name,) in found]


def _held(here: sqlite3.Connection) -> Contents:
    def rows(table: str) -> Iterator[tuple[Any, ...]]:
        return here.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a table's name)

    return contents(_tables(here), rows)
