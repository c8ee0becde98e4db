"""PostgreSQL: its own programs, on one snapshot, as the portal's own role: the scope that opens every row is named to them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from portal.safekeeping import words
from portal.safekeeping.contents import Contents, contents
from portal.safekeeping.words import NotDone

BEGINNING = b"PGDMP"
_EVERYWHERE = (
    "-c poet.scope=*"  # row-level security binds this role too; nobody else can set it from outside a connection
)


def copy(settings: dict[str, Any], target: Path) -> Contents:
    """Copy the database into a new file; gives what the copy holds. Raises NotDone."""
    with _connected(settings) as here:
        here.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = here.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        how = ("--format=custom", "--no-owner", "--no-acl", "--enable-row-security", f"--snapshot={snapshot[0]}")
        _run(settings, "pg_dump", *how, f"--file={target}", f"--dbname={settings['NAME']}")
        return _held(here)


def put_back(settings: dict[str, Any], source: Path) -> Contents:
    """Fill an empty database with a copy, whole or not at all. Raises NotDone."""
    with _connected(settings) as here:
        if _tables(here):
            raise NotDone(words.NOT_EMPTY)
    how = ("--no-owner", "--no-acl", "--exit-on-error", "--single-transaction", f"--dbname={settings['NAME']}")
    _run(settings, "pg_restore", *how, str(source))
    with _connected(settings) as here:
        return _held(here)


def _connected(settings: dict[str, Any]) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(
        dbname=settings["NAME"],
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        options=_EVERYWHERE,
    )


def _run(settings: dict[str, Any], tool: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's. The password goes by the environment: other users see command lines. Raises NotDone."""
    found = shutil.which(tool)
    if found is None:
        raise NotDone(words.NO_TOOL.format(tool=tool))
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    around = {name: str(settings[key]) for name, key in given.items() if settings[key]}
    ended = subprocess.run(  # noqa: S603 (no shell)
        [found, *arguments],
        env={**os.environ, **around, "PGOPTIONS": _EVERYWHERE},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise NotDone(words.FAILED.format(tool=tool, why=ended.stderr.strip()[-1_000:]))


def _tables(here: psycopg.Connection[tuple[Any, ...]]) -> list[str]:
    return [name for (name,) in here.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")]


def _held(here: psycopg.Connection[tuple[Any, ...]]) -> Contents:
    def rows(table: str) -> Iterator[tuple[Any, ...]]:
        with here.cursor(name="everything") as cursor:
            cursor.itersize = 2_000
            yield from cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))

    return contents(_tables(here), rows)
