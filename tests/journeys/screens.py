"""The screens that pages are tried on, in CSS pixels."""

from playwright.sync_api import ViewportSize

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=360, height=740)
SMALLEST = ViewportSize(width=320, height=640)  # also what 1280 px become at 400 % zoom
