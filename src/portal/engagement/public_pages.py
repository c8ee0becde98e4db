"""For everybody: an event at its short address, and the form for who was there. No account, no cookie, no name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.capture.framing import spoken
from portal.capture.visit import is_from_elsewhere
from portal.councils import scope
from portal.engagement import hearing_back, words
from portal.engagement.event_pages import facts
from portal.engagement.models import Event
from portal.engagement.planning import NotKept
from portal.people import once
from portal.people.doors import open_to_all


def _found(token: str) -> Event | None:
    rows = Event.objects.filter(token=token, public=True).select_related("plan__round", "plan__area", "plan__version")
    return rows.first()


def _message(request: HttpRequest, title: str, said: tuple[str, ...], status: int) -> HttpResponse:
    context = {"page_title": title, "paragraphs": said, "go": words.HOME, **spoken("en")}
    return render(request, "capture/message.html", context, status=status)


@open_to_all
@require_safe
@scope.everywhere("an event that a council made public")
def public_event(request: HttpRequest, token: str) -> HttpResponse:
    """When, where, for whom and about what; afterwards what was said there, as far as the council let it through."""
    one = _found(token)
    if one is None:
        return _message(request, words.EVENT, words.NO_EVENT, 404)
    context = {
        "page_title": one.title,
        "area": one.plan.area.name,
        "round": one.plan.round.name,
        "made_up": one.plan.round.made_up,
        "facts": facts(one),
        "online": one.online,
        "say_at": reverse("say-at-event", args=[token]) if hearing_back.is_open(one, timezone.now()) else "",
        "heard": hearing_back.shown(one),
        **spoken("en"),
    }
    return render(request, "engagement/public_event.html", context)


@open_to_all
@csrf_exempt  # there is no session to ride on
@require_http_methods(["GET", "HEAD", "POST"])
@scope.everywhere("an event that a council made public")
def say_at_event(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody who was there would like to add; it waits until it was read."""
    one = _found(token)
    if one is None:
        return _message(request, words.EVENT, words.NO_EVENT, 404)
    if not hearing_back.is_open(one, timezone.now()):
        return _message(request, one.title, words.NOT_OPEN, 409)
    if request.method != "POST" or is_from_elsewhere(request):
        return _form(request, one, {})
    said = {name: request.POST.get(name, "")[:5000] for name in ("about", "text", "sure")}
    try:
        if once.comes_first(request):
            hearing_back.take(one, one.plan.version, said, council=False)
    except NotKept as fault:
        once.may_come_again(request)
        return _form(request, one, said, fault.wrong)
    return _message(request, words.THANKS, words.TAKEN, 200)


def _form(
    request: HttpRequest, one: Event, said: Mapping[str, str], wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    context: dict[str, Any] = {
        "page_title": words.SAY,
        "event": one.title,
        "made_up": one.plan.round.made_up,
        "mark": {"name": once.NAME, "value": once.open_mark()},
        "back": reverse("public-event", args=[one.token]),
        "warning": words.NAME_NOBODY,
        "read_first": words.READ_FIRST,
        "choices": hearing_back.choices(one.plan.version),
        "said": defaultdict(str, said),
        "wrong": defaultdict(str, wrong),
        "errors": [{"href": f"#{name}", "text": text} for name, text in wrong.items()],
        **spoken("en"),
    }
    return render(request, "engagement/say.html", context, status=422 if wrong else 200)
