"""What a researcher takes away: the returns of councils that said yes, while an approval holds, and nothing otherwise.

The file is the one the council itself would take: made coarse by the same rule, and only when ten more have answered since
either of them took it (`portal.returns.taking`), so that two files side by side show no single answer.
"""

from __future__ import annotations

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.exchange.returns import FORMATS, TooLarge
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.nation.approvals import areas_for_research
from portal.nation.models import Approval, Basis
from portal.pages import on_day
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.research import ways, words
from portal.research.models import Manner, Way
from portal.research.ways import NotGiven
from portal.returns import taking
from portal.returns.taking import NotTaken, Place
from portal.rounds.models import Round

ENDING = "csv"
GET_OR_POST = ["GET", "HEAD", "POST"]
ROUNDS_SORTED = {"round": ("round__name",), "reference": ("reference", "round__name"), "until": ("last", "round__name")}
AREAS_SORTED = {"area": ("name",), "region": ("region", "name")}


@may_do(Action.TAKE_EXTRACT, national=True)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The approvals that hold today, each with its round, by its name or as asked."""
    today = timezone.localdate()
    rows = Approval.objects.filter(basis=Basis.ETHICS, first__lte=today, last__gte=today, ended=None)
    listed = paged(request, rows.select_related("round").order_by("round__name", "pk"), ROUNDS_SORTED)
    said = [(one.round, one.reference, on_day(one.last)) for one in listed.rows]
    context = {"page_title": words.TITLE, "list": listed, "rows": said, "empty": words.NO_ROUNDS}
    return render(request, "research/rounds.html", context)


@may_do(Action.TAKE_EXTRACT, national=True)
@require_safe
def research(request: HttpRequest, slug: str) -> HttpResponse:
    """The councils of a round that said yes, while an approval holds."""
    return _page(request, get_object_or_404(Round, slug=slug))


def _page(request: HttpRequest, asking: Round, error: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    through, manner = areas_for_research(asking, at=now), ways.way_for(asking, now)
    is_noise = manner is not None and manner.way == Way.NOISE
    listed = paged(request, Area.objects.filter(code__in=through).order_by("name"), AREAS_SORTED)
    context = {
        "page_title": f"{words.TITLE}: {asking.name}",
        "round": asking,
        "made_up": asking.made_up,
        "notes": [words.TABLES_LEAVE if is_noise else words.WHAT_LEAVES, words.LOGGED],
        "way_title": words.WAY,
        "way": _said(manner),
        "is_noise": is_noise,
        "is_set": manner is not None,
        "list": listed,
        "forms": list(asking.versions.defer("text").order_by("form")),
        "empty": words.NO_AREAS if through else words.SHUT,
        "errors": [{"href": "#content", "text": error}] if error else [],
    }
    return render(request, "research/round.html", context, status=status)


@may_do(Action.TAKE_EXTRACT, national=True)
@require_POST
def take(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """The file, if the gate is open at this moment. That it was taken away is written down before the first byte."""
    asking = get_object_or_404(Round, slug=slug)
    if code not in areas_for_research(asking, at=timezone.now()):
        return _page(request, asking, words.SHUT, 409)
    place = Place(asking, get_object_or_404(Area, pk=code), get_object_or_404(Version, form=form, rounds=asking))
    try:
        with transaction.atomic():
            Round.objects.select_for_update().get(pk=asking.pk)
            ways.records_leave(asking, place.area, place.version, taking.allowed(place), timezone.now())
            out = taking.written(place, ENDING)
    except (NotTaken, NotGiven, TooLarge) as fault:
        return _page(request, asking, str(fault), 409)
    assert isinstance(request.user, Person)
    detail = {"what": "returns for research", "format": ENDING}
    record(Kind.EXPORTED, actor=person(request.user.pk), thing=f"returns:{slug}/{form}", area=code, detail=detail)
    name = f"research-{slug}-{code}-{form}.{ENDING}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=FORMATS[ENDING].media)


@may_do(Action.TAKE_EXTRACT, national=True)
@require_POST
def take_tables(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Counts with noise of the councils that said yes, where that is the way. Written down before the first byte."""
    asking = get_object_or_404(Round, slug=slug)
    version = get_object_or_404(Version, form=form, rounds=asking)
    try:
        data = ways.tables(asking, version, timezone.now())
    except NotGiven as fault:
        return _page(request, asking, str(fault), 409)
    assert isinstance(request.user, Person)
    detail = {"what": "counts with noise for research", "format": ENDING}
    record(Kind.EXPORTED, actor=person(request.user.pk), thing=f"tables:{slug}/{form}", detail=detail)
    name = f"research-{slug}-{form}-with-noise.{ENDING}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=FORMATS[ENDING].media, headers=headers)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def set_way(request: HttpRequest, slug: str) -> HttpResponseBase:
    """How answers leave under the approval that holds, and the choice of it."""
    asking, now = get_object_or_404(Round, slug=slug), timezone.now()
    assert isinstance(request.user, Person)
    error = ""
    if request.method == "POST":
        try:
            ways.choose(asking, request.POST.get("way", ""), by=request.user, now=now)
            return redirect("research-way", slug)
        except NotGiven as fault:
            error = str(fault)
    manner = ways.way_for(asking, now)
    context = {
        "page_title": f"{words.WAY}: {asking.name}",
        "round": asking,
        "made_up": asking.made_up,
        "intro": words.WAY_INTRO,
        "way": _said(manner),
        "choices": [(value, text, manner is not None and manner.way == value) for value, text in Way.choices],
        "errors": [{"href": "#way", "text": error}] if error else [],
    }
    return render(request, "research/way.html", context, status=409 if error else 200)


def _said(manner: Manner | None) -> str:
    if manner is None:
        return words.NO_WAY_YET
    return words.set_on(manner.get_way_display(), on_day(timezone.localdate(manner.at)), str(manner.by))
