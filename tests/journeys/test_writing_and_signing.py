"""A national editor and a council manager write a report together, argue, and sign it: without scripts, in two browsers.

Each page passes the accessibility checker. With POET_SCREENSHOTS=FOLDER each is kept as a picture.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Page, expect

from journeys.looking import entered, pressed
from journeys.screens import DESKTOP
from journeys.test_people import ROOT, looked_at
from portal.demonstration.serving import serving
from portal.editing.edition import Edition, signed_edition
from portal.editing.models import Draft
from portal.people.rules import Role
from somebody import Somebody, somebody

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402
import drafts  # noqa: E402

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@dataclass
class Seat:
    """Somebody at a browser."""

    who: Somebody
    page: Page

    def press(self, name: str) -> None:
        pressed(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        pressed(self.page.locator("a", has_text=name).first)

    def signs(self) -> None:
        """Reads, proves once more who it is, ticks and signs."""
        self.follow("Read and sign")
        self.follow("Prove who you are")
        self.page.locator("input[name=code]").fill(self.who.code())
        entered(self.page.locator("input[name=code]"))
        self.page.get_by_label("I have read the report").check()


@pytest.fixture
def seats(browser: Browser, tmp_path: Path) -> Iterator[tuple[Seat, Seat, str]]:
    """The council's manager and the national coordinator, each signed in, in browsers that run no script."""
    drafts.answered(anyshire.world(tmp_path))
    people = (somebody(Role.MANAGER, anyshire.ANYSHIRE), somebody(Role.COORDINATOR))
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        contexts = [at(browser, address, who) for who in people]
        yield Seat(people[0], contexts[0].new_page()), Seat(people[1], contexts[1].new_page()), address
        for context in contexts:
            context.close()


def at(browser: Browser, address: str, who: Somebody) -> BrowserContext:
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    context.route("**/*.js", lambda route: route.abort())
    context.add_cookies([{"name": "session", "value": who.client.cookies["session"].value, "url": address}])
    return context


def test_two_parties_write_argue_and_sign(seats) -> None:
    manager, editor, site = seats
    place = begun(manager, site)
    written(manager, editor, place)
    argued(manager, editor, place)
    quoted(manager, editor, place)
    signed(manager, editor, place)
    editor.page.goto(f"{site}/drafts/")
    looked_at(editor.page, "drafts")
    assert isinstance(signed_edition(Draft.objects.get().pk), Edition)


def begun(manager: Seat, site: str) -> str:
    manager.page.goto(f"{site}/drafts/")
    looked_at(manager.page, "drafts-empty")
    manager.follow("Begin a report")
    looked_at(manager.page, "draft-new")
    manager.page.get_by_label("Which kind of report").select_option("local")
    manager.press("Make the draft")
    looked_at(manager.page, "draft")
    return manager.page.url


def written(manager: Seat, editor: Seat, place: str) -> None:
    for seat, said in ((manager, "We do better, and half agree."), (editor, "We thank everybody who answered.")):
        seat.page.goto(f"{place}write/summary/")
        seat.page.get_by_label("Your commentary").fill(said)
    manager.press("Save")
    expect(manager.page.get_by_text("In the way of signing: 2")).to_be_visible()
    looked_at(manager.page, "draft-in-the-way")
    editor.press("Save")
    expect(editor.page.get_by_text("has changed this text while you wrote").first).to_be_visible()
    looked_at(editor.page, "draft-two-at-once")
    editor.page.get_by_label("Your commentary").fill("We thank everybody who answered. So many found it clear:")
    editor.page.get_by_label("A figure to put in").select_option("information/favourable")
    editor.press("Put the figure in")
    looked_at(editor.page, "draft-figure-put-in")
    editor.press("Save")
    expect(editor.page.get_by_text("So many found it clear: 33%")).to_be_visible()


def quoted(manager: Seat, editor: Seat, place: str) -> None:
    """The editor writes a quote down, the manager approves it, and it stands in the report."""
    editor.page.goto(place)
    editor.follow("Quotes in it")
    looked_at(editor.page, "draft-quotes-empty")
    editor.press("Write it down")
    looked_at(editor.page, "draft-quotes-refused")
    editor.page.get_by_label("Which question it is about").select_option("information")
    editor.page.get_by_label("What was said").fill("They told us early.")
    editor.page.get_by_label("Who agreed that it is quoted").select_option("said")
    editor.page.get_by_label("On which day they agreed").fill("2026-01-05")
    editor.page.get_by_label("Where the consent is kept").fill("Folder of the forum")
    editor.press("Write it down")
    manager.page.goto(f"{place}quotes/")
    looked_at(manager.page, "draft-quotes")
    pressed(manager.page.get_by_role("button", name="Approve it"))
    manager.page.goto(place)
    expect(manager.page.get_by_text("“They told us early.”")).to_be_visible()


def argued(manager: Seat, editor: Seat, place: str) -> None:
    manager.page.goto(f"{place}talk/summary/")
    manager.page.get_by_label("The commentary as you would have it").fill(
        "We thank everybody who answered.\n\n- So many found it clear: {{information/favourable}}\n- We will meet and talk"
    )
    manager.press("Send the suggestion")
    editor.page.goto(f"{place}talk/summary/")
    looked_at(editor.page, "draft-talk")
    pressed(editor.page.get_by_role("button", name="Accept suggestion"))
    editor.page.goto(f"{place}history/")
    looked_at(editor.page, "draft-history")
    editor.follow("See what changed")
    looked_at(editor.page, "draft-step")

    late_answers()
    editor.page.goto(place)
    editor.press("Make the figures anew")
    expect(editor.page.get_by_text("Commentary to look at again: 1")).to_be_visible()
    looked_at(editor.page, "draft-changes")


def signed(manager: Seat, editor: Seat, place: str) -> None:
    manager.page.goto(place)
    manager.press("Agree on this text")
    manager.follow("Read and sign")
    looked_at(manager.page, "draft-sign")
    manager.page.goto(place)
    for seat in (manager, editor):
        seat.page.goto(place)
        seat.signs()
        looked_at(seat.page, "draft-sign-proved")
        seat.press("Sign")
        expect(seat.page.get_by_text("Read and sign")).to_have_count(0)
    expect(editor.page.get_by_text("Signed by both parties")).to_be_visible()
    looked_at(editor.page, "draft-signed")


def late_answers() -> None:
    """Late answers, enough on each side for the figures to move on."""
    link = Draft.objects.get().area.links.get()
    for said, people in (("always", 14), ("never", 10)):
        for number in range(people):
            anyshire.sent(link, age=str(5 + number % 3), information=said)
