"""How POET is governed, told to everybody: the steering group, what the asking is for, the gate for research."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.capture import films
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
    """What POET is, in words."""

    title: str
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
        Introduction(first["title"], tuple(first["words"])),
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
        "film": films.film(),
        "parts": page.parts,
    }
    return render(request, "nation/governance.html", context)
