"""Files that show what was done: looked into before they are kept, and never handed out as anything a browser would run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from portal.engagement import words
from portal.engagement.models import Action, Evidence
from portal.engagement.places import Place, log
from portal.engagement.planning import NotKept
from portal.people.models import Person

LARGEST = 5 << 20
MOST = 10
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNPACKED = 50 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as it is kept: a plain name, its kind, and its bytes without what a camera wrote into them."""

    name: str
    media: str
    data: bytes


def checked(file: UploadedFile[bytes]) -> Checked:
    """A file that was handed in. Raises NotKept."""
    if (file.size or 0) > LARGEST:
        raise NotKept({"file": words.FILE_TOO_LARGE})
    data = file.read()
    for media, look in _KINDS.items():
        clean = look(data)
        if clean is not None:
            return Checked(_plain(file.name or ""), media, clean)
    raise NotKept({"file": words.FILE_NOT_KNOWN})


def _plain(name: str) -> str:
    kept = "".join(
        letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable() and letter != '"'
    )
    return kept.strip()[-120:] or "file"


def _pdf(data: bytes) -> bytes | None:
    if not data.startswith(b"%PDF-"):
        return None
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            root = document.Root
            runs = "/AA" in root or "/JavaScript" in root.get("/Names", pikepdf.Dictionary())
            acts = root.get("/OpenAction")
            return None if runs or (isinstance(acts, pikepdf.Dictionary) and acts.get("/S") == "/JavaScript") else data
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):
        return None


def _png(data: bytes) -> bytes | None:
    return data if data.startswith(b"\x89PNG\r\n\x1a\n") and data.rstrip(b"\0").endswith(b"IEND\xaeB`\x82") else None


def _jpeg(data: bytes) -> bytes | None:
    """Without what a camera writes beside the picture: where it was taken, and when."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    try:
        return b"\xff\xd8" + b"".join(_segments(data))
    except IndexError:
        return None


def _segments(data: bytes) -> Iterator[bytes]:
    at = 2
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in range(0xE1, 0xF0) and data[at + 1] != 0xFE:
            yield data[at : at + length]
        at += length
    if data[at] != 0xFF:
        raise IndexError(at)
    yield data[at:]


def _docx(data: bytes) -> bytes | None:
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {one.filename for one in packed.infolist()}
            small = sum(one.file_size for one in packed.infolist()) <= _UNPACKED
            runs = any(name.lower().endswith((".bin", ".exe", ".vbs", ".js")) for name in names)
            return data if "word/document.xml" in names and small and not runs else None
    except (zipfile.BadZipFile, ValueError):
        return None


def _text(data: bytes) -> bytes | None:
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    whole = bool(data) and not said.startswith("%PDF-")  # a PDF that could not be opened is no text
    return data if whole and all(letter.isprintable() or letter in "\r\n\t" for letter in said) else None


_KINDS: dict[str, Callable[[bytes], bytes | None]] = {
    "application/pdf": _pdf,
    "image/png": _png,
    "image/jpeg": _jpeg,
    _DOCX: _docx,
    "text/plain; charset=utf-8": _text,
}


@transaction.atomic
def keep(place: Place, action: Action, file: Checked, *, by: Person) -> Evidence:
    """Keep a file with an action. Raises NotKept where there are too many."""
    if Evidence.objects.filter(action=action).count() >= MOST:
        raise NotKept({"file": words.too_many_files(MOST)})
    kept = Evidence.objects.create(
        action=action, name=file.name, media=file.media, data=file.data, added=timezone.localdate()
    )
    log(by, place, "file added to an action")
    return kept


@transaction.atomic
def remove(place: Place, kept: Evidence, *, by: Person) -> None:
    """Remove a file for good."""
    kept.delete()
    log(by, place, "file removed from an action")
