"""Statements of our own, for what stands in every request: where the mapper takes longer to ask than the database to answer.

What they say passes the same doors as the mapper's: PostgreSQL is told the scope before each of them (`row_security`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from django.db import connection, transaction

Statement = tuple[str, Sequence[Any]]
_MARK = "%s"
FEW = 200  # gaps of a statement that is planned once: longer ones are rare, and each would be kept


def rows_of(statement: str, said: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows that a statement finds. PostgreSQL plans it once a connection: of many tables that takes it longer than
    to look."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = _planned(cursor, statement)
        cursor.execute(statement, said)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def aware(said: datetime) -> datetime:
    """A moment that a statement found: SQLite keeps moments without a zone, in UTC."""
    return said if said.tzinfo else said.replace(tzinfo=UTC)


def _planned(cursor: Any, statement: str) -> str:
    """The call of the statement by its name on this connection, where it is planned if that has not been done."""
    name, numbered = _named(statement)
    known: set[str] = connection.connection.__dict__.setdefault("planned", set())
    if name not in known:
        cursor.execute(f"PREPARE {name} AS {numbered}")  # what is planned outlives the transaction, failed or not
        known.add(name)
    return f"EXECUTE {name}({', '.join([_MARK] * statement.count(_MARK))})"


@cache
def _named(statement: str) -> tuple[str, str]:
    """A name for a statement, and the statement with its gaps numbered."""
    numbers = count(1)
    first, *rest = statement.split(_MARK)
    numbered = first + "".join(f"${next(numbers)}{part}" for part in rest)
    return f"poet_{hashlib.sha256(statement.encode()).hexdigest()[:16]}", numbered


def at_once(statements: Iterable[Statement]) -> None:
    """Carry out all of them or none, and be on disk when that is done, unless one stands in a transaction already.
    PostgreSQL is told all in one breath: it makes one transaction of what is sent together. SQLite is asked for them one by
    one, the first when nobody else may write any more."""
    if connection.vendor == "postgresql":
        told = list(statements)
        with transaction.atomic() if connection.in_atomic_block else nullcontext(), connection.cursor() as cursor:
            whole = ";".join(_planned(cursor, one) if one.count(_MARK) <= FEW else one for one, _ in told)
            cursor.execute(whole, [value for _, said in told for value in said])
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, said in statements:
            cursor.execute(statement, said)
