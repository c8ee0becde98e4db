"""The quotes of a draft: written down, approved by somebody else, taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.editing import words
from portal.editing.draft_pages import where
from portal.editing.finding import found, me, there
from portal.editing.models import Draft, Quotation
from portal.editing.moving import NotMoved
from portal.editing.parties import has
from portal.editing.quoting import FIELDS, NotQuoted, approve, questions, take_out, write_down
from portal.editing.returning import brought_back, written_in
from portal.editing.states import MOVES, OPEN_TO_WRITING, Move, Standing, State
from portal.editing.writing import content
from portal.pages import on_day
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action

Context = dict[str, Any]


@written_in
@may_do(Action.EDIT_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def quotes_page(request: HttpRequest, draft: int) -> HttpResponse:
    """Every quote of the report and where it stands; the form that writes one down."""
    kept = found(request, draft)
    if request.method != "POST":
        return _page(request, kept, brought_back(request))
    said = {name: request.POST.get(name, "") for name in FIELDS}
    what, _, number = request.POST.get("do", "").partition(" ")
    try:
        return _done(request, kept, what, int(number) if number.isascii() and number.isdigit() else 0, said)
    except NotQuoted as fault:
        return _page(request, kept, said, fault.wrong, 422)
    except NotMoved as fault:
        return _page(request, found(request, draft), said, {"quotes": str(fault)}, 409)


def _done(request: HttpRequest, draft: Draft, what: str, number: int, said: Mapping[str, str]) -> HttpResponse:
    """Do what was asked for. Raises NotQuoted, NotMoved."""
    by, at = me(request), timezone.now()
    if what == "approve":
        approve(draft, number, by=by, at=at)
    elif what == "out":
        if not take_out(draft, number, by=by, at=at):
            return _page(request, draft, {}, note=words.QUOTE_OUT_LATER)
    else:
        write_down(draft, content(draft).report, said, by=by, at=at)
    return there("draft-quotes", draft.pk)


def _page(
    request: HttpRequest,
    draft: Draft,
    said: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    choices = questions(draft, content(draft).report)
    listed, wrong = paged(request, Quotation.objects.filter(draft=draft).select_related("by", "approver")), wrong or {}
    open_now = State(draft.state) in OPEN_TO_WRITING
    writes = has(request.user, MOVES[Move.CHANGE].who, draft.area_id)
    signs = open_now and has(request.user, Standing.SIGNER, draft.area_id)
    asked = draft.version.instrument.by_id
    context = {
        **where(draft),
        "page_title": words.QUOTES,
        "about": words.QUOTES_ABOUT,
        "errors": [{"href": f"#{name}", "text": text} for name, text in wrong.items()],
        "note": note,
        "list": listed,
        "rows": [
            _row(one, {one.item: one.label for one in choices}, signs=signs and one.by_id != me(request).pk)
            | {"label": asked[one.about].label if one.about in asked else one.about}
            for one in listed.rows
        ],
        "empty": words.NO_QUOTES if choices else words.NOWHERE_TO_QUOTE,
        "writes": writes,
        "can_write": writes and open_now and bool(choices),
        "choices": [(one.item, one.label) for one in choices],
        "consents": Quotation.Consent.choices,
        "said": defaultdict(str, said),
        "wrong": defaultdict(str, wrong),
    }
    return render(request, "editing/quotes.html", context, status=status)


def _row(one: Quotation, told: Mapping[str, str], *, signs: bool) -> Context:
    state = _state(one, told)
    return {
        "number": one.pk,
        "text": one.text,
        "state": words.QUOTE_STATES[state],
        "consent": one.get_consent_display(),
        "agreed": on_day(one.agreed),
        "kept": one.kept,
        "by": str(one.by) if one.by else words.SOMEBODY,
        "role": one.role,
        "approved": on_day(one.approved) if one.approved else "",
        "can_approve": state == "waits" and signs,
        "can_take_out": state != "out",
    }


def _state(one: Quotation, told: Mapping[str, str]) -> str:
    if one.withdrawn:
        return "out"
    if one.since is None:
        return "waits"
    return "stands" if one.about in told else "hidden"
