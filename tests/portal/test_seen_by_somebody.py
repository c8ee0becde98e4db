"""Everything that somebody sees, before and after fewer than ten people answered: every page that links and lists lead to, and
every file with words, is the same to the byte."""

from __future__ import annotations

import re
import zlib
from collections import Counter, deque
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin

import anyshire
import numpy as np
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from test_led_there import LEFT_SHUT, name_of

from poet.count.model import Counts
from portal.capture import tallying
from portal.capture.tallying import Asked
from portal.councils.models import Area
from portal.issuing import running
from portal.issuing.models import Finished, Piece
from portal.issuing.releasing import structure_of
from portal.people.rules import Role
from portal.questionnaires import faces
from portal.reporting import live, results
from portal.rounds.models import Round
from somebody import somebody

# Of each kind so many pages: each area's, in each order.
OF_A_KIND = 4
# Drawn of the same report as the others, and slowly; and the log of what people did, which looking itself is written into.
DRAWN = ("pdf", "docx", "pptx", "xlsx", "ods", "png")
LOGS = {"audit", "own-record", "audit-csv"}
MADE_ANEW = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|name="page" value="[^"]+"|nonce="[^"]+"|nonce-[\w+/=-]+'
)
WHO = {
    "anybody": None,
    "a manager": (Role.MANAGER, anyshire.ANYSHIRE),
    "a manager where nobody has answered": (Role.MANAGER, anyshire.NOWHERE),
    "the national coordinator": (Role.COORDINATOR, None),
    "an author": (Role.AUTHOR, None),
}


def forget():
    results.protected.cache_clear()
    live.forget()
    faces.forget()


def seen(visitor, starts):
    """Every page and file that somebody is led to, by its address."""
    waiting, met, opened, found = deque(starts), set(starts), Counter(), {}
    while waiting:
        address = waiting.popleft()
        name = name_of(address)
        # One's own account and answers tell of oneself, and are begun anew at each visit.
        if (
            address.startswith(("/account/", "/a/"))
            or name in LEFT_SHUT | LOGS
            or opened[name] >= OF_A_KIND
            or address.rpartition(".")[2] in DRAWN
        ):
            continue
        opened[name] += 1
        page = visitor.get(address)
        data = b"".join(page.streaming_content) if page.streaming else page.content
        found[address] = page.status_code, MADE_ANEW.sub("", data.decode("utf-8", "replace"))
        if "html" not in page.headers.get("Content-Type", ""):
            continue
        for said in re.findall(r'(?:href|action|src)="([^"#]+)', found[address][1]):
            there = urljoin(address, unescape(said).removeprefix("http://testserver"))
            if there.startswith("/") and there not in met and not there.startswith("/static/"):
                met.add(there)
                waiting.append(there)
    return found


def everything(people, at, monkeypatch):
    """What all of them see at a moment."""
    forget()
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: at)
        return {
            (who, address): one
            for who, visitor in people.items()
            for address, one in seen(visitor, ["/", "/glance/", "/forms/"]).items()
        }


@pytest.fixture
def round_(world):
    for link in (world.links[anyshire.ANYSHIRE], world.links[anyshire.OTHERSHIRE]):
        for number in range(36):
            said = ("always", "sometimes", "never")[number % 3]
            anyshire.sent(link, age=str(5 + number % 6), information=said, has_budget="no", anything="Words")
    passed(world, 50, "answered")
    passed(world, 22, "left_out")
    return world


@pytest.fixture
def people(round_):
    return {who: somebody(*role) if role else Client() for who, role in WHO.items()}


def told(before, after):
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


# What a council asks is fixed by its first answer, and says so.
KNOWN = ("/own-questions/",)


def same_but_for(before, after):
    """What differs, but for what is known to."""
    return [(who, address) for who, address in told(before, after) if not any(one in address for one in KNOWN)]


def passed(world, people, did):
    """People come to the first page, and go on."""
    where = Asked(world.round.pk, world.version.pk, "standard")
    tallying.add(where, {"age": Counter(met=people, gone_on=people, under_5=people) + Counter({did: people})})


def answered(world, where, people):
    passed(world, people, "left_out")
    for _ in range(people):
        anyshire.sent(world.links[where], age="7", information="never", has_budget="yes", anything="More words")


@pytest.mark.parametrize(("where", "newcomers"), [(anyshire.ANYSHIRE, 9), (anyshire.NOWHERE, 1)])
def test_nothing_that_anybody_sees_changes_with_fewer_than_ten_answers(round_, people, monkeypatch, where, newcomers):
    """Both times somebody looked before, and looks again three hours later: nobody has answered meanwhile, or a few have."""
    first = timezone.now()
    then = first + timedelta(hours=3)
    everything(people, first, monkeypatch)
    with transaction.atomic():
        before = everything(people, then, monkeypatch)
        transaction.set_rollback(True)
    answered(round_, where, newcomers)
    after = everything(people, then, monkeypatch)
    assert len(before) > 100
    assert same_but_for(before, after) == []


def test_who_looks_at_all_of_it_sees_that_twenty_have_answered(round_, people, monkeypatch):
    first = timezone.now()
    before = everything(people, first, monkeypatch)
    for said in ("always", "never"):
        for _ in range(10):
            anyshire.sent(round_.links[anyshire.ANYSHIRE], age="7", information=said, has_budget="no", anything="Words")
    assert len(same_but_for(before, everything(people, first, monkeypatch))) > 5


def made(world, few):
    """The reports of a run where so few have answered in one area, by their names."""
    answered(world, anyshire.NOWHERE, few)
    forget()
    run = running.start(world.round, "termly", by=None, now=timezone.now())
    running.work(run.pk)
    found = Finished.objects.filter(piece__run=run, ending="json", piece__name__in=["Anyshire", "Nowhere"])
    return dict(Piece.objects.filter(run=run).values_list("name", "state")), {
        one.piece.name: zlib.decompress(one.data) for one in found.select_related("piece")
    }


def test_a_runs_reports_do_not_tell_a_council_with_few_answers_from_one_with_none(round_):
    Round.objects.update(made_up=True)
    round_.round.refresh_from_db()
    with transaction.atomic():
        none = made(round_, 0)
        transaction.set_rollback(True)
    few = made(round_, 3)
    assert few[0] == none[0]
    # The name of the release is that of everybody's figures too, which a run makes anew.
    plain = [re.sub(rb"sha256:\w+", b"", of[1]["Nowhere"]) for of in (none, few)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize(("third", "is_told"), [(0, False), (9, False), (10, True)])
def test_a_region_is_told_where_three_of_its_councils_have_enough_answers(world, third, is_told):
    Area.objects.update(region="North")
    counts = Counts(world.version.instrument, ("Anyshire", "Nowhere", "Othershire"), np.array([30, third, 30]), {})
    assert ("region" in structure_of(counts).partitions) is is_told
