"""Finished reports as files: one as it is kept or drawn anew in another format, or all of a run in one archive."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from io import RawIOBase
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from poet.draw import FORMATS, json
from portal.audit.recording import Kind, person, record
from portal.councils import scope
from portal.issuing.making import KEPT
from portal.issuing.models import Finished, Piece, Run
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action

ENDINGS = [(ending, FORMATS[ending].use) for ending in FORMATS]


class Altered(Exception):
    """A kept file is not what it was when it was finished."""


def content(kept: Finished) -> bytes:
    """The file as it was finished. Raises Altered."""
    data = zlib.decompress(bytes(kept.data))
    if hashlib.sha256(data).hexdigest() != kept.digest:
        raise Altered(f"{kept} was altered since it was made. Restore it from a backup, or start the run anew.")
    return data


@may_do(Action.SIGN_OFF, national=True)
@require_safe
def one_file(request: HttpRequest, slug: str, number: int, piece: int, ending: str) -> HttpResponse:
    """A report of a run in a format; that it was taken away is written down."""
    of = get_object_or_404(Piece.objects.select_related("version"), run__round__slug=slug, run_id=number, pk=piece)
    if ending not in FORMATS or of.state != Piece.State.MADE:
        raise Http404
    kept = Finished.objects.filter(piece=of, ending=ending if ending in KEPT else "json").first()
    if kept is None:
        raise Http404
    data = content(kept)
    if ending not in KEPT:
        data = FORMATS[ending].draw(json.load(data), settings.FONTS if settings.FONTS.is_dir() else None)
    _recorded(request, slug, f"report: {of.name}", ending, of.area_id or "")
    name = f"{slug}-{_plain(of.name)}-{of.version.form}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=FORMATS[ending].media, headers=disposition)


@may_do(Action.SIGN_OFF, national=True)
@require_safe
def all_files(request: HttpRequest, slug: str, number: int, ending: str) -> HttpResponseBase:
    """Every report that was made in a run, as it is kept, in one archive."""
    run = get_object_or_404(Run, round__slug=slug, pk=number)
    kept = Finished.objects.filter(piece__run=run, ending=ending).select_related("piece__version").order_by("piece")
    if ending not in KEPT or not kept.exists():
        raise Http404
    _recorded(request, slug, f"every report of run {number}", f"{ending}.zip", "")
    disposition = {"Content-Disposition": f'attachment; filename="{slug}-{run.kind}-{ending}.zip"'}
    keys = list(kept.values_list("pk", flat=True))
    return StreamingHttpResponse(_archived(keys), content_type="application/zip", headers=disposition)


def _archived(keys: Iterable[int]) -> Iterator[bytes]:
    """The archive file by file: no more than one report is in memory at once."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        for key in keys:
            # It is sent after the view has returned, and its scope with it.
            with scope.everywhere("handing out every report of a run"):
                one = Finished.objects.select_related("piece__version").get(pk=key)
            piece = one.piece
            where = "councils" if piece.area_id else "regions" if piece.region else "nation"
            archive.writestr(f"{where}/{_plain(piece.name)}-{piece.version.form}.{one.ending}", content(one))
            yield pipe.taken()
    yield pipe.taken()


class _Pipe(RawIOBase):
    """What an archive is written to, and read from in between."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any, /) -> int:
        """Keep it until it is taken."""
        self._written += data
        return memoryview(data).nbytes

    def taken(self) -> bytes:
        """What was written since the last time."""
        found = bytes(self._written)
        self._written.clear()
        return found


def _plain(name: str) -> str:
    return (
        "-".join("".join(mark if mark.isascii() and mark.isalnum() else " " for mark in name).split()).lower()
        or "report"
    )


def _recorded(request: HttpRequest, slug: str, what: str, ending: str, area: str) -> None:
    assert isinstance(request.user, Person)
    detail = {"what": what, "format": ending}
    record(Kind.EXPORTED, actor=person(request.user.pk), thing=f"round:{slug}", area=area, detail=detail)
