"""What was read a moment ago is not read again by whoever writes: it is proved, in the writer's own transaction.

A computer that sends answers asks the same of the database each time: whom its key acts for, and what an area asks. On
PostgreSQL each of these is a journey, and costs more than to look. So they are remembered in this process, and the statement
that writes begins with the proof that the same questions have the same answers still: where one has another, the database
refuses, nothing is written, and everything is read anew. A fact is never used for longer than it is true: what no write has
proved is no answer to anybody. SQLite is asked afresh: nothing lies between it and us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from portal.councils import scope, statements

MOST = 2_000  # facts that one process remembers; beyond that it begins anew
Proof = tuple[str, tuple[Any, ...]]
_Question = tuple[str, str, tuple[Any, ...]]
_Rows = list[tuple[Any, ...]]


class Unknown(Exception):
    """Something is not remembered, and must be read."""


@dataclass(slots=True)
class Trust:
    """What a piece of work took from memory, as proofs; `proved` once a write has carried them."""

    proofs: dict[_Question, Proof] = field(default_factory=dict)
    proved: bool = False


_trusting: ContextVar[Trust | None] = ContextVar("what is taken from memory", default=None)
_noting: ContextVar[bool] = ContextVar("whether what is read is remembered", default=False)
# By question, and the scope it was asked in: the answer, and its digest as the database makes it.
_known: dict[_Question, tuple[_Rows, str]] = {}


# The digest is of the rows in an order of its own: theirs changes with the way that the database goes.
_OF_ROWS = "SELECT md5(string_agg(w::text, '|' ORDER BY w::text)) FROM"
_WITH_DIGEST = f"WITH q AS ({{}}) SELECT q.*, ({_OF_ROWS} q w) FROM q"  # noqa: S608 (our own statements)
# Nothing may be divided by nothing: that ends the transaction before anything is written in it.
_PROVING = f"SELECT 1 / CASE WHEN ({_OF_ROWS} ({{}}) w) = %s THEN 1 ELSE 0 END"


@contextmanager
def trusted() -> Iterator[Trust]:
    """Work with what is remembered. Where something is not, or where it is not known to be proved at the end, the work
    counts for nothing and is to be done again, `noted`."""
    trust = Trust()
    before = _trusting.set(trust)
    try:
        yield trust
    finally:
        _trusting.reset(before)


@contextmanager
def noted() -> Iterator[None]:
    """Work with what the database says now, and remember it."""
    before = _noting.set(True)
    try:
        yield
    finally:
        _noting.reset(before)


def worthwhile() -> bool:
    """Whether remembering saves anything: where the database is reached by a journey."""
    return connection.vendor == "postgresql"


def forget() -> None:
    """Remember nothing."""
    _known.clear()


def rows_of(statement: str, said: Sequence[Any]) -> _Rows:
    """All rows that a statement finds, from memory where one trusts it. The statement must not speak of the time. Raises
    Unknown."""
    trust = _trusting.get()
    if trust is None and not _noting.get():
        return statements.rows_of(statement, said)
    standing = scope.present()
    question = (standing.sql if standing else "", statement, tuple(said))
    return _read(question) if trust is None else _remembered(question, trust)


def _remembered(question: _Question, trust: Trust) -> _Rows:
    known = _known.get(question)
    if known is None:
        raise Unknown
    rows, digest = known
    trust.proofs[question] = (_PROVING.format(question[1]), (*question[2], digest))
    return rows


def _read(question: _Question) -> _Rows:
    """Rows and their digest come by one statement: by two, something might change in between."""
    found = statements.rows_of(_WITH_DIGEST.format(question[1]), question[2])
    rows = [tuple(row[:-1]) for row in found]
    if rows:  # what is not there is not remembered: anybody can ask for that
        if len(_known) >= MOST:
            _known.clear()
        _known[question] = (rows, found[0][-1])
    return rows


def proofs() -> tuple[Proof, ...]:
    """What must be carried out first by whoever writes: each fails where what it proves has changed."""
    trust = _trusting.get()
    return tuple(trust.proofs.values()) if trust else ()


def proved() -> None:
    """Say that a write has carried the proofs, and is on disk."""
    if trust := _trusting.get():
        trust.proved = True
