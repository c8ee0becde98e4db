"""Taking part: a form for councils without an account, and the national team's list of who has written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages import day, on_day
from portal.people import interest, once
from portal.people import interest_words as words
from portal.people.doors import may_do, open_to_all
from portal.people.interest import LONGEST, NotTaken
from portal.people.models import Interest, Invitation, Person
from portal.people.paging import paged
from portal.people.rules import Action, Role

SORTED = {
    "council": ("area__name", "-day"),
    "day": ("-day", "area__name"),
    "state": ("-state", "-day"),
}


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def for_councils(request: HttpRequest) -> HttpResponse:
    """What taking part means, and a form to say that one's council would like to."""
    if request.method != "POST":
        return _form(request, {})
    said = {field: request.POST.get(field, "")[:5000] for field in LONGEST}
    try:
        asked = interest.checked(said)
        if not once.comes_first(request):
            return _see("interest-said")
        if not consume(request, action="interest", key="all"):
            once.may_come_again(request)
            return _form(request, said, {"council": words.TOO_OFTEN}, status=429)
        interest.take(asked, today=timezone.localdate())
    except NotTaken as fault:
        once.may_come_again(request)
        return _form(request, said, fault.wrong, status=422)
    return _see("interest-said")


def _form(
    request: HttpRequest, said: Mapping[str, str], wrong: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    wrong = wrong or {}
    context: dict[str, Any] = {
        "page_title": words.FOR_COUNCILS,
        "lead": words.LEAD,
        "what_happens": words.WHAT_HAPPENS,
        "kept": words.kept(interest.KEPT_FOR.days, interest.KEPT_AFTERWARDS.days),
        "mark": {"name": once.NAME, "value": once.open_mark()},
        "said": defaultdict(str, said),
        "wrong": defaultdict(str, wrong),
        "errors": [{"href": f"#{field}", "text": text} for field, text in wrong.items()],
    }
    return render(request, "people/for_councils.html", context, status=status)


@open_to_all
@require_safe
def said(request: HttpRequest) -> HttpResponse:
    """It was taken; the same for everybody."""
    return render(request, "people/interest_said.html", {"page_title": words.THANKS, "paragraphs": words.THANKED})


@may_do(Action.MANAGE_PEOPLE, national=True)
@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """Who has written, the newest first and what was set aside last; with what can be done about each."""
    listed = paged(request, Interest.objects.select_related("area"), SORTED)
    invited = _invited([one.email for one in listed.rows])
    context = {
        "page_title": words.INTERESTS,
        "list": listed,
        "rows": [_row(one, invited.get((one.email, one.area_id))) for one in listed.rows],
        "empty": words.NONE_YET,
        "not_proven": words.NOT_PROVEN,
    }
    return render(request, "people/interests.html", context)


def _row(one: Interest, invited: datetime | None) -> dict[str, Any]:
    return {
        "of": one,
        "day": on_day(one.day),
        "invited": day(invited) if invited else "",
        "set_aside": on_day(one.answered) if one.answered else "",
    }


def _invited(addresses: list[str]) -> dict[tuple[str, str | None], datetime]:
    """When each address was invited last to manage which council."""
    rows = Invitation.objects.filter(email__in=addresses, role=Role.MANAGER, withdrawn=None).order_by("made")
    return {(email, area): made for email, area, made in rows.values_list("email", "area_id", "made")}


@may_do(Action.MANAGE_PEOPLE, national=True)
@require_POST
def answer_interest(request: HttpRequest, key: int) -> HttpResponse:
    """Not now, back again, or erased: as the button said. What is gone by then leads to the list too."""
    assert isinstance(request.user, Person)
    found, does = Interest.objects.filter(pk=key).first(), request.POST.get("do", "")
    if found is not None and does == "erase":
        interest.erase(found, by=request.user)
    elif found is not None and does == "not-now":
        interest.set_aside(found, by=request.user, today=timezone.localdate())
    elif found is not None and does == "put-back":
        interest.put_back(found, by=request.user)
    return _see("interests")


def _see(view: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse(view))
    response.status_code = 303
    return response
