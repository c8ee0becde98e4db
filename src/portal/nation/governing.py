"""How POET is governed, told to everybody: the steering group, what the asking is for, the gate for research."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from portal.nation import words
from portal.people.doors import open_to_all

TABLE = Path(__file__).with_name("governance.toml")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: paragraphs, and things in a list."""

    title: str
    words: tuple[str, ...]
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Introduction:
    """What POET is: the names of a film and its captions, and the same in words."""

    title: str
    video: str
    captions: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Governance:
    """The whole page."""

    introduction: Introduction
    parts: tuple[Part, ...]


@cache
def told() -> Governance:
    """What the file says."""
    said = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    first = said["introduction"]
    return Governance(
        Introduction(first["title"], first["video"], first["captions"], tuple(first["words"])),
        tuple(Part(one["title"], tuple(one.get("words", ())), tuple(one.get("listed", ()))) for one in said["parts"]),
    )


@open_to_all
@require_safe
def governance(request: HttpRequest) -> HttpResponse:
    """The page."""
    page = told()
    context = {
        "page_title": words.GOVERNANCE,
        "introduction": page.introduction,
        "film": _film(page.introduction),
        "parts": page.parts,
    }
    return render(request, "nation/governance.html", context)


def _film(introduction: Introduction) -> dict[str, str] | None:
    """Where the film and its captions are served; None unless both are there: no film is shown without captions."""
    names = (introduction.video, introduction.captions)
    if not all((settings.RECORDINGS / name).is_file() for name in names):
        return None
    video, captions = (static(f"media/{name}") for name in names)
    return {"video": video, "captions": captions}
