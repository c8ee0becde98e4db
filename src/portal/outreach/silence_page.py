"""The page on which whoever got a letter asks for no more: a button, and the one click that mail programs send (RFC 8058)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.councils import scope
from portal.outreach import silencing, words
from portal.outreach.models import Silence
from portal.people.doors import open_to_all


@open_to_all
@csrf_exempt  # a mail program has no cookie of ours; the address of the page is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def silence_page(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at it, as mail scanners do, changes nothing; the button and the one click do, however often."""
    found = silencing.read(token)
    if found is None:
        return _page(request, words.SILENCE_UNKNOWN, words.SILENCE_UNKNOWN_HOW, status=404)
    area, digest = found
    if request.method != "POST":
        return _page(request, words.silence_title(area.name), words.silence_how(area.name), button=words.SILENCE_BUTTON)
    with scope.within({area.pk}):
        silencing.silence(area.pk, digest, Silence.Why.ASKED)
    return _page(request, words.SILENCED, words.silenced_how(area.name))


def _page(request: HttpRequest, title: str, said: str, *, button: str = "", status: int = 200) -> HttpResponse:
    context = {"page_title": title, "paragraphs": said.split("\n"), "button": button}
    return render(request, "outreach/silence.html", context, status=status)
