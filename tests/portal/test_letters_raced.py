"""Workers that send letters race each other, and are killed in the middle: processes of their own, on both databases."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from psycopg import connect, sql

import mailing
from killing import ROOT, Portal

URL = os.environ.get("POET_TEST_DATABASE_URL", "")
PEOPLE = 60
STANDING = """
import sys, tempfile; from pathlib import Path
sys.path.insert(0, "tests"); sys.path.insert(0, "tests/portal")
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import anyshire; from portal.councils import scope; from portal.outreach import listing, planning
from django.utils import timezone
with scope.everywhere("a test"):
    world = anyshire.world(Path(tempfile.mkdtemp()))
    addresses = [f"person{at}@example.org" for at in range(%d)]
    made = listing.make(world.link, name="Parents", addresses=addresses, on=timezone.localdate())
    print(planning.begin(made, "portal.example", timezone.now()))
"""
WORKING = """
import datetime, django; django.setup()
from django.core.management import call_command
from portal.outreach import outbox
outbox.CLAIM, outbox.BATCH = datetime.timedelta(seconds=%d), 7
call_command("send_letters", once=True)
"""
LEFT = """
import json; import django; django.setup()
from portal.outreach.models import Letter; from portal.councils import scope
with scope.everywhere("a test"):
    print(json.dumps(sorted(Letter.objects.values_list("state", flat=True))))
"""


class Post(Portal):
    """A portal whose workers know a mail server."""

    smtp: int = 0

    @property
    def around(self) -> dict[str, str]:
        """Nobody is asleep."""
        return {
            **super().around,
            "POET_SMTP_URL": f"smtp+plain://127.0.0.1:{self.smtp}",
            "POET_MAIL_FROM": "poet@portal.example",
            "POET_QUIET_HOURS": "none",
            "POET_QUIET_DAYS": "none",
        }

    def worker(self, claim: int) -> subprocess.Popen[str]:
        """A worker that sends what is due and ends; what it claims is its own for so many seconds."""
        return subprocess.Popen(
            [sys.executable, "-c", WORKING % claim], cwd=ROOT, env=self.around, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """The address of a database of its own, empty."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/poet.sqlite3"
        return
    if not URL:
        pytest.skip("No PostgreSQL named: set POET_TEST_DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME")
    name = f"poet_letters_{os.getpid()}"
    with connect(URL, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{URL.rpartition('/')[0]}/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def post(place, tmp_path):
    with mailing.server() as server:
        server.slow = 0.02
        portal = Post(place, tmp_path)
        portal.smtp = server.port
        assert int(portal.run(STANDING % PEOPLE).split()[-1]) == PEOPLE
        yield portal, server


def often(server) -> Counter[int]:
    """How many people got how many letters."""
    return Counter(len(server.got[f"person{at}@example.org"]) for at in range(PEOPLE))


def test_two_workers_race_and_everybody_gets_one_letter(post):
    portal, server = post
    racing = [portal.worker(claim=300) for _ in range(2)]
    said = [one.communicate(timeout=300) for one in racing]
    assert [one.returncode for one in racing] == [0, 0], said
    assert often(server) == {1: PEOPLE}
    sent = [int(out.partition("sent: ")[2].partition(".")[0] or 0) for out, _ in said]
    assert sum(sent) == PEOPLE
    assert min(sent) > 0, "only one of them had anything to do"


def test_a_worker_is_killed_and_nobody_goes_without_or_gets_two_different_letters(post):
    portal, server = post
    kills, aim = 3, 10
    for number in range(1, kills + 1):
        one = portal.worker(claim=3)
        while sum(map(len, server.got.values())) < number * aim:
            assert one.poll() is None, one.communicate()
            time.sleep(0.002)
        os.kill(one.pid, signal.SIGKILL)
        one.communicate()
        time.sleep(3.1)  # until what it had claimed is free
    last = portal.worker(claim=3)
    last.communicate(timeout=300)
    found = often(server)
    assert found[0] == 0
    assert set(found) <= {1, 2}
    assert found[2] <= kills  # at most the one letter that was being handed over at each kill
    twice = [got for got in server.got.values() if len(got) == 2]
    assert all(first["Message-ID"] == second["Message-ID"] for first, second in twice)
    assert portal.run(LEFT).split("\n")[-2].count('"sent"') == PEOPLE
