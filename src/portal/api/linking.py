"""Links handed over at a review: good for a short time, and written down nowhere when somebody uses one.

A link of this kind leads to the area's open link, so it counts nobody and names nobody. An invitation that can be used once is
another kind; it would be one more function beside `hand_over`, with an operation of its own.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.api import receiving, replaying, words
from portal.api.models import ReviewLink
from portal.api.operations import Call
from portal.api.problems import Fault, Problem
from portal.api.shapes import HandedLink
from portal.api.tokens import hashed
from portal.api.words import Name
from portal.capture.finding import Place
from portal.councils import scope
from portal.people.doors import open_to_all
from portal.rounds.models import ALPHABET, Window, window

LETTERS = 16


def hand_over(call: Call) -> HandedLink:
    """A link for one review. The same request gives the same link again."""
    wish, now = call.sent, call.now
    place = receiving.asked(call.place["area"], call.place["round"], wish.form, wish.version, wish.variant)
    if isinstance(place, str):
        raise Problem(Name.REFUSED, errors=[Fault("/variant", place)])
    token = _token(replaying.digest(call))
    if (shut := _shut(place, now)) and not replaying.was_carried_out(call):
        raise Problem(shut)
    with transaction.atomic():
        if replaying.is_first(call, call.today):
            ends = now + timedelta(minutes=wish.minutes)
            ReviewLink.objects.create(digest=hashed(token), link_id=place.token, expires=ends)
    kept = ReviewLink.objects.get(digest=hashed(token))
    return HandedLink(f"{settings.SITE}{reverse('review-link', args=[token])}", kept.expires)


def _shut(place: Place, now: datetime) -> Name | None:
    """Why a link would let nobody begin, if that is so: who only lets the invited in would turn them away there."""
    if window(place.opens, place.closes, now) is Window.CLOSED:
        return Name.CLOSED
    return Name.BY_INVITATION if place.by_invitation else None


def _token(said: str) -> str:
    """Made from the request, so that nothing has to be kept to give it again; nobody without our secret can make it."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"review link {said}".encode(), "sha256")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[:LETTERS])


@open_to_all
@require_safe
def review_link(request: HttpRequest, token: str) -> HttpResponse:
    """On to the questionnaire, while the link is good."""
    with scope.everywhere("a review's link leads on"):
        found = ReviewLink.objects.filter(digest=hashed(token), expires__gt=timezone.now()).first()
    if found is None:
        context = {"page_title": words.LINK_ENDED_TITLE, "paragraphs": words.LINK_ENDED, "go": None}
        return render(request, "capture/message.html", context, status=410)
    return HttpResponseRedirect(reverse("start", args=[found.link_id]))
