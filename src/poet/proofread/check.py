"""The whole check: the register's own statements, then the file's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from poet.proofread import text, words, workbook
from poet.proofread.fault import Fault
from poet.proofread.reading import docx, html, ods, pdf, pptx, xlsx
from poet.proofread.support import unsupported
from poet.report.register import Kind, Part, Register


class NotReadable(ValueError):
    """The file is in no format that can be proofread, or is broken."""


_BROKEN = (ValueError, KeyError, OSError, *pdf.BROKEN, *xlsx.BROKEN, *docx.BROKEN, *ods.BROKEN)
_SAID = frozenset((kind, part) for kind in (Kind.SENTENCE, Kind.QUOTE, Kind.CELLS) for part in (Part.BODY, Part.ANNEX))
_ROWS = frozenset((kind, part) for kind in (Kind.ROW,) for part in (Part.BODY, Part.ANNEX))
_ALTS = frozenset({(Kind.ALT, Part.BODY)})


@dataclass(frozen=True, slots=True)
class _Document:
    """How the text of a document is read, and what must stand in it."""

    read: Callable[[bytes], str]
    expected: frozenset[tuple[Kind, Part]]

    def faults(self, register: Register, data: bytes) -> Iterator[Fault]:
        return text.faults(register, self.read(data), self.expected)


@dataclass(frozen=True, slots=True)
class _Workbook:
    """How the rows of a workbook are read."""

    read: Callable[[bytes], list[workbook.Row]]

    def faults(self, register: Register, data: bytes) -> Iterator[Fault]:
        return workbook.faults(register, self.read(data))


# By file ending, as in `draw`.
READERS: dict[str, _Document | _Workbook] = {
    "html": _Document(html.text, _SAID | _ROWS | _ALTS),
    "pdf": _Document(pdf.text, _SAID | _ROWS | _ALTS),
    "docx": _Document(docx.text, _SAID | _ALTS),
    "pptx": _Document(pptx.text, _ALTS),
    "xlsx": _Workbook(xlsx.rows),
    "ods": _Workbook(ods.rows),
}


def proofread(register: Register, name: str, data: bytes) -> tuple[Fault, ...]:
    """The faults of a finished file, named with its ending. Raises NotReadable."""
    ending = name.rpartition(".")[2].casefold()
    if ending not in READERS:
        raise NotReadable(words.UNKNOWN_FORMAT.format(name=name, formats=", ".join(READERS)))
    try:
        return (*unsupported(register), *READERS[ending].faults(register, data))
    except _BROKEN as error:
        raise NotReadable(words.BROKEN.format(name=name, format=ending.upper())) from error
