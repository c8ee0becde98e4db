"""The publisher's room: what is signed and waits, what is on its way, what is public, what was taken back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.draw import FORMATS
from portal.editing.edition import Move, NotMoved, NotSigned, move, signed_edition
from portal.editing.models import Draft
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action
from portal.publishing import drawing, words
from portal.publishing.models import Publication
from portal.publishing.publish import NotPublished, Refused, publish
from portal.publishing.room_lists import lists
from portal.publishing.withdrawing import withdraw


@may_do(Action.PUBLISH, national=True)
@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """What is signed, and everything that was decided to be public; drawing that stopped is begun again."""
    return _room(request, (), 200)


def _room(request: HttpRequest, refused: tuple[Refused, ...], status: int) -> HttpResponse:
    now = timezone.now()
    found = lists(request)
    listed = found.decided
    for one in listed.rows:
        drawing.begin(one, now)
    context = {
        "page_title": words.ROOM,
        "open_ways": reverse("open-ways"),
        "choices": found.choices,
        "narrowed": found.narrowed,
        "signed": found.waiting,
        "waiting": [_waiting(draft) for draft in found.waiting.rows],
        "list": listed,
        "rows": [_row(one) for one in listed.rows],
        "refused": refused,
        "made_up": any(one.made_up for one in listed.rows),
    }
    return render(request, "publishing/room.html", context, status=status)


def _waiting(draft: Draft) -> dict[str, Any]:
    place = draft.area.name if draft.area else draft.region or words.ENGLAND
    beside = (words.kind(draft.kind), place, draft.round.name)
    return {
        "title": draft.title,
        "place": place,
        "beside": ", ".join(one for one in beside if one.casefold() not in draft.title.casefold()),
        "href": reverse("publish-draft", args=[draft.pk]),
    }


def _row(one: Publication) -> dict[str, Any]:
    public = one.published is not None and one.withdrawn is None
    return {
        "title": one.title,
        "subtitle": one.subtitle,
        "state": words.state(one, len(FORMATS)),
        "href": reverse("report", args=[one.address]) if public else "",
        "withdraw": reverse("withdraw-publication", args=[one.pk]) if one.withdrawn is None else "",
        "again": words.AGAIN if one.reissue else "",
    }


@may_do(Action.PUBLISH, national=True)
@require_POST
def publish_draft(request: HttpRequest, number: int) -> HttpResponseBase:
    """Publish what both parties signed, if every council that can be known in it has agreed."""
    draft, now = get_object_or_404(Draft, pk=number), timezone.now()
    assert isinstance(request.user, Person)
    edition = signed_edition(draft.pk)
    if isinstance(edition, NotSigned):
        return _room(request, (Refused("", edition.why),), 409)
    try:
        with transaction.atomic():
            one = publish(edition, by=request.user, at=now)
            move(draft, Move.PUBLISH, by=request.user, at=now)
    except NotPublished as fault:
        return _room(request, fault.reasons, 409)
    except NotMoved as fault:
        return _room(request, (Refused("", str(fault)),), 409)
    drawing.begin(one, now)
    return redirect("publishing")


@may_do(Action.PUBLISH, national=True)
@require_POST
def withdraw_publication(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take a report back; why is said on the page that stands in its place."""
    one = get_object_or_404(Publication, pk=number)
    assert isinstance(request.user, Person)
    why = request.POST.get("why", "").strip()[:300]
    withdraw(one, by=request.user, who=one.publisher, why=why, at=timezone.now())
    return redirect("publishing")
