"""A council invites families by letter: a list, the words, a real mail server; a family follows its letter and answers once.

Each page passes the accessibility checker on a desk and at 320 pixels, and works without scripts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from playwright.sync_api import Browser, expect

import mailing
from journeys.looking import Room, Seat, room, seen
from journeys.test_people import ROOT
from portal.capture.models import Response
from portal.people.rules import Role
from somebody import somebody

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402

FAMILIES = [f"family{number}@people.example" for number in range(12)]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (portal.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def post(settings) -> Iterator[mailing.Server]:
    with mailing.server() as server:
        mailing.names(settings, server.port)
        yield server


@pytest.fixture
def here(browser: Browser, tmp_path: Path, post: mailing.Server) -> Iterator[Room]:
    anyshire.world(tmp_path, made_up=True)
    with room(browser) as opened:
        yield opened


def test_a_family_follows_its_letter_and_answers_once(here, post) -> None:
    manager = here.seat(somebody(Role.MANAGER, anyshire.ANYSHIRE))
    manager.page.goto(f"{here.address}/links/")
    manager.follow("Anyshire")
    manager.follow("Invitations")
    seen(manager.page, "lists-empty")
    listed(manager)
    written(manager)
    call_command("send_letters", once=True)
    assert sorted(post.got) == sorted(FAMILIES)
    manager.page.reload()
    expect(manager.page.get_by_text("10 or more").first).to_be_visible()
    seen(manager.page, "list-sent")

    letter = mailing.plain(post.got[FAMILIES[0]][0])
    there = re.search(r"/i/\S+/", letter)
    assert there, letter
    family = here.seat()
    answers(family, here.address + there.group())
    assert [one.answers for one in Response.objects.all()] == [{"age": "7", "information": "always"}]
    again = here.seat()
    again.page.goto(here.address + there.group())
    again.press("Begin")
    expect(again.page.get_by_text("This invitation was used already")).to_be_visible()
    expect(again.page.get_by_text("Made-up data.")).to_be_visible()
    seen(again.page, "invitation-used")
    assert Response.objects.count() == 1


def listed(manager: Seat) -> None:
    """Too few are refused, with what to do; then the list is there."""
    page = manager.page
    page.get_by_label("Name of the list").fill("Families with a new plan")
    page.get_by_label("To invite by e-mail: the addresses").fill("\n".join(FAMILIES[:3]))
    manager.press("Make the list")
    expect(page.get_by_role("alert")).to_be_visible()
    seen(page, "lists-refused")
    page.get_by_label("To invite by e-mail: the addresses").fill("\n".join(FAMILIES))
    manager.press("Make the list")
    expect(page.get_by_role("heading", level=1)).to_have_text("Families with a new plan")
    seen(page, "list-new")


def written(manager: Seat) -> None:
    page = manager.page
    manager.follow("Write and look at the e-mail")
    page.get_by_label("Who writes").fill("The SEND team")
    page.get_by_label("A few words of your own").fill("Thank you for your time.")
    manager.press("Keep, and show the letter")
    expect(page.get_by_text("Thank you for your time.").last).to_be_visible()
    seen(page, "mail")
    manager.follow("Go on: who gets it, and when")
    seen(page, "mail-begin")
    manager.press("Send them")
    seen(page, "list-begun")


def answers(family: Seat, address: str) -> None:
    """The letter's page, the questionnaire, the thank-you."""
    page = family.page
    page.goto(address)
    seen(page, "invited")
    family.press("Begin")
    seen(page, "invited-start")
    family.press("Start")
    page.get_by_label("How old is your child?").fill("7")
    family.press("Continue")
    while "/q/" in page.url:
        clear = page.get_by_role("group", name="The information was clear.").get_by_label("Always")
        if clear.count():
            clear.check()
        family.press("Continue")
    family.press("Send my answers")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    seen(page, "invited-thanks")
