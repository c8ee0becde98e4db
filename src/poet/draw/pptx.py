"""A report as slides for an event: a finding a slide, under the chapter it is of, and in the notes what to say and every
figure behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Pt

from poet.draw import archive, charts, letters, palette, raster, words
from poet.draw.tables import as_table
from poet.report.model import Block, Chart, Lines, Note, Points, Report, Section, Table

_WIDE, _TALL, _EDGE = 960, 540, 50
_TITLE, _LONGEST_TITLE, _ABOVE = 28, 110, 14
# So many letters of points stand on one slide: enough for a few short ones, and still to be read from the last row.
_MOST_LETTERS = 300
# What an event ends with: the sections that say what happens next.
_CLOSING = frozenset({"next-steps", "easy-next"})
# Chapters of words alone that an event is about, wherever they stand: what stands out, and what is done about it.
_SPOKEN = frozenset({"key-outcomes", "looking-closer", "headlines", "you-said", "we-did"})
# Between the cells of a row that is said as one line: room alone, so that it is read as the row it is.
_BETWEEN = "\u2003"
_RGB: Callable[[str], Any] = RGBColor.from_string
_TEAL, _WARNING = (_RGB(colour[1:]) for colour in (palette.TEAL, palette.WARNING))
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One slide: its title with the chapter it is of above it, its lines or its picture, and its notes."""

    title: str
    chapter: str = ""
    lines: tuple[str, ...] = ()
    picture: charts.Picture | None = None
    notes: str = ""


def draw(report: Report, *, fonts: Path | None = None) -> bytes:
    """Return the report as PPTX bytes, the same for the same value and fonts. `fonts` is as the PDF takes them."""
    plans = list(_plans(report))
    images = iter(raster.png([plan.picture for plan in plans if plan.picture], charts.SLIDE, fonts))
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Pt(_WIDE), Pt(_TALL)
    _told(show, report)
    for plan in plans:
        _slide(show, report, plan, next(images) if plan.picture else None)
    written = BytesIO()
    show.save(written)
    return archive.undated(written.getvalue())


def _told(show: Presentation, report: Report) -> None:
    told = show.core_properties
    told.title, told.language, told.author = letters.drawable(report.title), report.language, ""
    try:
        made = datetime.combine(date.fromisoformat(report.date), datetime.min.time(), tzinfo=UTC)
    except ValueError:
        made = _NO_DATE
    told.created = told.modified = made


# --- which slides -------------------------------------------------------------------------------------------------


def _plans(report: Report) -> Iterator[_Plan]:
    yield _Plan(report.title, lines=(report.subtitle, words.shown_date(report.date, report.language)))
    for section in report.summary:
        yield from _spoken(section)
    for section in report.sections:
        yield from _shown(section)
    yield from (plan for section in report.sections if section.id in _CLOSING for plan in _spoken(section))


def _spoken(section: Section) -> Iterator[_Plan]:
    """A slide for each point, so that the letters can be large; short ones stand together."""
    for together in _shared([said for block in section.blocks for said in _said(block)]):
        yield _Plan(section.title, lines=tuple(together), notes="\n".join(together))


def _shared(points: list[str]) -> list[list[str]]:
    """The points as many to a slide as may stand there; no short one is left alone where others could stand with it."""
    slides: list[list[str]] = []
    for said in points:
        if slides and sum(map(len, slides[-1])) + len(said) <= _MOST_LETTERS:
            slides[-1].append(said)
        else:
            slides.append([said])
    if len(slides) > 1 and len(slides[-1]) == 1 and len(slides[-2]) > 2:
        slides[-1].insert(0, slides[-2].pop())
    return slides


def _said(block: Block) -> Iterator[str]:
    """A block's points, why there are none, or what is done: what, who and until when, about what, and where it stands."""
    if isinstance(block, Points | Note):
        yield from (said.text for said in block.sentences)
    elif isinstance(block, Table):
        yield from (_BETWEEN.join(cell.text for cell in row) for row in block.rows)


def _shown(section: Section) -> Iterator[_Plan]:
    if section.id in _SPOKEN:
        yield from _spoken(section)
    said = " ".join(words.text for block in section.blocks for words in getattr(block, "sentences", ()))
    for block in section.blocks:
        if isinstance(block, Chart):
            notes = "\n".join([block.caption.text, said, *_figures(block), block.alt])
            sheet = charts.CLOSE_SLIDE if isinstance(block, Lines) else charts.SLIDE
            for place, part in enumerate(charts.pictures(block, sheet)):
                chapter = section.title if place == 0 else f"{section.title}, {words.CONTINUED}"
                yield _Plan(block.caption.text, chapter, picture=part, notes=notes)


def _figures(chart: Chart) -> Iterator[str]:
    _, rows = as_table(chart)
    yield from (" ".join(text for text in row if text) for row in rows)


# --- how a slide looks --------------------------------------------------------------------------------------------


def _slide(show: Presentation, report: Report, plan: _Plan, image: bytes | None) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5 if image else 1])
    _title(slide, plan)
    if plan.picture and image:
        _picture(slide, plan.picture, image)
    else:
        _lines(slide, plan.lines)
    notes = f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}\n{plan.notes}" if report.made_up else plan.notes
    slide.notes_slide.notes_text_frame.text = "\n".join(map(letters.drawable, notes.splitlines()))
    if report.made_up:
        _mark(slide)


def _title(slide: Slide, plan: _Plan) -> None:
    title = slide.shapes.title
    assert title is not None  # each layout used here has one
    title.left, title.top, title.width, title.height = Pt(_EDGE), Pt(20), Pt(_WIDE - 2 * _EDGE), Pt(90)
    title.text_frame.text = letters.drawable(plan.chapter or plan.title)
    title.text_frame.word_wrap = True
    if plan.chapter:
        title.text_frame.add_paragraph().text = letters.drawable(plan.title)
    *above, said = title.text_frame.paragraphs
    said.font.size, said.font.bold = Pt(_TITLE if len(plan.title) + len(plan.chapter) <= _LONGEST_TITLE else 18), True
    for line in above:
        line.font.size = Pt(_ABOVE)
    for line in (*above, said):
        line.alignment = PP_ALIGN.LEFT
        line.font.color.rgb = _TEAL


def _lines(slide: Slide, lines: tuple[str, ...]) -> None:
    body = slide.placeholders[1]
    body.left, body.top, body.width, body.height = Pt(_EDGE), Pt(125), Pt(_WIDE - 2 * _EDGE), Pt(360)
    frame = body.text_frame
    frame.word_wrap = True
    told = [letters.drawable(line) for line in lines if line]
    frame.text = told[0] if told else ""
    for line in told[1:]:
        frame.add_paragraph().text = line
    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(24 if len(paragraph.text) < 300 else 20)


def _picture(slide: Slide, picture: charts.Picture, image: bytes) -> None:
    scale = min(1.0, 390 / picture.height)
    shape = slide.shapes.add_picture(BytesIO(image), Pt(_EDGE), Pt(115), width=Pt(picture.width * scale))
    named: Any = shape._element.nvPicPr
    named.cNvPr.set("descr", letters.drawable(picture.name))


def _mark(slide: Slide) -> None:
    box = slide.shapes.add_textbox(Pt(_EDGE), Pt(510), Pt(_WIDE - 2 * _EDGE), Pt(24))
    box.text_frame.text = words.MADE_UP
    box.text_frame.paragraphs[0].font.size = Pt(14)
    box.fill.solid()
    box.fill.fore_color.rgb = _WARNING
