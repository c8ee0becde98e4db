"""Where people of participating councils comment question by question, and authors reply."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from poet.instrument import Item, worded
from portal.pages import on_day
from portal.people.doors import may_do, open_to_all
from portal.people.rules import Action, extent
from portal.questionnaires import words
from portal.questionnaires.commenting import LONGEST, NotTaken, comment, may_reply, open_ones, reply, settle
from portal.questionnaires.composing import askable, offered
from portal.questionnaires.models import Comment, Version

A_PAGE = 20
Context = dict[str, Any]


@may_do(Action.COMMENT_ON_QUESTIONNAIRES)
@require_safe
def comments(request: HttpRequest, form: str, version: str) -> HttpResponse:
    """Every question of a version with how many comments on it are open."""
    kept = _kept(form, version)
    waiting = open_ones(kept)
    variant = kept.instrument.variants[0]
    own = [(worded(section.title, variant), kept.instrument.items_of(section)) for section in kept.instrument.sections]
    bank = [(words.from_the_bank(topic.title), items) for topic, items in offered(kept)]
    listed = [{"title": title, "questions": _questions(kept, items, waiting)} for title, items in (*own, *bank)]
    context = {
        "page_title": words.comments_on(kept.title, kept.version),
        "sections": listed,
        "specimen": _place(kept),
        "figures": reverse("question-figures", args=[form, version]),
    }
    return render(request, "questionnaires/comments.html", context)


def _questions(version: Version, items: Iterable[Item], waiting: dict[str, int]) -> list[Context]:
    variant = version.instrument.variants[0]
    return [
        {
            "text": worded(item.ask, variant),
            "href": address(version, item.id),
            "note": words.waiting(waiting.get(item.id)),
        }
        for item in items
    ]


# Open, so that whoever was signed out while writing is given their words back instead of a sign-in page.
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, form: str, version: str, item: str) -> HttpResponse:
    """The comments on one question, and a box for another; for authors also boxes to reply."""
    if not extent(request.user, Action.COMMENT_ON_QUESTIONNAIRES):
        return _shut(request)
    kept = _kept(form, version)
    asked = kept.instrument.by_id.get(item) or askable(kept).get(item)
    if asked is None:
        raise Http404
    if request.method != "POST":
        return _thread(request, kept, asked)
    try:
        _take(request, kept, asked)
    except NotTaken as fault:
        return _thread(request, kept, asked, str(fault), 422)
    response = HttpResponseRedirect(address(kept, item))
    response.status_code = 303
    return response


def _shut(request: HttpRequest) -> HttpResponse:
    """Who may not comment is led to sign in, or is given back what they had written."""
    said = request.POST.get("said", "") or request.POST.get("reply", "")
    if request.user.is_authenticated and not said:
        raise PermissionDenied
    if not said:
        return HttpResponseRedirect(f"{reverse('account_request_login_code')}?next={request.path}")
    context = {"page_title": words.SIGNED_OUT_TITLE, "sentence": words.SIGNED_OUT, "said": said[: 10 * LONGEST]}
    return render(request, "questionnaires/said.html", context, status=403)


def _take(request: HttpRequest, version: Version, item: Item) -> None:
    """What a button asks for. Raises NotTaken, PermissionDenied, Http404."""
    assert request.user.is_authenticated
    what, _, number = request.POST.get("do", "comment").partition(" ")
    if what == "comment":
        comment(version, item.id, request.POST.get("said", ""), by=request.user, on=timezone.localdate())
        return
    if not may_reply(request.user):
        raise PermissionDenied
    if not (number.isascii() and number.isdigit() and len(number) < 15):
        raise Http404
    kept = get_object_or_404(Comment, pk=int(number), version=version, item=item.id)
    if what == "reply":
        reply(kept, request.POST.get(f"reply-{number}", ""), by=request.user)
    elif what in {"settle", "open"}:
        settle(kept, settled=what == "settle")
    else:
        raise Http404


def _thread(request: HttpRequest, version: Version, item: Item, error: str = "", status: int = 200) -> HttpResponse:
    rows = Comment.objects.filter(version=version, item=item.id).select_related("area", "by", "replied_by")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    answering = request.POST.get("do", "").partition(" ")[2] if error else ""
    variant = version.instrument.variants[0]
    field = f"reply-{answering}" if answering else "said"
    context = {
        "page_title": worded(item.ask, variant),
        "errors": [{"href": f"#{field}", "text": error}] if error else [],
        "error": error,
        "answering": answering,
        "title": words.comments_on(version.title, version.version),
        "back": reverse("comments", args=[version.form, version.version]),
        "specimen": f"{_place(version)}#{item.id}" if item.id in version.instrument.by_id else _place(version),
        "comments": [_told(one, request) for one in page],
        "may_reply": may_reply(request.user),
        "said": request.POST.get("said", "") if error else "",
        "most": f"{LONGEST:,}",
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "questionnaires/thread.html", context, status=status)


def _told(one: Comment, request: HttpRequest) -> Context:
    return {
        "id": one.pk,
        "who": words.who(str(one.by) if one.by else "", one.area.name if one.area else ""),
        "on": on_day(one.on),
        "said": one.said.split("\n"),
        "reply": one.reply.split("\n") if one.reply else [],
        "replied_by": str(one.replied_by or ""),
        "settled": one.settled,
        "typed": request.POST.get(f"reply-{one.pk}", ""),
    }


def address(version: Version, item: str) -> str:
    """Where a question is commented on."""
    return reverse("thread", args=[version.form, version.version, item])


def _kept(form: str, version: str) -> Version:
    return get_object_or_404(Version.objects.defer("text"), form=form, version=version)


def _place(version: Version) -> str:
    return reverse("specimen", args=[version.form, version.version])
