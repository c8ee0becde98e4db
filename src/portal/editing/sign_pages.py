"""Signing: the whole report as it is signed, its digest, and a button that is bound to both."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from poet.draw import html, pictograms
from portal.editing import words
from portal.editing.draft_pages import in_the_way, where
from portal.editing.finding import found, me, there
from portal.editing.inserting import sections
from portal.editing.models import Draft
from portal.editing.moving import NotMoved
from portal.editing.parties import has, role_of, signs_for
from portal.editing.signing import sign, to_sign, why_not
from portal.editing.states import MOVES, Move, State, after
from portal.people.doors import may_do
from portal.people.proving import is_to_be_proved, way_to_prove
from portal.people.rules import Action


@may_do(Action.SIGN_OFF)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, draft: int) -> HttpResponse:
    """What is signed, and signing it.

    Anybody who may sign reads it; to sign they prove once more who they are, within the last minutes: a signature is not
    left to a browser that stood open, nor to a password alone.
    """
    kept = found(request, draft)
    if request.method != "POST":
        return _shown(request, kept)
    try:
        if is_to_be_proved(request):
            raise NotMoved(words.PROVE_AGAIN)
        if request.POST.get("read") != "on":
            raise NotMoved(words.READ_FIRST)
        sign(kept, digest=request.POST.get("digest", ""), by=me(request), at=timezone.now())
    except NotMoved as fault:
        return _shown(request, found(request, draft), str(fault), 409)
    return there("draft", kept.pk)


def _shown(request: HttpRequest, draft: Draft, error: str = "", status: int = 200) -> HttpResponse:
    ready = to_sign(draft)
    before = ready.signatures
    party = signs_for(request.user, draft.area_id, [one.party for one in before])
    titles = {section.id: section.title for section in sections(ready.report)}
    faults = in_the_way(draft, ready.in_the_way, titles)
    open_now = after(State(draft.state), Move.SIGN) is not None and has(
        request.user, MOVES[Move.SIGN].who, draft.area_id
    )
    why = why_not(draft, before, me(request)) if open_now else words.no_way(State(draft.state), Move.SIGN)
    mine = any(one.by_id == me(request).pk for one in before)
    context = {
        **where(draft),
        "page_title": words.SIGN_TITLE,
        "errors": [{"href": "#read", "text": error}] if error else [],
        "digest": ready.digest,
        "in_the_way": faults,
        "signatures": [
            {"party": words.PARTIES[one.party], "name": one.name, "role": one.role, "at": one.at} for one in before
        ],
        "party": words.PARTIES[party] if party else "",
        "role": role_of(request.user, party, draft.area_id) if party else "",
        "me": me(request),
        "prove": way_to_prove(request) if is_to_be_proved(request) else "",
        "can_sign": not why and not faults,
        "not_now": words.SIGNED_BY_YOU if mine else why,
        "styles": reverse("report-styles"),
        "report": html.body(ready.report, pictures=pictograms.beside(settings.FONTS)),
    }
    return render(request, "editing/sign.html", context, status=status)
