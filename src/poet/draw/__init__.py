"""How a report looks: a pure function from a Report to bytes, one file a format; same value, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from poet.draw import claims, csvw, html, json, ods, pictograms
from poet.report.model import Report


@dataclass(frozen=True, slots=True)
class Format:
    """One way a report looks: what draws it, its media type, and what it is good for in a reader's words.

    `draw` takes the report and a folder of TTF fonts, which PDF, Word and slides need: the others use the reader's own. The
    pictures of Easy Read stand beside that folder."""

    draw: Callable[[Report, Path | None], bytes]
    media: str
    use: str


# Whoever only reads answers or serves pages need not carry the libraries of PDF, Word, Excel and slides: they are loaded
# when the first file is drawn with them.
def _pdf(report: Report, fonts: Path | None) -> bytes:
    from poet.draw import pdf  # noqa: PLC0415 as above

    return pdf.draw(report, fonts=fonts)


def _xlsx(report: Report, _: Path | None) -> bytes:
    from poet.draw import xlsx  # noqa: PLC0415 as above

    return xlsx.draw(report)


def _docx(report: Report, fonts: Path | None) -> bytes:
    from poet.draw import docx  # noqa: PLC0415 as above

    return docx.draw(report, fonts=fonts)


def _pptx(report: Report, fonts: Path | None) -> bytes:
    from poet.draw import pptx  # noqa: PLC0415 as above

    return pptx.draw(report, fonts=fonts)


# By file ending. A new format is its own file and a line here; the command line and the portal offer what stands here.
FORMATS: dict[str, Format] = {
    "pdf": Format(_pdf, "application/pdf", "PDF, to print and pass on"),
    "html": Format(
        lambda report, fonts: html.draw(report, pictures=pictograms.beside(fonts)),
        "text/html; charset=utf-8",
        "Web page, to keep",
    ),
    "json": Format(lambda report, _: json.dump(report), "application/json", "JSON, for software"),
    "claims": Format(lambda report, _: claims.dump(report), "application/json", "Claims, to check every figure"),
    "xlsx": Format(
        _xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel workbook, to work with the figures",
    ),
    "ods": Format(lambda report, _: ods.draw(report), ods.MEDIA, "OpenDocument workbook, to work with the figures"),
    "docx": Format(
        _docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document, to write on",
    ),
    "pptx": Format(
        _pptx,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "Slides with notes, for an event",
    ),
    "zip": Format(lambda report, _: csvw.draw(report), "application/zip", "CSV with its description, for software"),
}
