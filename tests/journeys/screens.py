"""The screens that pages are tried on, in CSS pixels."""

from typing import Any

from playwright.sync_api import ViewportSize

DESKTOP = ViewportSize(width=1280, height=900)
TABLET = ViewportSize(width=820, height=1180)
PHONE = ViewportSize(width=360, height=740)
SMALLEST = ViewportSize(width=320, height=640)  # also what 1280 px become at 400 % zoom
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE},
    "tablet": {"viewport": TABLET},
    "forced colours": {"viewport": DESKTOP, "forced_colors": "active"},
    "reduced motion": {"viewport": DESKTOP, "reduced_motion": "reduce"},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
}
