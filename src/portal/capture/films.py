"""A short film that says what the asking is: named by the operator in one table, and shown whole or not at all.

No film is shown without captions and without the same in words. `manage.py check` says which film lacks what.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.templatetags.static import static

from poet.instrument.faces import RIGHT_TO_LEFT
from poet.instrument.overlays import STANDARD
from portal.capture import words
from portal.languages import ENGLISH

TABLE = "films.toml"
KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}
_KEYS = {"title", "video", "captions", "transcript", "language", "forms", "faces"}


@dataclass(frozen=True, slots=True)
class Film:
    """One film: the names of its file and of its captions, what it says in paragraphs, and the language it says it in.

    It is for the questionnaires `forms`, in the faces `faces`; none named means all, and then the page's language decides.
    """

    title: str
    video: str
    captions: str
    words: tuple[str, ...]
    language: str
    forms: frozenset[str]
    faces: frozenset[str]

    def fits(self, form: str, face: str, language: str) -> bool:
        """Whether it is shown at a questionnaire in a face; "" is a page that belongs to no questionnaire."""
        if self.forms and form not in self.forms:
            return False
        return face in self.faces if self.faces else language.partition("-")[0] == self.language.partition("-")[0]

    def shown(self) -> dict[str, Any]:
        """What a page is given."""
        return {
            "title": self.title,
            "video": static(f"media/{self.video}"),
            "kind": KINDS[Path(self.video).suffix],
            "captions": static(f"media/{self.captions}"),
            "words": self.words,
            "language": self.language,
            "direction": "rtl" if self.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        }


def film(form: str = "", face: str = STANDARD, language: str = ENGLISH) -> dict[str, Any] | None:
    """The first film of the table that fits, as a page is given it; None where there is none."""
    found = (one for one in _films(settings.RECORDINGS)[0] if one.fits(form, face, language))
    return one.shown() if (one := next(found, None)) else None


def faults() -> tuple[str, ...]:
    """What keeps films from being shown: which file lacks what, and what to do."""
    return _films(settings.RECORDINGS)[1]


def checked(**_: Any) -> Iterable[CheckMessage]:
    """The same, as `manage.py check` tells it."""
    return [Error(said, id="capture.E001") for said in faults()]


@cache
def _films(folder: Path) -> tuple[tuple[Film, ...], tuple[str, ...]]:
    """The films that are whole, and what is wrong with the others."""
    table = folder / TABLE
    if not table.is_file():
        return (), ()
    try:
        said = tomllib.loads(table.read_text(encoding="utf-8")).get("films", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        return (), (words.films_unread(str(fault)),)
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        return (), (words.films_unread("films is no list of tables"),)
    wrong = [list(_wrong(folder, at, one)) for at, one in enumerate(said, 1)]
    whole = tuple(_film(folder, one) for one, found in zip(said, wrong, strict=True) if not found)
    return whole, tuple(fault for found in wrong for fault in found)


def _film(folder: Path, said: Mapping[str, Any]) -> Film:
    parts = re.split(r"\n\s*\n", _text(folder / said["transcript"]))
    return Film(
        said["title"],
        said["video"],
        said["captions"],
        tuple(" ".join(part.split()) for part in parts if part.strip()),
        said.get("language", ENGLISH),
        frozenset(said.get("forms", ())),
        frozenset(said.get("faces", ())),
    )


def _wrong(folder: Path, at: int, said: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one film."""
    name = str(said.get("video", ""))
    if odd := sorted(set(said) - _KEYS):
        yield words.film_odd(at, name, odd)
    if not isinstance(said.get("title"), str) or not said["title"].strip():
        yield words.film_lacks(at, name, "title", words.FILM_TITLE)
    if Path(name).suffix not in KINDS or not _is_there(folder, said, "video"):
        yield words.film_lacks(at, name, "video", words.FILM_VIDEO)
    if not _is_there(folder, said, "captions") or not _are_captions(folder / said["captions"]):
        yield words.film_lacks(at, name, "captions", words.FILM_CAPTIONS)
    if not _is_there(folder, said, "transcript") or not _text(folder / said["transcript"]).strip():
        yield words.film_lacks(at, name, "transcript", words.FILM_TRANSCRIPT)
    for key in ("forms", "faces"):
        if not isinstance(said.get(key, []), list):
            yield words.film_lacks(at, name, key, words.FILM_LIST)


def _is_there(folder: Path, said: Mapping[str, Any], key: str) -> bool:
    """Whether a file is named that lies in the folder itself."""
    name = said.get(key)
    return isinstance(name, str) and Path(name).name == name and (folder / name).is_file()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return ""


def _are_captions(file: Path) -> bool:
    """Whether this is WebVTT that says something: its first line, and a cue (W3C, WebVTT: The Web Video Text Tracks Format)."""
    said = _text(file)
    return said.startswith("WEBVTT") and "-->" in said
