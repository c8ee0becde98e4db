"""Letters with a code each, to print and post: a side of A4 a person, tagged for PDF/UA-1, in one language or two."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import typst

from poet.paper.poster import square

_TEMPLATE = Path(__file__).parent / "letters.typ"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


class Part(Protocol):
    """What a letter says in one language; the words are the portal's."""

    @property
    def language(self) -> str:
        """The language's code."""

    @property
    def right_to_left(self) -> bool:
        """How it is written."""

    @property
    def call(self) -> str:
        """The heading."""

    @property
    def before(self) -> tuple[str, ...]:
        """Sentences before the code."""

    @property
    def scan(self) -> str:
        """What to do with the code."""

    @property
    def square(self) -> str:
        """What the picture is, for whoever cannot see it."""

    @property
    def after(self) -> tuple[str, ...]:
        """Sentences after the code."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is unchecked, or made up."""


@dataclass(frozen=True, slots=True)
class Invited:
    """One person's code, and the address that it opens."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters to several people that say the same; `assets` holds ttf/."""

    parts: Sequence[Part]
    people: tuple[Invited, ...]
    assets: Path


def letters(one: Letters) -> bytes:
    """The letters as one PDF; the same bytes for the same letters."""
    said = {
        "parts": [_said(part) for part in one.parts],
        "people": [{"code": each.code, "square": square(each.address).decode()} for each in one.people],
    }
    pdf = _compiler(one.assets / "ttf").compile(
        sys_inputs={"letters": json.dumps(said, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=_NO_DATE,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _said(part: Part) -> dict[str, object]:
    return {
        "language": part.language,
        "rtl": part.right_to_left,
        "call": part.call,
        "before": part.before,
        "scan": part.scan,
        "alt": part.square,
        "after": part.after,
        "notes": part.notes,
    }


@lru_cache(maxsize=4)
def _compiler(fonts: Path) -> typst.Compiler:
    folders = [str(fonts)] if fonts.is_dir() else []
    own = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(str(_TEMPLATE), font_paths=own)
