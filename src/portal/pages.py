"""How pages are drawn: the Jinja2 environment that every template is rendered in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

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
    drawn.filters |= {"checked": checked, "day": day, "moment": moment, "json": json.dumps}
    return drawn


def url(view: str, *place: object) -> str:
    """The address of a view by its name."""
    return reverse(view, args=place)


def day(at: datetime) -> str:
    """A moment as people say its day: 24 November 2026."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}"


def moment(at: datetime) -> str:
    """The same with the time of day."""
    return f"{day(at)}, {timezone.localtime(at):%H:%M}"


def checked(ticked: object) -> Markup:
    """What makes a radio or a checkbox ticked; a page that is kept with gaps has a mark in its place."""
    return ticked if isinstance(ticked, Markup) else (TICKED if ticked else UNTICKED)
