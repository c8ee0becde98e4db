"""The pages of links: what an area hands out in a round, and each link's code and poster as files."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.paper import Poster, poster, square
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.outreach import collector_words, ways, words
from portal.outreach.admitting import NotAdmitted, admit
from portal.outreach.handing import CODES, groups_shown, handed
from portal.outreach.ways import Way
from portal.people.doors import may_do
from portal.people.models import Holding, Person
from portal.people.paging import paged
from portal.people.part import part
from portal.people.rules import Action, Role, may
from portal.rounds.models import Link, Participation, Round, Window

MOST_NAMED = 3


@may_do(Action.HAND_OUT_LINKS)
@require_safe
def link_places(request: HttpRequest) -> HttpResponse:
    """The rounds that go on in one's areas."""
    rows = Participation.objects.filter(round__closes__gt=timezone.now()).select_related("round", "area")
    listed = paged(request, rows.order_by("round__closes", "area__name"))
    places = [
        {
            "text": words.place(one.area.name, one.round.name),
            "href": reverse("links", args=[one.round.slug, one.area_id]),
        }
        for one in listed.rows
    ]
    context = {"page_title": words.LINKS, "list": listed, "rows": places, "empty": words.NO_PLACES}
    return render(request, "outreach/places.html", context)


def at(slug: str, code: str) -> tuple[Round, Area]:
    """The round and the area that an address names. Raises Http404."""
    area = get_object_or_404(Area, pk=code)
    return get_object_or_404(Round, slug=slug, participations__area=area), area


@may_do(Action.HAND_OUT_LINKS, area="code")
@require_safe
def links(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every open link of the area, or those of one's own organisation, with all that it is handed out by, and what to do next."""
    asking, area = at(slug, code)
    theirs = _own_organisations(request, code)
    return _page(request, asking, area) if theirs is None else _own_page(request, asking, area, theirs)


def _own_organisations(request: HttpRequest, code: str) -> frozenset[int] | None:
    """The organisations whose links alone somebody hands out here; None for whoever hands out all that the council has."""
    assert isinstance(request.user, Person)
    seen = part(request.user, Action.HAND_OUT_LINKS)
    return None if seen.whole.holds(code) else seen.of_organisations(code)


@may_do(Action.TAKE_PART, area="code")
@require_POST
@transaction.atomic
def admission(request: HttpRequest, slug: str, code: str, token: str) -> HttpResponse:
    """Let only those begin at a link who bring an invitation, or everybody: as the button said, however often it is pressed."""
    asking, area = at(slug, code)
    link = get_object_or_404(ways.open_links(asking, code), pk=token)
    only_invited = request.POST.get("do") == "invited"
    try:
        changed = admit(link, only_invited=only_invited)
    except NotAdmitted as why:
        return _page(request, asking, area, why)
    if changed:
        write_down(request, link, words.ONLY_INVITED if only_invited else words.EVERYBODY)
    response = HttpResponseRedirect(reverse("links", args=[slug, code]))
    response.status_code = 303
    return response


def write_down(request: HttpRequest, link: Link, change: str) -> None:
    """The log names the questionnaire, and neither a link nor a group."""
    assert isinstance(request.user, Person)
    thing = f"{link.round.slug} {link.version}"
    record(Kind.LINKS_CHANGED, actor=person(request.user.pk), thing=thing, area=link.area_id, detail={"change": change})


def _page(request: HttpRequest, asking: Round, area: Area, fault: NotAdmitted | None = None) -> HttpResponse:
    code = area.pk
    listed = paged(request, ways.open_links(asking, code), size=10)
    faces = ways.posters({one.version_id for one in listed.rows})
    window = asking.window(timezone.now())
    context = {
        **_alike(asking, area),
        "next": words.NEXT[window],
        "list": listed,
        "rows": [
            {
                "title": ways.title(one),
                "wording": one.wording.title,
                "only_invited": bool(getattr(one, "admission", None) and one.admission.by_invitation),
                **handed(ways.of_link(one), faces[one.version_id]),
            }
            for one in listed.rows
        ]
        if window is not Window.CLOSED
        else [],
        "empty": words.NO_LINKS,
        "glance": reverse("glance", args=[asking.slug, code]) if may(request.user, Action.SEE_TALLIES, code) else "",
        "groups": may(request.user, Action.TAKE_PART, code),
        "errors": [{"href": "#content", "text": str(fault)}] if fault else [],
    }
    return render(request, "outreach/links.html", context, status=422 if fault else 200)


def _alike(asking: Round, area: Area) -> dict[str, Any]:
    """What the page of an area's links is given, whoever opens it; what only some find there is not there yet."""
    return {
        "page_title": words.links_of(area.name),
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "rows": [],
        "ours": [],
        "asks": "",
        "glance": "",
        "groups": False,
        "errors": [],
    }


def _own_page(request: HttpRequest, asking: Round, area: Area, theirs: Collection[int]) -> HttpResponse:
    """The links made for the organisation for which somebody collects answers; where there is none, whom to ask for one."""
    window = asking.window(timezone.now())
    listed = paged(request, ways.groups_of(asking, area.pk).filter(collector__in=theirs), size=10)
    ours = groups_shown(listed.rows) if window is not Window.CLOSED else []
    ask = collector_words.more_links if listed.rows else collector_words.first_link
    asks = "" if window is Window.CLOSED else ask(area.name, _managers(area))
    context = {
        **_alike(asking, area),
        "next": words.NEXT[window] if ours or not asks else asks,
        "list": listed,
        "ours": ours,
        "asks": asks if ours else "",
        "empty": collector_words.NO_LINK if asks else words.NO_LINKS,
    }
    return render(request, "outreach/links.html", context)


def _managers(area: Area) -> list[str]:
    """The names of those who make links for an area's organisations."""
    held = Holding.objects.filter(role=Role.MANAGER, area=area, person__is_active=True)
    return list(held.order_by("person__name").values_list("person__name", flat=True)[:MOST_NAMED])


def _way(request: HttpRequest, slug: str, code: str, token: str) -> Way:
    asking, _ = at(slug, code)
    found = ways.find(asking, code, token, of=_own_organisations(request, code))
    if found is None:
        raise Http404
    return found


@may_do(Action.HAND_OUT_LINKS, area="code")
@require_safe
def code_file(request: HttpRequest, slug: str, code: str, token: str, ending: str) -> HttpResponse:
    """The square code of a link or a group as a file."""
    if ending not in CODES:
        raise Http404
    way = _way(request, slug, code, token)
    return _file(square(way.address, png=ending == "png"), CODES[ending], f"code-{way.link.version.form}.{ending}")


@may_do(Action.HAND_OUT_LINKS, area="code")
@require_safe
def poster_file(request: HttpRequest, slug: str, code: str, token: str, face: str) -> HttpResponse:
    """The poster of a link or a group, in a face of its questionnaire."""
    way = _way(request, slug, code, token)
    said = ways.poster_of(way, face)
    if said is None:
        raise Http404
    return _file(_drawn(said), "application/pdf", f"poster-{way.link.version.form}-{face}.pdf")


@lru_cache(maxsize=64)
def _drawn(said: Poster) -> bytes:
    return poster(said)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
