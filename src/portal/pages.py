"""How pages are drawn: the Jinja2 environment that every template is rendered in."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from portal.languages import said

TICKED, UNTICKED = Markup(" checked"), Markup("")


def environment(**options: Any) -> Environment:
    """The templates' environment: what a template names and was not given is an error, never a silent gap."""
    drawn = Environment(**{**options, "undefined": StrictUndefined}, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (Django's backend turns autoescape on)
    drawn.globals["static"] = static
    drawn.globals["say"] = said()
    drawn.filters["checked"] = checked
    return drawn


def checked(ticked: object) -> Markup:
    """What makes a radio or a checkbox ticked; a page that is kept with gaps has a mark in its place."""
    return ticked if isinstance(ticked, Markup) else (TICKED if ticked else UNTICKED)
