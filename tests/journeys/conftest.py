"""A browser for the tests that walk through pages: the system's Chromium, or skipped with the command that installs it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from journeys.screens import DESKTOP
from portal.councils import scope

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "No Chromium here. Install it with: apt-get install chromium (Debian, Ubuntu), or name one in POET_CHROMIUM."
# A page test talks to nobody but the page: nothing that a browser does by itself in the background.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long a page may take before a test calls it wrong, in milliseconds: a test that passes waits no longer for it, and a
# machine that has much else to do is no fault of the portal.
PATIENCE, EXPECTED = 90_000, 30_000
expect.set_options(timeout=EXPECTED)


def chromium() -> str | None:
    """Where the system's Chromium is, or None."""
    named = os.environ.get("POET_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(autouse=True)
def looking_at_everything() -> Iterator[None]:
    """A test prepares and looks at every table; what a browser asks for begins outside of all scopes all the same."""
    with scope.everywhere("a test looks at what was stored"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(INSTALL)
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        launched.on("context", lambda made: made.set_default_timeout(PATIENCE))
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser nobody has used yet."""
    made = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
