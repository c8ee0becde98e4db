"""The page of a round's analysis plan: what was settled, by whom and when, and until the round opens how to settle it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.findings import declared
from poet.instrument import Refused
from poet.instrument.load import LARGEST_FILE, decoded
from portal.analyses import words
from portal.analyses.models import AnalysisPlan
from portal.analyses.settling import NotSettled, fitted, settle, shipped, shipped_text
from portal.pages import moment
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action, extent, may
from portal.questionnaires.models import Version
from portal.rounds.models import Participation, Round, Window

MOST_FAULTS = 50
Context = dict[str, Any]


@may_do(Action.SEE_TALLIES)
@require_safe
def analysis_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What is settled for each questionnaire of a round; the national team, and the councils that take part, may read it."""
    return _page(request, _readable(request, slug))


@may_do(Action.SEE_TALLIES)
@require_safe
def plan_file(request: HttpRequest, slug: str, form: str, number: int) -> HttpResponse:
    """A settled plan as the file it is, so that anybody can work its SHA-256 out."""
    kept = get_object_or_404(
        AnalysisPlan, round=_readable(request, slug), version__form=form, number=number, version__rounds__slug=slug
    )
    name = {"Content-Disposition": f'attachment; filename="{slug}-{form}-plan-{number}.toml"'}
    return HttpResponse(kept.text.encode(), content_type="application/toml", headers=name)


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_POST
def settle_plan(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Settle a plan that comes with the portal, or a file; one that does not fit is refused with every fault in it."""
    asking = get_object_or_404(Round, slug=slug)
    version = get_object_or_404(asking.versions, form=form)
    assert isinstance(request.user, Person)
    try:
        text, name = _given(request)
        settle(asking, version, text, name, seen=request.POST.get("seen", ""), by=request.user)
    except Refused as refused:
        return _page(request, asking, wrong={form: [str(fault) for fault in refused.faults]}, status=422)
    except NotGiven as fault:
        return _page(request, asking, wrong={form: [str(fault)]}, status=422)
    except NotSettled as fault:
        return _page(request, asking, wrong={form: [str(fault)]}, status=409)
    response = redirect("analysis-plan", slug)
    response.status_code = 303
    return response


class NotGiven(Exception):
    """A form in which no plan, or more than one, was given; the message says what to do."""


def _given(request: HttpRequest) -> tuple[str, str]:
    """The text that was given and what it is called. Raises NotGiven, and Refused where it is no text."""
    chosen, file = request.POST.get("shipped", ""), request.FILES.get("file")
    if chosen and file:
        raise NotGiven(words.TWO_GIVEN)
    if file:
        name = file.name or words.FILE
        return decoded(file.read(LARGEST_FILE + 1), name), name
    if not chosen:
        raise NotGiven(words.NOTHING_GIVEN)
    try:
        return shipped_text(chosen), f"{chosen}.toml"
    except KeyError as fault:
        raise NotGiven(words.NO_SUCH_PLAN) from fault


def _readable(request: HttpRequest, slug: str) -> Round:
    """The round, for those who see all councils or one that takes part in it. Raises Http404."""
    asking = get_object_or_404(Round, slug=slug)
    reach = extent(request.user, Action.SEE_TALLIES)
    if not reach.everywhere and not Participation.objects.filter(round=asking, area__in=reach.areas).exists():
        raise Http404
    return asking


def _page(
    request: HttpRequest, asking: Round, *, wrong: Mapping[str, Sequence[str]] | None = None, status: int = 200
) -> HttpResponse:
    wrong, now = wrong or {}, timezone.now()
    versions = list(asking.versions.defer("text").order_by("form"))
    plans: dict[int, list[AnalysisPlan]] = {one.pk: [] for one in versions}
    for plan in AnalysisPlan.objects.filter(round=asking, version__in=versions).select_related("by"):
        plans[plan.version_id].append(plan)
    manages, opens_later = may(request.user, Action.MANAGE_ROUNDS), asking.window(now) is Window.NOT_YET
    errors = [{"href": f"#plan-{form}", "text": text} for form, faults in wrong.items() for text in faults]
    context = {
        "page_title": words.TITLE,
        "lead": words.LEAD,
        "round": asking,
        "made_up": asking.made_up,
        "back": _back(request, asking, manages=manages),
        "empty": "" if versions else words.NO_QUESTIONNAIRE,
        "parts": [_part(asking, one, plans[one.pk], opens_later=opens_later) for one in versions],
        "may_settle": manages and opens_later,
        "how": words.HOW,
        "shipped": [("", words.CHOOSE), *shipped().items()],
        "errors": errors[:MOST_FAULTS],
        "more_faults": max(0, len(errors) - MOST_FAULTS),
    }
    return render(request, "analyses/analysis_plan.html", context, status=status)


def _back(request: HttpRequest, asking: Round, *, manages: bool) -> Context:
    if manages:
        return {"href": reverse("round", args=[asking.slug]), "text": asking.name}
    if may(request.user, Action.SEE_TALLIES):
        return {"href": reverse("areas-in-round", args=[asking.slug]), "text": asking.name}
    return {"href": reverse("glances"), "text": "All your rounds"}


def _part(asking: Round, version: Version, plans: Sequence[AnalysisPlan], *, opens_later: bool) -> Context:
    """One questionnaire: the plan that holds, what it compares, and those that held before."""
    held = plans[0] if plans else None
    return {
        "form": version.form,
        "title": version.title,
        "seen": held.digest if held else "",
        "facts": _facts(held) if held else [],
        "file": _address(asking, version, held) if held else "",
        "note": _note(asking.opens, is_settled=held is not None, opens_later=opens_later),
        **(_compared(held, version) if held else {"said": "", "rows": []}),
        "earlier": [
            {"href": _address(asking, version, one), "title": one.title, "at": moment(one.at), "digest": one.digest}
            for one in plans[1:]
        ],
    }


def _note(opens: datetime, *, is_settled: bool, opens_later: bool) -> str:
    if is_settled:
        return "" if opens_later else words.fixed(opens)
    return f"{words.NO_PLAN} {words.before(opens)}" if opens_later else words.never(opens)


def _facts(held: AnalysisPlan) -> list[Context]:
    facts = [
        ("Plan", held.title),
        ("Settled", moment(held.at)),
        ("By", str(held.by) if held.by else words.OPERATOR),
        ("SHA-256", held.digest),
    ]
    return [{"key": key, "value": value, "href": ""} for key, value in facts]


def _compared(held: AnalysisPlan, version: Version) -> Context:
    """Which questions part people into groups, and how many comparisons that makes."""
    try:
        found = declared(fitted(held.text, version.digest))
    except Refused:
        return {"said": words.UNREADABLE, "rows": []}
    rows = [(one.by.label, words.WHERE[one.level], words.number_of(one)) for one in found]
    return {"said": f"{words.counted(found)}." if found else words.NOTHING_DECLARED, "rows": rows}


def _address(asking: Round, version: Version, plan: AnalysisPlan) -> str:
    return reverse("analysis-plan-file", args=[asking.slug, version.form, plan.number])
