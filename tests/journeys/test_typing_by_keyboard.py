"""A bundle of paper typed by the keyboard alone, with the small script and without any."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, expect

from journeys.axe import axe
from journeys.looking import entered, pressed
from portal.capture.models import Response
from portal.demonstration.serving import serving
from portal.keying.models import Bundle, Sheet
from portal.people.rules import Role
from somebody import somebody

ROOT = Path(__file__).resolve().parents[2]
ANYSHIRE = "E10900001"
KEPT = os.environ.get("POET_SCREENSHOTS", "")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def site(tmp_path, monkeypatch) -> Iterator[str]:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "portal"))  # the small world lives with the portal's own tests
    importlib.import_module("anyshire").world(tmp_path)
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        yield address


def looked_at(page: Page, name: str) -> None:
    page.wait_for_load_state()
    axe(page)
    if KEPT:
        page.screenshot(path=f"{KEPT}/{name}.png", full_page=True)


def test_a_sheet_is_typed_with_numbers_and_enter(page: Page, site: str) -> None:
    lead = somebody(Role.DATA_LEAD, ANYSHIRE)
    page.context.add_cookies([{"name": "session", "value": lead.client.cookies["session"].value, "url": site}])
    page.goto(f"{site}/paper/")
    looked_at(page, "bundles")
    page.goto(f"{site}/paper/{ANYSHIRE}/autumn/small/new/")
    looked_at(page, "new-bundle")
    page.get_by_label("What stands on its cover").fill("Box 3")
    page.get_by_label("How many sheets it holds").fill("1")
    pressed(page.get_by_role("button", name="Begin typing"))
    looked_at(page, "sheet")
    for said in ("11", "2", "", "", "1 2", "3", "*", "Fine - made up"):
        page.keyboard.type(said)
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # the button has the focus
    expect(page.get_by_text("Kept as sheet 1.")).to_be_visible()
    assert Sheet.objects.get().first == {
        "age": "11", "has-budget": "no", "needs": "learning;senses", "information": "never", "communication": "*",
        "anything": "Fine - made up",
    }  # fmt: skip
    page.goto(f"{site}/paper/{ANYSHIRE}/bundles/{Bundle.objects.get().pk}/")
    looked_at(page, "bundle")
    entered(page.get_by_role("button", name="Close the bundle"))
    expect(page.get_by_text("1 of the sheets are stored as responses.")).to_be_visible()
    looked_at(page, "bundle-closed")
    assert Response.objects.get().channel == "paper"
    page.goto(f"{site}/uploads/{ANYSHIRE}/of/autumn/small/")
    looked_at(page, "hand-in")
    page.goto(f"{site}/keepsake")
    looked_at(page, "keepsake")
