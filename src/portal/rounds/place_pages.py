"""A council's way through a round: would like to, is invited, signs, has its links, changes its mind. The next step is
always named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.councils.models import Area
from portal.pages import day
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action, Extent, extent
from portal.rounds import place_words as words
from portal.rounds.calendar_pages import GET_OR_POST
from portal.rounds.consenting import NotSigned, sign, standing
from portal.rounds.enrolling import NotTaken, state_of, step, why_it_has_ended
from portal.rounds.lifecycle import TRANSITIONS, Do, Party, is_of, open_steps
from portal.rounds.models import Answered, Enrolment, Link, Round, State, Step, Window
from portal.rounds.planning import last_day
from portal.rounds.statements import edition

Context = dict[str, Any]
# Steps with a page of their own before them; the others are a button.
ON_A_PAGE = {Do.ACCEPT: "statements", Do.WITHDRAW: "leave-round", Do.RECORD_WITHDRAWAL: "leave-round"}
MOST_TOLD = 50


@may_do(Action.TAKE_PART)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every round that one's councils can take part in, or took part in, each with where they stand and what comes next."""
    reach, now = extent(request.user, Action.TAKE_PART), timezone.now()
    if reach.everywhere:
        listed = paged(request, Round.objects.all())
        rows = [{"text": one.name, "href": reverse("areas-in-round", args=[one.slug])} for one in listed.rows]
        return render(request, "rounds/places.html", {"page_title": words.TAKING_PART, "list": listed, "rows": rows})
    listed = paged(request, _rounds_of(reach, now))
    context = {"page_title": words.TAKING_PART, "list": listed, "rows": list(_rows(listed.rows, reach, now))}
    return render(request, "rounds/places.html", context)


def _rounds_of(reach: Extent, now: Any) -> Any:
    ours = Enrolment.objects.filter(area__in=reach.areas).values("round")
    return Round.objects.filter(Q(closes__gt=now) | Q(pk__in=ours))


def _rows(rounds: Iterable[Round], reach: Extent, now: Any) -> Iterable[Context]:
    rounds = list(rounds)
    found = Enrolment.objects.filter(round__in=rounds, area__in=reach.areas)
    states = {(one.round_id, one.area_id): State(one.state) for one in found}
    areas = list(Area.objects.filter(pk__in=reach.areas))
    for asking in rounds:
        for area in areas:
            state = states.get((asking.pk, area.pk), State.NONE)
            yield {
                "text": words.place(area.name, asking.name),
                "href": reverse("place-in-round", args=[area.pk, asking.slug]),
                "state": state.label,
                "next": words.next_step(state, asking.window(now)),
            }


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(GET_OR_POST)
def place(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """A council in a round: where it stands, what comes next, its links, and what was done before."""
    area, asking = get_object_or_404(Area, pk=code), get_object_or_404(Round, slug=slug)
    if request.method == "POST":
        does, seen = request.POST.get("do", ""), request.POST.get("seen", "")
        if does not in set(Do) or does in ON_A_PAGE or seen not in set(State):
            return _place(request, asking, area, words_said="", status=422)
        try:
            step(asking, area, Do(does), by=_me(request), seen=State(seen), now=timezone.now())
        except NotTaken as fault:
            return _place(request, asking, area, words_said=str(fault), status=409 if fault.overtaken else 422)
        return redirect("place-in-round", code, slug)
    return _place(request, asking, area)


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _place(request: HttpRequest, asking: Round, area: Area, *, words_said: str = "", status: int = 200) -> HttpResponse:
    now = timezone.now()
    state, window = state_of(asking, area.pk), asking.window(now)
    ended = "" if state == State.TAKING_PART else why_it_has_ended(asking, area)
    steps = () if ended else open_steps(request.user, area.pk, state, window)
    context = {
        "page_title": words.place(area.name, asking.name),
        "area": area,
        "round": asking,
        "made_up": asking.made_up,
        "state": state,
        "state_name": state.label,
        "next": ended or words.next_step(state, window),
        "last": last_day(asking),
        "when": words.OPEN_NOW if window is Window.OPEN else words.NOT_OPEN_YET.format(day=day(asking.opens)),
        "steps": [
            {
                "do": do.value,
                "text": words.BUTTONS[do],
                "href": _page_before(do, area, asking),
                "leaves": TRANSITIONS[do].after is State.WITHDRAWN,
            }
            for do in steps
        ],
        "links": _links(request, asking, area) if state == State.TAKING_PART and window is not Window.CLOSED else [],
        "consents": _consents(asking, area) if state == State.TAKING_PART else [],
        "signs": is_of(request.user, Party.AREA, area.pk),
        "history": _history(asking, area),
        "errors": [{"href": "#next", "text": words_said}] if words_said else [],
    }
    return render(request, "rounds/place.html", context, status=status)


def _page_before(do: Do, area: Area, asking: Round) -> str:
    return reverse(ON_A_PAGE[do], args=[area.pk, asking.slug]) if do in ON_A_PAGE else ""


def _links(request: HttpRequest, asking: Round, area: Area) -> list[Context]:
    rows = Link.objects.filter(round=asking, area=area, closed=None).select_related("version")
    return [
        {
            "title": link.version.title,
            "wording": link.wording.title,
            "address": request.build_absolute_uri(reverse("start", args=[link.token])),
        }
        for link in rows.order_by("version__form", "variant")
    ]


def _consents(asking: Round, area: Area) -> list[Context]:
    said = standing(asking, area.pk)
    return [
        {"text": one.text, "given": said.get(one.id, False), "otherwise": one.otherwise}
        for one in edition(asking.edition).consents
    ]


def _history(asking: Round, area: Area) -> list[Context]:
    """What was done and said, newest first."""
    texts = edition(asking.edition).texts
    steps = Step.objects.filter(round=asking, area=area).select_related("by")[:MOST_TOLD]
    answers = Answered.objects.filter(round=asking, area=area)[:MOST_TOLD]
    told: list[Context] = [
        {"at": one.at, "text": words.DONE[Do(one.done)], "by": str(one.by or "POET")} for one in steps
    ] + [
        {
            "at": one.at,
            "text": words.answered(texts.get(one.statement, one.statement), given=one.given),
            "by": one.signed,
        }
        for one in answers
    ]
    return sorted(told, key=lambda one: one["at"], reverse=True)[:MOST_TOLD]


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(GET_OR_POST)
def statements(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """The statements: to accept an invitation with, and afterwards to change what others may do."""
    area, asking = get_object_or_404(Area, pk=code), get_object_or_404(Round, slug=slug)
    state, me = state_of(asking, code), _me(request)
    accepting = state != State.TAKING_PART
    if not is_of(me, Party.AREA, code):
        return _place(request, asking, area, words_said=words.NOT_ASKED_OF_NATION, status=403)
    if request.method != "POST":
        return _statements(request, asking, area, standing(asking, code), accepting=accepting)
    said = {one: one in request.POST for one in edition(asking.edition).texts}
    try:
        if request.POST.get("seen") == State.INVITED:
            step(asking, area, Do.ACCEPT, by=me, seen=State.INVITED, now=timezone.now(), said=said)
        elif not accepting:
            sign(asking, area, said, by=me, now=timezone.now())
    except (NotTaken, NotSigned) as fault:
        overtaken = isinstance(fault, NotTaken) and fault.overtaken
        if overtaken:
            return _place(request, asking, area, words_said=str(fault), status=409)
        return _statements(request, asking, area, said, accepting=accepting, error=str(fault), status=422)
    return redirect("place-in-round", code, slug)


def _statements(
    request: HttpRequest,
    asking: Round,
    area: Area,
    said: dict[str, bool],
    *,
    accepting: bool,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = edition(asking.edition)
    context = {
        "page_title": words.STATEMENTS if accepting else words.WHAT_OTHERS_MAY_DO,
        "area": area,
        "round": asking,
        "made_up": asking.made_up,
        "accepting": accepting,
        "invited": state_of(asking, area.pk) == State.INVITED,
        "commitments": asked.commitments if accepting else (),
        "consents": asked.consents,
        # An area that was here before begins anew: nothing is ticked but what was just sent.
        "said": said if error or not accepting else {},
        "note": words.NOTHING_TICKED,
        "errors": [{"href": "#commitments", "text": error}] if error else [],
    }
    return render(request, "rounds/statements.html", context, status=status)


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """What leaving the round means, and the button that does it."""
    area, asking = get_object_or_404(Area, pk=code), get_object_or_404(Round, slug=slug)
    me = _me(request)
    do = Do.WITHDRAW if is_of(me, Party.AREA, code) else Do.RECORD_WITHDRAWAL
    if request.method == "POST":
        try:
            step(asking, area, do, by=me, seen=State.TAKING_PART, now=timezone.now())
        except NotTaken as fault:
            return _place(request, asking, area, words_said=str(fault), status=409 if fault.overtaken else 422)
        return redirect("place-in-round", code, slug)
    context = {
        "page_title": words.leaving(area.name, asking.name),
        "paragraphs": words.WHAT_LEAVING_MEANS,
        "area": area,
        "round": asking,
        "made_up": asking.made_up,
        "press": words.BUTTONS[do],
    }
    return render(request, "rounds/leave.html", context)
