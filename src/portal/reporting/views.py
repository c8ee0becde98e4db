"""Results pages and their files, and the page that says where to look."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.draw import FORMATS, html
from poet.report import Report
from portal.capture.words import day
from portal.councils import scope
from portal.councils.models import Area
from portal.people.doors import open_to_all
from portal.questionnaires.models import Version
from portal.reporting import words
from portal.reporting.results import NothingYet, report
from portal.rounds.models import Link, Participation, Round


@scope.everywhere("the open round on the front page")
def open_round() -> dict[str, Any]:
    """The newest round whose results are open, for the front page: a questionnaire to try, and every area's results."""
    asking = Round.objects.filter(made_up=True).first()
    if asking is None:
        return {"round": None, "questionnaires": [], "areas": [], "made_up": False}
    versions = list(asking.versions.defer("text"))
    return {
        "round": {"name": asking.name, "opens": day(asking.opens), "closes": day(asking.closes)},
        "questionnaires": _questionnaires(asking),
        "areas": [_area(asking, area, versions[0]) for area in Area.objects.filter(participations__round=asking)],
        "made_up": asking.made_up,
    }


def _questionnaires(asking: Round) -> list[dict[str, str]]:
    """One area's links to each questionnaire in its first wording, which stand for all."""
    first = Area.objects.filter(links__round=asking).order_by("name")[:1]
    links = Link.objects.filter(round=asking, area__in=first).select_related("area", "version").defer("version__text")
    return [
        {
            "title": words.in_area(link.version.title, link.area.name),
            "respondents": link.version.instrument.respondents,
            "href": reverse("start", args=[link.token]),
        }
        for link in links.order_by("version__form")
        if link.variant == link.version.instrument.variants[0].id
    ]


def _area(asking: Round, area: Area, version: Version) -> dict[str, str]:
    place = [asking.slug, area.code, version.form]
    return {
        "name": area.name,
        "href": reverse("results", args=place),
        "pdf": reverse("download", args=[*place, "pdf"]),
    }


@open_to_all
@require_safe
@scope.everywhere("an area beside everybody else")
def results(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """An area's results in a round, as a page."""
    asking, area, version = asked_for(slug, code, form)
    if not asking.made_up:
        return _message(request, words.NOT_OPEN_TITLE, words.NOT_OPEN, 403)
    try:
        told = report(asking, area, version)
    except NothingYet:
        return _message(request, words.NOTHING_TITLE, words.NOTHING, 200)
    others = [one for one in asking.versions.all() if one != version]
    context = {
        "page_title": told.title,
        "service_name": area.name,
        "made_up": asking.made_up,
        "styles": reverse("report-styles"),
        "report": html.body(told),
        "downloads": [_link(FORMATS[ending].use, "download", slug, code, form, ending) for ending in FORMATS],
        "others": [_link(other.title, "results", slug, code, other.form) for other in others],
    }
    return render(request, "reporting/results.html", context)


def _link(text: str, view: str, *place: str) -> dict[str, str]:
    return {"text": text, "href": reverse(view, args=place)}


@open_to_all
@require_safe
@scope.everywhere("an area beside everybody else")
def download(request: HttpRequest, slug: str, code: str, form: str, ending: str) -> HttpResponse:
    """An area's results in a round, as a file."""
    asking, area, version = asked_for(slug, code, form)
    if ending not in FORMATS:
        raise Http404
    if not asking.made_up:
        return _message(request, words.NOT_OPEN_TITLE, words.NOT_OPEN, 403)
    try:
        told = report(asking, area, version)
    except NothingYet:
        return _message(request, words.NOTHING_TITLE, words.NOTHING, 404)
    return as_file(told, f"{slug}-{code}-{form}.{ending}", ending)


def as_file(told: Report, name: str, ending: str) -> HttpResponse:
    """A report as a file to be kept."""
    # As an attachment: the page's own style sheet stands inside it, which the portal's policy forbids on its pages.
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    drawn = FORMATS[ending].draw(told, settings.FONTS if settings.FONTS.is_dir() else None)
    return HttpResponse(drawn, content_type=FORMATS[ending].media, headers=disposition)


@open_to_all
@require_safe
def report_styles(request: HttpRequest) -> HttpResponse:
    """The style sheet of reports as they stand in a page."""
    del request
    day = f"max-age={int(timedelta(days=1).total_seconds())}"
    return HttpResponse(html.styles(), content_type="text/css; charset=utf-8", headers={"Cache-Control": day})


_VERSIONS = Prefetch("round__versions", Version.objects.defer("text"))


def asked_for(slug: str, code: str, form: str) -> tuple[Round, Area, Version]:
    """A round with its questionnaires, an area that takes part in it, and the one that is named. Two statements. Raises
    Http404."""
    joined = Participation.objects.select_related("round", "area").prefetch_related(_VERSIONS)
    part = get_object_or_404(joined, round__slug=slug, area=code)
    version = next((one for one in part.round.versions.all() if one.form == form), None)
    if version is None:
        raise Http404
    return part.round, part.area, version


def _message(request: HttpRequest, title: str, paragraphs: tuple[str, ...], status: int) -> HttpResponse:
    go = {"text": words.HOME_LINK, "href": reverse("home")}
    return render(
        request, "capture/message.html", {"page_title": title, "paragraphs": paragraphs, "go": go}, status=status
    )
