"""Published reports for anybody: a first page that is small, a page a chapter, and the files.

Everything is read from `Publication.public` and `Face.public`, which hold nothing else; what was taken back has a page that says
so at each of its addresses.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.draw import FORMATS, html, pictograms
from poet.report import Report
from poet.report.model import Points
from portal.councils import scope
from portal.people.doors import open_to_all
from portal.publishing import words
from portal.publishing.chapters import Page, pages
from portal.publishing.models import Face, Publication, Withdrawal
from portal.publishing.publish import shown
from portal.publishing.reading import mark_of, marked, unless_known

QUOTED = 3


@lru_cache(maxsize=8)
def _read(key: int, digest: str) -> tuple[Report, tuple[Page, ...]]:
    """The report as it goes out and its pages, by its publication's key: what is published under a key never changes."""
    del digest
    told = shown(Publication.public.select_related("area").get(pk=key))
    return told, pages(told)


@open_to_all
@require_safe
@marked
def report(request: HttpRequest, address: str) -> HttpResponse:
    """The first page of a published report: what it says in short, its chapters, its files, how to quote it."""
    found = _found(request, address)
    if isinstance(found, HttpResponse):
        return found
    told, there = _read(found.pk, found.digest)
    first = msgspec.structs.replace(told, sections=(), annex=())
    context = {
        **_around(found),
        "report": html.body(first, pictures=pictograms.beside(settings.FONTS)),
        "chapters": _ways(there, address),
        "files": [_file(face, address) for face in Face.public.filter(publication=found).defer("content__data")],
        "quotes": quotes(told),
        "citation": words.citation(found, told),
        "again": words.ISSUED_AGAIN if found.reissue else "",
    }
    return render(request, "publishing/report.html", context)


@open_to_all
@require_safe
@marked
def chapter(request: HttpRequest, address: str, part: str) -> HttpResponse:
    """One chapter of a published report, or its tables."""
    found = _found(request, address)
    if isinstance(found, HttpResponse):
        return found
    told, there = _read(found.pk, found.digest)
    listed = _ways(there, address)
    place = next((place for place, one in enumerate(there) if one.part == part), None)
    holder = next((one for one in there if one.holds(part)), None)
    if place is None and holder is not None:
        return HttpResponseRedirect(f"{reverse('chapter', args=[address, holder.part])}#{part}-heading")
    if place is None:
        return absent(request, words.NO_CHAPTER_TITLE, words.NO_CHAPTER, reverse("report", args=[address]), 404)
    context = {
        **_around(found),
        "page_title": f"{listed[place]['text']} – {told.title}",
        "report": html.body(there[place].report, pictures=pictograms.beside(settings.FONTS)),
        "back": {"text": words.BACK_TO_REPORT, "href": reverse("report", args=[address])},
        "previous": listed[place - 1] if place else None,
        "next": listed[place + 1] if place + 1 < len(listed) else None,
    }
    return render(request, "publishing/chapter.html", context)


@open_to_all
@require_safe
def report_file(request: HttpRequest, address: str, ending: str) -> HttpResponseBase:
    """A published report as a file."""
    found = _found(request, address)
    if isinstance(found, HttpResponse):
        return found
    face = Face.public.filter(publication=found, ending=ending).select_related("content").first()
    if face is None:
        return absent(request, words.NO_FILE_TITLE, words.NO_FILE, reverse("report", args=[address]), 404)
    kept = {"Content-Disposition": f'attachment; filename="{address}.{ending}"'}
    response = HttpResponse(bytes(face.content.data), content_type=FORMATS[ending].media, headers=kept)
    return unless_known(request, mark_of(face.content_id), response)


def _found(request: HttpRequest, address: str) -> Publication | HttpResponse:
    """What is published at an address, or the page that says why nothing is."""
    one: Publication | None = (
        Publication.public.select_related("area", "round").defer("report").filter(address=address).first()
    )
    if one is not None:
        return one
    gone = Withdrawal.objects.filter(address=address).first()
    if gone is None:
        return absent(request, words.NO_REPORT_TITLE, words.NO_REPORT, reverse("reports"), 404)
    paragraphs = (words.withdrawn(gone.by, gone.on), *([gone.why] if gone.why else []), words.WITHDRAWN_NOW)
    instead = Publication.public.filter(address=gone.instead).exists() if gone.instead else False
    there = reverse("report", args=[gone.instead]) if instead else reverse("reports")
    go = words.ISSUED_INSTEAD if instead else words.ALL_REPORTS
    return absent(request, gone.title, paragraphs, there, 410, go, made_up=_was_made_up(address))


@scope.everywhere("whether what was taken back was made up")
def _was_made_up(address: str) -> bool:
    return Publication.objects.filter(address=address, made_up=True).exists()


def absent(
    request: HttpRequest,
    title: str,
    paragraphs: tuple[str, ...],
    there: str,
    status: int,
    go: str = words.ALL_REPORTS,
    *,
    made_up: bool = False,
) -> HttpResponse:
    """A page that says why something is not here, and leads on."""
    context = {
        "page_title": title, "paragraphs": paragraphs, "go": {"text": go, "href": there}, "made_up": made_up,
    }  # fmt: skip
    return render(request, "publishing/absent.html", context, status=status)


def _around(found: Publication) -> dict[str, Any]:
    return {
        "page_title": f"{found.title} – {found.subtitle}",
        "made_up": found.made_up,
        "language": found.language,
        "styles": reverse("report-styles"),
        "heading": found.title,
    }


def _ways(there: tuple[Page, ...], address: str) -> list[dict[str, str]]:
    """The pages of a report with their addresses."""
    return [{"text": one.title, "href": reverse("chapter", args=[address, one.part])} for one in there]


def quotes(told: Report) -> list[str]:
    """The first sentences of the first page, to be quoted."""
    said = [
        one.text
        for part in told.summary
        for block in part.blocks
        if isinstance(block, Points)
        for one in block.sentences
    ]
    return said[:QUOTED]


def _file(face: Face, address: str) -> dict[str, str]:
    return {
        "text": FORMATS[face.ending].use,
        "href": reverse("report-file", args=[address, face.ending]),
        "size": words.size(face.size),
    }
