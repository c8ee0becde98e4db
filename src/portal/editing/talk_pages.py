"""Talking about one section: comments and suggestions, replies, settling, accepting."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.editing import threads, words
from portal.editing.commentary import LONGEST
from portal.editing.differences import rows
from portal.editing.draft_pages import where
from portal.editing.finding import found, me, there
from portal.editing.models import Draft, Remark, Thread
from portal.editing.moving import NotMoved
from portal.editing.returning import brought_back, written_in
from portal.editing.states import OPEN_TO_WRITING, State
from portal.editing.write_pages import title_of
from portal.editing.writing import NotWritten, Overtaken, Written, content
from portal.people.doors import may_do
from portal.people.paging import paged
from portal.people.rules import Action

A_PAGE = 10
Context = dict[str, Any]


@written_in
@may_do(Action.EDIT_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, draft: int, section: str) -> HttpResponse:
    """What is said about a section, and a form to say more."""
    kept = found(request, draft)
    if request.method != "POST":
        back = brought_back(request)
        return _shown(request, kept, section, back, note=words.BROUGHT_BACK if back else "")
    typed = request.POST.dict()
    try:
        _do(request, kept, section, typed)
    except Overtaken:
        return _shown(request, kept, section, typed, words.ACCEPTED_LATE, status=409)
    except (NotWritten, NotMoved) as fault:
        return _shown(request, kept, section, typed, str(fault), status=422)
    return there("draft-talk", kept.pk, section)


def _do(request: HttpRequest, draft: Draft, section: str, typed: dict[str, Any]) -> None:
    """What a button asks for. Raises NotWritten, NotMoved, Overtaken, Http404."""
    by, at = me(request), timezone.now()
    what, _, number = str(typed.get("do", "comment")).partition(" ")
    if what == "comment":
        threads.begin(draft, section, typed.get("said", ""), by=by, at=at)
    elif what == "suggest":
        threads.begin(draft, section, typed.get("why", ""), by=by, at=at, suggested=typed.get("suggested", ""))
    else:
        thread = _thread(draft, section, number)
        if what == "reply":
            threads.reply(thread, typed.get(f"reply-{number}", ""), by=by, at=at)
        elif what in {"settle", "open"}:
            threads.settle(thread, settled=what == "settle", by=by, at=at)
        elif what == "accept":
            threads.accept(thread, by=by, at=at)
        else:
            raise Http404


def _thread(draft: Draft, section: str, number: str) -> Thread:
    if not (number.isascii() and number.isdigit() and len(number) < 15):
        raise Http404
    return get_object_or_404(Thread.objects.select_related("draft"), pk=int(number), draft=draft, section=section)


def _shown(
    request: HttpRequest,
    draft: Draft,
    section: str,
    typed: dict[str, Any],
    error: str = "",
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    now = content(draft)
    title = title_of(now, section)
    standing = now.commentary.get(section, Written("", 0)).text
    listed = paged(request, Thread.objects.filter(draft=draft, section=section), size=A_PAGE)
    said: dict[int, list[Remark]] = {}
    for remark in Remark.objects.filter(thread__in=[one.pk for one in listed.rows]).select_related("by"):
        said.setdefault(remark.thread_id, []).append(remark)
    field = {"suggest": "suggested", "reply": f"reply-{str(typed.get('do', '')).partition(' ')[2]}"}
    context = {
        **where(draft),
        "page_title": words.talk_about(title),
        "errors": [{"href": f"#{field.get(str(typed.get('do', '')).partition(' ')[0], 'said')}", "text": error}]
        if error
        else [],
        "note": note,
        "threads": [_told(one, said.get(one.pk, []), standing, typed) for one in listed.rows],
        "list": listed,
        "typed": {
            "said": typed.get("said", ""),
            "why": typed.get("why", ""),
            "suggested": typed.get("suggested", standing),
        },
        "can_write": State(draft.state) in OPEN_TO_WRITING,
        "write": reverse("draft-write", args=[draft.pk, section]),
        "most": f"{threads.LONGEST_REMARK:,}",
        "most_suggested": f"{LONGEST:,}",
    }
    return render(request, "editing/talk.html", context, status=status)


def _told(one: Thread, said: list[Remark], standing: str, typed: dict[str, Any]) -> Context:
    return {
        "id": one.pk,
        "settled": one.settled,
        "taken": one.taken is not None,
        "suggests": one.is_suggestion,
        "compared": rows(standing, one.suggested) if one.is_suggestion and one.taken is None else (),
        "typed": typed.get(f"reply-{one.pk}", ""),
        "remarks": [
            {
                "who": str(remark.by or words.SOMEBODY),
                "party": words.PARTIES[remark.party],
                "at": remark.at,
                "said": remark.said.split("\n"),
            }
            for remark in said
        ],
    }
