"""The pages of a round of many councils move on at few moments, which are spread over it and said; the others whenever they may."""

from __future__ import annotations

from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from portal.people.rules import Role
from portal.reporting import live, moments, results
from portal.reporting.models import LedgerLine, Standing
from portal.rounds.models import GRACE, Round
from somebody import somebody

PLACE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people):
    """So many who say the three things in turn."""
    for number in range(people):
        anyshire.sent(world.link, age=str(5 + number % 3), information=("always", "sometimes", "never")[number % 3])


@pytest.fixture
def shown(made_up_world, client, monkeypatch):
    """Thirty answers, looked at once, in a round whose three councils count as many."""
    answer(made_up_world, 30)
    client.get(PLACE)
    monkeypatch.setattr(moments, "FREE", 2)
    monkeypatch.setattr(moments, "COUNCILS_TIMES_MOVES", 3)
    return made_up_world


def gone_by(share):
    """So much of the round is over."""
    asking = Round.objects.get(slug="autumn")
    lasts = asking.closes + GRACE - asking.opens
    opens = timezone.now() - share * lasts
    Round.objects.filter(pk=asking.pk).update(opens=opens, closes=opens + lasts - GRACE)


def people(client):
    """How many answered, as the page says."""
    words = " ".join(client.get(PLACE).content.decode().split())
    return next(number for number in (30, 60, 90, 120) if f"{number} parents and carers answered." in words)


def test_many_councils_wait_for_their_moment(shown, client):
    gone_by(0.05)
    answer(shown, 30)
    assert people(client) == 30
    gone_by(0.11)
    assert people(client) == 60
    answer(shown, 30)
    assert people(client) == 60
    gone_by(0.21)
    assert people(client) == 90


def test_moments_that_nobody_used_are_saved_up(shown, client):
    gone_by(0.35)
    for expected in (60, 90, 120):
        answer(shown, 30)
        assert people(client) == expected
    answer(shown, 30)
    assert people(client) == 120


def test_a_round_that_is_over_holds_nothing_back(shown, client):
    Standing.objects.update(refreshes=40)
    answer(shown, 30)
    gone_by(1.01)
    assert people(client) == 60


def test_few_councils_wait_for_nothing(shown, client, monkeypatch):
    monkeypatch.setattr(moments, "FREE", 3)
    gone_by(0.0)
    answer(shown, 30)
    assert people(client) == 60


def test_the_page_says_from_when_whether_or_not_somebody_answered_since(shown):
    manager, place = somebody(Role.MANAGER, anyshire.ANYSHIRE), f"/live/autumn/{anyshire.ANYSHIRE}/small/"
    gone_by(0.05)
    before = manager.words(place)
    assert "Newer answers are counted from " in " ".join(before)
    answer(shown, 1)
    assert manager.words(place) == before
    gone_by(0.11)
    assert "Newer answers are counted from " not in " ".join(manager.words(place))


def test_a_look_that_comes_too_early_is_no_line_of_the_ledger(shown, client):
    gone_by(0.05)
    answer(shown, 30)
    lines = LedgerLine.objects.count()
    client.get(PLACE)
    assert LedgerLine.objects.count() == lines


@pytest.mark.parametrize(("councils", "most"), [(13, 92), (30, 40), (60, 20), (120, 10), (153, 10), (317, 10)])
def test_the_more_councils_the_fewer_moves(councils, most):
    assert moments.moves(councils) == most


def test_the_last_moment_of_a_round_is_its_end(shown):
    asking = Round.objects.get(slug="autumn")
    assert moments.opens_again(asking, 153, 10_000, asking.opens) == asking.closes + GRACE
    assert moments.opens_again(asking, 153, 1, asking.closes + GRACE + timedelta(seconds=1)) is None
