"""A manager hands links out: looks at the page, makes a link for a school, and pauses it; scripts off, on a desk and a telephone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, expect

from journeys.looking import pressed
from journeys.screens import DESKTOP
from journeys.test_people import ROOT, looked_at
from portal.demonstration.serving import serving
from portal.people.rules import Role
from somebody import somebody

sys.path.append(str(Path(__file__).parents[1] / "portal"))  # the small world lives with the portal's tests
import anyshire

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def plain(browser: Browser, tmp_path) -> Iterator[tuple[Page, str]]:
    """A manager's browser that runs no script, signed in; the round is a made-up one, its questionnaire in Urdu too."""
    anyshire.dressed(anyshire.world(tmp_path, made_up=True))
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
        context.route("**/*.js", lambda route: route.abort())
        context.add_cookies([{"name": "session", "value": manager.client.cookies["session"].value, "url": address}])
        yield context.new_page(), address
        context.close()


def test_a_manager_hands_links_out_and_makes_one_for_a_school(plain) -> None:
    page, site = plain
    page.goto(f"{site}/links/")
    looked_at(page, "link-places")
    pressed(page.get_by_role("link", name="Anyshire: Autumn"))
    page.get_by_text("Words for a letter").click()
    expect(page.get_by_role("img", name="Square code of Getting support")).to_be_visible()
    looked_at(page, "links")
    pressed(page.get_by_role("link", name="Links for groups"))
    looked_at(page, "groups-empty")
    pressed(page.get_by_role("button", name="Make the link"))
    looked_at(page, "groups-refused")
    page.get_by_label("What the group is asked").select_option(index=0)
    page.get_by_label("Name of the group").fill("Oak School")
    page.get_by_label("What the group is", exact=True).select_option("school")
    pressed(page.get_by_role("button", name="Make the link"))
    expect(page.get_by_text("Fewer than 10 answers were there")).to_be_visible()
    pressed(page.get_by_role("button", name="Pause: Oak School"))
    expect(page.get_by_role("button", name="Open again: Oak School")).to_be_visible()
    looked_at(page, "groups")
