"""How journeys look: a browser for somebody who is signed in, or a stranger's, without scripts, wide and as narrow as 320 pixels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Locator, Page

from journeys.axe import axe
from journeys.screens import DESKTOP, SMALLEST
from portal.demonstration.serving import serving
from somebody import Somebody

KEPT = os.environ.get("POET_SCREENSHOTS")
# Where the page is wider than the screen: what stands out of it, the innermost first.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll("*")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".poet-scroll"))
    .map(one => `${one.tagName}.${one.className} ${(one.textContent || "").trim().slice(0, 60)}`).reverse().slice(0, 5)"""


def pressed(button: Locator) -> None:
    """Presses, and waits for the page it leads to: whoever asks for another one meanwhile takes it away under the browser."""
    with button.page.expect_navigation():
        button.click()


def entered(field: Locator) -> None:
    """Sends the form of a field by the Enter key, and waits for the page it leads to."""
    with field.page.expect_navigation():
        field.press("Enter")


@dataclass
class Seat:
    """Somebody at a browser; nobody where it is a stranger's."""

    page: Page
    who: Somebody | None = None

    def press(self, name: str) -> None:
        pressed(self.page.get_by_role("button", name=name).first)

    def follow(self, name: str) -> None:
        pressed(self.page.locator("main a, nav a", has_text=name).first)

    def back(self) -> None:
        pressed(self.page.get_by_role("navigation", name="Back").get_by_role("link"))

    def signs(self) -> None:
        """Reads, proves once more who it is, ticks and signs."""
        assert self.who is not None
        self.follow("Read and sign")
        self.follow("Prove who you are")
        self.page.locator("input[name=code]").fill(self.who.code())
        entered(self.page.locator("input[name=code]"))
        self.page.get_by_label("I have read the report").check()
        pressed(self.page.get_by_role("button", name="Sign", exact=True))


@dataclass(frozen=True)
class Room:
    """A running portal, and browsers for whoever looks at it."""

    browser: Browser
    address: str

    def seat(self, who: Somebody | None = None) -> Seat:
        """A browser that runs no script."""
        context = self.browser.new_context(
            viewport=DESKTOP, locale="en-GB", reduced_motion="reduce", accept_downloads=True
        )
        context.route("**/*.js", lambda route: route.abort())
        if who is not None:
            kept = who.client.cookies["session"].value
            context.add_cookies([{"name": "session", "value": kept, "url": self.address}])
        return Seat(context.new_page(), who)


@contextmanager
def room(browser: Browser) -> Iterator[Room]:
    """The portal while the block runs; every browser is closed after it."""
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        yield Room(browser, address)
        for context in browser.contexts:
            context.close()


def seen(page: Page, name: str) -> None:
    """The page passes the checker on both screens, and nothing of it stands outside the narrow one. With
    POET_SCREENSHOTS=FOLDER both are kept as pictures."""
    for size, mark in ((DESKTOP, ""), (SMALLEST, "-320")):
        page.set_viewport_size(size)
        page.wait_for_load_state()
        if KEPT:
            page.screenshot(path=f"{KEPT}/{name}{mark}.png", full_page=True)
        wide = page.evaluate(TOO_WIDE)
        assert wide == [], f"{name}: {wide}"
        axe(page)
    page.set_viewport_size(DESKTOP)
