"""How pages are drawn: the Jinja2 environment that every template is rendered in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from portal.languages import said

TICKED, UNTICKED = Markup(" checked"), Markup("")


def environment(**options: Any) -> Environment:
    """The templates' environment: what a template names and was not given is an error, never a silent gap."""
    drawn = Environment(**{**options, "undefined": StrictUndefined}, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (Django's backend turns autoescape on)
    drawn.globals["static"] = static
    drawn.globals["url"] = url
    drawn.globals["say"] = said()
    drawn.globals["newsletter"] = newsletter
    drawn.filters |= {"browser": browser, "checked": checked, "day": day, "moment": moment, "json": json.dumps}
    return drawn


# What a browser says of itself holds the names of others too: the first of these that it holds is meant.
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "a Mac"),
    ("CrOS", "a Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """A browser as people call it, from what it says of itself: Firefox on Windows."""
    name = next((said for part, said in _BROWSERS if part in agent), "a browser that we do not know")
    system = next((f" on {said}" for part, said in _SYSTEMS if part in agent), "")
    return f"{name}{system}"


def newsletter() -> str:
    """Where the publisher's newsletter is asked for, "" where it has none."""
    return str(settings.NEWSLETTER)


def url(view: str, *place: object) -> str:
    """The address of a view by its name."""
    return reverse(view, args=place)


def day(at: datetime) -> str:
    """A moment as people say its day: 24 November 2026."""
    return on_day(timezone.localtime(at))


def on_day(on: date) -> str:
    """A date as people say it, in the zone it is given in: 24 November 2026."""
    return f"{on.day} {on:%B %Y}"


def moment(at: datetime) -> str:
    """The same with the time of day, by the clock of whoever reads, and whose clock it is where it is not the portal's."""
    zone = _READER.get()
    local = timezone.localtime(at, zone)
    said = f"{on_day(local)}, {local:%H:%M}"
    return f"{said} ({zone.key.replace('_', ' ')} time)" if zone else said


# The clock of whoever reads; None is the portal's. Days stay the portal's: a round closes everywhere at one moment.
_READER: ContextVar[ZoneInfo | None] = ContextVar("the reader's zone", default=None)


@contextmanager
def by_the_portals_clock() -> Iterator[None]:
    """Moments are told by the portal's clock, until `by_the_clock_of` says otherwise within."""
    before = _READER.set(None)
    try:
        yield
    finally:
        _READER.reset(before)


def by_the_clock_of(zone: str) -> None:
    """From here on moments are told in this zone, "" or the portal's own being the portal's."""
    _READER.set(ZoneInfo(zone) if zone and zone != timezone.get_default_timezone_name() else None)


def checked(ticked: object) -> Markup:
    """What makes a radio or a checkbox ticked; a page that is kept with gaps has a mark in its place."""
    return ticked if isinstance(ticked, Markup) else (TICKED if ticked else UNTICKED)
