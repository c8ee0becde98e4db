"""Django's SQLite, with a turn to write: a lock of the operating system on a file beside the database.

SQLite itself lets one writer in at a time and has the others sleep longer and longer, up to a tenth of a second, while
nobody writes. The turn is taken before a transaction begins and given back when it ends, or by the system when the process
dies. Whoever writes without it (one statement outside a transaction, another program) still waits by SQLite's own rule.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

BESIDE = "-turn"
FIRST, LONGEST = 0.000_2, 0.005  # seconds between two looks
SHORT = (
    4_000  # letters of a statement that is likely to come again: longer ones store many rows, and would fill the memory
)


class Turn:
    """One connection's turn to write to a database file."""

    def __init__(self, database: str) -> None:
        self._file = os.open(database + BESIDE, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)

    def take(self, seconds: float) -> bool:
        """Wait for the turn; False where it was not to be had in this time."""
        end, pause = time.monotonic() + seconds, FIRST
        while not self._taken():
            if time.monotonic() > end:
                return False
            time.sleep(pause)
            pause = min(pause * 1.2, LONGEST)
        return True

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_back(self) -> None:
        """Let the next one write; nothing happens where it was not taken."""
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def __del__(self) -> None:
        # With the file the turn goes, also where a thread ended and nobody closed its connection.
        os.close(self._file)


class Cursor(base.SQLiteCursorWrapper):
    """Turns a statement from Django's way of marking gaps into SQLite's once, and not each time it is carried out."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """The statement as SQLite takes it."""
        if param_names is None and len(query) <= SHORT:
            return _converted(query)
        turned: str = super().convert_query(query, param_names=param_names)
        return turned


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the turn before each transaction, and gives it back after.

    Where transactions begin and end is not among what Django's stubs describe, hence the exceptions for the type checker.
    """

    _turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection, with its turn where the database is a file."""
        made = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            self._turn = Turn(str(conn_params["database"]))
        return made

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that remembers how statements are turned."""
        del name
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        turn = self._turn
        if turn is not None and not turn.take(self.settings_dict["OPTIONS"].get("timeout", 20)):
            raise OperationalError("database is locked")
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._turn = None

    def _end_turn(self) -> None:
        if self._turn is not None:
            self._turn.give_back()
