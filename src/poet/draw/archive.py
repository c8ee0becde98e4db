"""A zip archive whose bytes depend on its contents alone: office documents are zips that note when they were made."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def packed(files: Iterable[tuple[str, bytes]], *, first_plain: bool = False) -> bytes:
    """Return the files as a zip, in their order; `first_plain` leaves the first one uncompressed, as ODF wants it."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for place, (name, data) in enumerate(files):
            info = ZipInfo(name, _NO_DATE)
            info.compress_type = ZIP_STORED if first_plain and place == 0 else ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=6)
    return written.getvalue()


def undated(data: bytes) -> bytes:
    """Return a zip with the same files and no dates."""
    with ZipFile(BytesIO(data)) as archive:
        return packed((name, archive.read(name)) for name in archive.namelist())
