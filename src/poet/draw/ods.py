"""A report's tables as an OpenDocument spreadsheet, written directly: fast, and without a library between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from poet.draw import archive, letters, palette, sheets, words
from poet.draw.about import about
from poet.report.model import Cell, Report, Table

MEDIA = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MANIFEST = (
    f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MEDIA}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta")
    )
    + "</manifest:manifest>"
)

# Whoever prints it has each table's columns on one page.
_PAGES = (
    f'{_HEAD}<office:document-styles {_SPACES}><office:automatic-styles><style:page-layout style:name="wide">'
    '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
    'style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout></office:automatic-styles><office:master-styles>'
    '<style:master-page style:name="Default" style:page-layout-name="wide"/></office:master-styles></office:document-styles>'
)


def _style(name: str, looks: str, data: str = "") -> str:
    shown = f' style:data-style-name="{data}"' if data else ""
    return f'<style:style style:name="{name}" style:family="table-cell"{shown}>{looks}</style:style>'


_WRAP = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
_STYLES = (
    '<number:percentage-style style:name="percents"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
    '<number:number-style style:name="wholes"><number:number number:decimal-places="0" number:min-integer-digits="1" '
    'number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="tenths"><number:number number:decimal-places="1" number:min-integer-digits="1" '
    'number:grouping="true"/></number:number-style>'
    '<style:style style:name="narrow" style:family="table-column"><style:table-column-properties '
    'style:column-width="3.6cm"/></style:style>'
    '<style:style style:name="broad" style:family="table-column"><style:table-column-properties '
    'style:column-width="9cm"/></style:style>'
    + _style("title", f'<style:text-properties fo:font-weight="bold" fo:font-size="16pt" fo:color="{palette.TEAL}"/>')
    + _style("bold", '<style:text-properties fo:font-weight="bold"/>')
    + _style("head", f'{_WRAP}<style:text-properties fo:font-weight="bold"/>')
    + _style("wrap", _WRAP)
    + _style("right", '<style:paragraph-properties fo:text-align="end"/>')
    + _style(
        "warning",
        f'<style:table-cell-properties fo:background-color="{palette.WARNING}"/>'
        '<style:text-properties fo:font-weight="bold"/>',
    )
    + "".join(_style(name[:-1], "", name) for name in ("percents", "wholes", "tenths"))
)


def draw(report: Report) -> bytes:
    """Return the report's tables as ODS bytes, sheet by sheet as the Excel workbook has them."""
    content = (
        f"{_HEAD}<office:document-content {_SPACES}><office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(_sheets(report))}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    meta = (
        f"{_HEAD}<office:document-meta {_SPACES}><office:meta><dc:title>{_text(report.title)}</dc:title>"
        f"<dc:language>{_text(report.language)}</dc:language></office:meta></office:document-meta>"
    )
    parts = (("content.xml", content), ("styles.xml", _PAGES), ("meta.xml", meta))
    files = (("mimetype", MEDIA), *parts, ("META-INF/manifest.xml", _MANIFEST))
    return archive.packed(((name, text.encode()) for name, text in files), first_plain=True)


def _sheets(report: Report) -> Iterator[str]:
    every = sheets.tables(report)
    yield _sheet(report, words.COVER, report.title, _cover(report, every), ("broad", "broad"))
    yield _sheet(report, words.NOTES, words.NOTES, _notes(report), ("narrow", "broad"))
    for place, table in enumerate(every, start=1):
        columns = ("broad", *("narrow",) * (len(table.head) - 1))
        yield _sheet(report, f"Table_{place}", sheets.caption(table), _table(table), columns)


def _sheet(report: Report, name: str, title: str, rows: Iterable[str], columns: tuple[str, ...]) -> str:
    marked = f"{words.MADE_UP}. {words.MADE_UP_SENTENCE}" if report.made_up else ""
    widths = "".join(f'<table:table-column table:style-name="{column}"/>' for column in columns)
    top = _row(_said(title, "title")) + _row(_said(marked, "warning" if marked else "wrap"))
    return f"<table:table table:name={quoteattr(name)}>{widths}{top}{''.join(rows)}</table:table>"


def _cover(report: Report, every: list[Table]) -> Iterator[str]:
    yield _row(_said(report.subtitle))
    yield _row()
    for name, text in about(report):
        yield _row(_said(name, "bold"), _said(text))
    yield _row()
    yield _row(_said(words.SHEET, "head"), _said(words.SHEET_TITLE, "head"))
    names = [(words.NOTES, words.NOTES)]
    names += [(f"Table_{place}", sheets.caption(table)) for place, table in enumerate(every, start=1)]
    for name, title in names:
        yield _row(_link(name), _said(title))


def _notes(report: Report) -> Iterator[str]:
    yield _row()
    for sign, meaning in words.MARKS:
        yield _row(_said(sign, "bold"), _said(meaning))
    for note in sheets.notes(report):
        yield _row(_said(""), _said(note))


def _table(table: Table) -> Iterator[str]:
    yield _row(_said(f"{words.ONE_TABLE} {words.SHORTHAND}"))
    head = _row(*(_said(text, "head") for text in table.head))
    yield f"<table:table-header-rows>{head}</table:table-header-rows>"
    for row in table.rows:
        yield _row(*(_cell(cell, "right" if place else "wrap") for place, cell in enumerate(row)))


def _row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells) or '<table:table-cell/>'}</table:table-row>"


def _said(text: str, style: str = "wrap") -> str:
    if not text:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{_text(text)}</text:p>'
        "</table:table-cell>"
    )


def _link(name: str) -> str:
    return (
        '<table:table-cell office:value-type="string"><text:p>'
        f'<text:a xlink:type="simple" xlink:href="#\'{name}\'.A1">{name}</text:a></text:p></table:table-cell>'
    )


def _cell(cell: Cell, style: str) -> str:
    number = sheets.figure(cell)
    if number is None:
        return _said(cell.text, style)
    kind = "percentage" if cell.percent else "float"
    looks = "percent" if cell.percent else "whole" if float(number).is_integer() else "tenth"
    return (
        f'<table:table-cell table:style-name="{looks}" office:value-type="{kind}" office:value="{number!r}">'
        f"<text:p>{_text(cell.text)}</text:p></table:table-cell>"
    )


def _text(text: str) -> str:
    return escape(letters.drawable(text))
