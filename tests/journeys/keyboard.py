"""Answering by keyboard alone: what has the focus is found by Tab, and filled as a person would fill it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from poet import route
from poet.instrument import Instrument, Item, Kind, Unit

COMMENT = "Diolch! شكرا – made up."
NUMBERS = {Unit.YEARS: "11", Unit.POUNDS: "120", Unit.MONTHS: "14", Unit.COUNT: "3"}
BOXES = {"years": "1", "months": "2"}
MOST_TABS = 80
FOCUSED = """() => {
  const one = document.activeElement
  return {tag: one.tagName, type: one.type || "", name: one.name || "", words: one.textContent.trim(),
          ring: getComputedStyle(one).outlineStyle + getComputedStyle(one).boxShadow + getComputedStyle(one).borderWidth}
}"""


def expected(instrument: Instrument, variant: str | None = None) -> dict[str, str]:
    """The cells that this way of answering leaves."""
    said = {item.id: _cell(item) for item in instrument.items}
    return route.kept(instrument, instrument.variant(variant), said)


def _cell(item: Item) -> str:
    if item.kind is Kind.TEXT:
        return COMMENT
    if item.kind is Kind.NUMBER:
        return NUMBERS[item.unit or Unit.COUNT]
    return item.options[1 if item.judged else 0].code


def answer(page: Page, instrument: Instrument) -> None:
    """Answer the page that is open, and go on."""
    done: set[str] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["tag"] == "BUTTON":
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        if focus["name"] and focus["name"] not in done:
            done.add(focus["name"])
            fill(page, instrument, focus)
    raise AssertionError("The keyboard never reached the button.")


def fill(page: Page, instrument: Instrument, focus: Mapping[str, Any]) -> None:
    """Fill the field that has the focus."""
    item_id, _, box = focus["name"].partition(".")
    item = instrument.by_id[item_id]
    if focus["type"] in {"radio", "checkbox"}:
        page.keyboard.press("Space")
        if item.judged:
            page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type(BOXES[box] if box else _cell(item))


def press(page: Page, words: str) -> None:
    """Tab to the button with these words, and press it."""
    for _ in range(MOST_TABS * 2):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["tag"] in {"BUTTON", "A"} and focus["words"] == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard never reached {words!r}.")
