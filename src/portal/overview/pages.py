"""Where a council looks first: its rounds, and each of them at a glance."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.audit.recording import Kind, person, record
from portal.caseloads.targets import NotSet, set_target, targets
from portal.councils.models import Area
from portal.overview import words
from portal.overview.forecast import Expected
from portal.overview.glance import Glance, Group, glance
from portal.pages import day, moment
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged
from portal.people.rules import Action, extent, may
from portal.people.standing import is_overtaken, stood
from portal.rounds.models import Participation, Round, Window

Context = dict[str, Any]
# How the list may be sorted, by the word in the address.
SORTED = {
    "closes": ("-round__closes", "area__name"),
    "area": ("area__name", "-round__closes"),
    "round": ("round__name", "area__name"),
}


@may_do(Action.SEE_TALLIES)
@require_safe
def glances(request: HttpRequest) -> HttpResponse:
    """Every round of one's areas; `?q=` narrows the list by a part of a name, `?sort=` sorts it."""
    said, sort = request.GET.get("q", "").strip()[:80], request.GET.get("sort", "")
    sort = sort if sort in SORTED else "closes"
    rows = Participation.objects.select_related("round", "area").order_by(*SORTED[sort])
    reach = extent(request.user, Action.SEE_TALLIES)
    rows = rows if reach.everywhere else rows.filter(area__in=reach.areas)
    if said:
        rows = rows.filter(area__name__icontains=said) | rows.filter(round__name__icontains=said)
    now, listed = timezone.now(), paged(request, rows, q=said, sort=sort)
    context = {
        "page_title": words.PLACES,
        "said": said,
        "list": listed,
        "empty": words.NO_PLACES,
        "join": _to_join(request.user),
        "heads": [
            {"text": text, "href": f"?sort={name}&q={said}", "sorted": name == sort}
            for name, text in (("area", "Area"), ("round", "Round"), ("closes", "Closes"))
        ],
        "rows": [
            {
                "area": one.area.name,
                "href": reverse("glance", args=[one.round.slug, one.area_id]),
                "round": one.round.name,
                "closes": day(one.round.closes),
                "days": words.days(one.round.opens, one.round.closes, one.round.window(now), now),
            }
            for one in listed.rows
        ],
    }
    return render(request, "overview/glances.html", context)


@may_do(Action.SEE_TALLIES, area="code")
@require_safe
def at_a_glance(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A round in an area: days left, answers beside target and caseload, the last seven days, and what to do next."""
    return _page(request, *_asked_for(slug, code))


def _to_join(person: object) -> Context:
    """Where somebody joins a round, or who can."""
    if extent(person, Action.TAKE_PART):
        return {"text": words.SEE_ROUNDS, "href": reverse("places-in-rounds")}
    return {"text": words.ASK_WHO_MANAGES, "href": ""}


def _asked_for(slug: str, code: str) -> tuple[Round, Area]:
    joined = get_object_or_404(Participation.objects.select_related("round", "area"), round__slug=slug, area=code)
    return joined.round, joined.area


def _page(
    request: HttpRequest,
    asking: Round,
    area: Area,
    *,
    wrong: dict[str, str] | None = None,
    status: int = 200,
    error: str = "",
) -> HttpResponse:
    now = timezone.now()
    found, window = glance(asking, area, now), asking.window(now)
    sees = may(request.user, Action.SEE_RESULTS, area.pk)
    wrong = wrong or {}
    context = {
        "page_title": f"{area.name}: {asking.name}",
        "made_up": asking.made_up,
        "area": area,
        "round": asking,
        "days": words.days(asking.opens, asking.closes, window, now),
        "runs": f"From {day(asking.opens)} to {day(asking.closes)}.",
        "next": _next(request, asking, area, found, sees=sees),
        "how": words.HOW,
        "at": moment(found.at) if found.at else "",
        "groups": [_group(asking, area, one, now, sees=sees) for one in found.groups],
        "may_aim": may(request.user, Action.TAKE_PART, area.pk) and window in {Window.NOT_YET, Window.OPEN},
        "returns": reverse("returns", args=[asking.slug, area.pk])
        if may(request.user, Action.SEE_RETURNS, area.pk)
        else "",
        "aims": [
            {
                "form": one.version.form,
                "title": one.version.title,
                "value": request.POST.get(one.version.form, one.target.people if one.target.own else ""),
                "hint": f"{one.target.people:,}, {one.target.source}",
                "error": wrong.get(one.version.form, ""),
            }
            for one in found.groups
        ],
        "stood": stood({one.version.form: [one.target.people, one.target.own] for one in found.groups}),
        "errors": [{"href": "#aims", "text": error}] * bool(error)
        + [{"href": f"#target-{form}", "text": text} for form, text in wrong.items()],
    }
    return render(request, "overview/glance.html", context, status=status)


def _group(asking: Round, area: Area, one: Group, now: datetime, *, sees: bool) -> Context:
    del now
    place = [asking.slug, area.pk, one.version.form]
    facts = [
        ("Answers", f"{words.people(one.people)} {words.of_target(one.people, one.target.people)}"),
        ("Response rate", words.of_caseload(one.people, one.caseload)),
        ("Last seven days", words.week(one.week)),
        ("By the end", words.expected(one.expected)),
        ("By link", "; ".join(words.tally(it) for it in one.by_wording)),
        ("By way in", "; ".join(words.tally(it) for it in one.by_channel) or words.CHANNELS_ALIKE),
        ("Rest of the country", words.benchmark(one.benchmark)),
    ]
    return {
        "title": one.version.title,
        "who": one.version.instrument.respondents,
        "facts": [{"key": key, "value": value, "href": ""} for key, value in facts if value],
        "done": min(one.people or 0, one.target.people),
        "target": one.target.people,
        "meter": f"{words.people(one.people)} {words.of_target(one.people, one.target.people)}",
        "results": reverse("live", args=place) if sees else "",
        "hearing": reverse("hearing", args=place) if sees else "",
    }


def _next(request: HttpRequest, asking: Round, area: Area, found: Glance, *, sees: bool) -> Context:
    """The next thing to do: one sentence, and where to do it."""
    window = asking.window(timezone.now())
    if window is Window.NOT_YET:
        own = {"text": "Your own questions", "href": reverse("own-places")}
        return {
            "said": words.next_not_open(day(asking.opens)),
            "way": own if may(request.user, Action.TAKE_PART, area.pk) else None,
        }
    groups = found.groups
    if window is not Window.OPEN or all(one.has_reached for one in groups):
        said = words.NEXT_RESULTS if window is Window.OPEN else words.NEXT_CLOSED
        return {
            "said": said,
            "way": _way("live", "Look at the results", asking, area, groups[0]) if sees and groups else None,
        }
    silent = next((one for one in groups if one.people is None), None)
    if silent is not None:
        links = {"text": words.HAND_OUT, "href": reverse("links", args=[asking.slug, area.pk])}
        return {
            "said": words.next_hand_out(silent.version.title),
            "way": links if may(request.user, Action.HAND_OUT_LINKS, area.pk) else None,
        }
    late = next((one for one in groups if one.is_behind), None)
    if late is not None and isinstance(late.expected, Expected):
        said = words.next_behind(late.version.title, late.expected.high, late.target.people)
        return {"said": said, "way": _way("hearing", words.NOT_HEARD, asking, area, late) if sees else None}
    short = next(one for one in groups if not one.has_reached)
    way = _way("hearing", words.NOT_HEARD, asking, area, short) if sees else None
    return {"said": words.next_who(short.version.title), "way": way}


def _way(view: str, text: str, asking: Round, area: Area, group: Group) -> Context:
    return {"text": text, "href": reverse(view, args=[asking.slug, area.pk, group.version.form])}


@may_do(Action.TAKE_PART, area="code")
@require_POST
def set_targets(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """What an area aims at, for every questionnaire at once: all that is right is kept, what is wrong is told."""
    asking, area = _asked_for(slug, code)
    if asking.window(timezone.now()) not in {Window.NOT_YET, Window.OPEN}:
        return redirect("glance", slug, code)
    wrong, forms = {}, list(asking.versions.values_list("form", flat=True))
    if is_overtaken(request, {form: [one.people, one.own] for form, one in targets(asking, area, forms).items()}):
        return _page(request, asking, area, status=409, error=words.TARGETS_OVERTAKEN)
    for form in forms:
        if form not in request.POST:
            continue
        try:
            now_set = set_target(asking, area, form, request.POST[form])
        except NotSet as fault:
            wrong[form] = str(fault)
            continue
        _written(request, f"{slug}/{form}", code, str(now_set) if now_set else "policy")
    if wrong:
        return _page(request, asking, area, wrong=wrong, status=422)
    response = redirect("glance", slug, code)
    response.status_code = 303
    return response


def _written(request: HttpRequest, thing: str, area: str, now_set: str) -> None:
    assert isinstance(request.user, Person)
    detail = {"change": f"target: {now_set}"}
    record(Kind.ROUND_CHANGED, actor=person(request.user.pk), thing=thing, area=area, detail=detail)
