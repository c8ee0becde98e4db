"""A new manager goes from an invitation to the first answers by what the pages say comes next, and by nothing else."""

import re
from dataclasses import dataclass
from datetime import timedelta

import anyshire
import pytest
from django.test import Client
from django.utils import timezone

from portal.people.inviting import Offer, invite
from portal.people.models import Holding
from portal.people.rules import Role
from portal.rounds.models import Enrolment, Link, Participation, Round
from portal.rounds.statements import edition
from somebody import Words, somebody

HERE = anyshire.ANYSHIRE
PROMISES = {one.id: "yes" for one in edition("2026").commitments}


@pytest.fixture
def outside(world):
    """Anyshire stands outside of the round, which has opened."""
    Participation.objects.filter(area=HERE).delete()
    Enrolment.objects.filter(area=HERE).delete()
    Link.objects.filter(area=HERE).delete()
    return world


@dataclass
class Page:
    words: list[str]
    hrefs: set[str]


def read(body: str) -> Page:
    words = Words()
    words.feed(body)
    return Page(words.found, set(re.findall(r'href="([^"]+)"', body)))


def page(who, address) -> Page:
    return read(who.get(address).content.decode())


def test_who_has_just_come_in_reads_what_comes_first(outside):
    token = invite(
        Offer("new@anyshire.example", Role.MANAGER, outside.links[anyshire.OTHERSHIRE].area),
        by=None,
        now=timezone.now(),
    )
    client = Client()
    client.post(f"/invitation/{token}/", {"name": "New"})
    first = read(client.get("/account/").content.decode())
    assert any(said.startswith("Your role lets you see what families answered.") for said in first.words)
    assert "/account/second/" in first.hrefs


def test_the_pages_lead_from_wanting_to_take_part_to_the_first_answers(outside):
    manager, coordinator = somebody(Role.MANAGER, HERE), somebody(Role.COORDINATOR)
    assert "/taking-part/" in page(manager, "/account/").hrefs
    assert "/taking-part/" in page(manager, "/glance/").hrefs  # who looks for results first is led there too
    place = f"/taking-part/{HERE}/autumn/"
    assert place in page(manager, "/taking-part/").hrefs
    assert "We would like to take part" in page(manager, place).words
    assert manager.post(place, do="express-interest", seen="none").status_code == 302
    coordinator.post(place, do="invite", seen="interested")
    assert f"{place}statements/" in page(manager, place).hrefs
    manager.post(f"{place}statements/", seen="invited", **PROMISES)
    joined = page(manager, place)
    links, glance = f"/links/autumn/{HERE}/", f"/glance/autumn/{HERE}/"
    assert {links, glance} <= joined.hrefs
    nobody_yet = page(manager, glance)
    assert "Links, codes, posters and letters to hand out" in nobody_yet.words
    assert links in nobody_yet.hrefs
    handed_out = page(manager, links)
    link = Link.objects.get(area=HERE)
    assert any(href.endswith(f"/a/{link.token}/") for href in handed_out.hrefs)
    assert glance in handed_out.hrefs
    for number in range(12):
        anyshire.sent(link, age=str(4 + number))
    told = page(manager, glance)
    assert any("10 or more" in said for said in told.words)
    assert f"/glance/autumn/{HERE}/small/hearing/" in told.hrefs
    assert f"{glance}returns/" in told.hrefs


def test_before_the_round_opens_the_next_step_is_said_too(outside):
    now = timezone.now()
    Round.objects.update(opens=now + timedelta(days=5), closes=now + timedelta(days=50))
    manager = somebody(Role.MANAGER, HERE)
    assert "Not asked yet" in page(manager, "/taking-part/").words


def test_a_reader_without_a_round_is_told_who_can_join_one(outside):
    reader = somebody(Role.READER, HERE)
    said = page(reader, "/glance/")
    assert "The manager of POET in your council can join one." in said.words
    assert "/taking-part/" not in said.hrefs


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_whoever_comes_in_is_led_to_a_page_that_their_role_opens(world, role):
    area = HERE if role in {Role.DATA_LEAD, Role.READER, Role.COLLECTOR} else None
    who = somebody(role, area)
    assert Holding.objects.filter(person=who.person).exists()
    body = who.get("/account/").content.decode()
    (there,) = read(body.partition('class="poet-calm"')[2].partition("</div>")[0]).hrefs
    assert who.get(there).status_code == 200
