"""Every sentence said about the hours and days on which nobody is written to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
QUIET_FIELDS = {"begins": "From", "ends": "To", "days-0": "Whole days on which nobody is written to"}
TIME_ODD = "This is no time of day. Enter hours and minutes, like 20:00."
EVERY_DAY_QUIET = "On every day of the week nobody would be written to. Leave at least one out."
QUIET_CHANGED = "quiet hours"


def quiet_times(begins: time, ends: time, days: Collection[int]) -> str:
    """When nobody is written to."""
    hours = f"from {begins:%H:%M} to {ends:%H:%M}" if begins != ends else ""
    named = f"on {' and '.join(WEEKDAYS[day] for day in sorted(days))}" if days else ""
    both = " or ".join(one for one in (hours, named) if one)
    return f"{both[0].upper()}{both[1:]}." if both else "There is no such hour."


def quiet_of(area: str) -> str:
    """The page's title."""
    return f"When nobody is written to in {area}"


def quiet_now(said: str, *, own: bool) -> str:
    """What holds now, and whose wish that is."""
    return f"{said} {'The council has set this.' if own else 'This is how the whole portal is set.'}"
