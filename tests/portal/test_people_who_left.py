"""Somebody takes their answers back after figures were shown: no report is stopped by it, and nobody is told of by it."""

from __future__ import annotations

import random

import anyshire
import pytest
from django.utils import timezone
from test_keepsakes import answered as with_code
from test_keepsakes import code_on

from poet.attack import attack, read
from poet.protect import STANDARD_POLICIES, Audience
from poet.protect.proof.audit import Cache, audit
from poet.protect.views import rule_of
from portal.capture.leaving import left
from portal.capture.models import Response
from portal.issuing import running
from portal.issuing.models import Piece, Told
from portal.keepsakes.giving import withdraw
from portal.reporting import leaving, live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import Leaving

PAGE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"
SAID = ("always", "sometimes", "never")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, area=anyshire.ANYSHIRE):
    for number in range(people):
        anyshire.sent(world.links[area], age=str(5 + number % 3), information=SAID[number % 3])


@pytest.fixture
def shown(made_up_world, client):
    """Thirty answers in each of two areas, one of them with its code; the pages were looked at."""
    code = code_on(with_code(made_up_world, age="6"))
    answer(made_up_world, 29)
    answer(made_up_world, 30, anyshire.OTHERSHIRE)
    client.get(PAGE)
    return made_up_world, code


def issued(world):
    run = running.start(world.round, "termly", by=None, now=timezone.now())
    running.work(run.pk)
    return run


def entries():
    return [entry.draft for entry in DatabaseLedger().read()[0]]


def is_safe():
    rule = rule_of(STANDARD_POLICIES[Audience.OWN])
    told = attack(read(DatabaseLedger().lines()), with_own=True)
    return not audit(entries(), rule, Cache()).leaks and all(one.is_safe for one in told)


@pytest.mark.parametrize("newcomers", [0, 1, 12])
def test_a_run_is_issued_after_somebody_left_and_says_that_they_did(shown, newcomers):
    world, code = shown
    assert withdraw(code, timezone.now()) is True
    answer(world, newcomers)
    run = issued(world)
    assert Told.objects.get().why == ""
    assert Piece.objects.get(run=run, name="Anyshire").state == "made"
    last = entries()[-1].waves
    assert (last.covered, last.withdrawn) == (("refresh 1", "refresh 2"), 1)
    assert last.left == {
        "refresh 1": "left refresh 1 before refresh 2",
        "came before refresh 2": "came and went before refresh 2",
    }
    assert is_safe()


def test_whoever_left_is_told_of_once(shown):
    world, code = shown
    withdraw(code, timezone.now())
    issued(world)
    assert (Leaving.objects.get().people, Leaving.objects.get().told) == (1, 1)
    issued(world)
    assert [one.waves.withdrawn for one in entries()] == [0, 1, 0]
    assert is_safe()


def test_whoever_left_before_anything_was_shown_is_not_told_of(made_up_world, client):
    code = code_on(with_code(made_up_world))
    answer(made_up_world, 30)
    withdraw(code, timezone.now())
    client.get(PAGE)
    assert [one.waves.withdrawn for one in entries()] == [0]
    assert leaving.gone(made_up_world.round, made_up_world.version.pk).untold == 0


def test_how_many_left_is_kept_and_nothing_else(shown):
    _, code = shown
    withdraw(code, timezone.now())
    assert {field.name for field in Leaving._meta.fields} == {"id", "round", "version", "people", "told"}


def test_a_table_that_is_taken_back_counts_all_its_people(made_up_world):
    place = {"round_id": made_up_world.round.pk, "version_id": made_up_world.version.pk}
    left.send(sender=Response, **place, people=0)
    assert not Leaving.objects.exists()
    left.send(sender=Response, **place, people=40)
    left.send(sender=Response, **place, people=2)
    assert leaving.gone(made_up_world.round, made_up_world.version.pk) == leaving.Gone(42, 42)


def test_nobody_who_left_is_counted_because_as_many_came(shown, client):
    """The number of answers is what it was, and they are other people's."""
    world, code = shown
    before = results.protected(world.round.pk, world.version.pk, 60, 0)
    withdraw(code, timezone.now())
    answer(world, 1)
    gone = leaving.gone(world.round, world.version.pk)
    after = results.protected(world.round.pk, world.version.pk, Response.objects.count(), gone.ever)
    assert Response.objects.count() == 60
    assert after is not before


def test_pages_looked_at_while_people_come_and_go_tell_nobody(made_up_world, client):
    dice, codes = random.Random(7), []
    for number in range(70):
        area = dice.choice((anyshire.ANYSHIRE, anyshire.OTHERSHIRE))
        if area == anyshire.ANYSHIRE and dice.random() < 0.2:
            codes.append(code_on(with_code(made_up_world, age=str(5 + number % 3))))
        else:
            anyshire.sent(made_up_world.links[area], age=str(5 + number % 3), information=dice.choice(SAID))
        if codes and dice.random() < 0.15:
            assert withdraw(codes.pop(), timezone.now()) is True
        client.get(PAGE)
    assert len(entries()) > 3
    issued(made_up_world)
    assert Told.objects.get().why == ""
    assert entries()[-1].waves.withdrawn > 2
    assert is_safe()
