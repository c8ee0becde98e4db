"""One commit for requests that wait at the same time: each is answered when it is on disk, and none a moment before.

A disk takes several requests' answers in the time it takes one's. Whoever comes while nobody writes, writes at once and
waits for nobody; whoever comes while somebody writes waits for that commit, and then all who wait are written in one. They are of
one council (a scope): no transaction holds two councils' answers. If one of them cannot be written, each is written by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

from django.db import DatabaseError, OperationalError, connection

from portal.api.models import Replay
from portal.capture.taking_in import Row, insertion
from portal.councils import scope
from portal.councils.remembering import Proof
from portal.councils.scope import Scope
from portal.councils.statements import Statement, at_once

MOST = 100  # rows in one commit, so that its statements stay small; a batch has no more by itself


@dataclass(eq=False, slots=True)
class Request:
    """What one request stores: that it was carried out (digest, digest of its body, day), and its responses, as rows.
    `proofs` say what must still be so (`portal.councils.remembering`), or nothing of it is stored.

    `fault` is why nothing of it is stored; until its commit has ended that is so.
    """

    note: Row
    responses: Sequence[Row]
    proofs: Sequence[Proof] = ()
    fault: DatabaseError | None = field(default_factory=lambda: OperationalError("nothing was written"))
    written: bool = False
    called: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Nobody has called yet."""
        self.called.acquire()


class Queue:
    """The requests of one scope in this process: one of them writes for all that wait."""

    def __init__(self) -> None:
        self._door = Lock()
        self._waiting: list[Request] = []
        self._somebody_writes = False

    def write(self, one: Request) -> None:
        """Store it, with others or alone; when this returns it is on disk. Raises DatabaseError where it is not."""
        with self._door:
            self._waiting.append(one)
            waits, self._somebody_writes = self._somebody_writes, True
        if waits:
            one.called.acquire()  # until it is written, or until it is its turn to write
        if not one.written:
            self._write_all()
        if one.fault is not None:
            raise one.fault

    def _write_all(self) -> None:
        group: list[Request] = []
        try:
            self._carry_out(group)
        finally:
            following = self._following(group)
            for one in group:
                one.written = True
                one.called.release()
            if following is not None:
                following.called.release()

    def _following(self, group: list[Request]) -> Request | None:
        """Who writes next, if somebody waits."""
        with self._door:
            if not group:  # the database let nobody begin: all who waited for it are told, and none is written later
                group += self._waiting
                self._waiting.clear()
            self._somebody_writes = bool(self._waiting)
            return self._waiting[0] if self._waiting else None

    def _carry_out(self, group: list[Request]) -> None:
        try:
            at_once(self._joined(group))
        except OperationalError as fault:
            _told(group, fault)
        except DatabaseError as fault:
            if len(group) == 1:
                _told(group, fault)
            else:
                for one in group:
                    _by_itself(one)
        else:
            _told(group, None)

    def _joined(self, group: list[Request]) -> Iterator[Statement]:
        """The statements that store whoever waits when the first of them is asked for: where writers take turns, that is
        when the turn has come."""
        with self._door:
            rows = 0
            while self._waiting and (not group or rows + len(self._waiting[0].responses) <= MOST):
                rows += len(self._waiting[0].responses)
                group.append(self._waiting.pop(0))
        yield from statements(group)


def write(one: Request) -> None:
    """Store what a request stores, in the scope one stands in; when this returns it is on disk. Raises DatabaseError where
    nothing of it is stored."""
    if connection.in_atomic_block:  # its end decides, so nobody else may hang on it
        at_once(list(statements([one])))
    else:
        _queues.setdefault(scope.needed(), Queue()).write(one)


def statements(group: Sequence[Request]) -> Iterator[Statement]:
    """What stores these requests: first what they rely on is proved, once for all who do, then that they were carried out,
    so that a repeat fails before anything else is done. Rows stand in the order of their keys, which are random, and in
    none of arrival."""
    yield from dict.fromkeys(proof for one in group for proof in one.proofs)
    # Two processes that meet each other's repeats meet them in one order, and neither waits for the other for ever.
    notes = sorted(one.note for one in group)
    yield _noting(len(notes)), [value for note in notes for value in note]
    if responses := sorted(row for one in group for row in one.responses):
        yield insertion(responses)


def _by_itself(one: Request) -> None:
    try:
        at_once(list(statements([one])))
    except DatabaseError as fault:
        _told([one], fault)
    else:
        _told([one], None)


def _told(group: Sequence[Request], fault: DatabaseError | None) -> None:
    for one in group:
        one.fault = type(fault)(*fault.args) if fault else None  # each raises its own, in a thread of its own


@cache
def _noting(rows: int) -> str:
    name = connection.ops.quote_name(Replay._meta.db_table)
    return f"INSERT INTO {name} (digest, body, day) VALUES {', '.join(['(%s, %s, %s)'] * rows)}"  # noqa: S608 (a table's name)


# One for each scope of an area; there are no more of them than areas with a link.
_queues: dict[Scope, Queue] = {}
