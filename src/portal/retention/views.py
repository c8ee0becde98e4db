"""The pages on keeping and erasing, the privacy notice for anybody, and the impact assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.capture.framing import spoken
from portal.capture.words import Told, message
from portal.councils import scope
from portal.councils.models import Area
from portal.pages import on_day
from portal.people.doors import may_do, open_to_all
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.people.standing import differing, is_overtaken, overtaken_errors, stood
from portal.retention import erasing, telling, words
from portal.retention.erasing import NotErased
from portal.retention.models import Erasure, What
from portal.retention.words import GAP
from portal.rounds.models import Link, Participation, Round
from portal.rounds.planning import last_day

_FIELDS = {what.value: words.days_kept(what.label) for what in What} | words.OFFICE


SORTED = {"round": ("name",), "closes": ("closes",)}


@may_do(Action.ERASE, national=True)
@require_safe
def rounds_kept(request: HttpRequest) -> HttpResponse:
    """Every round, newest first, with what of it is due to be erased."""
    rounds = Round.objects.select_related("schedule").prefetch_related("erasures")
    listed = paged(request, rounds, SORTED)
    rows = [{"round": one, "last": on_day(last_day(one)), "due": _due(one)} for one in listed.rows]
    context = {"page_title": words.ROUNDS_KEPT, "list": listed, "rows": rows}
    return render(request, "retention/rounds.html", context)


def _due(of: Round) -> list[str]:
    """What is to be done about a round: what somebody asked for, what is due, else from when something will be."""
    schedule, erasures = erasing.schedule_of(of), list(of.erasures.all())
    done = {one.what for one in erasures if one.done}
    asked = {one.what for one in erasures if not one.done}
    left = [what for what in What if what not in done]
    due = [what for what in left if schedule.due(what) <= timezone.localdate()]
    told = [words.asked_for(what.label) if what in asked else words.due_now(what.label) for what in due]
    if told or not left:
        return told or [words.ALL_ERASED]
    return [words.not_before(on_day(min(schedule.due(what) for what in left)))]


@may_do(Action.ERASE, national=True)
@require_safe
def retention(request: HttpRequest, slug: str) -> HttpResponse:
    """How long a round is kept, what is due, and what would be erased."""
    return _page(request, _asked(request, slug)[0])


def _standing(of: Round) -> dict[str, str]:
    """The schedule as its form says it."""
    schedule = erasing.schedule_of(of)
    return {name: str(getattr(schedule, name)) for name in _FIELDS}


def _page(
    request: HttpRequest,
    of: Round,
    error: str = "",
    status: int = 200,
    *,
    said: Mapping[str, str] | None = None,
    overtaken: Mapping[str, str] | None = None,
) -> HttpResponse:
    schedule = erasing.schedule_of(of)
    erasures = list(Erasure.objects.filter(round=of).select_related("asked_by"))
    asked = {one.what: one for one in erasures if one.done is None}
    today = timezone.localdate()
    rows = [
        {
            "what": what.value,
            "label": what.label,
            "due": schedule.due(what),
            "is_due": schedule.due(what) <= today,
            # Counting reads everything: it is done where something can come of it.
            "how_many": words.about(erasing.counted(of, what)) if schedule.due(what) <= today else "",
            "asked": asked.get(what),
            "mine": what in asked and asked[what].asked_by_id == request.user.pk,
            "phrase": words.phrase(what, of.slug),
        }
        for what in What
    ]
    context = {
        "page_title": f"{of.name}: how long it is kept",
        "round": of,
        "made_up": of.made_up,
        "rows": rows,
        "fields": _FIELDS,
        "said": said or _standing(of),
        "wrong": defaultdict(str, overtaken or {}),
        "stood": stood(_standing(of)),
        "done": [(one.get_what_display(), words.about(one.how_many), one.done) for one in erasures if one.done],
        "errors": overtaken_errors(overtaken, _FIELDS)
        if overtaken
        else [{"href": "#content", "text": error}]
        if error
        else [],
    }
    return render(request, "retention/retention.html", context, status=status)


@may_do(Action.ERASE, national=True)
@require_POST
def set_retention(request: HttpRequest, slug: str) -> HttpResponse:
    """A new schedule."""
    of, by = _asked(request, slug)
    said = {name: request.POST.get(name, "") for name in _FIELDS}
    typed = {name: text.strip()[: erasing.LONGEST] for name, text in said.items()}
    if is_overtaken(request, _standing(of)) and (at := differing(typed, _standing(of))):
        return _page(request, of, status=409, said=said, overtaken=at)
    try:
        erasing.set_schedule(of, said, said, by=by)
    except NotErased as fault:
        return _page(request, of, str(fault), 422, said=said)
    return _see(of)


@may_do(Action.ERASE, national=True)
@require_POST
def ask_erasure(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Ask for something to be erased."""
    of, by = _asked(request, slug)
    try:
        erasing.ask(of, _what(what), by=by, now=timezone.now())
    except NotErased as fault:
        return _page(request, of, str(fault), 409)
    return _see(of)


@may_do(Action.ERASE, national=True)
@require_POST
def confirm_erasure(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """Erase it for good."""
    of, by = _asked(request, slug)
    try:
        erasing.confirm(of, _what(what), request.POST.get("phrase", ""), by=by, now=timezone.now())
    except NotErased as fault:
        return _page(request, of, str(fault), 409)
    return _see(of)


def _asked(request: HttpRequest, slug: str) -> tuple[Round, Person]:
    assert isinstance(request.user, Person)
    return get_object_or_404(Round.objects.select_related("schedule"), slug=slug), request.user


def _what(said: str) -> What:
    if said not in What.values:
        raise Http404
    return What(said)


def _see(of: Round) -> HttpResponse:
    response = HttpResponseRedirect(reverse("retention", args=[of.slug]))
    response.status_code = 303
    return response


@open_to_all
@require_safe
def notice(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The privacy notice of a round in an area."""
    of, area = get_object_or_404(Round, slug=slug), get_object_or_404(Area.objects.select_related("contact"), pk=code)
    with scope.everywhere("whether an area takes part is public"):
        if not Participation.objects.filter(round=of, area=area).exists():
            raise Http404
    return _document(request, words.notice_of(of.name, area.name), of, telling.notice(of, area))


@open_to_all
@require_safe
def notice_here(request: HttpRequest, token: str) -> HttpResponse:
    """The privacy notice of the round and area that a link belongs to, for whoever answers there; before it, in their own
    language, who sees their answers."""
    with scope.holding(token):
        link = get_object_or_404(Link.objects.select_related("round", "area__contact"), pk=token)
    around = spoken(request.GET.get("language", ""))
    told = message(Told.PRIVACY, around["language"])
    context = {
        "page_title": told.title,
        "made_up": link.round.made_up,
        "service_name": link.area.name,
        "paragraphs": told.paragraphs,
        "title": words.notice_of(link.round.name, link.area.name),
        "parts": telling.notice(link.round, link.area),
        "help_at": reverse("help-here", args=[token]),
        "privacy_at": request.path,
        "start_at": reverse("start", args=[token]),
    }
    return render(request, "retention/notice_here.html", {**around, **context})


@may_do(Action.ERASE, national=True)
@require_safe
def assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """The data protection impact assessment of a round, with its gaps named."""
    of = get_object_or_404(Round, slug=slug)
    return _document(
        request,
        f"Data protection impact assessment: {of.name}",
        of,
        telling.assessment(of),
        back=reverse("retention", args=[slug]),
    )


def _document(
    request: HttpRequest, title: str, of: Round, parts: tuple[telling.Part, ...], back: str = ""
) -> HttpResponse:
    gaps = sum(one.startswith(GAP) for part in parts for one in part.paragraphs)
    context = {"page_title": title, "made_up": of.made_up, "parts": parts, "gaps": gaps, "gap": GAP, "back": back}
    return render(request, "retention/document.html", context)
