"""The pages on which an action is written, changed, undone, and shown with its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from poet.report import Finding
from portal.engagement import evidence, places, planning, words
from portal.engagement.evidence import Checked
from portal.engagement.evidence import remove as removed
from portal.engagement.found import again_by_now, findings_of
from portal.engagement.models import Action, Evidence, State, Turn
from portal.engagement.places import Place
from portal.engagement.planning import FIELDS, NotKept, Overtaken, Wording
from portal.people.doors import may_do
from portal.people.rules import Action as May

Context = dict[str, Any]
_NEW: Mapping[str, str] = dict.fromkeys(FIELDS, "") | {"state": State.PLANNED.value}
_GET_OR_POST = ["GET", "HEAD", "POST"]


@may_do(May.TAKE_PART, area="code")
@require_http_methods(_GET_OR_POST)
def new_action(request: HttpRequest, slug: str, code: str, form: str) -> HttpResponseBase:
    """A form for an action on the finding that the address or the form names."""
    place = places.written(request, slug, code, form)
    claim = (request.POST if request.method == "POST" else request.GET).get("claim", "")
    finding = next((it for it in findings_of(place.round, place.area, place.version) if it.claim.id == claim), None)
    if finding is None:
        raise Http404
    if request.method != "POST":
        return _form(request, place, finding, _NEW)
    said, by = _said(request), places.me(request)
    try:
        file = _file(request)
        made = planning.write(place, finding, Wording(said, has_file=bool(file)), by=by, now=timezone.now())
        if file:
            evidence.keep(place, made, file, by=by)
    except NotKept as fault:
        return _form(request, place, finding, said, fault.wrong)
    return redirect("action-plan", slug, code, form)


def _file(request: HttpRequest) -> Checked | None:
    handed_in = request.FILES.get("file")
    return evidence.checked(handed_in) if isinstance(handed_in, UploadedFile) and handed_in.name else None


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in FIELDS}


def _form(
    request: HttpRequest,
    place: Place,
    finding: Finding,
    said: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    context = _page(place, said, wrong or {}) | {
        "page_title": "Plan an action",
        "finding": finding.said.text,
        "claim": finding.claim.id,
        "action": reverse("new-action", args=place.words),
    }
    return render(request, "engagement/action.html", context, status=422 if wrong else 200)


def _page(place: Place, said: Mapping[str, str], wrong: Mapping[str, str]) -> Context:
    return {
        "area": place.area,
        "round": place.round,
        "form": place.version.form,
        "made_up": place.round.made_up,
        "back": reverse("action-plan", args=place.words),
        "writes": True,
        "said": said,
        "wrong": defaultdict(str, wrong),
        "errors": [{"href": f"#{name}", "text": text} for name, text in wrong.items()],
        "states": State.choices,
        "turn": 0,
        "now": [],
        "again": "",
        "files": [],
        "facts": [],
        "history": [],
        "undo": "",
        "file_hint": words.FILE_HINT,
    }


@may_do(May.SEE_RESULTS, area="code")
@require_http_methods(_GET_OR_POST)
def action(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponseBase:
    """An action: what it answers, where it stands, what was done to it; the council's own people change it here."""
    place = places.read(request, slug, code, form)
    one = _one(place, key)
    if request.method != "POST":
        return _shown(request, place, one, _kept(one))
    places.written(request, slug, code, form)
    said, seen, by = _said(request), _seen(request), places.me(request)
    try:
        with transaction.atomic():
            file = _file(request)
            wording = Wording(said, has_file=bool(file) or one.files.exists())
            planning.change(place, one, wording, seen=seen, by=by, now=timezone.now())
            if file:
                evidence.keep(place, one, file, by=by)
    except NotKept as fault:
        return _shown(request, place, one, said, wrong=fault.wrong)
    except Overtaken:
        return _overtaken(request, place, one, said)
    return redirect("action-plan", slug, code, form)


def _one(place: Place, key: int) -> Action:
    return get_object_or_404(Action, pk=key, plan=place.plan)


def _seen(request: HttpRequest) -> int:
    said = request.POST.get("turn", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else -1


def _kept(one: Action) -> dict[str, str]:
    return {name: str(getattr(one, name)) for name in FIELDS}


def _overtaken(request: HttpRequest, place: Place, one: Action, said: Mapping[str, str]) -> HttpResponse:
    one.refresh_from_db()
    now = [{"key": words.FIELDS[name], "value": text, "href": ""} for name, text in _kept(one).items() if text]
    return _shown(request, place, one, said, wrong={"now": words.OVERTAKEN}, now=now, status=409)


def _shown(
    request: HttpRequest, place: Place, one: Action, said: Mapping[str, str], *, status: int = 0, **more: Any
) -> HttpResponse:
    wrong = more.pop("wrong", {})
    writes = places.writes(request, place.area.pk)
    again = again_by_now(place.round, place.area, place.version, {one.item})
    context = _page(place, said, wrong) | {
        "page_title": one.what,
        "finding": one.finding,
        "claim": one.claim,
        "action": reverse("action", args=[*place.words, one.pk]),
        "again": again[one.item].said if one.item in again else words.NOT_MEASURED,
        "writes": writes,
        "facts": [
            {"key": words.FIELDS[name], "value": _told(one, name), "href": ""} for name in FIELDS if getattr(one, name)
        ],
        "turn": one.turn,
        "history": list(_history(one)),
        "files": [
            {
                "name": it.name,
                "href": reverse("evidence", args=[*place.words, one.pk, it.pk]),
                "remove": reverse("remove-evidence", args=[*place.words, one.pk, it.pk]),
            }
            for it in one.files.defer("data")
        ],
        "undo": reverse("undo-action", args=[*place.words, one.pk]),
        **more,
    }
    return render(request, "engagement/action.html", context, status=status or (422 if wrong else 200))


def _told(one: Action, name: str) -> str:
    return one.get_state_display() if name == "state" else str(getattr(one, name))


def _history(one: Action) -> Iterator[Context]:
    """Each turn, newest first, with what it changed."""
    turns: list[Turn] = list(one.turns.select_related("by"))
    for turn, before in zip(turns, [*turns[1:], None], strict=False):
        was = before.said if before else {}
        changed = [
            f"{words.FIELDS[name]}: {text}" for name, text in turn.said.items() if text and was.get(name) != text
        ]
        emptied = [f"{words.FIELDS[name]}: taken out" for name, text in turn.said.items() if not text and was.get(name)]
        yield {
            "done": words.DONE[turn.done],
            "by": str(turn.by) if turn.by else words.SOMEBODY,
            "at": turn.at,
            "lines": [*changed, *emptied],
        }


@may_do(May.TAKE_PART, area="code")
@require_POST
def undo_action(request: HttpRequest, slug: str, code: str, form: str, key: int) -> HttpResponseBase:
    """The action as it was before; one that was only written is removed."""
    place = places.written(request, slug, code, form)
    one = _one(place, key)
    try:
        left = planning.undo(place, one, seen=_seen(request), by=places.me(request), now=timezone.now())
    except Overtaken:
        return _overtaken(request, place, one, _kept(one))
    return redirect("action", slug, code, form, key) if left else redirect("action-plan", slug, code, form)


@may_do(May.SEE_RESULTS, area="code")
@require_safe
def evidence_file(request: HttpRequest, slug: str, code: str, form: str, key: int, evidence: int) -> HttpResponse:
    """A file that shows what was done, to be kept: never opened as a page of ours."""
    place = places.read(request, slug, code, form)
    kept = get_object_or_404(Evidence, pk=evidence, action=_one(place, key))
    disposition = content_disposition_header(as_attachment=True, filename=kept.name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(kept.data), content_type=kept.media, headers=headers)


@may_do(May.TAKE_PART, area="code")
@require_POST
def remove_evidence(request: HttpRequest, slug: str, code: str, form: str, key: int, evidence: int) -> HttpResponseBase:
    """Remove a file for good."""
    place = places.written(request, slug, code, form)
    kept = get_object_or_404(Evidence.objects.defer("data"), pk=evidence, action=_one(place, key))
    removed(place, kept, by=places.me(request))
    return redirect("action", slug, code, form, key)
