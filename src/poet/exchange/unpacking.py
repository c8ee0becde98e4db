"""How large a workbook from outside would be, told before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass


class NoWorkbook(Exception):
    """What was handed in is no workbook."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The parts of a workbook and the bytes they say they have when unpacked."""

    parts: int
    bytes: int


def unpacked(data: bytes) -> Unpacked:
    """The sizes that a workbook's own table of contents names. Raises NoWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NoWorkbook from error
    return Unpacked(len(sizes), sum(sizes))
