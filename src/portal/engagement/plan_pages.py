"""The pages of action plans: those somebody may read, and one with its findings, actions and events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.report import Finding
from portal.engagement import places, words
from portal.engagement.found import Rounds, findings_in, measured_again, rounds_of
from portal.engagement.models import Action, Plan, State
from portal.engagement.places import Place
from portal.engagement.taking_away import PLAN_FILES
from portal.pages import moment, on_day
from portal.people.doors import may_do
from portal.people.paging import Paged, paged
from portal.people.rules import Action as May
from portal.people.rules import extent, may
from portal.questionnaires.models import Version
from portal.rounds.models import Participation

Context = dict[str, Any]
ENDED = (State.DONE, State.STOPPED)


@may_do(May.SEE_RESULTS)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan somebody may read: of their own councils, or those that were opened to the national team."""
    reach = extent(request.user, May.SEE_RESULTS)
    if reach.everywhere:
        return _opened(request)
    joined = Participation.objects.filter(area__in=reach.areas).select_related("round", "area")
    light = Prefetch("round__versions", Version.objects.defer("text").order_by("form"))
    listed: Paged[Participation] = paged(
        request, joined.prefetch_related(light).order_by("-round__opens", "area__name")
    )
    rows = [
        {
            "area": one.area.name,
            "round": one.round.name,
            "forms": [
                {"text": it.title, "href": reverse("action-plan", args=[one.round.slug, one.area_id, it.form])}
                for it in one.round.versions.all()
            ],
        }
        for one in listed.rows
    ]
    return _list(request, listed, rows, words.NO_PLACES)


def _opened(request: HttpRequest) -> HttpResponse:
    opened = Plan.objects.none()
    if extent(request.user, May.SEE_TALLIES).everywhere:
        opened = Plan.objects.exclude(opened=None).select_related("round", "area", "version").defer("version__text")
    listed = paged(request, opened.order_by("-round__opens", "area__name", "version__form"))
    rows = [
        {
            "area": one.area.name,
            "round": one.round.name,
            "forms": [
                {
                    "text": one.version.title,
                    "href": reverse("action-plan", args=[one.round.slug, one.area_id, one.version.form]),
                }
            ],
        }
        for one in listed.rows
    ]
    return _list(request, listed, rows, words.NO_PLANS)


def _list(request: HttpRequest, listed: Paged[Any], rows: Sequence[Context], empty: str) -> HttpResponse:
    asks = reverse("facilitations") if may(request.user, May.MANAGE_ROUNDS) else ""
    context = {"page_title": words.PLANS, "list": listed, "rows": rows, "empty": empty, "asks": asks}
    return render(request, "engagement/plans.html", context)


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def plan(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponse:
    """What a council's report found, what it does about it, and what came of that."""
    place = places.read(request, slug, code, form)
    actions = list(place.plan.actions.all()) if place.plan else []
    rounds = rounds_of(place.round, place.area, place.version, again=bool(actions))
    found = findings_in(rounds.release, place.round, place.area)
    own, writes = places.is_own(request, code), places.writes(request, code)
    opened = place.plan.opened if place.plan else None
    rows = _rows(place, rounds, actions)
    context = {
        "page_title": words.plan_of(place.area.name, place.version.title),
        "area": place.area,
        "round": place.round,
        "form": form,
        "made_up": place.round.made_up,
        "about": words.ABOUT_PLAN,
        "actions": rows,
        "overdue": [one for one in rows if one["late"]],
        "overdue_title": words.OVERDUE,
        "late_word": words.OVERDUE,
        "no_actions": words.NO_ACTIONS,
        "findings": _findings(place, found, actions),
        "nothing": words.NOTHING_YET,
        "events": _events(place),
        "no_events": words.NO_EVENTS,
        "new_event": reverse("new-event", args=place.words),
        "further": [{"text": words.SAID_DONE, "href": reverse("tell", args=place.words)}] if writes else [],
        "files": [
            {"text": text, "href": reverse("plan-file", args=[*place.words, ending])}
            for ending, text in PLAN_FILES.items()
        ]
        if actions
        else [],
        "own": own,
        "writes": writes,
        "opened": opened,
        "opened_said": f"{words.OPENED} Opened {moment(opened)}." if opened else words.CLOSED,
    }
    return render(request, "engagement/plan.html", context)


def _rows(place: Place, rounds: Rounds, actions: Sequence[Action]) -> list[Context]:
    today = timezone.localdate()
    again = measured_again(rounds, place.round, place.area, {one.item for one in actions})
    return [
        {
            "what": one.what,
            "href": reverse("action", args=[*place.words, one.pk]),
            "finding": one.finding,
            "owner": one.owner,
            "due": on_day(one.due),
            "state": one.get_state_display(),
            "late": one.due < today and one.state not in ENDED,
            "why": one.why if one.state == State.STOPPED else "",
            "again": again[one.item].said if one.item in again else words.NOT_MEASURED,
        }
        for one in actions
    ]


def _events(place: Place) -> list[Context]:
    events = place.plan.events.all() if place.plan else []
    return [
        {"title": one.title, "when": moment(one.starts), "href": reverse("event", args=[*place.words, one.pk])}
        for one in events
    ]


def _findings(place: Place, found: Sequence[Finding], actions: Sequence[Action]) -> list[Context]:
    planned = Counter(one.item for one in actions)
    new = reverse("new-action", args=place.words)
    return [
        {
            "said": one.said.text,
            "label": one.label,
            "closer": one.closer,
            "actions": planned[one.item],
            "href": f"{new}?claim={one.claim.id}",
        }
        for one in found
    ]


@may_do(May.TAKE_PART, area="code")
@require_POST
def open_plan(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """Open the plan to the national team, or close it again."""
    place = places.written(request, slug, code, form)
    places.open_to_nation(place, by=places.me(request), at=timezone.now() if request.POST.get("open") else None)
    return redirect("action-plan", slug, code, form)
