"""What was done with a draft, step by step; what a step changed; what later figures changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from poet.draw import json
from poet.report.model import Claim
from portal.editing import words
from portal.editing.changes import Changed, changes
from portal.editing.differences import rows
from portal.editing.draft_pages import where
from portal.editing.figures import drawn, told
from portal.editing.finding import found
from portal.editing.inserting import sections
from portal.editing.models import Draft, Making, Step
from portal.editing.states import State
from portal.editing.writing import content
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action
from portal.questionnaires.models import Version

Context = dict[str, Any]


@may_do(Action.EDIT_REPORTS)
@require_safe
def history(request: HttpRequest, draft: int) -> HttpResponse:
    """Every step, the last first: who, for whom, when; in the order of their numbers, whatever the clock said."""
    kept = found(request, draft)
    titles = _titles(kept)
    listed = paged(request, Step.objects.filter(draft=kept).defer("text").select_related("by"))
    context = {
        **where(kept),
        "page_title": words.HISTORY,
        "list": listed,
        "rows": [_row(kept, one, titles) for one in listed.rows],
    }
    return render(request, "editing/history.html", context)


def _titles(draft: Draft) -> dict[str, str]:
    return {one.id: one.title for one in sections(content(draft).report)}


def _row(draft: Draft, one: Step, titles: dict[str, str]) -> Context:
    return {
        "number": one.number,
        "who": str(one.by) if one.by else words.THE_PORTAL,
        "party": words.PARTIES.get(one.party, ""),
        "did": words.did(one.what, one.move),
        "section": titles.get(one.section, words.COMMENTARY_ON_GONE) if one.section else "",
        "state": words.STATES[State(one.state)],
        "at": one.at,
        "href": _way(draft, one),
    }


def _way(draft: Draft, one: Step) -> str:
    if one.section:
        return reverse("draft-step", args=[draft.pk, one.number])
    return reverse("draft-changes", args=[draft.pk, one.making]) if one.what == Step.What.REMADE else ""


@may_do(Action.EDIT_REPORTS)
@require_safe
def step_page(request: HttpRequest, draft: int, number: int) -> HttpResponse:
    """What one step changed in the commentary on its section: before and after, side by side."""
    kept = found(request, draft)
    if number > kept.steps:
        raise Http404
    one = get_object_or_404(Step.objects.exclude(section="").select_related("by"), draft=kept, number=number)
    earlier = Step.objects.filter(draft=kept, section=one.section, number__lt=number)
    before = earlier.values_list("text", flat=True).first() or ""
    context = {
        **where(kept),
        "page_title": words.differs_in(_titles(kept).get(one.section, words.COMMENTARY_ON_GONE), number),
        "row": _row(kept, one, {}),
        "compared": rows(before, one.text),
    }
    return render(request, "editing/step.html", context)


@may_do(Action.EDIT_REPORTS)
@require_safe
def changed(request: HttpRequest, draft: int, making: int) -> HttpResponse:
    """What a making changed beside the one before: claims by id, sentences no longer true, commentary that rests on them."""
    kept = found(request, draft)
    if not 1 < making <= kept.making:
        raise Http404
    two = Making.objects.filter(draft=kept, number__in=(making - 1, making)).order_by("number")
    before, after = (json.load(bytes(one.report)) for one in two)
    now = content(kept)
    titles = {one.id: one.title for one in sections(now.report)}
    told_of = changes(before, after, now.texts)
    context = {
        **where(kept),
        "page_title": words.CHANGES,
        "claims": [_changed(one, kept.version) for one in told_of.claims],
        "untrue": told_of.untrue,
        "resting": [
            {
                "section": titles.get(one.section, words.COMMENTARY_ON_GONE),
                "sentence": one.sentence,
                "changed": [_changed(claim, kept.version) for claim in one.changed],
                "href": reverse("draft-write", args=[kept.pk, one.section]),
            }
            for one in told_of.resting
        ],
    }
    return render(request, "editing/changes.html", context)


def _changed(one: Changed, version: Version) -> Context:
    return {
        "id": one.claim.id,
        "about": told(one.claim, version.instrument).partition(":")[0],
        "before": _as_it_was(one.before),
        "after": _as_it_was(one.after),
    }


def _as_it_was(claim: Claim | None) -> str:
    if claim is None:
        return words.NOT_IN_IT
    return f"{drawn(claim)} of {claim.base:,}" if claim.base and claim.unit == "proportion" else drawn(claim)
