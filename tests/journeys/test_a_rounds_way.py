"""A round in a real browser, without scripts: planned, a council interested, invited, signed up, its links handed out, left.

Every page passes the accessibility checker. With POET_SCREENSHOTS=FOLDER each is kept there as a picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect

from journeys.looking import pressed
from journeys.screens import DESKTOP
from journeys.test_people import DERBYSHIRE, ROOT, looked_at
from portal.councils import england
from portal.demonstration.serving import serving
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from somebody import Somebody, somebody

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def site() -> Iterator[str]:
    england.load()
    publish((ROOT / "instruments/ehc-parents/2014.toml").read_text(), "2014.toml", on=date(2026, 9, 1))
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        yield address.replace("127.0.0.1", "localhost")


def browsing(browser: Browser, who: Somebody, site: str) -> Page:
    """A browser of somebody who has signed in, which runs no script."""
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    context.route("**/*.js", lambda route: route.abort())
    session = who.client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": session, "url": site}])
    return context.new_page()


def planned(nation: Page, site: str) -> None:
    nation.goto(f"{site}/rounds/")
    looked_at(nation, "rounds-none")
    pressed(nation.get_by_role("button", name="Plan a round"))
    pressed(nation.get_by_role("button", name="Plan it"))
    looked_at(nation, "round-planned-wrongly")
    nation.get_by_label("What it is called").fill("Autumn")
    nation.get_by_label("How long it lasts").select_option("own")
    nation.get_by_label("First day").fill("2026-09-01")
    nation.get_by_label("Last day").fill("2099-12-31")
    nation.get_by_label("ehc-parents/2014").check()
    pressed(nation.get_by_role("button", name="Plan it"))
    looked_at(nation, "round")


def invited(nation: Page, council: Page, site: str) -> None:
    council.goto(f"{site}/taking-part/")
    looked_at(council, "taking-part")
    pressed(council.get_by_role("link", name="Derbyshire in “Autumn”"))
    pressed(council.get_by_role("button", name="We would like to take part"))
    looked_at(council, "place-interested")
    pressed(nation.get_by_role("link", name="The councils in this round"))
    nation.get_by_label("A part of a name or of a region").fill("derbysh")
    pressed(nation.get_by_role("button", name="Show them"))
    pressed(nation.get_by_role("link", name="Derbyshire", exact=True))
    pressed(nation.get_by_role("button", name="Invite them"))
    council.reload()
    looked_at(council, "place-invited")


def signed_up(council: Page) -> None:
    pressed(council.get_by_role("button", name="Accept: read the statements"))
    pressed(council.get_by_role("button", name="Sign and take part"))
    looked_at(council, "statements-refused")
    for box in council.get_by_role("group", name="What you promise").get_by_role("checkbox").all():
        box.check()
    council.get_by_label("Our own report may be published").check()
    pressed(council.get_by_role("button", name="Sign and take part"))
    looked_at(council, "place-taking-part")


def left(council: Page) -> None:
    pressed(council.get_by_role("button", name="Withdraw from the round"))
    looked_at(council, "leave")
    pressed(council.get_by_role("button", name="Withdraw from the round"))
    looked_at(council, "place-left")


def test_a_council_comes_to_take_part_and_leaves_again(browser: Browser, site: str) -> None:
    nation = browsing(browser, somebody(Role.COORDINATOR), site)
    council = browsing(browser, somebody(Role.MANAGER, DERBYSHIRE), site)
    planned(nation, site)
    invited(nation, council, site)
    signed_up(council)
    link = council.locator(".poet-address a").first.inner_text()
    respondent = browser.new_context(viewport=DESKTOP, locale="en-GB").new_page()
    respondent.goto(link)
    expect(respondent.get_by_role("button", name="Start")).to_be_visible()
    nation.goto(f"{site}/rounds/autumn/councils/")
    looked_at(nation, "councils")
    left(council)
    respondent.reload()
    expect(respondent.get_by_role("heading", level=1)).to_have_text("Your council is no longer asking")
