"""The screen on which two readings of a sheet stand side by side, and somebody with the paper in their hand decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from poet.instrument import Item, worded
from portal.keying import bundling, words
from portal.keying.bundling import NotDone
from portal.keying.entering import GET_OR_POST, Desk, desk_of, see
from portal.keying.models import Sheet
from portal.keying.typing import in_words, typed
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.people.standing import is_overtaken, stood

FIRST, SECOND, OTHER = "first", "second", "other"


@may_do(Action.ENTER_RETURNS, area="code")
@require_http_methods(GET_OR_POST)
def differences(request: HttpRequest, code: str, key: int, number: int) -> HttpResponse:
    """What two people read differently, side by side; whoever looks at the paper again decides."""
    desk = desk_of(request, code, key)
    found = get_object_or_404(Sheet.objects.select_related("bundle"), bundle=desk.bundle, number=number)
    if not found.differs:
        return see(reverse("bundle", args=[code, key]))
    items = [item for item in desk.items if found.first.get(item.id, "") != (found.second or {}).get(item.id, "")]
    if request.method != "POST":
        return _differing(request, desk, found, items, {})
    if is_overtaken(request, found.first, found.second):
        return _differing(request, desk, found, items, {items[0].id: words.READINGS_OVERTAKEN}, 409)
    chosen, errors = _chosen(request, found, items)
    if errors:
        return _differing(request, desk, found, items, errors, 422)
    try:
        bundling.settle(found, chosen, by=desk.person)
    except NotDone as fault:
        return _differing(request, desk, found, items, {items[0].id: str(fault)}, 409)
    return see(reverse("bundle", args=[code, key]))


def _chosen(request: HttpRequest, found: Sheet, items: Sequence[Item]) -> tuple[dict[str, str], dict[str, str]]:
    """What was decided for each question, and what is wrong with it."""
    readings = {FIRST: found.first, SECOND: found.second or {}}
    chosen, errors = dict[str, str](), dict[str, str]()
    for item in items:
        said = request.POST.get(item.id, "")
        if said == OTHER:
            heard = typed((item,), {item.id: request.POST.get(f"{item.id}.{OTHER}", "")})
            errors |= {name: refusal.words for name, refusal in heard.refusals.items()}
            chosen[item.id] = heard.cells.get(item.id, "")
        elif said in readings:
            chosen[item.id] = readings[said].get(item.id, "")
        else:
            errors[item.id] = words.CHOOSE_ONE
    return chosen, errors


def _differing(
    request: HttpRequest, desk: Desk, found: Sheet, items: Sequence[Item], errors: Mapping[str, str], status: int = 200
) -> HttpResponse:
    numbers = {item.id: number for number, item in enumerate(desk.items, 1)}
    rows = [
        {
            "id": item.id,
            "number": numbers[item.id],
            "ask": worded(item.ask, desk.variant),
            "first": in_words(item, found.first.get(item.id, "")),
            "second": in_words(item, (found.second or {}).get(item.id, "")),
            "chosen": request.POST.get(item.id, ""),
            "other": request.POST.get(f"{item.id}.{OTHER}", ""),
            "error": errors.get(item.id, ""),
        }
        for item in items
    ]
    context = {
        "page_title": f"Sheet {found.number}: two readings",
        "bundle": desk.bundle,
        "made_up": desk.bundle.round.made_up,
        "rows": rows,
        "stood": stood(found.first, found.second),
        "errors": [{"href": f"#{name}", "text": text} for name, text in errors.items()],
        "back": reverse("bundle", args=[desk.bundle.area_id, desk.bundle.pk]),
    }
    return render(request, "keying/differences.html", context, status=status)
