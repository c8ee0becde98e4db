"""The text of a PDF as PDFium finds it, without the lines that stand on every page, and its alternative texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2

BROKEN = (pypdfium2.PdfiumError, pikepdf.PdfError)
_PAGE = re.compile(r"Page \d+ of \d+$")
# The table of contents: dots that lead to a page.
_LEADER = re.compile(r"(?: ?\.){3,}\s*\d+$")
_LINES = re.compile(r"[\r\n]+")


def text(data: bytes) -> str:
    """The document's text, page by page, then its alternative texts. Raises one of BROKEN."""
    with pikepdf.open(BytesIO(data)) as document:
        alternative = list(_alternative(document))
    document = pypdfium2.PdfDocument(data)
    pages = [_LINES.split(page.get_textpage().get_text_range()) for page in document]
    heads = Counter(line for page in pages for line in page[:4])
    often = {line for line, times in heads.items() if times > 1 and times >= len(pages) - 1}
    lines = (
        _LEADER.sub("", line) for page in pages for place, line in enumerate(page) if not _on_every(line, place, often)
    )
    return "\n".join([*lines, *alternative])


def _on_every(line: str, place: int, often: set[str]) -> bool:
    return (place < 4 and line in often) or bool(_PAGE.search(line))


def _alternative(document: pikepdf.Pdf) -> Iterator[str]:
    waiting = [document.Root.get("/StructTreeRoot", pikepdf.Dictionary())]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/Alt" in node:
                yield str(node.Alt)
            if "/K" in node:
                waiting.append(node.K)
