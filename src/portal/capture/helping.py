"""Who to call for somebody who needs help now: national lines as data, and the council's own people for its links."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.capture import films
from portal.capture.framing import spoken
from portal.capture.visit import at_link
from portal.councils.models import Contact
from portal.people.doors import open_to_all
from portal.rounds.models import Link

_TABLE = Path(__file__).with_name("helplines.toml")


@dataclass(frozen=True, slots=True)
class Line:
    """A national line: its number, whose it is, the page it was taken from and when."""

    number: str
    who: str
    source: str
    noted: date


@cache
def lines() -> Mapping[str, Line]:
    """The national lines by the key of their words, in the order in which they are shown."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {key: Line(**line) for key, line in table.items()}


@open_to_all
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """The national lines."""
    return _page(request, {})


@open_to_all
@require_safe
@at_link
def help_here(request: HttpRequest, token: str) -> HttpResponse:
    """The same, with the people of the council whose link it is. It is there whether the round is open or not, and for a
    link that leads nowhere it shows the national lines all the same."""
    found = Link.objects.filter(token=token).values_list("area_id", "version__form").first()
    if found is None:
        return _page(request, {})
    area, form = found
    contact = Contact.objects.filter(area=area).first()
    return _page(request, {"contact": contact, "back": reverse("start", args=[token])}, form)


def _page(request: HttpRequest, context: dict[str, Any], form: str = "") -> HttpResponse:
    numbers = [(key, f"call_{key}", line.number) for key, line in lines().items()]
    around = spoken(request.GET.get("language", ""))
    film = films.film(form, language=around["language"])
    return render(request, "capture/help.html", {**around, "lines": numbers, "film": film, **context})
