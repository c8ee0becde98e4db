"""The audit log as a page and as a file, for those who watch over data protection."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.audit.exported import lines
from portal.audit.models import Event
from portal.audit.recording import KINDS, Kind, person, record
from portal.councils import boundaries
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action, extent

# By number is by time: an event is numbered when it is written down.
SORTED = {
    "number": ("number",),
    "actor": ("actor", "-number"),
    "kind": ("kind", "-number"),
    "thing": ("thing", "-number"),
    "area": ("area", "-number"),
}


def _events(request: HttpRequest) -> QuerySet[Event]:
    """What somebody may read: everything, or what was done in their areas."""
    where = extent(request.user, Action.READ_AUDIT)
    if where.everywhere:
        return Event.objects.all()
    # What was written down before an area got another code is its own too, and is never changed.
    return Event.objects.filter(area__in={one for code in where.areas for one in boundaries.same(code)})


@may_do(Action.READ_AUDIT)
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What was done, newest first; `?kind=` narrows it."""
    kind = request.GET.get("kind", "")
    events = _events(request).filter(kind=kind) if kind in set(Kind) else _events(request)
    listed = paged(request, events, SORTED, size=50, kind=kind)
    names = _names(listed.rows)
    context = {
        "page_title": "Audit log",
        "kind": kind,
        "kinds": [(it.value, KINDS[it].name) for it in Kind],
        "list": listed,
        "rows": [
            {
                "number": one.number,
                "at": one.at,
                "actor": names.get(one.actor, one.actor),
                "what": KINDS[Kind(one.kind)].name,
                "thing": names.get(one.thing, one.thing),
                "area": one.area,
                "detail": ", ".join(one.detail.values()),
            }
            for one in listed.rows
        ],
    }
    return render(request, "people/audit.html", context)


def _names(events: tuple[Event, ...]) -> dict[str, str]:
    """The names of the people on a page of events, in one statement; who is no longer here stays a number."""
    said = {one.actor for one in events} | {one.thing for one in events}
    keys = [one.partition(":")[2] for one in said if one.startswith("person:")]
    return {person(one.pk): str(one) for one in Person.objects.filter(pk__in=keys)}


@may_do(Action.READ_AUDIT)
@require_POST
def audit_file(request: HttpRequest) -> StreamingHttpResponse:
    """All that somebody may read, oldest first, as CSV. That it was taken away is written down before the first line."""
    assert isinstance(request.user, Person)
    where = extent(request.user, Action.READ_AUDIT)
    area = "" if where.everywhere or len(where.areas) > 1 else next(iter(where.areas))
    detail = {"what": "audit log", "format": "csv"}
    record(Kind.EXPORTED, actor=person(request.user.pk), thing="audit", area=area, detail=detail)
    now = timezone.now()
    events = _events(request).order_by("number").iterator(chunk_size=2000)
    disposition = {"Content-Disposition": f'attachment; filename="audit-log-{timezone.localdate(now)}.csv"'}
    content_type = "text/csv; charset=utf-8"
    return StreamingHttpResponse(lines(events, now), content_type=content_type, headers=disposition)
