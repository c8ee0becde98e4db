"""The text of slides and of their notes, with the alternative texts of pictures, read as plain XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/(?:slides|notesSlides)/\w+\.xml")


def text(data: bytes) -> str:
    """The text of every slide and note. Raises as a Word document does; KeyError where there are no slides."""
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if _SLIDE.fullmatch(name)]
        if not names:
            raise KeyError("no slides")
        return "\n".join(line for name in names for line in _said(fromstring(archive.read(name))))


def _said(root: Element) -> Iterator[str]:
    for node in root.iter():
        if node.tag == f"{_A}p":
            yield "".join(part.text or "" for part in node.iter(f"{_A}t"))
        elif node.get("descr"):
            yield node.get("descr", "")
