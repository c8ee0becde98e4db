"""A report for Word, to be written on: real headings, captions, lists and table headers, charts with their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.shared import Pt, RGBColor

from poet.draw import archive, charts, letters, palette, raster, words
from poet.draw.about import about
from poet.draw.tables import column_widths, figure_columns
from poet.report.model import Bars, Chart, Dots, Lines, Note, Paragraph, Points, Quote, Report, Section, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEADINGS = {"Title": 26, "Heading 1": 17, "Heading 2": 13}
_ACROSS = 8640  # the room between the margins of the page
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
# As in the PDF: hairlines between rows, none between columns, a strong line under the heads, and room around the words.
_RULES = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="{"single" if side in {"bottom", "insideH"} else "nil"}" w:sz="4" w:color="{palette.RULE[1:]}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)
_UNDER_HEADS = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:color="{palette.TEAL[1:]}"/></w:tcBorders>'
_ROOM = "<w:tblCellMar>{}</w:tblCellMar>".format(
    "".join(
        f'<w:{side} w:w="{wide}" w:type="dxa"/>'
        for side, wide in (("top", 50), ("left", 80), ("bottom", 50), ("right", 80))
    )
)
Pictures = dict[str, list[tuple[charts.Picture, bytes]]]


def draw(report: Report, *, fonts: Path | None = None) -> bytes:
    """Return the report as DOCX bytes, the same for the same value and fonts. `fonts` is as the PDF takes them."""
    document = docx.Document()
    _dressed(document, report)
    _Writer(document, _drawn(report, fonts), report).write(report)
    written = BytesIO()
    document.save(written)
    return archive.undated(written.getvalue())


def _drawn(report: Report, fonts: Path | None) -> Pictures:
    found: Pictures = {}
    sections = (*report.summary, *report.sections)
    every = [block for section in sections for block in section.blocks if isinstance(block, Chart)]
    parts = [(chart.id, part) for chart in every for part in charts.pictures(chart, charts.PAPER)]
    images = raster.png([part for _, part in parts], charts.PAPER, fonts)
    for (name, part), image in zip(parts, images, strict=True):
        found.setdefault(name, []).append((part, image))
    return found


def _dressed(document: Document, report: Report) -> None:
    """Give the document its properties, its typefaces and, on every page, the mark of made-up data."""
    told = document.core_properties
    told.title, told.language, told.author = _text(report.title), report.language, ""
    told.comments, told.subject = "", _text(report.subtitle)
    told.created = told.modified = _moment(report.date)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    for name, size in _HEADINGS.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Arial", Pt(size), RGBColor.from_string(palette.TEAL[1:])
    caption = document.styles["Caption"].font
    caption.size, caption.color.rgb = Pt(11), RGBColor.from_string(palette.INK[1:])
    head = document.sections[0].header.paragraphs[0]
    head.text = f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}" if report.made_up else _text(report.title)


def _moment(day: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=UTC)
    except ValueError:
        return _NO_DATE


def _text(text: str) -> str:
    return letters.drawable(text)


class _Writer:
    """Writes one report into one document."""

    def __init__(self, document: Document, pictures: Pictures, report: Report) -> None:
        self.document, self.pictures = document, pictures
        self.writers: dict[type, Callable[..., None]] = {
            Paragraph: lambda block: self._said(block, None),
            Note: lambda block: self._said(block, "Intense Quote"),
            Quote: lambda block: self._quote(block, report.language),
            Points: self._points,
            Bars: self._chart,
            Dots: self._chart,
            Lines: self._chart,
            Table: self._table,
        }

    def write(self, report: Report) -> None:
        """Write the whole report."""
        self.document.add_heading(_text(report.title), 0)
        for line in (report.subtitle, words.shown_date(report.date, report.language)):
            if line:
                self.document.add_paragraph(_text(line), "Subtitle")
        for section in (*report.summary, *report.sections):
            self._section(section, 1)
        if report.annex:
            self.document.add_heading(words.ANNEX, 1)
            for section in report.annex:
                self._section(section, 2)
        self.document.add_heading(words.ABOUT, 1)
        for name, text in about(report):
            told = self.document.add_paragraph()
            told.add_run(f"{name}: ").bold = True
            told.add_run(_text(text))

    def _section(self, section: Section, level: int) -> None:
        self.document.add_heading(_text(section.title), level)
        for block in section.blocks:
            self.writers[type(block)](block)

    def _said(self, block: Paragraph | Note, style: str | None) -> None:
        self.document.add_paragraph(_text(" ".join(said.text for said in block.sentences)), style)

    def _quote(self, block: Quote, language: str) -> None:
        said = " ".join(one.text for one in block.sentences)
        self.document.add_paragraph(_text(f"“{said}”"), "Quote").paragraph_format.keep_with_next = True
        day = words.shown_date(block.on, language)
        self.document.add_paragraph(_text(words.APPROVED.format(by=block.by, day=day)))

    def _points(self, block: Points) -> None:
        for said in block.sentences:
            self.document.add_paragraph(_text(said.text), "List Bullet")

    def _chart(self, block: Chart) -> None:
        self._caption(f"{words.FIGURE.format(number=block.number)}. {block.caption.text}")
        for part, image in self.pictures.get(block.id, []):
            shape = self.document.add_picture(BytesIO(image), width=Pt(432))
            shape._inline.docPr.set("descr", _text(part.name))

    def _table(self, block: Table) -> None:
        self._caption(f"{words.TABLE.format(number=block.number)}. {block.caption}")
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(_markup(block)))  # the last one says how the page is laid out
        self.document.add_paragraph()

    def _caption(self, text: str) -> None:
        line = self.document.add_paragraph(_text(text), "Caption")
        line.paragraph_format.keep_with_next = True


def _markup(table: Table) -> str:
    """The table as Word writes it: its first row said to be the header and repeated, no row torn."""
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="pct" w:w="5000"/>'
        f'{_RULES}<w:tblLayout w:type="fixed"/>{_ROOM}'
        f'<w:tblLook w:val="0460" w:firstRow="1" w:firstColumn="1" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(_text(table.caption), {chr(34): "&quot;"})}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(table, widths))}</w:tbl>"
    )


def _widths(table: Table) -> list[int]:
    """How wide each column is, in twentieths of a point: as the PDF shares the page out, so that no word is torn."""
    wanted = column_widths(table)
    return [round(_ACROSS * wide / sum(wanted)) for wide in wanted]


def _rows(table: Table, widths: Sequence[int]) -> Iterator[str]:
    figures = figure_columns(table)
    yield _row(table.head, widths, figures, head=True)
    for row in table.rows:
        yield _row(tuple(cell.text for cell in row), widths, figures, head=False)


def _row(texts: tuple[str, ...], widths: Sequence[int], figures: Sequence[bool], *, head: bool) -> str:
    sized = zip(texts, widths, figures, strict=False)
    cells = "".join(_cell(text, wide, figure=figure, head=head) for text, wide, figure in sized)
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(text: str, wide: int, *, figure: bool, head: bool) -> str:
    """A cell; figures stand flush with one another's ends."""
    looks = f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="18"/></w:rPr>'
    said = f'<w:r>{looks}<w:t xml:space="preserve">{escape(_text(text))}</w:t></w:r>'
    sized = f'<w:tcPr><w:tcW w:type="dxa" w:w="{wide}"/>{_UNDER_HEADS if head else ""}</w:tcPr>'
    set_ = '<w:spacing w:after="0"/>' + ('<w:jc w:val="right"/>' if figure else "")
    return f"<w:tc>{sized}<w:p><w:pPr>{set_}</w:pPr>{said}</w:p></w:tc>"
