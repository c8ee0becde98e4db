"""The pages of bundles: all of one's areas, one with its sheets, and what a round says of paper."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.capture.taking_in import asking
from portal.councils.models import Area
from portal.keying import bundling, words
from portal.keying.bundling import Cover, NotDone
from portal.keying.entering import GET_OR_POST, bundle_of
from portal.keying.models import Bundle
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.paging import paged, searched
from portal.people.part import part
from portal.people.rules import Action
from portal.people.standing import is_overtaken, stood
from portal.questionnaires.models import Version
from portal.questionnaires.words import face as face_name
from portal.rounds.models import Round
from portal.rounds.taking_part import taking_part

SORTED = {
    "bundle": ("label",),
    "questionnaire": ("version__title", "label"),
    "area": ("area__name", "label"),
    "sheets": ("counted",),
    "state": ("closed", "label"),
}
_COVER = ("label", "counted", "variant", "face")


@may_do(Action.ENTER_RETURNS)
@require_safe
def bundles(request: HttpRequest) -> HttpResponse:
    """The bundles of one's areas or of one's organisation, and the questionnaires whose paper can be typed."""
    assert isinstance(request.user, Person)
    seen = part(request.user, Action.ENTER_RETURNS)
    rows = Bundle.objects.filter(seen.rows("opened_by")).select_related("round", "area", "version", "collector")
    rows = rows.defer("version__text")
    if not seen.whole.everywhere:
        rows = rows.exclude(round__paper__sealed=True)
    context = {
        "page_title": words.BUNDLES,
        "list": paged(request, rows, SORTED),
        **_places(request, everywhere=seen.whole.everywhere),
        "no_bundles": words.NO_BUNDLES,
        "no_places": words.NOT_FOUND if request.GET.get("q", "").strip() else words.NO_PLACES,
    }
    return render(request, "keying/bundles.html", context)


def _places(request: HttpRequest, *, everywhere: bool) -> dict[str, Any]:
    """Every questionnaire of a round that has opened, page by page; of a sealed round a council is told where its paper goes."""
    rows = taking_part().select_related("area", "round", "round__paper").prefetch_related("round__versions")
    rows = rows.filter(round__opens__lte=timezone.now()).order_by("-round__opens", "area__name", "pk")
    rows, said = searched(request, rows, "area__name", "round__name")
    found = paged(request, rows, named="from", q=said)
    places = [
        {
            "text": words.begins(row.area.name, version.title, row.round.name),
            "href": "" if sealed else reverse("new-bundle", args=[row.area_id, row.round.slug, version.form]),
            "note": words.SEALED if sealed else "",
        }
        for row in found.rows
        for sealed in (not everywhere and getattr(row.round, "paper", None) is not None and row.round.paper.sealed,)
        for version in row.round.versions.all()
    ]
    return {"places": places, "paging": found, "said": said, "hint": words.SEARCH_HINT}


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(GET_OR_POST)
def new_bundle(request: HttpRequest, code: str, slug: str, form: str) -> HttpResponse:
    """A new bundle: which paper it is, and how many sheets were counted."""
    area = get_object_or_404(Area, pk=code)
    of = get_object_or_404(Round, slug=slug, participations__area=area)
    version = get_object_or_404(Version, form=form, rounds=of)
    if not bundling.may_type(request.user, of, code):
        raise PermissionDenied
    said = {name: request.POST.get(name, "") for name in _COVER}
    if request.method != "POST":
        return _cover(request, of, area, version, said)
    assert isinstance(request.user, Person)
    try:
        opened = bundling.open_bundle(of, area, version, Cover(**said), by=request.user, now=timezone.now())
    except NotDone as fault:
        return _cover(request, of, area, version, said, fault)
    return _see(reverse("new-sheet", args=[code, opened.pk]))


def _cover(
    request: HttpRequest, of: Round, area: Area, version: Version, said: dict[str, str], fault: NotDone | None = None
) -> HttpResponse:
    faces = asking(of, area.pk, version).faces
    context = {
        "page_title": words.NEW_BUNDLE,
        "place": words.begins(area.name, version.title, of.name),
        "made_up": of.made_up,
        "said": said,
        "at": fault.at if fault else "",
        "error": str(fault) if fault else "",
        "errors": [{"href": f"#{fault.at or 'content'}", "text": str(fault)}] if fault else [],
        "variants": [(one.id, one.title) for one in version.instrument.variants],
        "faces": [(face, face_name(dressed)) for face, dressed in faces.items()],
        "back": reverse("bundles"),
    }
    return render(request, "keying/new_bundle.html", context, status=422 if fault else 200)


@may_do(Action.ENTER_RETURNS, area="code")
@require_safe
def bundle(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A bundle: its sheets, what is still to be done, and closing it."""
    return _bundle(request, *bundle_of(request, code, key))


def _bundle(
    request: HttpRequest, found: Bundle, somebody: Person, error: str = "", at: str = "", status: int = 200
) -> HttpResponse:
    sheets = list(found.sheets.all())
    twice = bundling.paper_of(found.round).twice
    waiting = bundling.waiting(found, sheets) if found.closed is None else []
    context: dict[str, Any] = {
        "page_title": found.label,
        "place": words.begins(found.area.name, found.version.title, found.round.name),
        "made_up": found.round.made_up,
        "bundle": found,
        "typed": len(sheets),
        "list": paged(request, found.sheets.all()),
        "waiting": waiting,
        "twice": twice,
        "me": somebody,
        "outcome": words.closed(found.stored, found.blank) if found.closed else "",
        "said": request.POST.get("counted", found.counted),
        "error": error if at == "counted" else "",
        "errors": [{"href": f"#{at or 'content'}", "text": error}] if error else [],
        "back": reverse("bundles"),
    }
    return render(request, "keying/bundle.html", context, status=status)


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def correct_count(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Somebody counted the sheets again."""
    found, somebody = bundle_of(request, code, key)
    try:
        bundling.correct_count(found, request.POST.get("counted", ""), by=somebody)
    except NotDone as fault:
        return _bundle(request, found, somebody, str(fault), fault.at, 422)
    return _see(reverse("bundle", args=[code, key]))


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def close(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Everything typed becomes responses, if the bundle balances."""
    found, somebody = bundle_of(request, code, key)
    try:
        bundling.close(found, by=somebody, now=timezone.now())
    except NotDone as fault:
        return _bundle(request, found, somebody, str(fault), "", 409)
    return _see(reverse("bundle", args=[code, key]))


@may_do(Action.MANAGE_ROUNDS, national=True)
@require_http_methods(GET_OR_POST)
def paper_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """How paper is dealt with in a round."""
    of = get_object_or_404(Round.objects.select_related("paper"), slug=slug)
    paper, fault, at = bundling.paper_of(of), "", "days"
    now_set = (paper.sealed, paper.twice, paper.days)
    if request.method == "POST" and is_overtaken(request, *now_set):
        fault, at = words.paper_overtaken(*now_set), "sealed"
    elif request.method == "POST":
        assert isinstance(request.user, Person)
        try:
            bundling.set_paper(
                of,
                sealed="sealed" in request.POST,
                twice="twice" in request.POST,
                days=request.POST.get("days", ""),
                by=request.user,
            )
            return _see(request.path)
        except NotDone as refused:
            fault = str(refused)
    sent = request.method == "POST"
    context = {
        "page_title": f"{of.name}: paper",
        "made_up": of.made_up,
        "round": of,
        "paper": {"sealed": "sealed" in request.POST, "twice": "twice" in request.POST} if sent else paper,
        "days": request.POST.get("days", paper.days),
        "stood": stood(*now_set),
        "error": fault if at == "days" else "",
        "errors": [{"href": f"#{at}", "text": fault}] if fault else [],
    }
    status = 200 if not fault else 422 if at == "days" else 409
    return render(request, "keying/paper_settings.html", context, status=status)


def _see(there: str) -> HttpResponse:
    response = HttpResponseRedirect(there)
    response.status_code = 303
    return response
