"""A report as an accessible PDF: A4, tagged for PDF/UA-1, set by Typst, its row headers marked afterwards.

Never fork after a drawing: Typst's thread pool does not survive it and the child waits for ever. Where reports are
drawn in several processes, start them with `multiprocessing.get_context("spawn")`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

import msgspec
import typst

from poet.draw import charts, letters, memory, palette, pictograms, words
from poet.draw.about import about
from poet.draw.row_headers import with_row_headers
from poet.draw.tables import column_widths, figure_columns, rows_of_one_line
from poet.report.model import Block, Chart, Points, Quote, Report, Section, Table

_TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
_MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ROUNDS = 4
# A list of contents longer than this leaves out the tables of the annex, so that it ends on the first page.
_LONGEST_CONTENTS = 26
# With more lines than this the list of contents is set closer, for the same end.
_WIDE_CONTENTS = 23
# Up to so many last chapters, of up to so many letters each, are kept on one page with what follows them.
_HELD, _SHORT = 2, 700
_LONG = (Chart, Table, Quote)
# Words that stand between dots on the first page are kept in one line when they are no longer than this.
_KEPT_TOGETHER = 24
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def draw(report: Report, *, fonts: Path | None = None) -> bytes:
    """Return the report as PDF bytes, the same for the same value and fonts.

    `fonts` is a folder of TTF files, Atkinson Hyperlegible Next among them; without it an embedded serif is used.
    Characters that none of these can show are sought in the machine's own fonts, and failing that printed as
    their code point ("[U+4E2D]"), so that no name is silently lost.
    """
    drawn = with_row_headers(_typeset(report, fonts), _rows(report))
    memory.give_back()  # takes a hundredth of the time, and a process that draws hundreds stays as large as after twenty
    return drawn


def _rows(report: Report) -> int:
    """How many rows its tables have."""
    blocks = (block for part in (*report.summary, *report.sections, *report.annex) for block in part.blocks)
    return sum(len(block.rows) for block in blocks if isinstance(block, Table))


def _typeset(report: Report, fonts: Path | None) -> bytes:
    """Typeset with the project's fonts alone; then with the machine's; then with code points for what is missing."""
    missing: frozenset[str] = frozenset()
    for attempt in range(_ROUNDS):
        machine = attempt > 0
        try:
            return _compiled(_fitted(report, missing), fonts, machine=machine)
        except typst.TypstError as error:
            unknown = _unknown(error)
            if not unknown or attempt == _ROUNDS - 1:
                raise
            missing |= unknown if machine else frozenset()
    raise AssertionError


def _unknown(error: typst.TypstError) -> frozenset[str]:
    found = _MISSING.findall(f"{error.message} {error.diagnostic}")
    texts = (_ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), text) for text in found)
    return frozenset(letter for text in texts for letter in text)


def _fitted(report: Report, missing: frozenset[str]) -> Report:
    """The report with every text made fit to be set: drawable characters only, long words with places to break."""
    text = msgspec.json.encode(report).decode()
    if text.isprintable() and "\\u00" not in text and not any(letter in text for letter in missing):
        return report  # the usual case; JSON writes a control character as \\u00..
    return msgspec.convert(_texts(msgspec.to_builtins(report), missing), Report)


def _texts(value: object, missing: frozenset[str]) -> object:
    if isinstance(value, str):
        return letters.drawable(value, missing)
    if isinstance(value, dict):
        return {key: _texts(inner, missing) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(inner, missing) for inner in value]
    return value


def _compiled(report: Report, fonts: Path | None, *, machine: bool) -> bytes:
    data = msgspec.json.encode(_page(report, pictograms.beside(fonts))).decode()
    pdf = _compiler(fonts, machine=machine).compile(
        sys_inputs={"report": data}, format="pdf", pdf_standards=["ua-1"], timestamp=_moment(report.date)
    )
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=4)
def _compiler(fonts: Path | None, *, machine: bool) -> typst.Compiler:
    folders = [str(fonts)] if fonts and fonts.is_dir() else []
    faces = typst.Fonts(include_system_fonts=machine, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(str(_TEMPLATE), font_paths=faces)


def _moment(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)
    except ValueError:
        return _NO_DATE


# --- what the template is given -----------------------------------------------------------------------------------


def _page(report: Report, pictures: Path | None) -> dict[str, object]:
    language, _, region = report.language.partition("-")
    body, last = (*report.summary, *report.sections), report.annex[-1] if report.annex else None
    held = held_together(body)
    return {
        "title": report.title,
        "subtitle": _kept_together(report.subtitle),
        "area": report.area,
        "date": words.shown_date(report.date, report.language),
        "language": language or "en",
        "region": region or None,
        "made_up": report.made_up,
        "large": report.large,
        "contents": _contents(report),
        "close": _entries(report) > _WIDE_CONTENTS,
        "about": [(name, letters.breakable(text)) for name, text in about(report)],
        "body": [_section(section, report.language, pictures, held=section in held) for section in body],
        "annex": [_section(section, report.language, pictures, last=section is last) for section in report.annex],
        "colours": palette.NAMED,
        "words": _WORDS,
    }


_WORDS = {
    "made_up": words.MADE_UP,
    "made_up_sentence": words.MADE_UP_SENTENCE,
    "contents": words.CONTENTS,
    "annex": words.ANNEX,
    "about": words.ABOUT,
    "page": words.PAGE,
}


def _kept_together(subtitle: str) -> str:
    parts = subtitle.split(" · ")
    return " · ".join(part.replace(" ", "\u00a0") if len(part) <= _KEPT_TOGETHER else part for part in parts)


def _contents(report: Report) -> int:
    """How many levels of headings the list of contents shows: none where the report is a page or two of text."""
    body = (*report.summary, *report.sections)
    if not report.annex and not any(isinstance(block, Chart) for part in body for block in part.blocks):
        return 0
    return 2 if len(body) + len(report.annex) <= _LONGEST_CONTENTS else 1


def _entries(report: Report) -> int:
    """How many lines the list of contents has."""
    annex = (1 + len(report.annex) * (_contents(report) > 1)) if report.annex else 0
    return len(report.summary) + len(report.sections) + annex + 1


def held_together(body: Sequence[Section]) -> tuple[Section, ...]:
    """The last chapters of a report, two at most, that are short and of words alone: one page holds them and what follows."""
    held: list[Section] = []
    for section in body[:0:-1]:
        said = [
            sentence.text for block in section.blocks if not isinstance(block, _LONG) for sentence in block.sentences
        ]
        if len(held) == _HELD or any(isinstance(block, _LONG) for block in section.blocks):
            break
        if sum(map(len, said)) > _SHORT or (held and any(map(_is_pictured, (*section.blocks, *held[-1].blocks)))):
            break
        held.append(section)
    return tuple(held)


def _is_pictured(block: Block) -> bool:
    return isinstance(block, Points) and bool(block.pictures)


def _section(
    section: Section, language: str, pictures: Path | None, *, held: bool = False, last: bool = False
) -> dict[str, object]:
    """A section for the template; of the `last` one the last table is kept with what follows it."""
    ends = section.blocks[-1] if last and section.blocks else None
    blocks = [_block(block, language, pictures, held=block is ends) for block in section.blocks]
    return {"title": section.title, "held": held, "blocks": blocks}


def _block(block: Block, language: str, pictures: Path | None, *, held: bool = False) -> dict[str, object]:
    if isinstance(block, Chart):
        return {
            "type": "figure",
            "number": words.FIGURE.format(number=block.number),
            "caption": letters.breakable(block.caption.text),
            "continued": words.FIGURE.format(number=block.number) + ", " + words.CONTINUED,
            "parts": [picture(part) for part in charts.pictures(block, charts.PAPER)],
        }
    if isinstance(block, Table):
        return _table(block) | {"held": held}
    if isinstance(block, Quote):
        said = words.APPROVED.format(by=block.by, day=words.shown_date(block.on, language))
        return {
            "type": "quote",
            "said": letters.breakable(block.sentences[0].text),
            "approved": letters.breakable(said),
        }
    drawn = [pictograms.svg(name, pictures) for name in block.pictures] if isinstance(block, Points) else []
    return {
        "type": "pictured" if any(drawn) else block.__struct_config__.tag,
        "pictures": drawn,
        "sentences": [letters.breakable(said.text) for said in block.sentences],
    }


def picture(drawn: charts.Picture) -> dict[str, object]:
    """A chart for the template: its shapes as an image, its words to be set with the page's own typefaces."""
    return {
        "alt": drawn.name,
        "height": drawn.height,
        "size": charts.PAPER.size,
        "shapes": drawn.shapes,
        "words": [word._asdict() for word in drawn.ink.words],
    }


def _table(table: Table) -> dict[str, object]:
    widths = column_widths(table)
    return {
        "type": "table",
        "number": words.TABLE.format(number=table.number),
        "caption": letters.breakable(table.caption),
        "head": [letters.breakable(text) for text in table.head],
        "rows": [[letters.breakable(cell.text) for cell in row] for row in table.rows],
        "figures": figure_columns(table),
        "widths": widths,
        "lines": rows_of_one_line(table, widths),
    }
