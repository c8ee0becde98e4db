"""Requests that wait together are written together: each is answered after its commit, and none spoils another's."""

import threading
import time
from datetime import date

import anyshire
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from portal.api import one_commit
from portal.api.models import Replay
from portal.api.one_commit import MOST, Request
from portal.capture.models import Channel, Response
from portal.capture.taking_in import Arrived, asking, row_of
from portal.councils import scope

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 28)


def a_row(where):
    return row_of(where, Arrived({"age": "7"}, "ehc", TODAY), Channel.API)


@pytest.fixture
def where(world):
    with scope.everywhere("a test"):
        return {area: asking(link.round, area, link.version) for area, link in world.links.items()}


@pytest.fixture
def commits(monkeypatch):
    """How many requests each commit held that was tried; the first waits until it is let go."""
    return Held(monkeypatch)


class Held:
    """Holds up the first commit, so that others come while it is written."""

    def __init__(self, monkeypatch):
        self.sizes, self.areas, self.go, self.begun = [], [], threading.Event(), threading.Event()
        real = one_commit.statements

        def statements(group):
            self.sizes.append(len(group))
            self.areas.append(scope.needed().sql)
            if not self.begun.is_set():
                self.begun.set()
                assert self.go.wait(10)
            yield from real(group)

        monkeypatch.setattr(one_commit, "statements", statements)


class Caller(threading.Thread):
    """Sends one request from a thread of its own; what it was told, and whether its row was there when it was told."""

    def __init__(self, where, number, area=anyshire.ANYSHIRE, responses=1):
        super().__init__()
        self.where, self.number, self.area, self.responses = where[area], number, area, responses
        self.told = self.stored = None

    def run(self):
        try:
            with scope.within({self.area}):
                made = [a_row(self.where) for _ in range(self.responses)]
                try:
                    one_commit.write(Request((f"{self.number:064}", "body", TODAY), made))
                    self.told = "stored"
                except (IntegrityError, OperationalError) as fault:
                    self.told = type(fault).__name__
                self.stored = Response.objects.filter(pk__in=[key for key, *_ in made]).count()
        finally:
            connection.close()


def all_at_once(commits, *callers):
    """The first begins to write; the others come while it does."""
    first, *others = callers
    first.start()
    assert commits.begun.wait(10)
    for one in others:
        one.start()
    until = time.monotonic() + 10
    while sum(len(queue._waiting) for queue in one_commit._queues.values()) < len(others) and time.monotonic() < until:
        time.sleep(0.01)
    commits.go.set()
    for one in callers:
        one.join(20)
    return [(one.told, one.stored) for one in callers]


def test_who_comes_while_another_is_written_is_written_with_the_others_who_wait(where, commits):
    told = all_at_once(commits, *(Caller(where, number) for number in range(5)))
    assert told == [("stored", 1)] * 5
    assert commits.sizes == [1, 4]
    assert (Replay.objects.count(), Response.objects.count()) == (5, 5)


def test_a_repeat_among_those_who_wait_is_the_only_one_refused(where, commits):
    told = all_at_once(commits, *(Caller(where, number) for number in (0, 1, 0, 2)))
    assert told == [("stored", 1), ("stored", 1), ("IntegrityError", 0), ("stored", 1)]
    assert Response.objects.count() == 3


def test_two_councils_answers_are_never_in_one_transaction(where, commits):
    areas = [anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.ANYSHIRE]
    commits.go.set()
    callers = [Caller(where, number, area) for number, area in enumerate(areas)]
    for one in callers:
        one.start()
    for one in callers:
        one.join(20)
    assert [(one.told, one.stored) for one in callers] == [("stored", 1)] * 5
    # Each was written in its own scope: in another's `rows` and row-level security would have refused it.
    assert set(commits.areas) == {anyshire.ANYSHIRE, anyshire.OTHERSHIRE}
    assert sum(commits.sizes) == 5


def test_a_commit_takes_no_more_rows_than_it_should_but_a_batch_goes_whole(where, commits):
    told = all_at_once(commits, *(Caller(where, number, responses=60) for number in range(3)))
    assert told == [("stored", 60)] * 3
    assert commits.sizes == [1, 1, 1]
    assert MOST == 100


def test_where_the_database_fails_everybody_who_waited_is_told_and_nothing_of_theirs_is_written_later(
    where, commits, monkeypatch
):
    real = one_commit.at_once

    def full(told):
        list(told)
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(one_commit, "at_once", full)
    assert all_at_once(commits, *(Caller(where, number) for number in range(4))) == [("OperationalError", 0)] * 4
    monkeypatch.setattr(one_commit, "at_once", real)
    assert all_at_once(commits, Caller(where, 9)) == [("stored", 1)]
    assert Response.objects.count() == 1


def test_where_nobody_is_let_in_everybody_who_waited_is_told_and_nothing_of_theirs_is_written_later(where, monkeypatch):
    def locked(_):
        raise OperationalError("database is locked")

    real = one_commit.at_once
    monkeypatch.setattr(one_commit, "at_once", locked)
    one = Caller(where, 0)
    one.start()
    one.join(10)
    assert one.told == "OperationalError"
    monkeypatch.setattr(one_commit, "at_once", real)
    again = Caller(where, 1)
    again.start()
    again.join(10)
    assert (again.told, Response.objects.count()) == ("stored", 1)


def test_rows_stand_in_the_order_of_their_random_keys(where):
    with scope.within({anyshire.ANYSHIRE}):
        made = [a_row(where[anyshire.ANYSHIRE]) for _ in range(9)]
        group = [Request((f"{number:064}", "body", TODAY), [one]) for number, one in enumerate(made)]
        (_, notes), (_, said) = one_commit.statements(group)
    assert said[:: len(said) // 9] == sorted(key for key, *_ in made)
    assert len(notes) == 27


def test_inside_a_transaction_nobody_else_hangs_on_it(where, commits):
    commits.begun.set()
    with scope.within({anyshire.ANYSHIRE}), transaction.atomic():
        one_commit.write(Request(("0" * 64, "body", TODAY), [a_row(where[anyshire.ANYSHIRE])]))
        assert commits.sizes == [1]
        transaction.set_rollback(True)
    assert Response.objects.count() == 0
