"""An overlay file: other words, pictures and recordings for the same ids of one questionnaire version."""

# ruff: noqa: RUF009 key() makes a field, as dataclasses.field does

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from poet.instrument import shapes
from poet.instrument.drafts import SIDE
from poet.instrument.faults import Refused
from poet.instrument.load import in_order, read, take_in
from poet.instrument.model import Side
from poet.instrument.places import Places
from poet.instrument.sentences import Found, Misfit, Wrong, nearest
from poet.instrument.shapes import Drafted, key

STANDARD = "standard"
_FACE = re.compile(r"[a-z][a-z0-9-]{1,19}(\.[a-z-]{2,8})?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class Words(StrEnum):
    """The register an overlay speaks in."""

    STANDARD = "standard"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class ShortOption(Drafted):
    """One of fewer options that stand in the place of a scale's; it `covers` some of them and is none of them."""

    table: ClassVar[str] = "An option of a short scale"
    code: str | None = key(shapes.text, needed=True)
    text: str | None = key(shapes.text, needed=True)
    side: Side | None = key(SIDE)
    picture: str | None = key(shapes.text)
    covers: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=())


@dataclass(frozen=True, slots=True)
class VariantWords(Drafted):
    """A wording's title and what stands in the place of its placeholders."""

    table: ClassVar[str] = "A wording of an overlay"
    title: str | None = key(shapes.text)
    words: Mapping[str, str] = key(shapes.words, otherwise={})


@dataclass(frozen=True, slots=True)
class SectionWords(Drafted):
    """A section's words and picture."""

    table: ClassVar[str] = "A section of an overlay"
    title: str | None = key(shapes.text)
    intro: str | None = key(shapes.text)
    picture: str | None = key(shapes.text)


@dataclass(frozen=True, slots=True)
class ItemWords(Drafted):
    """An item's words, pictures and recordings."""

    table: ClassVar[str] = "An item of an overlay"
    ask: str | None = key(shapes.text)
    label: str | None = key(shapes.text)
    hint: str | None = key(shapes.text)
    picture: str | None = key(shapes.text)
    audio: str | None = key(shapes.text)
    video: str | None = key(shapes.text)
    captions: str | None = key(shapes.text)
    options: Mapping[str, str] = key(shapes.words, otherwise={})
    pictures: Mapping[str, str] = key(shapes.words, otherwise={})


@dataclass(frozen=True, slots=True)
class ScaleWords(Drafted):
    """A scale's words and pictures, or the fewer options that stand in its place."""

    table: ClassVar[str] = "A scale of an overlay"
    options: Mapping[str, str] = key(shapes.words, otherwise={})
    pictures: Mapping[str, str] = key(shapes.words, otherwise={})
    short: tuple[ShortOption, ...] = key(shapes.tables(ShortOption), otherwise=())


@dataclass(frozen=True, slots=True)
class DraftOverlay(Drafted):
    """The whole file."""

    table: ClassVar[str] = "An overlay"
    of: str | None = key(shapes.text, needed=True)
    face: str | None = key(shapes.text, needed=True)
    words: Words = key(shapes.one_of(Words, "register"), otherwise=Words.STANDARD)
    language: str = key(shapes.text, otherwise="en")
    on: str | None = key(shapes.text)
    draft: bool = key(shapes.flag, otherwise=False)
    title: str | None = key(shapes.text)
    respondents: str | None = key(shapes.text)
    about: str | None = key(shapes.text)
    not_understood: str | None = key(shapes.text)
    variants: Mapping[str, VariantWords] = key(shapes.named(VariantWords), otherwise={})
    sections: Mapping[str, SectionWords] = key(shapes.named(SectionWords), otherwise={})
    items: Mapping[str, ItemWords] = key(shapes.named(ItemWords), otherwise={})
    scales: Mapping[str, ScaleWords] = key(shapes.named(ScaleWords), otherwise={})


@dataclass(frozen=True, eq=False)
class Overlay:
    """A sound overlay file; whether it fits its questionnaire is asked when it is put on. `lines` tell its faults."""

    name: str
    of: str
    face: str
    own: DraftOverlay
    lines: Places
    digest: str


def load_overlay(file: Path) -> Overlay:
    """The overlay in a file. Raises Refused."""
    return parse_overlay(read(file), str(file))


def parse_overlay(text: str, name: str) -> Overlay:
    """The overlay in a text; `name` is what faults call the file. Raises Refused."""
    draft, lines, digest, found = take_in(DraftOverlay, text, name)
    if draft.face is not None and (draft.face == STANDARD or not _FACE.fullmatch(draft.face)):
        found.append(Misfit.BAD_FACE.at(("face",), id=draft.face))
    if not _LANGUAGE.fullmatch(draft.language):
        found.append(Wrong.BAD_LANGUAGE.at(("language",), id=draft.language))
    return _sound(draft, lines, digest, found, name)


def _sound(draft: DraftOverlay, lines: Places, digest: str, found: list[Found], name: str) -> Overlay:
    if found or draft.of is None or draft.face is None:
        raise Refused(in_order(found, name, lines))
    return Overlay(name, draft.of, draft.face, draft, lines, digest)


def chain(face: str, overlays: Mapping[str, Overlay]) -> tuple[Overlay, ...]:
    """The overlays to put on for a face, the lowest first. Raises Refused where one builds on nothing or on itself."""
    chained: list[Overlay] = []
    below: str | None = face
    while below is not None:
        overlay = overlays.get(below)
        if overlay is None or overlay in chained:
            top = chained[-1] if chained else None
            if top is None:
                raise KeyError(face)
            found = Misfit.ON_NOTHING.at(("on",), id=below, nearest=nearest(below, set(overlays) - {top.face}))
            raise Refused(in_order([found], top.name, top.lines))
        chained.append(overlay)
        below = overlay.own.on
    return tuple(reversed(chained))
