"""How a report looks: a pure function from a Report to bytes, one file a format; same value, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poet.draw import html, json, pdf, xlsx
from poet.report.model import Report

Drawer = Callable[[Report, Path | None], bytes]

# Each takes the report and a folder of TTF fonts, which only the PDF needs: the others use the reader's own.
FORMATS: dict[str, Drawer] = {
    "pdf": lambda report, fonts: pdf.draw(report, fonts=fonts),
    "html": lambda report, _: html.draw(report),
    "json": lambda report, _: json.dump(report),
    "xlsx": lambda report, _: xlsx.draw(report),
}
