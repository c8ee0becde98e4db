"""Two more ways to a questionnaire's first page: by an invitation, which is swapped for a voucher, and by a group's link."""

from __future__ import annotations

import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.capture import asking, keeping, words
from portal.capture.framing import spoken
from portal.capture.guessing import guesses
from portal.capture.visit import COOKIE, at_link, is_from_elsewhere, told, unknown_link, visit
from portal.capture.words import Told
from portal.councils import scope
from portal.outreach import groups, swapping
from portal.outreach.swapping import Invited, NotSwapped
from portal.outreach.vouchers import is_voucher, voucher
from portal.people.doors import open_to_all
from portal.rounds.models import Window

CHANCE, CODE = "chance", "code"
_IS_CHANCE = re.compile(r"[A-Za-z0-9_-]{22}")


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """One box for the code of a letter. The code goes on in the address: the page behind it looks it up."""
    said = request.POST.get(CODE, "")[:60].strip().strip("/")
    if request.method == "POST" and re.fullmatch(r"[0-9A-Za-z_. -]+", said):
        return _see(reverse("invitation-code", args=["-".join(said.lower().split())]))
    context = spoken(request.GET.get("language", ""))
    return render(request, "capture/code.html", {**context, "page_title": words.CODE_TITLE, "hint": words.CODE_HINT})


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The page of an invitation; its button swaps it. Looking at it, as mail scanners do, takes nothing up."""
    now, place = timezone.now(), str(get_adapter(request).get_client_ip(request))
    if guesses.too_many(place, now):
        return _told(request, Told.GUESSING, 429)
    if request.method == "POST" and is_from_elsewhere(request):
        return _told(request, Told.FROM_ELSEWHERE, 403, reverse("invitation-code", args=[code]))
    found = swapping.find(code)
    if found is None:
        guesses.note(place, now)
        return _told(request, Told.NO_INVITATION, 404, reverse("enter-code"))
    if found.round.window(now) is not Window.OPEN:
        return _not_open(request, found)
    chance = next((one for one in _chances(request) if _IS_CHANCE.fullmatch(one)), swapping.new_chance())
    return _swap(request, code, found, chance) if request.method == "POST" else _offer(request, code, found, chance)


def _chances(request: HttpRequest) -> tuple[str, str]:
    """What the page carries, and what the browser kept: with either, a second click asks for the same voucher."""
    return request.POST.get(CHANCE, ""), request.COOKIES.get(CHANCE, "")


def _offer(request: HttpRequest, code: str, found: Invited, chance: str) -> HttpResponse:
    """What the invitation is, and the button that begins."""
    around = spoken(request.GET.get("language", ""))
    gaps = {"area": found.area, "day": words.day(found.round.closes, around["language"])}
    message = words.message(Told.INVITED, around["language"], **gaps)
    here = reverse("invitation-code", args=[code])
    context = {
        **around,
        **told(message, ""),
        "made_up": found.round.made_up,
        "action": here,
        "button": message.action,
        "hidden": {CHANCE: chance},
    }
    response = render(request, "capture/invited.html", context)
    response.set_cookie(CHANCE, chance, path=here, httponly=True, samesite="Lax", secure=settings.SECURE)
    return response


def _swap(request: HttpRequest, code: str, found: Invited, chance: str) -> HttpResponse:
    """Swap the code, in a commit of its own; then the first page, which knows nothing of it."""
    swapped = swapping.swap(code, chance, timezone.now())
    if swapped is NotSwapped.USED:
        made_up = found.round.made_up
        return _told(request, Told.INVITATION_USED, 409, reverse("back", args=[found.link]), made_up=made_up)
    if isinstance(swapped, NotSwapped):
        return _told(request, Told.NO_INVITATION, 404, reverse("enter-code"))
    with scope.holding(swapped.link):
        return _first_page(request, swapped.link, swapped.voucher, redirect=CHANCE in request.COOKIES)


def _first_page(request: HttpRequest, link: str, key: str, *, redirect: bool) -> HttpResponse:
    """The questionnaire's first page with this key: by a redirect where the browser has shown that it keeps cookies."""
    come = visit(request, link, key=key)
    if isinstance(come, HttpResponse):
        return come
    if redirect:
        return come.remember(_see(reverse("start", args=[link])))
    return come.page("capture/start.html", asking.start(come.place, come.dressed, come.look))


def _not_open(request: HttpRequest, found: Invited) -> HttpResponse:
    language, made_up = spoken(request.GET.get("language", ""))["language"], found.round.made_up
    if found.round.window(timezone.now()) is Window.NOT_YET:
        return _told(request, Told.NOT_YET, 403, made_up=made_up, day=words.day(found.round.opens, language))
    return _told(request, Told.CLOSED, 410, made_up=made_up, day=words.day(found.round.closes, language))


def _told(
    request: HttpRequest, what: Told, status: int, there: str = "", *, made_up: bool = False, **gaps: str
) -> HttpResponse:
    around = spoken(request.GET.get("language", ""))
    message = words.message(what, around["language"], **gaps)
    context = {**around, **told(message, there), "made_up": made_up}
    if not there:
        context["go"] = None
    return render(request, "capture/message.html", context, status=status)


@open_to_all
@require_safe
def group_short(request: HttpRequest, group: str) -> HttpResponse:
    """A group's short address leads to the questionnaire it is for."""
    del request
    link = groups.link_of(group)
    return _see(reverse("by-group", args=[link, group])) if link else unknown_link()


@open_to_all
@require_safe
@at_link
def by_group(request: HttpRequest, token: str, group: str) -> HttpResponse:
    """The first page for somebody of a group. A key of this group that the browser has, and has not sent, stays."""
    found = groups.in_group(token, group)
    if found is None:
        return unknown_link()
    kept = request.COOKIES.get(COOKIE, "")
    mine = keeping.is_key(kept) and is_voucher(kept, token, group) and not keeping.is_sent(kept)
    come = visit(request, token, key=kept if mine else voucher(token, group))
    if isinstance(come, HttpResponse):
        return come
    if found.paused and come.answers is None:
        return come.message(Told.PAUSED, 403)
    return come.page("capture/start.html", asking.start(come.place, come.dressed, come.look))


def _see(there: str) -> HttpResponse:
    response = HttpResponseRedirect(there)
    response.status_code = 303
    return response
