"""A stranger reads the public site without script: what is published, and nothing else.

Each page passes the accessibility checker, wide and as narrow as 320 pixels. With POET_SCREENSHOTS=FOLDER each is kept as a
picture.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import DESKTOP, SMALLEST
from journeys.test_people import ROOT
from portal.demonstration.serving import serving
from portal.publishing.withdrawing import withdraw

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402
import signed_reports as given  # noqa: E402
from test_public_site import nation  # noqa: E402

KEPT = os.environ.get("POET_SCREENSHOTS")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def gone(tmp_path) -> str:
    """Anyshire's report and the country's are public, Othershire's was taken back: its address."""
    world = anyshire.world(tmp_path)
    given.answered(world)
    for code in (given.HERE, given.THERE, given.NOWHERE):
        given.agrees(world, code)
    given.out(given.own(world, given.chart("Clear information")))
    given.out(nation(world))
    back = given.out(given.own(world, code=given.THERE))
    withdraw(back, by=None, who="Othershire", why="", at=timezone.now())
    return str(back.address)


@pytest.fixture
def stranger(browser: Browser, gone: str) -> Iterator[tuple[Page, str]]:
    """A browser of somebody who is signed in nowhere and runs no script."""
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
        context.route("**/*.js", lambda route: route.abort())
        yield context.new_page(), address
        context.close()


def seen(page: Page, name: str) -> None:
    """The page passes the checker on both screens, and nothing of it stands outside the narrow one."""
    for size, mark in ((DESKTOP, ""), (SMALLEST, "-320")):
        page.set_viewport_size(size)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        axe(page)
        if KEPT:
            page.screenshot(path=f"{KEPT}/{name}{mark}.png", full_page=True)
    page.set_viewport_size(DESKTOP)


def test_a_stranger_reads_what_is_published_and_nothing_else(stranger, gone) -> None:
    page, site = stranger
    page.goto(site)
    seen(page, "front")
    page.goto(f"{site}/reports/")
    seen(page, "reports")
    expect(page.get_by_role("row", name="Anyshire Local report")).to_be_visible()
    assert page.locator(f'a[href*="{gone}"]').count() == 0
    report = page.locator('main a[href^="/reports/"]:not([href*="/by/"])').first
    pressed(report)
    seen(page, "report")
    chapter = page.locator('main a[href$="/process/"]').first
    pressed(chapter)
    seen(page, "chapter")
    for name, place in (
        ("findings", "/findings/"),
        ("finding", "/findings/small/information/"),
        ("methods", "/methods/"),
        ("statement", "/accessibility-statement/"),
    ):
        answer = page.goto(site + place)
        assert answer is not None
        assert answer.status == 200, place
        seen(page, name)
    for place, status in ((f"/reports/{gone}/", 410), ("/reports/nobody/", 404), ("/publishing/", 200)):
        answer = page.goto(site + place)
        assert answer is not None
        assert answer.status == status, place
        seen(page, f"absent-{status}")
    expect(page).to_have_url(re.compile("/account/sign-in/"))


def test_the_site_as_files_passes_the_checker_and_leads_on_without_a_server(browser: Browser, gone, tmp_path) -> None:
    folder = tmp_path / "site"
    call_command("export_site", folder, stdout=StringIO())
    pages = [one.relative_to(folder) for one in sorted(folder.rglob("*.html"))]
    one_of_each = {(one.parts[0], len(one.parts)): one for one in reversed(pages)}
    assert len(one_of_each) > 8
    context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    for place in one_of_each.values():
        page.goto((folder / place).as_uri())
        seen(page, f"file-{'-'.join(place.parts)}")
    page.goto((folder / "index.html").as_uri())
    pressed(page.get_by_role("link", name="Reports", exact=True).first)
    pressed(page.locator("main").get_by_role("row", name="Anyshire").get_by_role("link"))
    expect(page.get_by_role("heading", name="What is working, and what is not")).to_be_visible()
    context.close()
