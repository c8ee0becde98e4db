"""The reports of one's places, and beginning one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from poet.report import kinds
from portal.councils.models import Area
from portal.editing import words
from portal.editing.finding import me, there
from portal.editing.generating import NotMade, kinds_of
from portal.editing.models import Draft
from portal.editing.moving import NotMoved
from portal.editing.states import State
from portal.editing.writing import begin
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action, extent
from portal.questionnaires.models import Version
from portal.rounds.models import Participation, Round

MOST_LISTED = 400
NATION = "nation"
SORTED = {
    "title": ("title",),
    "place": ("area__name", "region", "title"),
    "kind": ("kind", "title"),
    "state": ("state", "title"),
}
Context = dict[str, Any]


@may_do(Action.EDIT_REPORTS)
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Every draft of one's places, newest first or sorted as asked, and the form that begins one."""
    rows = Draft.objects.select_related("area", "round")
    listed = paged(request, rows, SORTED)
    context = {
        "page_title": words.DRAFTS,
        "list": listed,
        "rows": [_row(one) for one in listed.rows],
        "empty": words.NO_DRAFTS,
        "begin": reverse("draft-new"),
    }
    return render(request, "editing/drafts.html", context)


def _row(draft: Draft) -> Context:
    return {
        "title": draft.title,
        "href": reverse("draft", args=[draft.pk]),
        "place": draft.area.name if draft.area else draft.region or words.WHOLE_COUNTRY,
        "kind": kinds()[draft.kind].name if draft.kind in kinds() else draft.kind,
        "state": words.STATES[State(draft.state)],
    }


@may_do(Action.EDIT_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose a round's questionnaire, a place and a kind; the report is made from what stands there."""
    if request.method != "POST":
        return _new(request)
    try:
        asking, version, area = _chosen(request)
        draft = begin(asking, version, request.POST.get("kind", ""), area, by=me(request), at=timezone.now())
    except (NotMade, NotMoved) as fault:
        return _new(request, str(fault), 422)
    return there("draft", draft.pk)


def _chosen(request: HttpRequest) -> tuple[Round, Version, Area | None]:
    """What the form names. Raises NotMade."""
    slug, _, form = request.POST.get("asked", "").partition(" ")
    asking = Round.objects.filter(slug=slug).first()
    version = Version.objects.filter(form=form, rounds=asking).first() if asking else None
    place = request.POST.get("place", "")
    # Asked of what belongs to areas: a place outside of one's own is none that could be chosen.
    there = Participation.objects.filter(round=asking, area_id=place).select_related("area").first()
    area = there.area if asking and there else None
    if asking is None or version is None or (area is None and place != NATION):
        raise NotMade(words.CHOOSE)
    return asking, version, area


def _new(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    national = extent(request.user, Action.EDIT_REPORTS).everywhere
    taking_part = list(Participation.objects.select_related("area").order_by("area__name")[: MOST_LISTED * 4])
    rounds = Round.objects.filter(pk__in={one.round_id for one in taking_part}).prefetch_related("versions")
    context = {
        "page_title": words.BEGIN,
        "errors": [{"href": "#asked", "text": error}] if error else [],
        "empty": words.NO_ROUNDS,
        "asked": [
            {"value": f"{asking.slug} {version.form}", "text": f"{asking.name}: {version.title}"}
            for asking in rounds
            for version in asking.versions.all()
        ],
        "places": [
            *([{"value": NATION, "text": words.WHOLE_COUNTRY}] if national else []),
            *(
                {"value": code, "text": name}
                for code, name in {one.area_id: one.area.name for one in taking_part}.items()
            ),
        ],
        "kinds": _kinds(taking_part, national=national),
        "chosen": {name: request.POST.get(name, "") for name in ("asked", "place", "kind")},
        "back": reverse("drafts"),
    }
    return render(request, "editing/new.html", context, status=status)


def _kinds(taking_part: list[Participation], *, national: bool) -> list[dict[str, str]]:
    of_areas = kinds_of(taking_part[0].area) if taking_part else {}
    both = {**({} if not national else kinds_of(None)), **of_areas}
    order = sorted(both.items(), key=lambda kind: (kind[0] != "local", kind[1]))
    return [{"value": name, "text": about} for name, about in order]
