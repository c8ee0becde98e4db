"""From a dressed questionnaire to A4 sheets: a PDF tagged for PDF/UA-1, and where on it each box stands."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import typst

from poet.instrument import Item, Kind, Unit, Variant, worded
from poet.instrument.faces import Dressed
from poet.instrument.overlays import Words
from poet.paper.code import DIGEST_LENGTH, FormCode
from poet.paper.words import words
from poet.route import Page, pages

STANDARD_SIZE, LARGE = 12, 18
MOST_SIDES = 80
LINES_TO_WRITE = 5
_TEMPLATE = Path(__file__).parent / "sheets.typ"
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # the same questions make the same bytes


@dataclass(frozen=True, slots=True)
class Print:
    """One printing. `size` is in points (12 or 18); `area` and its code may be empty; `assets` holds ttf/ and pictures/."""

    dressed: Dressed
    variant: Variant
    assets: Path
    size: int = STANDARD_SIZE
    area: str = ""
    area_code: str = ""

    @property
    def code(self) -> FormCode:
        """The code of its first side."""
        digest = self.dressed.instrument.digest[:DIGEST_LENGTH]
        return FormCode(self.dressed.base.name, self.dressed.face, self.variant.id, self.area_code, digest)


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick: whose option it is, on which side, and where its upper left corner lies, in mm from the page's."""

    item: str
    code: str
    side: int
    x: float
    y: float


def sheets(one: Print) -> bytes:
    """The questionnaire as a PDF; the same bytes for the same printing."""
    pdf = _compiler(one.assets / "ttf").compile(
        sys_inputs=_inputs(one), format="pdf", pdf_standards=["ua-1"], timestamp=_NO_DATE
    )
    assert isinstance(pdf, bytes)
    return pdf


def boxes(one: Print) -> tuple[Box, ...]:
    """Where each box to tick stands, for whoever reads the sheets back."""
    fonts = _fonts(one.assets / "ttf")
    found = typst.Compiler(str(_TEMPLATE), font_paths=fonts, sys_inputs=_inputs(one)).query("<box>", field="value")
    return tuple(Box(**entry) for entry in json.loads(found))


@lru_cache(maxsize=4)
def _compiler(fonts: Path) -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATE), font_paths=_fonts(fonts))


def _fonts(folder: Path) -> typst.Fonts:
    """Our own, and the machine's for letters that they do not have."""
    folders = [str(folder)] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=folders)


def _inputs(one: Print) -> dict[str, str]:
    return {"sheet": json.dumps(_sheet(one), ensure_ascii=False)}


def _sheet(one: Print) -> dict[str, object]:
    """Everything the template is given; all of it is set as text, and nothing of it is run."""
    asked, said = one.dressed.instrument, words(one.dressed.language)
    printed = pages(asked, one.variant)
    numbers = {item.id: number for number, item in enumerate((i for page in printed for i in page.items), start=1)}
    return {
        "title": worded(asked.title, one.variant),
        "about": worded(asked.about, one.variant).strip().split("\n\n"),
        "language": one.dressed.language.partition("-")[0],
        "rtl": one.dressed.right_to_left,
        "size": one.size,
        "easy": one.dressed.words is Words.EASY,
        "unchecked": said["unchecked"] if one.dressed.draft else "",
        "area": said["council"].format(area=one.area) if one.area else "",
        "how": said["how"],
        "back": said["back"],
        "or": said["or"],
        "side": said["side"],
        "code": f"{one.dressed.base.name} {one.dressed.face} {one.code.digest}",
        "codes": [one.code.on(side).picture() for side in range(1, MOST_SIDES + 1)],
        "sections": [_section(one, page, before, numbers) for before, page in _with_before(printed)],
    }


def _with_before(printed: Sequence[Page]) -> list[tuple[Page | None, Page]]:
    return list(zip((None, *printed), printed, strict=False))


def _section(one: Print, page: Page, before: Page | None, numbers: Mapping[str, int]) -> dict[str, object]:
    """A page of the web as a stretch of paper; its section's heading where it opens one."""
    opens = before is None or before.section.id != page.section.id
    section, said = page.section, words(one.dressed.language)
    return {
        "title": worded(section.title, one.variant) if opens else "",
        "intro": worded(section.intro, one.variant) if opens else "",
        "private": said["private"] if opens and section.private else "",
        "picture": _picture(one, "section", section.id) if opens else "",
        "items": [_item(one, item, numbers) for item in page.items],
    }


def _item(one: Print, item: Item, numbers: Mapping[str, int]) -> dict[str, object]:
    said = words(one.dressed.language)
    hints = (worded(item.hint, one.variant), *_only(one, item, numbers))
    how = {Kind.ONE: said["one"], Kind.MANY: said["many"]}.get(item.kind, "")
    beside = [item.not_understood] if item.not_understood and not item.options else []
    return {
        "id": item.id,
        "number": numbers[item.id],
        "ask": worded(item.ask, one.variant),
        "hints": [hint for hint in hints if hint],
        "how": "" if item.hint and item.kind is Kind.MANY else how,
        "picture": _picture(one, "item", item.id),
        "fields": _fields(item, said),
        "lines": LINES_TO_WRITE if item.kind is Kind.TEXT else 0,
        "options": [
            {
                "code": option.code,
                "text": worded(option.text, one.variant),
                "apart": option.apart or option.alone,
                "picture": _picture(one, "option", item.id, option.code),
            }
            for option in (*item.options, *beside)
        ],
    }


def _only(one: Print, item: Item, numbers: Mapping[str, int]) -> list[str]:
    """Routing in words: paper cannot turn its own pages."""
    asked = one.dressed.instrument
    sentences = []
    for condition in item.when:
        earlier = asked.by_id[condition.item]
        said = words(one.dressed.language)
        chosen = [option.text for option in earlier.options if option.code in condition.codes]
        texts = [said["quoted"].format(option=text) for text in chosen]
        if texts and earlier.id in numbers:
            between = f" {said['or']} "
            sentences.append(said["only"].format(options=between.join(texts), number=numbers[earlier.id]))
    return sentences


def _fields(item: Item, said: Mapping[str, str]) -> list[dict[str, object]]:
    """Boxes for figures: how many, and what they count."""
    if item.kind is not Kind.NUMBER:
        return []
    if item.unit is Unit.MONTHS:
        return [{"places": 2, "unit": said["years"]}, {"places": 2, "unit": said["months"]}]
    unit = {Unit.YEARS: said["years"], Unit.POUNDS: said["pounds"]}.get(item.unit or Unit.COUNT, "")
    return [{"places": len(f"{item.high:.0f}"), "unit": unit}]


def _picture(one: Print, *spot: str) -> str:
    """The picture itself, as SVG; empty where there is none, or where the assets are not built."""
    name = one.dressed.pictures.get(spot)
    file = one.assets / "pictures" / f"{name}.svg"
    return file.read_text(encoding="utf-8") if name and file.is_file() else ""
