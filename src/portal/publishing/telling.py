"""Pages that say how things are done: the methods in plain words, and how accessible the site is."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.measure import CONFIDENCE
from poet.protect import STANDARD_POLICIES, Audience
from poet.report.rules import rules
from portal.people.doors import open_to_all
from portal.publishing import words
from portal.publishing.list_pages import newest
from portal.publishing.reading import marked
from portal.reporting.views import open_round

_TABLE = Path(__file__).with_name("pages.toml")


@cache
def said() -> dict[str, Any]:
    """The texts of the pages."""
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@open_to_all
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page: what is public, the questionnaires, and the round that can be tried."""
    exporting = getattr(request, "exporting", False)
    context = ({"made_up": False} if exporting else open_round()) | {
        "page_title": words.FRONT,
        "newest": newest(),
        "shelves": [{"text": text, "href": reverse(view), "about": about} for view, text, about in words.WAYS],
        "exporting": exporting,
    }
    return render(request, "publishing/front.html", context)


@open_to_all
@require_safe
@marked
def methods(request: HttpRequest) -> HttpResponse:
    """How figures are made and said, in plain words; thresholds and bands are those that the code uses."""
    policy = STANDARD_POLICIES[Audience.PUBLIC]
    gaps = {
        "confidence": f"{CONFIDENCE:.0%}",
        "base": str(policy.minimum_base),
        "cell": str(policy.minimum_cell),
        "few": str(rules().small.fewer_than),
    }
    bands = [
        {"words": one.words, "low": words.share(one.low), "high": words.share(one.high)} for one in rules().fraction
    ]
    weights = [
        {"words": one.words, "low": words.share(one.low), "high": words.share(one.high)} for one in rules().weight
    ]
    parts = [
        {"title": part["title"], "words": [text.format(**gaps) for text in part["words"]]} for part in said()["methods"]
    ]
    context = {"page_title": words.METHODS, "parts": parts, "bands": bands, "weights": weights}
    return render(request, "publishing/methods.html", context)


@open_to_all
@require_safe
@marked
def statement(request: HttpRequest) -> HttpResponse:
    """How accessible these pages are, what was tested and how, what is not good enough yet, and whom to tell."""
    context = {"page_title": words.STATEMENT, "parts": said()["accessibility"]}
    return render(request, "publishing/told.html", context)
