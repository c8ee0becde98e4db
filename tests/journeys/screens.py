"""The screens that pages are tried on, in CSS pixels."""

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page, ViewportSize

DESKTOP = ViewportSize(width=1280, height=900)
TABLET = ViewportSize(width=820, height=1180)
PHONE = ViewportSize(width=360, height=740)
SMALLEST = ViewportSize(width=320, height=640)  # also what 1280 px become at 400 % zoom


@dataclass(frozen=True)
class Screen:
    """How a page is looked at: how wide and high, and what the person's device asks for."""

    size: ViewportSize
    forced_colors: Literal["active", "none"] = "none"
    reduced_motion: Literal["reduce", "no-preference"] = "no-preference"
    color_scheme: Literal["dark", "light"] = "light"


SCREENS = {
    "desktop": Screen(DESKTOP),
    "phone": Screen(PHONE),
    "tablet": Screen(TABLET),
    "forced colours": Screen(DESKTOP, forced_colors="active"),
    "reduced motion": Screen(DESKTOP, reduced_motion="reduce"),
    "dark": Screen(DESKTOP, color_scheme="dark"),
}


def on(page: Page, screen: Screen) -> None:
    """Turn to another screen; the page stays as it is."""
    page.set_viewport_size(screen.size)
    page.emulate_media(
        forced_colors=screen.forced_colors, reduced_motion=screen.reduced_motion, color_scheme=screen.color_scheme
    )
