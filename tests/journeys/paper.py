"""A page as it comes out of a printer: its words sheet by sheet, what stands out of the paper, and what could only be pressed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

# An A4 sheet less its margins, 178 mm, at 96 pixels an inch.
ON_PAPER = {"width": 672, "height": 986}
KEPT = os.environ.get("POET_SCREENSHOTS")
CUT_OFF = """() => [...document.body.querySelectorAll("*")]
    .filter(one => one.checkVisibility() && !one.closest(".govuk-visually-hidden") && one.getBoundingClientRect().width > 1
        && one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => `${one.tagName}.${one.className} ${(one.textContent || "").trim().slice(0, 60)}`).reverse().slice(0, 5)"""
PRESSED = """() => [...document.querySelectorAll("button, nav, [type=submit], [type=file], [role=button], audio, video")]
    .filter(one => one.checkVisibility()).map(one => `${one.tagName} ${(one.textContent || "").trim().slice(0, 60)}`)"""
FOLDED = """() => [...document.querySelectorAll("main details")].filter(one => one.checkVisibility())
    .map(one => one.lastElementChild).filter(one => one.getBoundingClientRect().height < 1).length"""


@dataclass(frozen=True)
class Sheets:
    """The words of each sheet, with single blanks between them."""

    texts: tuple[str, ...]

    @property
    def words(self) -> str:
        """Of all sheets."""
        return " ".join(self.texts)


def printed(page: Page, name: str) -> Sheets:
    """Print the page. Nothing of it may be cut off, folded up or there to be pressed. With POET_SCREENSHOTS=FOLDER it is kept."""
    page.wait_for_load_state("load")  # a page whose style sheet is still on its way shows everything
    before = page.viewport_size
    page.emulate_media(media="print")
    page.set_viewport_size(ON_PAPER)
    for what, look in (("is cut off", CUT_OFF), ("is there to be pressed", PRESSED)):
        found = page.evaluate(look)
        assert found == [], f"{name}: {what}: {found}"
    assert page.evaluate(FOLDED) == 0, f"{name}: something is folded up"
    data = page.pdf(prefer_css_page_size=True, print_background=False)
    if KEPT:
        Path(KEPT, f"{name}.pdf").write_bytes(data)
    page.emulate_media(media="screen")
    page.set_viewport_size(before or {"width": 1280, "height": 900})
    document = pypdfium2.PdfDocument(data)
    try:
        return Sheets(tuple(" ".join(one.get_textpage().get_text_range().split()) for one in document))
    finally:
        document.close()
