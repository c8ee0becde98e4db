"""Where a council sets when nobody of its area is written to, in the place of the installation's hours."""

from __future__ import annotations

import re
from datetime import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.outreach import quiet_words
from portal.outreach.list_pages import see
from portal.outreach.models import QuietHours
from portal.outreach.quiet import hours_of, quiet
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.rules import Action
from portal.people.standing import differing, is_overtaken, overtaken_errors, stood

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
CLOCKS = ("begins", "ends")


@may_do(Action.MANAGE_AREAS, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def quiet_hours(request: HttpRequest, code: str) -> HttpResponse:
    """The hours and days of the area; one button keeps them, the other goes back to the installation's."""
    area = get_object_or_404(Area, pk=code)
    hours, kept_days, is_own = _standing(_own(area))
    if request.method != "POST":
        return _page(request, area, hours, kept_days)
    overtaken = is_overtaken(request, hours, sorted(kept_days), is_own)
    if request.POST.get("do") == "installation":
        if overtaken:
            return _page(request, area, hours, kept_days, {}, overtaken=True)
        return _kept(request, area) if QuietHours.objects.filter(area=area).delete()[0] else see("quiet-hours", code)
    said = {name: request.POST.get(name, "").strip()[:20] for name in CLOCKS}
    days = frozenset(day for day in range(len(quiet_words.WEEKDAYS)) if str(day) in request.POST.getlist("days"))
    if overtaken and (at := _differing(said, days, hours, kept_days)):
        return _page(request, area, said, days, at, overtaken=True)
    if faults := _faults(said, days):
        return _page(request, area, said, days, faults)
    begins, ends = (_time(said[name]) or time() for name in CLOCKS)
    new = {"begins": begins, "ends": ends, "days": "".join(map(str, sorted(days))), "changed": timezone.localdate()}
    QuietHours.objects.update_or_create(area=area, defaults=new)
    return _kept(request, area)


def _own(area: Area) -> QuietHours | None:
    return QuietHours.objects.filter(area=area).first()


def _standing(own: QuietHours | None) -> tuple[dict[str, str], frozenset[int], bool]:
    """The hours and days by which an area goes now, as the form says them, and whether they are its own."""
    kept = hours_of(own) if own else quiet()
    hours = {"begins": "", "ends": ""} if kept.begins == kept.ends else _hours(kept.begins, kept.ends)
    return hours, kept.days, own is not None


def _differing(
    said: dict[str, str], days: frozenset[int], now: dict[str, str], now_days: frozenset[int]
) -> dict[str, str]:
    """Where something else stands now than was typed; the days together, at the first of them."""
    typed, stands = {**said, "days-0": _named(days)}, {**now, "days-0": _named(now_days)}
    return differing(typed, stands)


def _named(days: frozenset[int]) -> str:
    return ", ".join(quiet_words.WEEKDAYS[day] for day in sorted(days))


def _hours(begins: time, ends: time) -> dict[str, str]:
    return {"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"}


def _time(said: str) -> time | None:
    found = _CLOCK.fullmatch(said)
    return time(int(found[1]), int(found[2])) if found else None


def _faults(said: dict[str, str], days: frozenset[int]) -> dict[str, str]:
    """What is wrong, by field. Neither hour at all is fine: then there are only days."""
    asked = any(said.values())
    wrong = {name: quiet_words.TIME_ODD for name in CLOCKS if asked and _time(said[name]) is None}
    return wrong | ({"days-0": quiet_words.EVERY_DAY_QUIET} if len(days) == len(quiet_words.WEEKDAYS) else {})


def _kept(request: HttpRequest, area: Area) -> HttpResponse:
    """Write down that it was changed, and go back to the page."""
    assert isinstance(request.user, Person)
    change = {"change": quiet_words.QUIET_CHANGED}
    record(Kind.ORGANISATION_CHANGED, actor=person(request.user.pk), thing=area.pk, area=area.pk, detail=change)
    return see("quiet-hours", area.pk)


def _page(
    request: HttpRequest,
    area: Area,
    said: dict[str, str],
    days: frozenset[int],
    faults: dict[str, str] | None = None,
    *,
    overtaken: bool = False,
) -> HttpResponse:
    faults, whole = faults or {}, quiet()
    own = _own(area)
    hours, kept_days, is_own = _standing(own)
    now = hours_of(own) if own else whole
    context = {
        "page_title": quiet_words.quiet_of(area.name),
        "area": area,
        "now": quiet_words.quiet_now(quiet_words.quiet_times(now.begins, now.ends, now.days), own=own is not None),
        "installation": quiet_words.quiet_times(whole.begins, whole.ends, whole.days),
        "own": own,
        "said": said,
        "days": [(str(day), name, day in days) for day, name in enumerate(quiet_words.WEEKDAYS)],
        "fields": quiet_words.QUIET_FIELDS,
        "faults": faults,
        "errors": overtaken_errors(faults, quiet_words.QUIET_FIELDS)
        if overtaken
        else [{"href": f"#{name}", "text": text} for name, text in faults.items()],
        "stood": stood(hours, sorted(kept_days), is_own),
    }
    return render(request, "outreach/quiet.html", context, status=409 if overtaken else 422 if faults else 200)
