"""The national team's pages of a round: the map, the table of councils, the regions, and reminding who is late."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.nation import reminding, words
from portal.nation.listing import ORDERS, Asked, Line, chosen, lines, regions
from portal.nation.reminding import NotSent
from portal.nation.tallies import begun_again
from portal.nation.tiles import LOOKS, SIDE, drawn
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action, may
from portal.questionnaires.models import Version
from portal.rounds.models import Nudge, Round, State

A_PAGE = 40


@may_do(Action.SEE_TALLIES, national=True)
@require_safe
def areas_in_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Every council in a round, as a map and as a table; the regions below it."""
    with_versions = Round.objects.prefetch_related(Prefetch("versions", Version.objects.defer("text")))
    asking, now = get_object_or_404(with_versions, slug=slug), timezone.now()
    every = lines(asking, now)
    asked = _asked(request)
    found = chosen(every, asked)
    page = _page(request, len(found))
    numbers = Counter(line.state for line in every)
    context = {
        "page_title": words.COUNCILS,
        "round": asking,
        "made_up": asking.made_up,
        "map": drawn(every),
        "side": SIDE,
        "map_told": words.map_told({state: numbers[state] for state in LOOKS}),
        "legend": [(look, state.label, numbers[state]) for state, look in LOOKS.items()],
        "asked": asked,
        "states": [(one.value, one.label) for one in State],
        "sorts": [(name, _address(request, asked, sort=name)) for name in ORDERS],
        "rows": [_row(line) for line in found[(page - 1) * A_PAGE : page * A_PAGE]],
        "found": len(found),
        "previous": _address(request, asked, page=page - 1) if page > 1 else "",
        "next": _address(request, asked, page=page + 1) if page * A_PAGE < len(found) else "",
        "regions": [
            (one.name, one.areas, one.taking_part, words.region_returns(one.least, one.not_told))
            for one in regions(every)
        ],
        "manages": may(request.user, Action.MANAGE_ROUNDS),
        "issues": may(request.user, Action.SIGN_OFF),
        "how": words.HOW_TO_READ,
        "again": words.begun_again(str(begun_again(asking))),
    }
    return render(request, "nation/areas.html", context)


def _asked(request: HttpRequest) -> Asked:
    said = request.GET
    sort = said.get("sort", "area")
    state = said.get("state", "")
    return Asked(
        said.get("q", "").strip()[:80],
        state if state in set(State) else "",
        said.get("late") == "1",
        sort if sort in ORDERS else "area",
    )


def _page(request: HttpRequest, rows: int) -> int:
    said = request.GET.get("page", "1")
    page = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1
    return min(max(1, page), max(1, -(-rows // A_PAGE)))


def _address(request: HttpRequest, asked: Asked, **more: Any) -> str:
    said = {name: value for name, value in {**asked.kept, **more}.items() if value}
    return f"{request.path}?{urlencode(said)}"


def _row(line: Line) -> dict[str, Any]:
    return {
        "area": line.area,
        "state": line.state.label,
        "since": line.since,
        "returns": str(line.band) if line.state in {State.TAKING_PART, State.WITHDRAWN} else "",
        "late": words.LATE[line.late] if line.late else "",
        "nudged": line.nudged,
        "may_be_nudged": line.may_be_nudged,
    }


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(["GET", "HEAD", "POST"])
def nudge(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """A reminder to a late council: its words and whom they are for. One button sends it, where there is a mail server, another
    says that somebody has; both write it down."""
    asking, now = get_object_or_404(Round, slug=slug), timezone.now()
    line = next((one for one in lines(asking, now) if one.area.pk == code), None)
    if line is None:
        raise Http404
    area = line.area
    error = "" if line.may_be_nudged else words.NUDGE_TOO_SOON if line.late else words.NOT_LATE
    address = request.build_absolute_uri(reverse("place-in-round", args=[code, slug]))
    text = words.nudge(line.late, asking, address) if line.late else ""
    managers, trouble = reminding.managers(area), ""
    if request.method == "POST" and line.late and not error:
        try:
            if request.POST.get("do") == "send" and settings.SENDS_LETTERS:
                reminding.send(text, area, managers, now=now)
        except NotSent as fault:
            trouble = str(fault)
        else:
            _reminded(request, asking, area, line.late, now)
            return redirect("areas-in-round", slug)
    context = {
        "page_title": words.reminding(area.name),
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "because": words.LATE[line.late] if line.late else "",
        "text": text,
        "managers": managers,
        "mails": settings.SENDS_LETTERS,
        "errors": [{"href": "#content", "text": trouble}] if trouble else [],
        "nobody": words.NOBODY_MANAGES,
        "error": error,
    }
    status = 503 if trouble else 409 if error and request.method == "POST" else 200
    return render(request, "nation/nudge.html", context, status=status)


def _reminded(request: HttpRequest, asking: Round, area: Area, because: str, now: datetime) -> None:
    """Write down that a council was reminded."""
    assert isinstance(request.user, Person)
    Nudge.objects.create(round=asking, area=area, because=because, at=now, by=request.user)
    detail = {"change": f"reminded: {because}"}
    record(Kind.ROUND_CHANGED, actor=person(request.user.pk), thing=asking.slug, area=area.pk, detail=detail)
