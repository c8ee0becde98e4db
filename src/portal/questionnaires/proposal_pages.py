"""Where national authors upload questionnaires, faces and banks, look at them as they would be, and publish them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.instrument import Instrument, Refused
from poet.instrument.overlays import STANDARD
from poet.instrument.shelf import Sort
from portal.audit.recording import Kind, person, record
from portal.pages import on_day
from portal.people.doors import may_do
from portal.people.rules import Action, may
from portal.questionnaires import words
from portal.questionnaires.models import Proposal, Version
from portal.questionnaires.proposing import LARGEST, propose, publish_proposal, withdraw, worn
from portal.questionnaires.publish import NotPublished
from portal.questionnaires.specimens import compared, read

A_PAGE = 20
MOST_FAULTS = 50
Context = dict[str, Any]


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Everything proposed, the newest first, and a box for a file for those who write questionnaires."""
    return _listed(request)


@may_do(Action.WRITE_QUESTIONNAIRES, national=True)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in: sound, it stands as a proposal; otherwise every fault is told with its place and remedy."""
    file = request.FILES.get("file")
    if request.method != "POST":
        return HttpResponseRedirect(reverse("proposals"))
    if file is None:
        return _listed(request, [words.NO_FILE], 422)
    name = "".join(mark for mark in str(file.name or "") if mark.isprintable())[:120] or "file"
    if (file.size or 0) > LARGEST:
        return _listed(request, [words.too_large(name, file.size or 0, LARGEST)], 413)
    assert request.user.is_authenticated
    try:
        kept = propose(file.read(), name, by=request.user, on=timezone.localdate())
    except Refused as refused:
        return _listed(request, [str(fault) for fault in refused.faults], 422)
    except NotPublished as fault:
        return _listed(request, str(fault).splitlines(), 409)
    _noted(request, kept, "proposed")
    return _see(kept)


def _noted(request: HttpRequest, one: Proposal, change: str) -> None:
    assert request.user.is_authenticated
    record(Kind.QUESTIONNAIRE_CHANGED, actor=person(request.user.pk), thing=str(one), detail={"change": change})


def _see(proposal: Proposal) -> HttpResponse:
    response = HttpResponseRedirect(reverse("proposal", args=[proposal.pk]))
    response.status_code = 303
    return response


def _listed(request: HttpRequest, faults: list[str] | None = None, status: int = 200) -> HttpResponse:
    found = faults or []
    page = Paginator(Proposal.objects.defer("text").select_related("by"), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_title": words.PROPOSALS_TITLE,
        "errors": [{"href": "#file", "text": fault} for fault in found[:MOST_FAULTS]],
        "more_faults": max(0, len(found) - MOST_FAULTS),
        "may_write": may(request.user, Action.WRITE_QUESTIONNAIRES),
        "upload": reverse("upload"),
        "proposals": [{**_told(one), "href": reverse("proposal", args=[one.pk])} for one in page],
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "questionnaires/proposals.html", context, status=status)


def _told(one: Proposal) -> Context:
    state = words.STATE_PUBLISHED if one.published else words.STATE_WITHDRAWN if one.withdrawn else words.STATE_OPEN
    return {
        "name": str(one),
        "title": one.title,
        "kind": words.KINDS_OF_FILE[one.kind],
        "file": one.name,
        "by": str(one.by or ""),
        "on": on_day(one.on),
        "state": state,
    }


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One proposal: what it is, what it changes, how to look at it, and the buttons of those who may decide."""
    return _proposal(request, get_object_or_404(Proposal, pk=number))


def _proposal(request: HttpRequest, one: Proposal, error: str = "", status: int = 200) -> HttpResponse:
    there = worn(one)
    asked = there[STANDARD].base
    before = _before(one, asked)
    context = {
        **_told(one),
        "page_title": f"{one.title} ({one})",
        "errors": [{"href": "#decide", "text": line} for line in error.splitlines()],
        "left_out": one.left_out,
        "questions": len(asked.items),
        "faces": [words.face(dressed) for dressed in there.values()],
        "read": reverse("proposal-read", args=[one.pk]),
        "pages": "" if one.kind == Sort.BANK.value else reverse("proposal-pages", args=[one.pk]),
        "changes": reverse("proposal-changes", args=[one.pk]) if before else "",
        "summary": _summary(before, asked) if before else [],
        "published": _published(one),
        "publish": reverse("proposal-publish", args=[one.pk])
        if one.is_open and may(request.user, Action.PUBLISH_QUESTIONNAIRES)
        else "",
        "withdraw": reverse("proposal-withdraw", args=[one.pk])
        if one.is_open and may(request.user, Action.WRITE_QUESTIONNAIRES)
        else "",
        "back": reverse("proposals"),
    }
    return render(request, "questionnaires/proposal.html", context, status=status)


def _published(one: Proposal) -> str:
    there = one.published and Version.objects.filter(form=one.form, version=one.version).exists()
    return reverse("specimen", args=[one.form, one.version]) if there else ""


def _before(one: Proposal, asked: Instrument) -> Instrument | None:
    """The version that a proposed questionnaire follows."""
    if one.kind != Sort.QUESTIONNAIRE.value or not asked.follows:
        return None
    kept = Version.objects.filter(form=asked.id, version=asked.follows).first()
    return kept.instrument if kept else None


def _summary(before: Instrument, asked: Instrument) -> list[str]:
    groups = compared(before, asked)["groups"]
    return [words.changes_of(len(group["steps"]), group["title"], group["trend"]) for group in groups]


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def read_proposal(request: HttpRequest, number: int) -> HttpResponse:
    """Every question of a proposal, in each face it would have."""
    one = get_object_or_404(Proposal, pk=number)
    context = {
        **read(request, worn(one)),
        "version": one.version,
        "comments": "",
        "more": words.PREVIEW,
        "changes": "",
        "forms": reverse("proposal", args=[number]),
        "back_text": words.PROPOSALS_TITLE,
    }
    return render(request, "questionnaires/specimen.html", context)


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def proposal_changes(request: HttpRequest, number: int) -> HttpResponse:
    """What would become of each question, and what that would do to trend lines."""
    one = get_object_or_404(Proposal, pk=number)
    asked = worn(one)[STANDARD].base
    before = _before(one, asked)
    if before is None:
        raise Http404
    context = {**compared(before, asked), "specimen": reverse("proposal", args=[number])}
    return render(request, "questionnaires/changes.html", context)


@may_do(Action.PUBLISH_QUESTIONNAIRES, national=True)
@require_POST
def publish_it(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a proposal; from then on it does not change."""
    one = get_object_or_404(Proposal, pk=number)
    try:
        kept = publish_proposal(number, on=timezone.localdate())
    except (NotPublished, Refused) as fault:
        return _proposal(request, one, str(fault), 409)
    if one.published is None:
        _noted(request, kept, "published")
    return _see(kept)


@may_do(Action.WRITE_QUESTIONNAIRES, national=True)
@require_POST
def withdraw_it(request: HttpRequest, number: int) -> HttpResponse:
    """Take a proposal back."""
    one = get_object_or_404(Proposal, pk=number)
    try:
        withdraw(number)
    except NotPublished as fault:
        return _proposal(request, one, str(fault), 409)
    _noted(request, one, "withdrawn")
    return _see(one)
