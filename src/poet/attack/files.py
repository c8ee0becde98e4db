"""Issued files as an outsider opens them: every table of a page, workbook, document or data file as rows of words."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser

from openpyxl import load_workbook

from poet.attack import words

Rows = list[list[str]]


class NotReadable(ValueError):
    """A file that cannot be read here; the message says what to do."""


class _Tables(HTMLParser):
    """Every table of a page, its caption as the first row."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Rows] = []
        self.cell: list[str] | None = None
        self.caption: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a caption, a table, a row or a cell."""
        if tag == "p":
            self.caption = [] if ("class", "caption") in attrs else None
        elif tag == "table":
            self.found.append([[" ".join("".join(self.caption).split())]] if self.caption else [])
            self.caption = None
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in {"th", "td"}:
            self.cell = []

    def handle_data(self, data: str) -> None:
        """Keep what stands in a cell or a caption."""
        kept = self.caption if self.cell is None else self.cell
        if kept is not None:
            kept.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"th", "td"} and self.cell is not None:
            self.found[-1][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None


def _page(data: bytes) -> list[Rows]:
    parser = _Tables()
    parser.feed(data.decode())
    return parser.found


def _workbook(data: bytes) -> list[Rows]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return [[[_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def _cell(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _data(data: bytes) -> list[Rows]:
    told = json.loads(data)
    blocks = [block for part in ("annex", "figures") for section in told.get(part, []) for block in section["blocks"]]
    return [
        [[block.get("caption", "")], block["head"], *([cell["text"] for cell in row] for row in block["rows"])]
        for block in blocks
    ]


def _document(data: bytes) -> list[Rows]:
    program = shutil.which("pdftotext")
    if program is None:
        raise NotReadable(words.NO_PDFTOTEXT)
    found = subprocess.run([program, "-layout", "-", "-"], input=data, capture_output=True, check=True)  # noqa: S603 no shell
    lines = [re.split(r"\s{2,}", line.strip()) for line in found.stdout.decode().splitlines() if line.strip()]
    starts = [at for at, line in enumerate(lines) if line[0].startswith("Table ") and len(line) == 1]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=False)]


READERS: dict[str, Callable[[bytes], list[Rows]]] = {
    "html": _page,
    "xlsx": _workbook,
    "json": _data,
    "pdf": _document,
}
