"""Pages of the national team: the calendar of rounds, a new round, and one round with what may still change about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action
from portal.people.standing import is_overtaken, stood
from portal.rounds import scheduling, words
from portal.rounds.calendar import terms, year_name
from portal.rounds.models import Round, Span
from portal.rounds.planning import RoundForm, last_day
from portal.rounds.scheduling import NotScheduled

GET_OR_POST = ["GET", "HEAD", "POST"]


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


SORTED = {"round": ("name",), "opens": ("opens",), "closes": ("closes",)}


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, newest first."""
    now = timezone.now()
    listed = paged(request, Round.objects.all(), SORTED)
    rows = [{"round": one, "last": last_day(one), "window": words.WINDOWS[one.window(now)]} for one in listed.rows]
    context = {"page_title": words.CALENDAR, "list": listed, "rows": rows, "zone": timezone.get_current_timezone_name()}
    return render(request, "rounds/rounds.html", context)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def new_round(request: HttpRequest) -> HttpResponseBase:
    """Plan a round."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        try:
            if plan is not None:
                made = scheduling.make(plan, by=_me(request), now=timezone.now())
                return redirect("round", made.slug)
        except NotScheduled as fault:
            form.add_error(fault.at if fault.at in form.fields else None, str(fault))
    context = {"page_title": words.NEW_ROUND, "form": form, "zone": timezone.get_current_timezone_name()}
    return render(request, "rounds/new_round.html", context, status=422 if request.method == "POST" else 200)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def round_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One round: what it is, what may still change, and the buttons that open and close it."""
    asking, now = get_object_or_404(Round, slug=slug), timezone.now()
    form = RoundForm(request.POST or None, asking=asking, may=scheduling.changeable(asking, now))
    if request.method == "POST" and is_overtaken(request, form.before):
        return _page(request, asking, form, now, status=409, error=words.ROUND_OVERTAKEN)
    if request.method == "POST" and form.is_valid():
        plan = form.plan()
        try:
            if plan is not None:
                scheduling.change(asking, plan, by=_me(request), now=now)
                return redirect("round", slug)
        except NotScheduled as fault:
            form.add_error(fault.at if fault.at in form.fields else None, str(fault))
    return _page(request, asking, form, now, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, asking: Round, form: RoundForm, now: datetime, *, status: int, error: str = ""
) -> HttpResponse:
    asking.refresh_from_db()
    may = scheduling.changeable(asking, now)
    context = {
        "page_title": asking.name,
        "round": asking,
        "made_up": asking.made_up,
        "facts": _facts(asking, now),
        "window": asking.window(now).name,
        "form": form,
        "stood": stood(form.before),
        "fixed": words.what_stays([name for name in scheduling.CHANGES if name not in may]),
        "errors": [{"href": "#state", "text": error}] if error else [],
        "zone": timezone.get_current_timezone_name(),
    }
    return render(request, "rounds/round.html", context, status=status)


def _facts(asking: Round, now: datetime) -> list[dict[str, Any]]:
    facts = [
        (words.STANDS, words.WINDOWS[asking.window(now)]),
        (words.LASTS, asking.get_span_display() + (f", {year_name(asking.year)}" if asking.year else "")),
        (words.OPENS, words.moment(timezone.localtime(asking.opens))),
        (words.CLOSES, words.moment(timezone.localtime(asking.closes))),
        (words.ASKS, [f"{one.title} ({one})" for one in asking.versions.defer("text")]),
        (words.EACH_PERSON, asking.get_repeats_display()),
        (words.WHO_JOINS, words.WHO_MAY_JOIN[asking.invites_at_once]),
        *((words.SUMMARIES, line) for line in _terms(asking)),
    ]
    return [{"key": key, "value": value, "href": ""} for key, value in facts]


def _terms(asking: Round) -> list[list[str]]:
    """When the summaries of a year's terms are made."""
    if asking.span != Span.YEAR or not asking.year:
        return []
    return [[words.term_ends(one.name, one.days(asking.year).last) for one in terms()]]


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_POST
def open_round(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Open a round now."""
    return _done(request, slug, scheduling.open_now)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_POST
def close_round(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Close a round now."""
    return _done(request, slug, scheduling.close_now)


def _done(request: HttpRequest, slug: str, does: Any) -> HttpResponseBase:
    asking, now = get_object_or_404(Round, slug=slug), timezone.now()
    try:
        does(asking, by=_me(request), now=now)
    except NotScheduled as fault:
        form = RoundForm(asking=asking, may=scheduling.changeable(asking, now))
        return _page(request, asking, form, now, status=409, error=str(fault))
    return redirect("round", slug)
