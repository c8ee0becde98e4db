"""Where a council manager adds questions from the bank to what the area asks in a round, and takes them away again."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from poet.instrument import Item, Refused
from poet.instrument.bank import MOST_CHOSEN
from portal.audit.recording import Kind, person, record
from portal.councils.models import Area
from portal.people.doors import may_do
from portal.people.rules import Action, extent
from portal.questionnaires.composing import offered
from portal.questionnaires.models import Version
from portal.questionnaires.words import KINDS
from portal.rounds import words
from portal.rounds.choosing import NotChosen, choose
from portal.rounds.models import Choice, Round
from portal.rounds.taking_part import taking_part

Context = dict[str, Any]
# A button says what it does with which question; the list it was pressed beside goes with it.
DO, SEEN = "do", "seen"


@may_do(Action.TAKE_PART)
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Every questionnaire that one's areas ask in a round, each with its own questions to choose."""
    reach = extent(request.user, Action.TAKE_PART)
    rows = taking_part().select_related("area", "round").prefetch_related("round__versions")
    rows = rows.order_by("-round__opens", "area__name")
    mine = rows if reach.everywhere else rows.filter(area__in=reach.areas)
    chosen = {(one.round_id, one.area_id, one.version_id): one for one in Choice.objects.select_related("composition")}
    listed = [
        {
            "text": words.asks(row.area.name, version.title, row.round.name),
            "href": _address(row.round, row.area, version),
            "note": _note(chosen.get((row.round_id, row.area_id, version.pk))),
        }
        for row in mine[: words.MOST_LISTED]
        for version in row.round.versions.all()
    ]
    return render(request, "rounds/own_places.html", {"page_title": words.OWN_QUESTIONS, "places": listed})


@may_do(Action.TAKE_PART, area="code")
@require_http_methods(["GET", "HEAD", "POST"])
def own_questions(request: HttpRequest, code: str, slug: str, form: str) -> HttpResponse:
    """What an area asks beside the core of a questionnaire, and what it may add; each button is stored at once."""
    area = get_object_or_404(Area, code=code)
    asking = get_object_or_404(Round, slug=slug, participations__area=area)
    version = get_object_or_404(Version, form=form, rounds=asking)
    if request.method != "POST":
        return _page(request, asking, area, version)
    chosen = _chosen(asking, area, version)
    if request.POST.get(SEEN, "") != " ".join(chosen):
        return _page(request, asking, area, version, words.CHANGED_MEANWHILE, 409)
    try:
        choose(asking, area, version, _done(chosen, request.POST.get(DO, "")))
    except (NotChosen, Refused) as fault:
        return _page(request, asking, area, version, str(fault), 422)
    assert request.user.is_authenticated
    change = {"change": "own questions"}
    record(
        Kind.ROUND_CHANGED, actor=person(request.user.pk), thing=f"{asking.slug} {version}", area=area.pk, detail=change
    )
    response = HttpResponseRedirect(_address(asking, area, version))
    response.status_code = 303
    return response


def _done(chosen: list[str], said: str) -> list[str]:
    """The list after a button was pressed. Raises Http404 for a button that is on no page."""
    what, _, item = said.partition(" ")
    if what == "add":
        return chosen if item in chosen else [*chosen, item]
    if item not in chosen:
        raise Http404
    rest = [one for one in chosen if one != item]
    if what == "remove":
        return rest
    if what != "up":
        raise Http404
    at = max(0, chosen.index(item) - 1)
    return [*rest[:at], item, *rest[at:]]


def _chosen(asking: Round, area: Area, version: Version) -> list[str]:
    choice = _choice(asking, area, version)
    return list(choice.composition.chosen) if choice and choice.composition else []


def _choice(asking: Round, area: Area, version: Version) -> Choice | None:
    return Choice.objects.select_related("composition").filter(round=asking, area=area, version=version).first()


def _address(asking: Round, area: Area, version: Version) -> str:
    return reverse("own-questions", args=[area.pk, asking.slug, version.form])


def _note(choice: Choice | None) -> str:
    number = len(choice.composition.chosen) if choice and choice.composition else 0
    return words.chosen(number) + (f". {words.FIXED}" if choice and choice.begun else "")


def _page(
    request: HttpRequest, asking: Round, area: Area, version: Version, error: str = "", status: int = 200
) -> HttpResponse:
    choice = _choice(asking, area, version)
    composition = choice.composition if choice else None
    chosen = list(composition.chosen) if composition else []
    begun = choice is not None and choice.begun
    asked = composition.instrument if composition else version.instrument
    topics = offered(version)
    context = {
        "page_title": words.own_questions(area.name, version.title),
        "round": asking.name,
        "made_up": asking.made_up,
        "errors": [{"href": "#chosen", "text": error}] if error else [],
        "begun": words.begun(area.name) if begun else "",
        "left": "" if begun else words.left(MOST_CHOSEN - len(chosen)),
        "seen": " ".join(chosen),
        "chosen": [_item(asked.by_id[one]) for one in chosen],
        "topics": []
        if begun or len(chosen) >= MOST_CHOSEN
        else [
            {"title": topic.title, "items": [_item(item) for item in items if item.id not in chosen]}
            for topic, items in topics
        ],
        "none": "" if topics else words.NOTHING_SUITS,
        "specimen": reverse("composed-specimen", args=[version.form, version.version, composition.digest])
        if composition
        else reverse("specimen", args=[version.form, version.version]),
        "back": reverse("own-places"),
    }
    return render(request, "rounds/own_questions.html", context, status=status)


def _item(item: Item) -> Context:
    """A question with what may be answered. The bank's words hold no gaps for wordings."""
    return {
        "id": item.id,
        "ask": item.ask,
        "options": ", ".join(option.text for option in item.in_base) or KINDS[item.kind],
    }
