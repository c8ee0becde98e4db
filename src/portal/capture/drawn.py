"""Question pages drawn once and kept with gaps: what differs from one respondent to the next is filled in.

The template is asked once for each page of a questionnaire in a face and a look; every later request joins texts.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils.html import escape
from markupsafe import Markup

from poet.answers import codes
from poet.instrument import Item
from poet.instrument.bank import MORE
from portal.capture import asking, hearing, words
from portal.capture.asking import Asked, Context
from portal.capture.framing import Frame
from portal.capture.stamping import stamp

# Unguessable, so that nobody's words can be taken for a gap; only letters that addresses may hold.
_MARK = f"gap{secrets.token_hex(8)}"
_GAP = re.compile(rf"{_MARK}-([0-9]+)-")
CHECKED = " checked"
Gap = tuple[str, ...]
TOKEN, AREA, KEY, PROGRESS, BACK, STAMP = ("token",), ("area",), ("key",), ("progress",), ("back",), ("stamp",)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A page as texts with gaps between them: one text more than gaps."""

    texts: tuple[str, ...]
    gaps: tuple[Gap, ...]

    def filled(self, said: Mapping[Gap, str]) -> str:
        """The page with what stands in each gap, already escaped."""
        parts = [self.texts[0]]
        for gap, text in zip(self.gaps, self.texts[1:], strict=True):
            parts += (said[gap], text)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a pattern is kept under; equal when all but the gaps is. `words` are the digests of what is asked and worn."""

    words: tuple[str, ...]
    variant: str
    items: tuple[str, ...]
    opens_section: bool
    look: str
    made_up: bool


def question(asked: Asked, frame: Frame) -> str:
    """A question page with nothing refused, filled with the answers so far."""
    said: dict[Gap, str] = {
        TOKEN: asked.token,
        AREA: str(escape(frame.area)),
        KEY: frame.key,
        PROGRESS: words.progress(asked.at + 1, asked.pages, asked.dressed.language),
        BACK: asked.back,
        STAMP: stamp(frame.key, asked.page.id, cells=[asked.answers.get(item.id, "") for item in asked.page.items]),
    }
    for item in asked.page.items:
        said.update(_said(item, asked.answers.get(item.id, "")))
    return _pattern(asked, frame).filled(said)


_patterns: dict[_Kept, Pattern] = {}
MOST_PATTERNS = 20_000


def _pattern(asked: Asked, frame: Frame) -> Pattern:
    """The page's pattern, drawn at its first use. All there could be are some thousands; a flood empties the shelf."""
    items = tuple(item.id for item in asked.page.items)
    kept = _Kept(_words(asked), asked.variant.id, items, asked.opens_section, frame.look, frame.made_up)
    if kept not in _patterns:
        if len(_patterns) >= MOST_PATTERNS:
            _patterns.clear()
        _patterns[kept] = _drawn(asked, frame)
    return _patterns[kept]


def _drawn(asked: Asked, frame: Frame) -> Pattern:
    """The page from its template, with marks where something will be filled in."""
    marks = _Marks()
    nobody = replace(asked, token=marks.gap(TOKEN), answers={}, back=marks.gap(BACK))
    context = asking.question(nobody, marks.gap(STAMP))
    context["progress"] = marks.gap(PROGRESS)
    for item in context["items"]:
        _open(item, marks)
    empty = replace(frame, token=marks.gap(TOKEN), area=marks.gap(AREA), key=marks.gap(KEY))
    texts = _GAP.split(render_to_string("capture/question.html", {**empty.context(), **context}))
    return Pattern(tuple(texts[::2]), tuple(marks.gaps[int(place)] for place in texts[1::2]))


def _words(asked: Asked) -> tuple[str, ...]:
    """Pages of the core are the same whatever an area has added to it."""
    base = asked.dressed.base
    core = base.core if base.core and asked.page.section.id != MORE else base.digest
    return (core, *asked.dressed.worn)


class _Marks:
    """Marks handed out one after the other, each standing for a gap."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []

    def gap(self, name: Gap) -> Markup:
        """A mark for the gap."""
        self.gaps.append(name)
        return Markup(f"{_MARK}-{len(self.gaps) - 1}-")  # noqa: S704 (letters, digits and hyphens only)


def _open(item: Context, marks: _Marks) -> None:
    """Put marks where the item shows its answer."""
    for option in item["options"]:
        option["checked"] = marks.gap((item["id"], option["code"]))
    if item["kind"] == "duration":
        item["value"] = {part: marks.gap((item["id"], part)) for part in item["value"]}
    else:
        item["value"] = marks.gap((item["id"], ""))
    item["unclear"] = marks.gap((item["id"], asking.UNCLEAR))


def _said(item: Item, cell: str) -> Iterator[tuple[Gap, str]]:
    """What stands in an item's gaps."""
    unclear = item.not_understood is not None and cell == item.not_understood.code
    yield (item.id, asking.UNCLEAR), CHECKED if unclear else ""
    if item.options:
        chosen = codes(cell)
        yield from (((item.id, option.code), CHECKED if option.code in chosen else "") for option in item.options)
    written = "" if unclear else cell
    if hearing.is_duration(item):
        boxes = hearing.boxes(item, written)
        yield from (((item.id, name.rpartition(".")[2]), str(escape(value))) for name, value in boxes.items())
    else:
        yield (item.id, ""), str(escape(written))
