"""The web page of each kind of report in a browser, as a file without network or script: wide, and 320 pixels narrow.

With POET_SCREENSHOTS=FOLDER each is kept as a picture.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from drawn.council import ABOUT, FONTS, HERE, release
from drawn.test_every_kind import KINDS
from journeys.axe import AXE, axe
from journeys.screens import DESKTOP, SMALLEST
from poet.draw import html, pictograms
from poet.report import Approved, Earlier, kinds, local, overall

KEPT = os.environ.get("POET_SCREENSHOTS")
pytestmark = pytest.mark.skipif(not AXE.exists(), reason="The checker is not there. Install it with: npm ci")
QUOTE = Approved(
    "We were asked first, and that had never happened before.",
    "process-partnership",
    "SEND manager",
    "2026-11-20",
    HERE,
)


def written(kind: str, folder: Path) -> str:
    about = replace(ABOUT, quotes=(QUOTE,), publisher="Anyshire Council")
    earlier = Earlier(release(people=40), "2025 to 2026")
    further = (Earlier(release(people=50), "2024 to 2025"),)
    told = (
        local(release(), HERE, about, kind, earlier=earlier, further=further)
        if kinds()[kind].of == "area"
        else overall(release(), about, kind, earlier=earlier, further=further)
    )
    (folder / f"{kind}.html").write_bytes(html.draw(told, pictures=pictograms.beside(FONTS)))
    return (folder / f"{kind}.html").as_uri()


def looked_at(page: Page, name: str) -> None:
    if KEPT:
        page.screenshot(path=Path(KEPT) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_s_page_is_accessible_and_never_wider_than_the_screen(kind: str, page: Page, tmp_path: Path) -> None:
    page.goto(written(kind, tmp_path))
    axe(page)
    looked_at(page, f"{kind}-wide")
    page.set_viewport_size(SMALLEST)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    looked_at(page, f"{kind}-narrow")


def test_a_narrow_page_passes_the_checker_too(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(SMALLEST)
    page.goto(written("termly", tmp_path))
    axe(page)


def test_how_a_sentence_was_made_is_found_by_keyboard_and_the_way_back_too(page: Page, tmp_path: Path) -> None:
    page.goto(written("headline", tmp_path))
    first = page.locator("a.how").first
    first.focus()
    page.keyboard.press("Enter")
    note = page.locator("li:target")
    expect(note).to_be_in_viewport()
    assert "interval" in (note.text_content() or "")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("a.how:target")).to_be_in_viewport()


def test_a_pointer_that_rests_on_a_note_is_shown_its_figures_and_a_finger_can_hit_it(
    page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(written("headline", tmp_path))
    for note in page.locator("a.how").all():
        box = note.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert HERE in (note.get_attribute("title") or "")
