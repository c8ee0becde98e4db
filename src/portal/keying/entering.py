"""The screens on which sheets are typed: once, and again by somebody else."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from poet.answers import Refusal
from poet.instrument import Item, Kind, Variant, worded
from poet.instrument.faces import Dressed
from poet.route import pages
from portal.capture.taking_in import asking
from portal.keying import bundling, words
from portal.keying.bundling import NotDone
from portal.keying.models import SLIP_LENGTH, Bundle, Sheet
from portal.keying.typing import Typed, in_words, offered_on, shown, typed
from portal.people.doors import may_do
from portal.people.models import Person
from portal.people.part import part
from portal.people.rules import Action
from portal.people.standing import is_overtaken, stood

GET_OR_POST = ("GET", "HEAD", "POST")
Context = dict[str, Any]
SLIP_FIELD, KEPT = "slip.", "kept"
_UNTYPED = Typed({}, {}, {})


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody with a bundle before them: its questions in the words and in the order of its paper."""

    bundle: Bundle
    person: Person
    dressed: Dressed
    variant: Variant

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions in the order of the paper, which asks them all whatever was answered."""
        return tuple(item for page in pages(self.dressed.instrument, self.variant) for item in page.items)


def bundle_of(request: HttpRequest, code: str, key: int) -> tuple[Bundle, Person]:
    """The bundle, for whoever may type its paper. Raises Http404 and PermissionDenied."""
    assert isinstance(request.user, Person)
    rows = Bundle.objects.select_related("round", "area", "version", "round__paper")
    theirs = rows.filter(part(request.user, Action.ENTER_RETURNS).rows("opened_by"))
    found = get_object_or_404(theirs, pk=key, area=code)
    if not bundling.may_type(request.user, found.round, code):
        raise PermissionDenied
    return found, request.user


def desk_of(request: HttpRequest, code: str, key: int) -> Desk:
    """The desk with the bundle on it. Raises Http404 and PermissionDenied."""
    bundle, somebody = bundle_of(request, code, key)
    dressed = asking(bundle.round, bundle.area_id, bundle.version).dressed(bundle.face)
    return Desk(bundle, somebody, dressed, dressed.instrument.variant(bundle.variant))


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(GET_OR_POST)
def new_sheet(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The next sheet of the bundle; keeping it leads to an empty form for the one after."""
    desk = desk_of(request, code, key)
    if request.method != "POST":
        return _form(request, desk, _UNTYPED)
    heard = typed(desk.items, _fields(request))
    if heard.refusals:
        return _form(request, desk, heard, status=422)
    slip = request.POST.get(SLIP_FIELD, "")[:SLIP_LENGTH] or _slip()
    try:
        kept = bundling.keep_sheet(desk.bundle, heard.cells, slip=slip, by=desk.person)
    except NotDone as fault:
        return _form(request, desk, heard, error=str(fault), status=409)
    there = reverse("new-sheet", args=[code, key])
    return see(f"{there}?{KEPT}={kept.number if kept else 0}")


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(GET_OR_POST)
def sheet(request: HttpRequest, code: str, key: int, number: int) -> HttpResponse:
    """A sheet that was typed, to look at again and to mend."""
    desk = desk_of(request, code, key)
    found = get_object_or_404(Sheet.objects.select_related("bundle"), bundle=desk.bundle, number=number)
    if request.method != "POST":
        return _form(request, desk, _read(desk, found.first), number=number, of=found)
    heard = typed(desk.items, _fields(request))
    if is_overtaken(request, found.first):
        return _form(
            request, desk, _beside(desk, heard, found), number=number, of=found, error=words.SHEET_OVERTAKEN, status=409
        )
    if heard.refusals:
        return _form(request, desk, heard, number=number, of=found, status=422)
    try:
        bundling.mend_sheet(found, heard.cells, by=desk.person)
    except NotDone as fault:
        return _form(request, desk, heard, number=number, of=found, error=str(fault), status=409)
    return see(reverse("bundle", args=[code, key]))


def _beside(desk: Desk, heard: Typed, found: Sheet) -> Typed:
    """What was typed, and at each field where somebody else typed otherwise meanwhile, what."""
    other = {
        item.id: Refusal(words.now_typed(in_words(item, found.first.get(item.id, ""))), item.id)
        for item in desk.items
        if found.first.get(item.id, "") != heard.cells.get(item.id, "")
    }
    return Typed(heard.cells, other, heard.posted)


@may_do(Action.ENTER_RETURNS, area="code")
@require_POST
def remove_sheet(request: HttpRequest, code: str, key: int, number: int) -> HttpResponse:
    """A sheet that was typed twice goes from the bundle."""
    bundle, _ = bundle_of(request, code, key)
    found = Sheet.objects.select_related("bundle").filter(bundle=bundle, number=number).first()
    if found is not None and bundle.closed is None:
        bundling.remove_sheet(found)
    return see(reverse("bundle", args=[code, key]))


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(GET_OR_POST)
def second(request: HttpRequest, code: str, key: int, number: int) -> HttpResponse:
    """The sheet once more, by somebody else, who does not see what was typed the first time."""
    desk = desk_of(request, code, key)
    found = get_object_or_404(Sheet.objects.select_related("bundle"), bundle=desk.bundle, number=number)
    if request.method != "POST":
        error = words.NOT_YOURS if found.first_by_id == desk.person.pk else ""
        return _form(request, desk, _UNTYPED, number=number, again=True, error=error, status=409 if error else 200)
    heard = typed(desk.items, _fields(request))
    if heard.refusals:
        return _form(request, desk, heard, number=number, again=True, status=422)
    try:
        bundling.keep_second(found, heard.cells, by=desk.person)
    except NotDone as fault:
        return _form(request, desk, heard, number=number, again=True, error=str(fault), status=409)
    if found.differs:
        return see(reverse("sheet-differences", args=[code, key, number]))
    return see(_next_second(desk, found))


def _next_second(desk: Desk, after: Sheet) -> str:
    """The next sheet that this person may type a second time, else the bundle."""
    code, key = desk.bundle.area_id, desk.bundle.pk
    rows = desk.bundle.sheets.filter(second=None, number__gt=after.number).exclude(first_by=desk.person)
    number = rows.order_by("number").values_list("number", flat=True).first()
    return reverse("second-sheet", args=[code, key, number]) if number else reverse("bundle", args=[code, key])


def _read(desk: Desk, cells: Mapping[str, str]) -> Typed:
    """A kept sheet as it would be typed."""
    return Typed({}, {}, {item.id: shown(item, cells.get(item.id, "")) for item in desk.items})


def _form(
    request: HttpRequest,
    desk: Desk,
    heard: Typed,
    *,
    number: int = 0,
    again: bool = False,
    of: Sheet | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    bundle = desk.bundle
    errors = [{"href": f"#{item}", "text": refusal.words} for item, refusal in heard.refusals.items()]
    context = {
        "page_title": _title(number, again=again),
        "bundle": bundle,
        "told": _told(request, desk),
        "errors": [{"href": "#content", "text": error}] if error else errors,
        "sections": _sections(desk, heard),
        "stood": stood(of.first) if of else "",
        "slip": (SLIP_FIELD, request.POST.get(SLIP_FIELD, "") or _slip()),
        "back": reverse("bundle", args=[bundle.area_id, bundle.pk]),
        "made_up": bundle.round.made_up,
    }
    return render(request, "keying/sheet.html", context, status=status)


def _title(number: int, *, again: bool) -> str:
    if not number:
        return "The next sheet"
    return f"Sheet {number}, the second time" if again else f"Sheet {number}"


def _told(request: HttpRequest, desk: Desk) -> str:
    kept = request.GET.get(KEPT, "")
    if not (kept.isascii() and kept.isdigit() and len(kept) < 7):
        return ""
    left = desk.bundle.counted - desk.bundle.sheets.count()
    return words.kept(int(kept), left) if int(kept) else words.SLIPPED


def _sections(desk: Desk, heard: Typed) -> list[Context]:
    """The questions under the headings of the paper, numbered as they are there."""
    found: list[Context] = []
    for number, item in enumerate(desk.items, 1):
        title = worded(desk.dressed.instrument.section(item.section).title, desk.variant)
        if not found or found[-1]["title"] != title:
            found.append({"title": title, "items": []})
        refusal = heard.refusals.get(item.id)
        found[-1]["items"].append(
            {
                "id": item.id,
                "number": number,
                "ask": worded(item.ask, desk.variant),
                "options": [
                    (place, worded(option.text, desk.variant)) for place, option in enumerate(offered_on(item), 1)
                ]
                if item.options
                else [],
                "kind": item.kind.value,
                "long": item.kind is Kind.TEXT,
                "value": heard.posted.get(item.id, ""),
                "error": refusal.words if refusal else "",
            }
        )
    return found


def _fields(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.POST.items()}


def _slip() -> str:
    return secrets.token_hex(SLIP_LENGTH // 2)


def see(there: str) -> HttpResponse:
    """After a form was taken, on to a page."""
    response = HttpResponseRedirect(there)
    response.status_code = 303
    return response
