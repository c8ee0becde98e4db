"""A poster with the code and the address of a questionnaire: one side of A4, tagged for PDF/UA-1, in the language asked for."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import segno
import typst

_TEMPLATE = Path(__file__).parent / "poster.typ"
_TABLE = Path(__file__).parent / "poster.toml"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # the same poster is the same bytes


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster. `title` and `until` (a day) are in `language`; `draft` says that no speaker has checked the title;
    `assets` holds ttf/."""

    title: str
    area: str
    address: str
    until: str
    assets: Path
    language: str = "en"
    right_to_left: bool = False
    draft: bool = False
    made_up: bool = False


def square(address: str, *, png: bool = False) -> bytes:
    """The QR code of an address as a file, SVG or PNG (16 dots a module), readable with a quarter of it lost."""
    drawn, code = BytesIO(), segno.make(address, error="q", micro=False)
    if png:
        code.save(drawn, kind="png", scale=16, border=4)
    else:
        code.save(drawn, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, light="#fff")
    return drawn.getvalue()


def poster(one: Poster) -> bytes:
    """The poster as a PDF; the same bytes for the same poster."""
    pdf = _compiler(one.assets / "ttf").compile(
        sys_inputs={"poster": json.dumps(_said(one), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=_NO_DATE,
    )
    assert isinstance(pdf, bytes)
    return pdf


def languages() -> tuple[str, ...]:
    """Those in which there are posters."""
    return tuple(_words())


@lru_cache(maxsize=4)
def _compiler(fonts: Path) -> typst.Compiler:
    folders = [str(fonts)] if fonts.is_dir() else []
    own = typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(str(_TEMPLATE), font_paths=own)


def _said(one: Poster) -> dict[str, object]:
    language = one.language.partition("-")[0]
    words = _words().get(language, _words()["en"])
    notes = (words["made_up"] if one.made_up else "", words["unchecked"] if one.draft else "")
    return {
        "language": language,
        "rtl": one.right_to_left,
        "call": words["call"],
        "title": one.title,
        "council": words["council"].format(area=one.area),
        "code": square(one.address).decode(),
        "alt": words["code"],
        "scan": words["scan"],
        "address": one.address.partition("://")[2] or one.address,
        "takes": words["takes"],
        "until": words["until"].format(day=one.until),
        "notes": [note for note in notes if note],
    }


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    said: Mapping[str, Mapping[str, str]] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return said
