"""Every page in every state, in a real browser: accessible, usable by keyboard, readable on the smallest phone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from journeys.axe import axe, violations
from journeys.gallery import PAGES, ROOT, drawn
from journeys.screens import PHONE, SCREENS, SMALLEST, on

ASSETS = ROOT / "var" / "assets"
pytestmark = pytest.mark.skipif(
    not (ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
    reason="The assets are not built. Build them with: npm ci && npm run build",
)
HERE = "http://gallery.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def show(page: Page, name: str) -> None:
    """Open a page of the gallery; built files are served from disk and nothing else answers."""

    def answer(route: Route) -> None:
        asked = route.request.url.removeprefix(HERE)
        file = ASSETS / asked.removeprefix("/static/")
        if asked == f"/{name}":
            route.fulfill(body=drawn(name), content_type="text/html; charset=utf-8")
        elif asked.startswith("/static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=KINDS[Path(asked).suffix])
        else:
            route.fulfill(status=404, body="")

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(f"{HERE}/{name}")


def focused(page: Page) -> str:
    """What has the focus: its id, or its words."""
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_on_every_screen(page, name):
    show(page, name)
    for screen in SCREENS.values():
        on(page, screen)
        axe(page)
    page.set_viewport_size(SMALLEST)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"], "it scrolls sideways"


def test_the_checker_finds_what_is_wrong(page):
    show(page, "one")
    page.evaluate("document.querySelectorAll('label').forEach(label => label.remove())")
    assert [line.split(":")[0] for line in violations(page)] == ["label"]


def test_the_keyboard_meets_everything_in_reading_order(page):
    show(page, "one")
    met = []
    for _ in range(8):
        page.keyboard.press("Tab")
        met.append(focused(page))
    assert met == [
        "Skip to the main content", "POET", "Back", "I need help now", "information", "Continue",
        "Stop and come back later", "I need help now",
    ]  # fmt: skip


def test_the_skip_link_leads_past_the_header(page):
    show(page, "one")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "information"


def test_an_answer_is_chosen_by_arrow_keys_alone(page):
    show(page, "one")
    page.locator("#information").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("input:checked").get_attribute("value") == "mostly"


def test_an_answer_is_chosen_by_touching_anywhere_on_its_card(page):
    show(page, "one")
    page.set_viewport_size(PHONE)
    card = page.locator(".govuk-radios__item").nth(2).bounding_box()
    assert card is not None
    page.mouse.click(card["x"] + card["width"] - 4, card["y"] + card["height"] - 4)
    assert page.locator("input:checked").get_attribute("value") == "sometimes"


@pytest.mark.parametrize("name", ["one", "block", "many"])
def test_every_answer_is_at_least_44_px_high_and_wide(page, name):
    page.set_viewport_size(PHONE)
    show(page, name)
    boxes = [box.bounding_box() for box in page.locator("input[type=radio], input[type=checkbox]").all()]
    assert [box for box in boxes if box is None or box["height"] < 44 or box["width"] < 44] == []


@pytest.mark.parametrize("name", ["one", "many", "number", "text", "review", "help"])
def test_whatever_has_the_focus_is_seen_to_have_it(page, name):
    show(page, name)
    seen = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), textarea, summary')].map(one => {
            one.focus({focusVisible: true})
            const shown = one.closest('.govuk-radios__item, .govuk-checkboxes__item') ?? one
            const style = getComputedStyle(shown)
            return parseFloat(style.outlineWidth) >= 3 && style.outlineStyle == 'solid' ? '' : one.outerHTML
        }).filter(Boolean)"""
    )
    assert seen == []


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page):
    show(page, "number-refused")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "weekly"
    assert page.title() == "Error: How support is arranged – Have your say about support – POET"


def test_questions_work_with_scripts_turned_off(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, "block")
    page.get_by_role("group", name="The information we were given was clear.").get_by_label("Mostly").check()
    assert page.locator("#information\\.2").is_checked()
    context.close()


def test_a_screen_reader_hears_question_hint_and_error_together(page):
    show(page, "number-refused")
    field = page.get_by_role("textbox", name="How much is the personal budget a week?")
    said = field.evaluate(
        "field => field.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent.trim())"
    )
    assert said == ["An estimate is fine.", "Error: Enter an amount in pounds, like 120 or 13.50."]


def test_the_first_page_and_all_it_needs_is_at_most_60_kb_over_the_wire(page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(HERE)))
    show(page, "start")
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")
    files = sorted({name.removeprefix("/static/") for name in asked if name.startswith("/static/")})
    packed = [len(gzip.compress((ASSETS / name).read_bytes())) for name in files]
    assert {"poet.css", "read-aloud.js"} <= set(files)
    assert sum(packed) + len(gzip.compress(drawn("start").encode())) <= 60_000


@pytest.mark.parametrize("name", PAGES)
def test_made_up_data_is_marked_before_anything_else(page, name):
    show(page, name)
    made_up = PAGES[name][1].get("made_up", False)
    assert page.locator(".poet-made-up").count() == int(made_up)
