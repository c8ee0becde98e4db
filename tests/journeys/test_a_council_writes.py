"""Somebody of a council without an account writes, without scripts, and the national team invites them; a collector meets its
organisation's part of a council's work.

Each page passes the accessibility checker, wide and as narrow as 320 pixels.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from journeys.looking import Room, pressed, room, seen
from journeys.test_people import ROOT

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402

from portal.councils.models import Collector  # noqa: E402
from portal.outreach import groups  # noqa: E402
from portal.outreach.groups import Named  # noqa: E402
from portal.people import interest_words as words  # noqa: E402
from portal.people.models import Interest, Invitation  # noqa: E402
from portal.people.rules import Role  # noqa: E402
from somebody import somebody  # noqa: E402

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def portal(browser: Browser) -> Iterator[Room]:
    with room(browser) as made:
        yield made


def test_from_we_would_like_to_take_part_to_an_invitation(tmp_path: Path, portal: Room) -> None:
    anyshire.world(tmp_path)
    stranger = portal.seat()
    page = stranger.page
    page.goto(portal.address)
    stranger.follow("Your council would like to take part?")
    seen(page, "for-councils")
    page.get_by_label("Your council").fill("Nowhere in particular")
    stranger.press("Send it to the national team")
    expect(page.get_by_role("alert")).to_contain_text("No council of this name")
    seen(page, "for-councils-wrong")
    for label, said in (
        ("Your council", "anyshire"),
        ("Your name", "Jo Bloggs"),
        ("Your work e-mail address", "jo@anyshire.example"),
        ("What you do there", "SEND commissioner"),
        ("What you would like us to know (optional)", "We took part in 2015.\nWe would like to again."),
    ):
        page.get_by_label(label).fill(said)
    stranger.press("Send it to the national team")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.THANKS)
    seen(page, "for-councils-sent")
    page.reload()
    assert Interest.objects.count() == 1

    nation = portal.seat(somebody(Role.COORDINATOR))
    nation.page.goto(f"{portal.address}/people/")
    pressed(nation.page.get_by_role("link", name="Interest from councils"))
    seen(nation.page, "interests")
    nation.press("Not now")
    expect(nation.page.get_by_role("table")).to_contain_text("Put back")
    seen(nation.page, "interests-not-now")
    nation.press("Put back")
    nation.follow("Invite")
    expect(nation.page.get_by_label("E-mail address")).to_have_value("jo@anyshire.example")
    seen(nation.page, "invite-filled-in")
    pressed(nation.page.get_by_role("button", name="Send the invitation"))
    assert Invitation.objects.get(email="jo@anyshire.example").area_id == anyshire.ANYSHIRE
    pressed(nation.page.get_by_role("link", name="Interest from councils"))
    expect(nation.page.get_by_role("table")).to_contain_text("Invited, ")


def test_a_collector_meets_its_organisations_part(tmp_path: Path, portal: Room) -> None:
    world = anyshire.world(tmp_path)
    somebody(Role.MANAGER, anyshire.ANYSHIRE, email="ann.archer@anyshire.example")
    lead = somebody(Role.DATA_LEAD, anyshire.ANYSHIRE)
    anyshire.bundled(world, 1, by=lead.person)
    helper = portal.seat(somebody(Role.COLLECTOR, anyshire.ANYSHIRE))
    page = helper.page
    page.goto(f"{portal.address}/links/autumn/{anyshire.ANYSHIRE}/")
    expect(page.locator("main")).to_contain_text("Ask Ann Archer at Anyshire to make a link")
    seen(page, "a-collectors-links-none")
    groups.make(world.link, Named("Coffee morning", "community", Collector.objects.get()))
    page.reload()
    expect(page.get_by_role("heading", name="Coffee morning")).to_be_visible()
    assert world.link.token not in page.content()
    seen(page, "a-collectors-links")
    page.goto(f"{portal.address}/paper/")
    expect(page.locator("main")).to_contain_text("No bundle yet")
    anyshire.bundled(world, 1, by=helper.who.person if helper.who else lead.person)
    page.reload()
    expect(page.get_by_role("table")).to_contain_text("Forum")
    seen(page, "a-collectors-paper")
