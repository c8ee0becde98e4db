"""Pages of organisations: the areas somebody may see, and one area with its collectors and comparator groups."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.audit.recording import Kind, person, record
from portal.councils import boundaries, organising
from portal.councils.models import Area, Collector, Group
from portal.councils.organising import NotOrganised
from portal.people import words
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action, extent, may

SORTED = {"area": ("name",), "region": ("region", "name"), "code": ("code",), "plans": ("plans",)}


@may_do(Action.SEE_AREA)
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The areas somebody may see, by name; `?q=` narrows them by a part of the name, the region or the code."""
    said = request.GET.get("q", "").strip()[:80]
    where = extent(request.user, Action.SEE_AREA)
    rows = Area.objects.all() if where.everywhere else Area.objects.filter(pk__in=where.areas)
    if said:
        rows = rows.filter(name__icontains=said) | rows.filter(region__icontains=said) | rows.filter(pk=said.upper())
    context = {"page_title": "Areas", "said": said, "list": paged(request, rows, SORTED, q=said)}
    return render(request, "people/areas.html", context)


@may_do(Action.SEE_AREA, area="code")
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what it is, who helps it to collect answers, and whom it compares itself with."""
    return _page(request, get_object_or_404(Area, pk=code))


def _page(request: HttpRequest, shown: Area, *, error: str = "", at: str = "", status: int = 200) -> HttpResponse:
    collectors = list(shown.collectors.all())
    context = {
        "page_title": shown.name,
        "area": shown,
        "facts": _facts(shown),
        "collectors": [one for one in collectors if one.closed is None],
        "closed": [one for one in collectors if one.closed is not None],
        "groups": organising.groups(shown),
        "manages": may(request.user, Action.MANAGE_AREAS, shown.pk),
        "manages_people": may(request.user, Action.MANAGE_PEOPLE, shown.pk),
        "kinds": Collector.Kind.choices,
        "group_kinds": Group.Kind.choices,
        "said": {name: request.POST.get(name, "") for name in ("name", "kind", "reason", "members")},
        "error": error,
        "at": at,
        "errors": [{"href": f"#{at}", "text": error}] if error else [],
    }
    return render(request, "people/area.html", context, status=status)


def _facts(shown: Area) -> list[tuple[str, str]]:
    made, ended = boundaries.predecessors(shown.pk), boundaries.successors(shown.pk)
    return [
        ("Code", shown.pk),
        ("Region", shown.region),
        ("Kind", shown.kind.capitalize()),
        ("Education, health and care plans, January 2025", f"{shown.plans:,}"),
        *((words.CAME_FROM, words.change(one.before_name, one.kind, one.on)) for one in made),
        *((words.ENDS, words.change(_name(one.after), one.kind, one.on)) for one in ended),
    ]


def _name(code_or_name: str) -> str:
    """Areas to come have a name before they have a code."""
    return str(Area.objects.filter(pk=code_or_name).first() or code_or_name)


@may_do(Action.MANAGE_AREAS, area="code")
@require_POST
def add_collector(request: HttpRequest, code: str) -> HttpResponseBase:
    """A new collector."""
    shown = get_object_or_404(Area, pk=code)
    try:
        made = organising.add_collector(shown, name=request.POST.get("name", ""), kind=request.POST.get("kind", ""))
    except NotOrganised as fault:
        return _page(request, shown, error=str(fault), at="collector-name", status=422)
    _written(request, f"collector:{made.pk}", code, "added")
    return redirect("area", code)


@may_do(Action.MANAGE_AREAS, area="code")
@require_POST
def close_collector(request: HttpRequest, code: str, key: int) -> HttpResponseBase:
    """A collector stops, or (with `open`) goes on after all."""
    found = get_object_or_404(Collector, pk=key, area=code)
    again = "open" in request.POST
    on: date | None = None if again else timezone.localdate()
    organising.close_collector(found, on=on)
    _written(request, f"collector:{found.pk}", code, "opened again" if again else "closed")
    return redirect("area", code)


@may_do(Action.MANAGE_AREAS, area="code")
@require_POST
def add_group(request: HttpRequest, code: str) -> HttpResponseBase:
    """A new comparator group."""
    shown = get_object_or_404(Area, pk=code)
    said: dict[str, Any] = {name: request.POST.get(name, "") for name in ("name", "kind", "reason")}
    try:
        made = organising.add_group(shown, **said, said=request.POST.get("members", "")[:20_000])
    except NotOrganised as fault:
        return _page(request, shown, error=str(fault), at=f"group-{fault.at}", status=422)
    _written(request, f"group:{made.pk}", code, "added")
    return redirect("area", code)


@may_do(Action.MANAGE_AREAS, area="code")
@require_POST
def remove_group(request: HttpRequest, code: str, key: int) -> HttpResponseBase:
    """A comparator group goes."""
    found = get_object_or_404(Group, pk=key, area=code)
    found.delete()
    _written(request, f"group:{key}", code, "removed")
    return redirect("area", code)


def _written(request: HttpRequest, thing: str, area: str, change: str) -> None:
    assert isinstance(request.user, Person)
    record(Kind.ORGANISATION_CHANGED, actor=person(request.user.pk), thing=thing, area=area, detail={"change": change})
