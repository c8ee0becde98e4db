"""Comments are erased long before the answers they came with: no figure shrinks by it, and nothing is told of who wrote."""

from __future__ import annotations

from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from poet.attack import attack, read
from poet.protect import STANDARD_POLICIES, Audience
from poet.protect.proof.audit import Cache, audit
from poet.protect.views import rule_of
from portal.capture.models import Response
from portal.issuing import running
from portal.issuing.models import Told
from portal.people.models import Person
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine
from portal.retention import erasing
from portal.retention.models import What

PAGE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"
SAID = ("always", "sometimes", "never")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def told(made_up_world, client):
    """Thirty answers in each of two areas, half of them with a comment; the pages were looked at."""
    for code in (anyshire.ANYSHIRE, anyshire.OTHERSHIRE):
        for number in range(30):
            comment = {"anything": "Marmalade, made up"} if number % 2 else {}
            anyshire.sent(made_up_world.links[code], age=str(5 + number % 3), information=SAID[number % 3], **comment)
    client.get(PAGE)
    return made_up_world


def erase(world):
    ann, bob = (Person.objects.create(email=f"{name}@example.org", name=name) for name in ("Ann", "Bob"))
    late = world.round.closes + timedelta(days=1_200)
    erasing.ask(world.round, What.COMMENTS, by=ann, now=late)
    return erasing.confirm(world.round, What.COMMENTS, "", by=bob, now=late)


def run_of(world):
    results.protected.cache_clear()
    running.work(running.start(world.round, "termly", by=None, now=timezone.now()).pk)
    return Told.objects.latest("pk")


def wrote():
    """How many are told to have written, by group, in each entry that tells it."""
    return [
        {one.group: one.base for one in entry.draft.tables if one.item == "anything"}
        for entry in DatabaseLedger().read()[0]
    ]


def is_safe():
    rule = rule_of(STANDARD_POLICIES[Audience.OWN])
    drafts = [entry.draft for entry in DatabaseLedger().read()[0]]
    told = attack(read(DatabaseLedger().lines()), with_own=True)
    return not audit(drafts, rule, Cache()).leaks and all(one.is_safe for one in told)


def test_a_run_after_the_comments_are_gone_tells_as_many_who_wrote_as_before(told):
    assert erase(told) == 30
    assert not [row for row in Response.objects.all() if "Marmalade" in str(row.answers)]
    assert run_of(told).why == ""
    assert wrote() == [{"Anyshire": 15, "Othershire": 15, None: 30}] * 2
    assert is_safe()


def test_pages_stand_as_they_stood(told, client):
    before = client.get(PAGE).content
    erase(told)
    results.protected.cache_clear()
    assert client.get(PAGE).content == before
    assert LedgerLine.objects.count() == 1


def test_a_base_that_shrank_would_be_found_out(told):
    """What is guarded against: comments that leave no trace are counted as nobody's, and the figures contradict each other."""
    for row in Response.objects.all():
        row.answers.pop("anything", None)
        row.save(update_fields=["answers"])
    refused = run_of(told)
    assert refused.why or wrote()[-1] != wrote()[0]
