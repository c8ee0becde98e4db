"""A manager plans an event, captures what was said, acts and publishes; whoever answered opens it with their code.

Each page passes the accessibility checker and works without scripts. With POET_SCREENSHOTS=FOLDER each is kept as a picture.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from journeys.looking import pressed
from journeys.screens import DESKTOP
from journeys.test_people import ROOT, looked_at
from portal.demonstration.serving import serving
from portal.engagement import answering
from portal.people.rules import Role
from portal.reporting import live, results
from portal.rounds.consenting import sign
from portal.rounds.statements import Use
from somebody import somebody

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402
from test_keepsakes import answered, code_on  # noqa: E402

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def world(tmp_path) -> anyshire.World:
    """Thirty people have answered, and one of them has kept the code."""
    results.protected.cache_clear()
    live.forget()
    answering.forget()
    made = anyshire.world(tmp_path)
    for number in range(30):
        said = {"information": ("always", "always", "sometimes")[number % 3]}
        anyshire.sent(made.link, communication=("always", "sometimes", "never")[number % 3], **said)
    return made


@pytest.fixture
def plain(browser: Browser, world: anyshire.World) -> Iterator[tuple[Page, str]]:
    """A manager's browser that runs no script, signed in; the council lets its own report be published."""
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    sign(world.round, world.link.area, {Use.OWN_REPORT_IN_PUBLIC: True}, by=manager.person, now=timezone.now())
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce", accept_downloads=True)
        context.route("**/*.js", lambda route: route.abort())
        context.add_cookies([{"name": "session", "value": manager.client.cookies["session"].value, "url": address}])
        yield context.new_page(), address
        context.close()


def wall(hours: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def test_a_council_acts_on_its_report_and_whoever_answered_reads_what_it_did(plain, world) -> None:
    page, site = plain
    code = code_on(answered(world))
    page.goto(f"{site}/action-plans/")
    looked_at(page, "action-plans")
    pressed(page.get_by_role("link", name="Getting support"))
    looked_at(page, "plan-empty")
    an_event(page)
    an_action(page)
    pressed(page.get_by_role("link", name="You said, we did"))
    looked_at(page, "tell")
    pressed(page.get_by_role("button", name="Publish this for everybody"))
    expect(page.get_by_text("Everybody can read it.")).to_be_visible()
    looked_at(page, "tell-published")
    page.context.clear_cookies()
    page.goto(f"{site}/keepsake")
    page.get_by_label("The code").fill(code)
    pressed(page.get_by_role("button", name="Continue"))
    looked_at(page, "keepsake-told")
    pressed(page.get_by_role("button", name="Read what your council did"))
    expect(page.get_by_text("Send every family a letter each month")).to_be_visible()
    looked_at(page, "you-said")
    pressed(page.get_by_role("link", name="Easy Read"))
    expect(page.get_by_text("We have done this.")).to_be_visible()
    looked_at(page, "you-said-easy")


def an_event(page: Page) -> None:
    """Planned, made public, and somebody who was there says something."""
    pressed(page.get_by_role("button", name="Plan an event"))
    pressed(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("Give a day and a time")
    looked_at(page, "event-form-refused")
    page.get_by_label("When it begins").fill(wall(-1))
    page.get_by_label("When it ends").fill(wall(2))
    page.get_by_label("Where it is").fill("Town hall, High Street, Anytown")
    pressed(page.get_by_role("button", name="Save"))
    pressed(page.get_by_role("button", name="Open it to everybody"))
    pressed(page.get_by_role("button", name="Ask the national team"))
    looked_at(page, "event")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Discussion sheets, Easy Read (PDF)").click()
    assert Path(taken.value.path()).read_bytes()[:4] == b"%PDF"
    here = page.url
    pressed(page.get_by_role("link", name="/e/"))
    looked_at(page, "public-event")
    pressed(page.get_by_role("button", name="Say what you think"))
    page.get_by_label("What was said, or what you think").fill("Ring me on 07700 900123")
    pressed(page.get_by_role("button", name="Send"))
    expect(page.get_by_role("alert")).to_contain_text("telephone")
    looked_at(page, "say-refused")
    page.get_by_label("What was said, or what you think").fill("Nobody rings back.")
    page.get_by_label("I have named nobody").check()
    pressed(page.get_by_role("button", name="Send"))
    looked_at(page, "say-thanks")
    page.goto(f"{here}feedback/")
    pressed(page.get_by_role("button", name="Show it"))
    looked_at(page, "feedback")
    pressed(page.get_by_role("link", name="The event"))
    pressed(page.get_by_role("link", name="The action plan"))


def an_action(page: Page) -> None:
    """Refused, written, done, with its history."""
    pressed(page.get_by_role("link", name="Plan an action on: Communication"))
    page.get_by_label("What you will do").fill("Send every family a letter each month")
    page.get_by_label("Whose task it is").fill("Mrs Smith")
    page.get_by_label("Until when").fill("2027-03-31")
    pressed(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("alert")).to_contain_text("Say a role or a team instead")
    looked_at(page, "action-refused")
    page.get_by_label("Whose task it is").fill("SEND manager")
    page.get_by_label("The same in easy words").fill("We write to you each month.")
    pressed(page.get_by_role("button", name="Save"))
    pressed(page.get_by_role("link", name="Send every family a letter each month").first)
    page.get_by_label("Where it stands").select_option("done")
    page.get_by_label("What shows that it is done").fill("Twelve letters went out.")
    pressed(page.get_by_role("button", name="Save"))
    pressed(page.get_by_role("link", name="Send every family a letter each month").first)
    page.get_by_text("What was done to it").click()
    looked_at(page, "action-history")
    pressed(page.get_by_role("link", name="The action plan"))
    looked_at(page, "plan")
