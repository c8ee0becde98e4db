"""The text of a Word document in the order of its source, tables and alternative texts among it, read as plain XML."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

BROKEN = (BadZipFile, ParseError, DefusedXmlException)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text(data: bytes) -> str:
    """The document's text. Raises one of BROKEN, or KeyError where the zip holds no document."""
    with ZipFile(BytesIO(data)) as archive:
        return "\n".join(_said(fromstring(archive.read("word/document.xml"))))


def _said(root: Element) -> Iterator[str]:
    for node in root.iter():
        if node.tag == f"{_W}p":
            yield "".join(part.text or "" for part in node.iter(f"{_W}t"))
        elif node.get("descr"):
            yield node.get("descr", "")
