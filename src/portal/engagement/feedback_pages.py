"""Where the council types what was said at an event, and reads what others wrote before anybody else can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.engagement import hearing_back, places, words
from portal.engagement.models import Event, Remark, Standing
from portal.engagement.places import Place
from portal.engagement.planning import NotKept
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action as May

Context = dict[str, Any]


@may_do(May.SEE_RESULTS, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponseBase:
    """What was said; who writes for the council types it here and decides about what others wrote."""
    place = places.read(request, slug, code, form)
    one = get_object_or_404(Event, pk=key, plan=place.plan)
    if request.method != "POST":
        return _page(request, place, one, {})
    places.written(request, slug, code, form)
    said = {name: request.POST.get(name, "") for name in ("about", "text")}
    try:
        hearing_back.take(one, place.version, said, council=True)
    except NotKept as fault:
        return _page(request, place, one, said, fault.wrong)
    places.log(places.me(request), place, "remark typed in")
    return redirect("feedback", slug, code, form, key)


def _page(
    request: HttpRequest, place: Place, one: Event, said: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    writes, wrong = places.writes(request, place.area.pk), wrong or {}
    rows = Remark.objects.filter(event=one)
    listed = paged(request, rows if writes else rows.filter(standing=Standing.SHOWN))
    here = [*place.words, one.pk]
    context = {
        "page_title": f"{words.FEEDBACK}: {one.title}",
        "heading": words.FEEDBACK_HEADING,
        "event": one.title,
        "made_up": place.round.made_up,
        "back": reverse("event", args=here),
        "writes": writes,
        "warning": words.NAME_NOBODY,
        "list": listed,
        "rows": [_row(it, reverse("moderate", args=[*here, it.pk])) for it in listed.rows],
        "empty": words.NO_REMARKS,
        "form_at": request.build_absolute_uri(reverse("say-at-event", args=[one.token])) if one.public else "",
        "form_open": hearing_back.is_open(one, timezone.now()),
        "choices": hearing_back.choices(place.version),
        "said": defaultdict(str, said),
        "wrong": defaultdict(str, wrong),
        "errors": [{"href": f"#{name}", "text": text} for name, text in wrong.items()],
    }
    return render(request, "engagement/feedback.html", context, status=422 if wrong else 200)


def _row(one: Remark, decide: str) -> Context:
    return {
        "text": one.text,
        "about": one.label or words.ABOUT_NOTHING,
        "standing": one.get_standing_display(),
        "from_council": one.council,
        "warned": words.WARNED if one.warned and one.standing == Standing.WAITING else "",
        "is_shown": one.standing == Standing.SHOWN,
        "decide": decide,
    }


@may_do(May.TAKE_PART, area="code")
@require_POST
def moderate(request: HttpRequest, slug: str, code: str, form: str, key: int, remark: UUID) -> HttpResponseBase:
    """Show what somebody wrote, hide it, or remove it for good."""
    place = places.written(request, slug, code, form)
    one = get_object_or_404(Remark, pk=remark, event=key, event__plan=place.plan)
    hearing_back.moderate(place, one, request.POST.get("do", ""), by=places.me(request))
    return redirect("feedback", slug, code, form, key)
