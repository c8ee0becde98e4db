"""Forms in which people write for long: nothing typed is lost to a session that ended, and nothing huge is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from portal.editing import words
from portal.people import doors
from portal.people.doors import open_to_all

View = Callable[..., HttpResponse]
LARGEST = 1_000_000  # bytes: fifty thousand characters of any script fit in many times over
_KEPT = "written"


def written_in(view: View) -> View:
    """A view, behind its own door, in which people write.

    Before anything is read: more than LARGEST bytes are refused. Whoever is signed out when the form comes keeps the words:
    they wait in the browser's own new session until somebody has signed in there (`brought_back`).
    """
    inner = csrf_protect(view)

    @csrf_exempt
    @open_to_all
    @wraps(view)
    def outer(request: HttpRequest, **given: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return _too_large(request)
        instead = doors.refused(request, view, given)
        if instead is None:
            doors.opened(request, view, given)
            return inner(request, **given)
        return csrf_protect(_keeping(instead))(request)

    return outer


def _keeping(instead: HttpResponse) -> View:
    def kept(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            request.session[_KEPT] = [request.path, request.POST.dict()]
        return instead

    return kept


def brought_back(request: HttpRequest) -> dict[str, str]:
    """What was typed into this form before its session ended; handed over once."""
    path, typed = request.session.get(_KEPT) or ("", {})
    if path != request.path:
        return {}
    del request.session[_KEPT]
    return dict(typed)


def _too_large(request: HttpRequest) -> HttpResponse:
    context = {"page_title": words.TOO_LARGE_TITLE, "sentence": words.TOO_LARGE}
    return render(request, "people/told.html", context, status=413)
