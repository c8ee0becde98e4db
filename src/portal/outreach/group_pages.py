"""The groups of an area in a round: made, handed out, counted in tens, paused and opened again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.councils.models import Area, Collector
from portal.outreach import groups, ways, words
from portal.outreach.groups import Named, NotMade
from portal.outreach.handing import groups_shown
from portal.outreach.link_pages import at, write_down
from portal.outreach.models import GroupLink
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action
from portal.rounds.models import Round, Window

_FIELDS = ("link", "name", "kind", "collector")


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def groups_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The groups of the area, each with what it is handed out by and its count, and a form for one more."""
    asking, area = at(slug, code)
    if request.method != "POST":
        return _page(request, asking, area, dict.fromkeys(_FIELDS, ""))
    said = {name: request.POST.get(name, "") for name in _FIELDS}
    try:
        _make(request, asking, area, said)
    except NotMade as fault:
        return _page(request, asking, area, said, fault)
    return _see(slug, code)


@transaction.atomic
def _make(request: HttpRequest, asking: Round, area: Area, said: dict[str, str]) -> None:
    """Make the group, and write it down; a form that is sent twice makes one. Raises NotMade."""
    link = ways.open_links(asking, area.pk).filter(token=said["link"]).first()
    if link is None or asking.window(timezone.now()) is Window.CLOSED:
        raise NotMade(words.GROUP_LINKLESS, "link")
    name, hands_out = " ".join(said["name"].split()), said["collector"]
    collector = next((one for one in _collectors(area) if str(one.pk) == hands_out), None)
    if hands_out and collector is None:
        raise NotMade(words.GROUP_STRANGER, "collector")
    if GroupLink.objects.filter(link=link, name=name, kind=said["kind"]).exists():
        return
    groups.make(link, Named(name, said["kind"], collector))
    write_down(request, link, words.GROUP_MADE)


def _collectors(area: Area) -> QuerySet[Collector]:
    """The area's organisations that collect answers now."""
    return Collector.objects.filter(area=area, closed=None)


def _page(
    request: HttpRequest, asking: Round, area: Area, said: dict[str, str], fault: NotMade | None = None
) -> HttpResponse:
    listed = paged(request, ways.groups_of(asking, area.pk), size=10)
    links = ways.open_links(asking, area.pk)
    context = {
        "page_title": words.groups_of(area.name),
        "round": asking,
        "area": area,
        "made_up": asking.made_up,
        "list": listed,
        "rows": groups_shown(listed.rows),
        "empty": words.NO_GROUPS,
        "said": said,
        "links": [(one.token, f"{ways.title(one)}, {one.wording.title}") for one in links],
        "kinds": [("", words.CHOOSE), *GroupLink.Kind.choices],
        "collectors": [("", words.NOBODY_HANDS_OUT), *((str(one.pk), one.name) for one in _collectors(area))],
        "at": fault.at if fault else "",
        "errors": [{"href": f"#{fault.at}", "text": str(fault)}] if fault else [],
    }
    return render(request, "outreach/groups.html", context, status=422 if fault else 200)


@may_do(Action.TAKE_PART, area="code")
@require_POST
@transaction.atomic
def pause_group(request: HttpRequest, slug: str, code: str, group: str) -> HttpResponse:
    """Pause a group's link, or open it again: as the button said, however often it is pressed."""
    asking, _ = at(slug, code)
    found = ways.groups_of(asking, code).filter(token=group).first()
    if found is None:
        raise Http404
    paused = request.POST.get("do") == "pause"
    if GroupLink.objects.filter(token=group, paused=not paused).update(paused=paused):
        write_down(request, found.link, words.GROUP_PAUSED if paused else words.GROUP_RESUMED)
    return _see(slug, code)


def _see(slug: str, code: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("groups", args=[slug, code]))
    response.status_code = 303
    return response
