"""Where a council takes its own returns away as data."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from poet.exchange.returns import FORMATS, TooLarge
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action
from portal.reporting.views import asked_for
from portal.returns import taking, words
from portal.returns.models import Taken
from portal.returns.taking import NotTaken, Place, There, why_not
from portal.rounds.models import Round

DESCRIPTIONS = {"csv": "text/csv; charset=utf-8", "json": "application/csvm+json"}


@may_do(Action.SEE_RETURNS, area="code")
@require_safe
def returns(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Each questionnaire of an area's round with the formats its returns can be taken in."""
    return _page(request, slug, code)


def _page(request: HttpRequest, slug: str, code: str, *, error: str = "", status: int = 200) -> HttpResponse:
    asking = get_object_or_404(Round, slug=slug)
    area = get_object_or_404(Area, code=code, participations__round=asking)
    versions = list(asking.versions.defer("text").order_by("form"))
    last = taking.taken(asking, area)
    now = taking.there_by_version(asking, area)
    context = {
        "page_title": f"{area.name}: {words.TITLE.lower()}",
        "made_up": asking.made_up,
        "round": asking,
        "area": area,
        "back": reverse("glance", args=[slug, code]),
        "notes": [
            words.COARSENED,
            words.ONCE_MORE,
            words.PEOPLE,
            words.LOGGED,
        ],
        "empty": words.NOTHING,
        "error": error,
        "errors": [{"href": "#forms", "text": error}] if error else [],
        "forms": [
            _form(slug, code, one.form, one.title, now.get(one.pk, There(0, "")), last.get(one.pk)) for one in versions
        ],
    }
    return render(request, "returns/returns.html", context, status=status)


def _form(slug: str, code: str, form: str, title: str, now: There, last: Taken | None) -> dict[str, Any]:
    why = why_not(now, last)
    return {
        "title": title,
        "why": why,
        "said": "" if why else words.can_be_taken(last is not None),
        "action": reverse("take-returns", args=[slug, code, form]),
        "formats": [{"ending": ending, "text": one.use} for ending, one in FORMATS.items()],
        "is_described": last is not None and bool(last.columns),
        "codebook": reverse("describe-returns", args=[slug, code, form, "csv"]),
        "csvw": reverse("describe-returns", args=[slug, code, form, "json"]),
    }


@may_do(Action.SEE_RETURNS, area="code")
@require_POST
def take(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """The returns as a file. That they were taken away is written down before the first byte."""
    place, ending = Place(*asked_for(slug, code, form)), request.POST.get("format", "")
    if ending not in FORMATS:
        return _page(request, slug, code)
    try:
        taking.allowed(place)
        out = taking.written(place, ending)
    except (NotTaken, TooLarge) as fault:
        return _page(request, slug, code, error=str(fault), status=409)
    assert isinstance(request.user, Person)
    record(
        Kind.EXPORTED,
        actor=person(request.user.pk),
        thing=f"returns:{slug}/{form}",
        area=code,
        detail={"what": "own returns", "format": ending},
    )
    name = f"{slug}-{code}-{form}.{ending}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=FORMATS[ending].media)


@may_do(Action.SEE_RETURNS, area="code")
@require_safe
def describe(request: HttpRequest, slug: str, code: str, form: str, ending: str) -> HttpResponse:
    """What the columns mean, for people (`csv`) or for programs (`json`, CSVW)."""
    del request
    place, name = Place(*asked_for(slug, code, form)), f"{slug}-{code}-{form}.csv"
    drawn = taking.described(place, ending, name) if ending in DESCRIPTIONS else None
    if drawn is None:
        raise Http404
    kept = f"{slug}-{code}-{form}-codebook.csv" if ending == "csv" else f"{name}-metadata.json"
    disposition = {"Content-Disposition": f'attachment; filename="{kept}"'}
    return HttpResponse(drawn, content_type=DESCRIPTIONS[ending], headers=disposition)
