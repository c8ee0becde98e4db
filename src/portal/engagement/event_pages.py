"""The council's pages of an event: planning it, making it public, asking for somebody to lead it, slides and sheets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.draw import FORMATS
from poet.draw.discussion import FACES, discussion
from poet.paper import square
from poet.report import local
from portal.audit.recording import Kind, person, record
from portal.engagement import hearing_back, meeting, places, words
from portal.engagement.found import about, findings_of, release_of
from portal.engagement.models import Event, Facilitation, Remark
from portal.engagement.places import Place
from portal.engagement.planning import NotKept
from portal.pages import moment
from portal.people.doors import may_do
from portal.people.rules import Action as May
from portal.people.standing import is_overtaken, overtaken_errors, stood
from portal.reporting.views import as_file

Context = dict[str, Any]
_GET_OR_POST = ["GET", "HEAD", "POST"]


@may_do(May.TAKE_PART, area="code")
@require_http_methods(_GET_OR_POST)
def new_event(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """A form for an event, filled as it usually is."""
    place = places.written(request, slug, code, form)
    if request.method != "POST":
        return _form(request, place, meeting.first_said(place), ["board", "forum"])
    said, invited = _said(request), request.POST.getlist("invited")
    try:
        made = meeting.plan(place, said, invited, by=places.me(request))
    except NotKept as fault:
        return _form(request, place, said, invited, fault.wrong)
    return redirect("event", slug, code, form, made.pk)


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in meeting.FIELDS}


def _form(
    request: HttpRequest,
    place: Place,
    said: Mapping[str, str],
    invited: Collection[str],
    wrong: Mapping[str, str] | None = None,
    event: Event | None = None,
    *,
    overtaken: bool = False,
) -> HttpResponse:
    wrong = wrong or {}
    context = {
        "page_title": "Change the event" if event else "Plan an event",
        "made_up": place.round.made_up,
        "back": reverse("event", args=[*place.words, event.pk]) if event else reverse("action-plan", args=place.words),
        "back_text": words.EVENT if event else words.PLAN,
        "said": said,
        "fields": words.EVENT_FIELDS,
        "wrong": defaultdict(str, wrong),
        "errors": overtaken_errors(wrong, words.EVENT_FIELDS)
        if overtaken
        else [{"href": f"#{name}", "text": text} for name, text in wrong.items()],
        "stood": stood(meeting.standing(event)) if event else "",
        "groups": [(key, text, key in invited) for key, text in meeting.usual().invited.items()],
    }
    return render(request, "engagement/event_form.html", context, status=409 if overtaken else 422 if wrong else 200)


@may_do(May.SEE_RESULTS, area="code")
@require_http_methods(_GET_OR_POST)
def event(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponseBase:
    """An event with all that belongs to it; `?change=1` is its form."""
    place, one = _one(request, slug, code, form, key)
    if request.method == "POST":
        places.written(request, slug, code, form)
        return _changed(request, place, one)
    if "change" in request.GET and places.writes(request, code):
        return _form(request, place, meeting.said_of(one), one.invited, event=one)
    return _shown(request, place, one)


def _one(request: HttpRequest, slug: str, code: str, form: str, key: int) -> tuple[Place, Event]:
    place = places.read(request, slug, code, form)
    return place, get_object_or_404(Event.objects.select_related("facilitation"), pk=key, plan=place.plan)


def _changed(request: HttpRequest, place: Place, one: Event) -> HttpResponseBase:
    does, by = request.POST.get("do", ""), places.me(request)
    overtaken = is_overtaken(request, meeting.standing(one))
    if overtaken and does:
        return _shown(request, place, one, {"content": words.EVENT_OVERTAKEN}, 409)
    if does in {"show", "hide"}:
        meeting.show(place, one, public=does == "show", by=by)
    elif does == "remove":
        one.delete()
        places.log(by, place, "event removed")
        return redirect("action-plan", *place.words)
    else:
        said, invited = _said(request), request.POST.getlist("invited")
        if overtaken and (at := meeting.differing_from(one, said, invited)):
            return _form(request, place, said, invited, at, one, overtaken=True)
        try:
            meeting.change(place, one, said, invited, by=by)
        except NotKept as fault:
            return _form(request, place, said, invited, fault.wrong, one)
    return redirect("event", *place.words, one.pk)


def facts(one: Event) -> list[Context]:
    """An event in rows of a name and what is said under it, only where something is."""
    invited = [text for key, text in meeting.usual().invited.items() if key in one.invited]
    rows = {
        "When": [words.when(moment(one.starts), moment(one.ends)), one.also],
        "Where": [one.place],
        "Join online": [one.online],
        "Who is invited": [*invited, one.others],
        "Agenda": one.agenda.split("\n"),
        "What you may need": [one.access],
    }
    said = {key: [line for line in lines if line.strip()] for key, lines in rows.items()}
    return [{"key": key, "value": lines, "href": ""} for key, lines in said.items() if lines]


def _shown(
    request: HttpRequest, place: Place, one: Event, wrong: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    asked = getattr(one, "facilitation", None)
    here = [*place.words, one.pk]
    context = {
        "page_title": one.title,
        "area": place.area,
        "round": place.round,
        "made_up": place.round.made_up,
        "back": reverse("action-plan", args=place.words),
        "facts": facts(one),
        "event": one,
        "stood": stood(meeting.standing(one)),
        "writes": places.writes(request, place.area.pk),
        "change": f"{reverse('event', args=here)}?change=1",
        "public": request.build_absolute_uri(reverse("public-event", args=[one.token])),
        "code_file": reverse("event-code", args=here),
        "slides": reverse("event-slides", args=here),
        "sheets": [{"text": text, "href": reverse("event-sheets", args=[*here, face])} for face, text in FACES.items()],
        "feedback": reverse("feedback", args=here),
        "remarks": hearing_back.how_many(Remark.objects.filter(event=one).count()),
        "asked": words.asked_of(asked.answer, asked.who) if asked else "",
        "asked_note": asked.note if asked else "",
        "facilitation": reverse("facilitation", args=here),
        "said": {"wish": request.POST.get("wish", "")},
        "wrong": defaultdict(str, wrong or {}),
        "errors": [{"href": f"#{name}", "text": text} for name, text in (wrong or {}).items()],
    }
    return render(request, "engagement/event.html", context, status=status)


@may_do(May.TAKE_PART, area="code")
@require_POST
def facilitation(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponseBase:
    """Ask the national body for somebody to lead the event."""
    place = places.written(request, slug, code, form)
    one = get_object_or_404(Event, pk=key, plan=place.plan)
    try:
        meeting.ask(place, one, request.POST.get("wish", "").strip(), by=places.me(request), now=timezone.now())
    except NotKept as fault:
        return _shown(request, place, one, fault.wrong, 422)
    return redirect("event", slug, code, form, key)


@may_do(May.MANAGE_ROUNDS, national=True)
@require_safe
def facilitations(request: HttpRequest) -> HttpResponse:
    """Every request for somebody to lead an event that is still to come, the oldest first."""
    return _facilitations(request)


def _facilitations(request: HttpRequest, wrong: Mapping[str, str] | None = None, at: int = 0) -> HttpResponse:
    was_answered = (wrong or {}).get("answer") == words.ANSWERED_MEANWHILE
    rows = Facilitation.objects.filter(event__ends__gte=timezone.now()).select_related("event__plan__area")
    context = {
        "page_title": words.FACILITATIONS,
        "rows": [
            {
                "key": one.pk,
                "title": one.event.title,
                "area": one.event.plan.area.name,
                "when": words.when(moment(one.event.starts), moment(one.event.ends)),
                "where": one.event.place or one.event.online,
                "wish": one.wish,
                "answer": one.get_answer_display(),
                "who": one.who,
                "open": one.answer == "asked",
                "wrong": " ".join((wrong or {}).values()) if one.pk == at else "",
            }
            for one in rows[:100]
        ],
        "empty": words.NO_FACILITATIONS,
        "errors": [{"href": f"#request-{at}", "text": text} for text in (wrong or {}).values()],
    }
    return render(
        request, "engagement/facilitations.html", context, status=(409 if was_answered else 422) if wrong else 200
    )


@may_do(May.MANAGE_ROUNDS, national=True)
@require_POST
def answer_facilitation(request: HttpRequest, key: int) -> HttpResponseBase:
    """Accept or decline."""
    rows = Facilitation.objects.select_related("event__plan__round", "event__plan__area", "event__plan__version")
    asked = get_object_or_404(rows, pk=key)
    plan = asked.event.plan
    said = {name: request.POST.get(name, "") for name in ("answer", "who", "note")}
    try:
        place = Place(plan.round, plan.area, plan.version, plan)
        meeting.answer(place, asked, said, by=places.me(request), now=timezone.now())
    except NotKept as fault:
        return _facilitations(request, fault.wrong, key)
    return redirect("facilitations")


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def event_slides(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponse:
    """The first findings as slides with notes."""
    place, one = _one(request, slug, code, form, key)
    release = release_of(place.round, place.area, place.version)
    if place.area.name not in release.groups:
        raise Http404
    _taken(request, place, "slides", "pptx")
    told = local(release, place.area.name, about(place.round), "initial")
    return as_file(told, f"slides-{slug}-{code}-{one.pk}.pptx", "pptx")


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def event_sheets(request: HttpRequest, slug: str, code: str, form: str, key: int, face: str) -> HttpResponse:
    """A discussion sheet for each finding, to print."""
    place, one = _one(request, slug, code, form, key)
    found = findings_of(place.round, place.area, place.version)
    if face not in FACES or not found:
        raise Http404
    _taken(request, place, "discussion sheets", "pdf")
    drawn = discussion(found, one.title, face, made_up=place.round.made_up, fonts=_fonts())
    name = f"sheets-{slug}-{code}-{face}.pdf"
    return HttpResponse(
        drawn, content_type=FORMATS["pdf"].media, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _fonts() -> Any:
    return settings.FONTS if settings.FONTS.is_dir() else None


def _taken(request: HttpRequest, place: Place, what: str, ending: str) -> None:
    thing = f"plan:{place.round.slug}/{place.version.form}"[:80]
    detail = {"what": what, "format": ending}
    record(Kind.EXPORTED, actor=person(places.me(request).pk), thing=thing, area=place.area.pk, detail=detail)


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def event_code(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponse:
    """The square code of the event's short address."""
    _, one = _one(request, slug, code, form, key)
    address = request.build_absolute_uri(reverse("public-event", args=[one.token]))
    return HttpResponse(square(address), content_type="image/svg+xml")
