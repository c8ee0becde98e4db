"""A draft as it is read on its page: the report's own markup, and beneath each section the ways to write and to talk."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from poet.draw import html, pictograms
from portal.editing import words
from portal.editing.inserting import sections
from portal.editing.writing import Content

_END = "</section>"


def with_ways(draft: int, now: Content, talked: Mapping[str, int], *, can_write: bool) -> Markup:
    """The markup of a draft; each section's ways stand in it behind its commentary, or behind itself."""
    page = str(html.body(now.whole, pictures=pictograms.beside(settings.FONTS)))
    for section in sections(now.report):
        behind = f"commentary-{section.id}" if now.texts.get(section.id) else section.id
        start = page.find(f'<section aria-labelledby="{behind}-heading">')
        end = page.find(_END, start)
        if min(start, end) >= 0:
            ways = _ways(draft, section.id, section.title, talked.get(section.id, 0), now, can_write=can_write)
            page = page[:end] + ways + page[end:]
    return Markup(page)  # noqa: S704 (drawn by `poet.draw` and by an escaping template)


def _ways(draft: int, section: str, title: str, talked: int, now: Content, *, can_write: bool) -> str:
    context = {
        "title": title,
        "write": reverse("draft-write", args=[draft, section]) if can_write else "",
        "written": bool(now.texts.get(section)),
        "talk": reverse("draft-talk", args=[draft, section]),
        "threads": words.threads(talked),
    }
    return render_to_string("editing/ways.html", context)
