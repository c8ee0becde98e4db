"""Every page of the portal, with the number of statements it sends: a literal for each, the same when its lists grow.

After a new page, or a change of one, write the table anew and read what has changed in it:

    POET_WRITE_STATEMENTS=1 python -m pytest -n 0 tests/portal/test_every_page.py

A page is whatever answers a GET with HTML; each is opened by the first of `FIRST` whom the table of access lets in.
"""

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import anyshire
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from test_access import PLACES, clients, filled, names, table, things

from portal.api.models import Token
from portal.councils.models import Area, Collector, Group
from portal.editing.models import Thread
from portal.engagement import models as engagement
from portal.nation.models import Membership
from portal.outreach import groups, listing
from portal.outreach.groups import Named
from portal.people.inviting import Offer, invite
from portal.people.models import Holding
from portal.people.rules import Role
from portal.questionnaires import faces
from portal.questionnaires.publish import publish
from portal.reporting import live, results
from portal.rounds.taking_part import join, open_round
from somebody import somebody

STATEMENTS = Path(__file__).with_name("statements.csv")
FIRST = (
    "anonymous", "council-manager", "national-coordinator", "publisher", "analyst", "researcher",
    "data-protection-officer", "questionnaire-author", "collector", "no-role",
)  # fmt: skip
MOST = 12
__all__ = ["clients", "things"]  # fixtures of the table of access


@pytest.fixture
def one(world, things):
    """One of what the table of access needs none of; nothing that another test has kept."""
    results.protected.cache_clear()
    live.forget()
    faces.forget()
    Thread.objects.create(draft_id=things["own"]["draft"], section="summary")
    Membership.objects.create(area_id=anyshire.ANYSHIRE, scheme="Circle", first=date(2025, 1, 1))


@pytest.fixture
def grown(world, things, one):
    """Two more of everything that a list of Anyshire shows."""
    here, now, link = Area.objects.get(pk=anyshire.ANYSHIRE), timezone.now(), world.link
    mine, keyer = things["own"], Holding.objects.filter(role=Role.COORDINATOR).first().person
    plan = engagement.Plan.objects.get(area=here)
    event = engagement.Event.objects.filter(plan=plan).first()
    # Of another questionnaire: a next round of the same one would be more than a longer list.
    other = publish(anyshire.QUESTIONNAIRE.replace('id = "small"', 'id = "other"'), "other.toml", on=now.date())
    for number in range(2):
        opens = world.round.closes + timedelta(days=10 * number + 1)
        later = open_round(
            slug=f"r{number}",
            name=f"R{number}",
            opens=opens,
            closes=opens + timedelta(days=5),
            versions=[other],
        )
        join(later, [here])
        somebody(Role.READER, here.pk, email=f"more{number}@example.org")
        invite(Offer(f"w{number}@example.org", Role.READER, here), by=None, now=now)
        Collector.objects.create(area=here, name=f"Team {number}", kind="school")
        Group.objects.create(area=here, name=f"Others {number}", kind="own", reason="Near").members.set(
            Area.objects.all()
        )
        anyshire.bundled(world, 3, by=keyer, sheets=3)
        anyshire.handed_in(world, f"age\n{number + 1}\n".encode(), by=keyer)
        listing.make(link, name=f"List {number}", letters=10, on=now.date())
        groups.make(link, Named(f"School {number}", "school"))
        anyshire.interested(f"Jo {number}")
        Membership.objects.create(area=here, scheme=f"Circle {number}", first=date(2026, 1, 1 + number))
        Token.objects.create(
            digest=f"t{number}",
            name=f"Key {number}",
            person=keyer,
            area=here,
            verbs=[],
            made=now,
            expires=now + timedelta(days=9),
        )
        Thread.objects.create(draft_id=mine["draft"], section="summary")
        engagement.Action.objects.create(plan=plan, what=f"Write {number}", owner="Team", due=now.date())
        engagement.Event.objects.create(plan=plan, title=f"Talk {number}", starts=now, ends=now, public=True)
        engagement.Remark.objects.create(event=event, text=f"Said {number}", day=now.date())


def who_opens(view: str) -> str:
    """The first whom the table of access lets in at home."""
    row = next(row for row in table() if row["view"] == view and row["place"] in {"own", "-"})
    return next((one for one in FIRST if row[one] == "opens"), "")


def counted(things, clients) -> list[dict[str, str]]:
    """Each page, who opens it, and how many statements it sends once its caches are warm."""
    found = []
    for view, words in sorted(names().items()):
        who = who_opens(view)
        if not who:
            continue
        address = reverse(view, kwargs=filled(view, words, things["own"]))
        if view in LEFT or not is_page(clients[who].get(address)):
            continue
        with CaptureQueriesContext(connection) as sent:
            clients[who].get(address)
        found.append({"view": view, "who": who, "statements": str(len(sent))})
    return found


# What changes who one is, or makes a file: asked once, it is another page the next time.
LEFT = {"account_logout"}


def is_page(response) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")


def told() -> list[dict[str, str]]:
    with STATEMENTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_page_sends_as_many_statements_as_the_table_says(things, one, clients, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    found = counted(things, clients)
    if os.environ.get("POET_WRITE_STATEMENTS"):
        with STATEMENTS.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ("view", "who", "statements"), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    assert found == told()


def test_and_as_many_when_every_list_has_grown(things, grown, clients, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False
    found = counted(things, clients)
    more = [
        (one["view"], one["statements"], two["statements"])
        for one, two in zip(told(), found, strict=True)
        if one != two
    ]
    assert not more, str(more)


def test_no_page_sends_more_than_a_few():
    assert {row["view"]: row["statements"] for row in told() if int(row["statements"]) >= MOST} == {}


def test_the_table_is_of_every_page_there_is():
    """A page that was forgotten would be missing in both tables: addresses without a row are those that are no pages."""
    assert {row["view"] for row in told()} <= set(names())
    assert len(told()) > 100
    assert set(PLACES) == {"own", "other"}
