"""The page for whoever holds a code. No script, no account, no cookie: the code alone opens it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.capture.framing import spoken
from portal.capture.visit import is_from_elsewhere
from portal.keepsakes import giving, words
from portal.keepsakes.giving import Wait
from portal.keepsakes.models import Keepsake
from portal.people.doors import open_to_all

WITHDRAW, SURE = "withdraw", "sure"


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def keepsake(request: HttpRequest) -> HttpResponse:
    """What became of somebody's answers, and taking them back. The code is the authority: there is no session to ride on."""
    if request.method != "POST" or is_from_elsewhere(request):
        return _page(request, {})
    said, now = request.POST.get("code", "")[:60], timezone.now()
    if WITHDRAW in request.POST and SURE in request.POST:
        gone = giving.withdraw(said, now)
        if gone is True:
            return _page(request, {"page_title": words.GONE, "gone": words.WHAT_IS_GONE})
        return _page(request, {"said": said}, error=words.wait(gone.until) if isinstance(gone, Wait) else words.UNKNOWN)
    found = giving.found(said, now)
    if isinstance(found, Keepsake):
        error = words.TICK if WITHDRAW in request.POST else ""
        heard = giving.became.send(sender=Keepsake, response=found.response)
        shown = {
            "made_up": found.response.round.made_up,
            "said": said,
            "response": found.response,
            "not_yet": words.NOT_YET,
        }
        return _page(request, shown | {"did": next((str(one) for _, one in heard if one), "")}, error, SURE)
    return _page(request, {"said": said}, error=words.wait(found.until) if found else words.UNKNOWN)


def _page(request: HttpRequest, context: dict[str, Any], error: str = "", at: str = "code") -> HttpResponse:
    usual = {
        "page_title": words.KEEPSAKE,
        "said": "",
        "response": None,
        "gone": (),
        "not_yet": "",
        "did": "",
        **spoken("en"),
    }
    errors = [{"href": f"#{at}", "text": error}] if error else []
    return render(
        request,
        "keepsakes/keepsake.html",
        {**usual, **context, "error": error, "errors": errors},
        status=422 if error else 200,
    )
