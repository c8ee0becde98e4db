"""Runs of reports for the national team: start one, see how far it is and what came of each report, make the failed again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.editing.list_pages import NATION
from portal.editing.models import Draft
from portal.issuing import running, words
from portal.issuing.files import ENDINGS
from portal.issuing.making import kind_of
from portal.issuing.models import Piece, Run
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action
from portal.rounds.models import Round

A_PAGE = 40
SORTS = {"order": ("pk",), "name": ("name", "pk"), "state": ("state", "pk")}
State = Piece.State


@may_do(Action.SIGN_OFF, national=True)
@require_safe
def runs(request: HttpRequest, slug: str) -> HttpResponse:
    """The runs of a round, and the way to start the next."""
    return _runs(request, get_object_or_404(Round, slug=slug))


def _runs(request: HttpRequest, asking: Round, error: str = "") -> HttpResponse:
    made = _counted(Run.objects.filter(round=asking).select_related("by")).all()
    context = {
        "page_title": words.TITLE,
        "round": asking,
        "made_up": asking.made_up,
        "what": words.WHAT,
        "empty": words.NONE_YET,
        "kinds": Run.Kind.choices,
        "errors": [{"href": "#kind-termly", "text": error}] if error else [],
        "runs": [_line(run) for run in made[:A_PAGE]],
    }
    return render(request, "issuing/runs.html", context, status=409 if error else 200)


def _counted(found: Any) -> Any:
    """Runs with how many of their reports are in each state, in the same statement."""
    return found.annotate(
        of=Count("pieces"),
        **{state.value: Count("pieces", filter=Q(pieces__state=state)) for state in State},
    )


def _line(run: Any) -> dict[str, Any]:
    return {"run": run, "of": run.of, "told": _told(run)}


def _told(run: Any) -> str:
    if run.state == Run.State.GOING:
        return words.how_far(run.of - run.queued, run.of)
    return words.ended(run.made, run.refused, run.failed)


@may_do(Action.SIGN_OFF, national=True)
@require_POST
def start_run(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Start a run of the chosen kind; while another is being made, say so."""
    asking, kind = get_object_or_404(Round, slug=slug), request.POST.get("kind", "")
    if kind not in Run.Kind.values:
        return _runs(request, asking, words.CHOOSE)
    assert isinstance(request.user, Person)
    found = running.start(asking, kind, by=request.user, now=timezone.now())
    if isinstance(found, running.NotStarted):
        return _runs(request, asking, found.why)
    running.begin(found)
    return redirect("run", slug, found.pk)


@may_do(Action.SIGN_OFF, national=True)
@require_safe
def one_run(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How far a run is, and what came of each report."""
    run = get_object_or_404(_counted(Run.objects.select_related("round", "by")), round__slug=slug, pk=number)
    running.begin(run)  # whoever looks begins again what was broken off
    return _one(request, run)


def _one(request: HttpRequest, run: Any, error: str = "") -> HttpResponse:
    asked, sort = request.GET.get("state", ""), request.GET.get("sort", "order")
    sort, asked = sort if sort in SORTS else "order", asked if asked in State.values else ""
    pieces = run.pieces.filter(state=asked) if asked else run.pieces.all()
    found = getattr(run, asked) if asked else run.of
    page = min(max(1, _number(request.GET.get("page", "1"))), max(1, -(-found // A_PAGE)))
    rows = pieces.select_related("version").defer("version__text").order_by(*SORTS[sort])

    def address(**more: object) -> str:
        said = {name: value for name, value in {"state": asked, "sort": sort, **more}.items() if value}
        return f"{reverse('run', args=[run.round.slug, run.pk])}?{urlencode(said)}"

    context = {
        "page_title": f"{run.get_kind_display()}: {run.round.name}",
        "round": run.round,
        "run": run,
        "made_up": run.round.made_up,
        "errors": [{"href": "#again", "text": error}] if error else [],
        "told": _told(run),
        "done": run.of - run.queued,
        "states": [(one.label, getattr(run, one), address(state=one.value), one == asked) for one in State],
        "all": (run.of, address(state=""), not asked),
        "sorts": {name: address(sort=name) for name in SORTS},
        "sort": sort,
        "rows": _with_drafts(run, rows[(page - 1) * A_PAGE : page * A_PAGE]),
        "previous": address(page=page - 1) if page > 1 else "",
        "next": address(page=page + 1) if page * A_PAGE < found else "",
        "endings": ENDINGS,
        "few": words.NO_SUCH_STATE,
    }
    return render(request, "issuing/run.html", context, status=409 if error else 200)


def _with_drafts(run: Run, rows: Iterable[Piece]) -> list[dict[str, Any]]:
    """Reports of a run, and of each the page on which it is read and written on."""
    listed = list(rows)
    places = {piece.pk: piece.area_id or piece.region or NATION for piece in listed}
    kinds = {piece.pk: kind_of(piece, run) for piece in listed}
    drafts = Draft.objects.filter(round=run.round, place__in=set(places.values()), kind__in=set(kinds.values()))
    there = {
        (version, kind, place): reverse("draft", args=[key])
        for key, version, kind, place in drafts.values_list("pk", "version", "kind", "place")
    }
    return [{"piece": one, "read": there.get((one.version_id, kinds[one.pk], places[one.pk]), "")} for one in listed]


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1


@may_do(Action.SIGN_OFF, national=True)
@require_POST
def run_again(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Make what failed or was refused in a run again."""
    run = get_object_or_404(_counted(Run.objects.select_related("round", "by")), round__slug=slug, pk=number)
    assert isinstance(request.user, Person)
    found = running.again(run, by=request.user, now=timezone.now())
    if isinstance(found, running.NotStarted):
        return _one(request, run, found.why)
    running.begin(found)
    return redirect("run", slug, number)
