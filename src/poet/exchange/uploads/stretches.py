"""A large worksheet cut into small workbooks of some rows each: a reader that keeps a whole sheet then keeps little."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

# Below this a whole sheet is no burden. Rows are cut where a stretch of XML has grown to as much.
STRETCH = 8 << 20
_READ = 1 << 20
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OPENS = re.compile(rb"<((?:\w+:)?)sheetData\s*>")
_NUMBERED = re.compile(rb"\s*<(?:\w+:)?row\s[^>]*\br=")


@dataclass(frozen=True, slots=True)
class Large:
    """A worksheet that is worth cutting: the workbook's bytes, and which part of it the sheet is."""

    data: bytes
    part: str

    def stretches(self) -> Iterator[bytes]:
        """Workbooks with some of the sheet's rows each, in order; every row keeps its number."""
        with ZipFile(io.BytesIO(self.data)) as whole:
            others = {name: whole.read(name) for name in whole.namelist() if self._is_needed(name)}
            for rows in _cut(whole, self.part):
                yield _packed(others | {self.part: rows})

    def _is_needed(self, name: str) -> bool:
        return not name.startswith(("xl/worksheets/", "xl/drawings/", "xl/media/")) and name != self.part


def large(data: bytes, sheet: str) -> Large | None:
    """The worksheet of this name where it is large and its rows are numbered; None where it is read as a whole."""
    try:
        with ZipFile(io.BytesIO(data)) as whole:
            part = _part(whole, sheet)
            if part is None or whole.getinfo(part).file_size <= STRETCH:
                return None
            with whole.open(part) as file:
                head = file.read(_READ)
    except (BadZipFile, KeyError, ParseError, DefusedXmlException):
        return None
    opens = _OPENS.search(head)
    return Large(data, part) if opens and _NUMBERED.match(head, opens.end()) else None


def _part(whole: ZipFile, sheet: str) -> str | None:
    """Where the worksheet lies in the workbook."""
    named = (one for one in fromstring(whole.read(_WORKBOOK)).iter() if one.tag.endswith("}sheet"))
    wanted = next((one.get(_REFERENCE) for one in named if one.get("name") == sheet), None)
    related = fromstring(whole.read(_RELATIONS))
    target = next((str(one.get("Target")) for one in related if wanted and one.get("Id") == wanted), None)
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else None


def _cut(whole: ZipFile, part: str) -> Iterator[bytes]:
    """The part as several: its own beginning, whole rows, and an end."""
    with whole.open(part) as file:
        held = file.read(_READ)
        opens = _OPENS.search(held)
        assert opens, "`large` has seen it"
        prefix = opens[1]
        head, held = held[: opens.end()], held[opens.end() :]
        row, ends = b"</" + prefix + b"row>", b"</" + prefix + b"sheetData>"
        end = ends + b"</" + prefix + b"worksheet>"
        pieces, size = [held], len(held)
        while read := file.read(_READ):
            pieces.append(read)
            size += len(read)
            if size >= STRETCH and row in read:
                held = b"".join(pieces)
                at = held.rfind(row) + len(row)
                yield head + held[:at] + end
                pieces, size = [held[at:]], len(held) - at
    held = b"".join(pieces)
    yield head + held.partition(ends)[0] + end


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as small:
        for name, part in parts.items():
            small.writestr(name, part)
    return written.getvalue()
