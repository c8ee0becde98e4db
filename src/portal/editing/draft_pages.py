"""A draft to read, with its commentary inline; moving it on, making its figures anew, taking it away marked as a draft."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from poet.draw import FORMATS
from poet.report import Report
from portal.audit.recording import Kind, person, record
from portal.editing import words
from portal.editing.agreeing import agree
from portal.editing.finding import found, me, there
from portal.editing.generating import NotMade
from portal.editing.inserting import sections
from portal.editing.models import Draft, Signature
from portal.editing.moving import NotMoved, move
from portal.editing.parties import has
from portal.editing.reading import with_ways
from portal.editing.signing import signed, to_sign, why_not
from portal.editing.states import BOTH_SIGNED, MOVES, OPEN_TO_WRITING, Move, State, after
from portal.editing.threads import open_by_section
from portal.editing.unclaimed import Unclaimed
from portal.editing.writing import content, remake
from portal.people.doors import may_do
from portal.people.rules import Action
from portal.reporting.views import as_file

Context = dict[str, Any]
FACES = {"pdf": "PDF, to print and pass round", "docx": "Word document, to write on"}
_BUTTONS = tuple(one for one in Move if one not in {Move.CHANGE, Move.SIGN})


@may_do(Action.EDIT_REPORTS)
@require_safe
def draft_page(request: HttpRequest, draft: int) -> HttpResponse:
    """The report as it would go out, with a way to write beneath each section."""
    return shown(request, found(request, draft))


def shown(request: HttpRequest, draft: Draft, error: str = "", note: str = "", status: int = 200) -> HttpResponse:
    """The page of a draft; `error` is what could not be done, `note` what was."""
    now = content(draft)
    ready = to_sign(draft, now)
    titles = {section.id: section.title for section in sections(now.report)}
    state = State(draft.state)
    can_write = state in OPEN_TO_WRITING and has(request.user, MOVES[Move.CHANGE].who, draft.area_id)
    offered = [one for one in _BUTTONS if after(state, one) and has(request.user, MOVES[one].who, draft.area_id)]
    faults = in_the_way(draft, ready.in_the_way, titles)
    context = {
        **where(draft),
        "page_title": draft.title,
        "errors": [{"href": "#standing", "text": error}] if error else [],
        "note": note,
        "styles": reverse("report-styles"),
        "signatures": [_signature(one) for one in signed(draft)],
        "digest": ready.digest[:12],
        "moves": [
            {"value": one.value, "text": words.MOVES[one]} for one in offered if one is not Move.AGREE or not faults
        ],
        "agreeing_waits": words.agreeing_waits(len(faults)) if faults and Move.AGREE in offered else "",
        "where_it_waits": list({one["href"]: one for one in faults}.values()),
        "can_sign": after(state, Move.SIGN) is not None and not why_not(draft, ready.signatures, me(request)),
        "can_write": can_write,
        "in_the_way": faults,
        "remade": draft.making > 1,
        "changes": reverse("draft-changes", args=[draft.pk, draft.making]),
        "faces": [
            {"text": text, "href": reverse("draft-file", args=[draft.pk, ending])} for ending, text in FACES.items()
        ],
        "report": with_ways(draft.pk, now, open_by_section(draft), can_write=can_write),
    }
    return render(request, "editing/draft.html", context, status=status)


def where(draft: Draft) -> Context:
    """What each page of a draft says of where it stands, and where its other pages are."""
    place = draft.area.name if draft.area else draft.region or words.WHOLE_COUNTRY
    pages = ("draft", "draft-quotes", "draft-sign", "draft-history", "draft-move", "draft-figures")
    return {
        "state": words.STATES[State(draft.state)],
        "place": place,
        "title": draft.title,
        "made_up": draft.round.made_up,
        "hrefs": {name: reverse(name, args=[draft.pk]) for name in pages},
    }


def _signature(one: Signature) -> Context:
    return {"party": words.PARTIES[one.party], "name": one.name, "role": one.role, "at": one.at}


def in_the_way(draft: Draft, faults: tuple[Unclaimed, ...], titles: dict[str, str]) -> list[Context]:
    """What keeps a report from being signed, each with the way to where it stands."""
    return [
        {
            "section": titles.get(one.section, words.COMMENTARY_ON_GONE),
            "sentence": one.sentence[:300],
            "found": one.found,
            "why": one.why,
            "href": reverse("draft-write", args=[draft.pk, one.section]),
        }
        for one in faults
    ]


@may_do(Action.EDIT_REPORTS)
@require_POST
def move_on(request: HttpRequest, draft: int) -> HttpResponse:
    """Make one of the moves that the page offers."""
    kept = found(request, draft)
    try:
        what = Move(request.POST.get("move", ""))
    except ValueError as nothing:
        raise Http404 from nothing
    try:
        if what is Move.AGREE:
            agree(kept, by=me(request), at=timezone.now())
        else:
            move(kept, what, by=me(request), at=timezone.now())
    except NotMoved as fault:
        return shown(request, found(request, draft), str(fault), status=409)
    return there("draft", kept.pk)


@may_do(Action.EDIT_REPORTS)
@require_POST
def make_anew(request: HttpRequest, draft: int) -> HttpResponse:
    """Make the generated part from the figures that stand now; then look at what changed."""
    kept = found(request, draft)
    try:
        changed = remake(kept, by=me(request), at=timezone.now())
    except (NotMade, NotMoved) as fault:
        return shown(request, kept, str(fault), status=409)
    if not changed:
        return shown(request, kept, note=words.NOTHING_NEW)
    return there("draft-changes", kept.pk, kept.making + 1)


@may_do(Action.EDIT_REPORTS)
@require_safe
def as_a_file(request: HttpRequest, draft: int, ending: str) -> HttpResponse:
    """The draft as PDF or Word, its subtitle saying that it is one; that it was taken away is written down."""
    if ending not in FACES:
        raise Http404
    kept = found(request, draft)
    report = content(kept).whole
    record(
        Kind.EXPORTED,
        actor=person(me(request).pk),
        thing=f"draft:{kept.pk}",
        area=kept.area_id or "",
        detail={"what": "draft of a report", "format": ending},
    )
    marked = report if State(kept.state) in BOTH_SIGNED else _as_draft(report, words.STATES[State(kept.state)])
    return as_file(marked, f"draft-{kept.pk}.{ending}", ending)


def _as_draft(report: Report, state: str) -> Report:
    subtitle = " · ".join(part for part in (words.DRAFT_MARK, state, report.subtitle) if part)
    return msgspec.structs.replace(report, title=f"{words.DRAFT_MARK}: {report.title}", subtitle=subtitle)


assert set(FACES) <= set(FORMATS)
