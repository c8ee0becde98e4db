"""A form that is sent twice is taken once: a second click, a page gone back to, a slow line on which somebody pressed again.

Each form of a page for those who sign in carries a mark of that page. Whoever sends the same form with the same mark and the same
answers again is led to where the first one led them, and nothing is done anew. Other answers are another form; a form that was
refused may be sent again. What is told once is made of the form, so that its second sending tells the same. A form for everybody
stands on a page without session, carries a mark that it asks for, and says that it was taken; respondents' questionnaires have
their own ways of taking an answer once.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

NAME = "page"
KEPT_FOR = 10 * 60
# How long the second of two clicks waits for what becomes of the first.
WAITS, EACH = 10.0, 0.1
_AT_WORK = ""

Answer = Callable[[HttpRequest], HttpResponse]


def marks(request: HttpRequest) -> SafeString:
    """What stands in every form: that it comes from a page of ours, and, for those signed in, from which."""
    plain = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    if not getattr(getattr(request, "user", None), "is_authenticated", False):
        return plain
    return format_html('{}<input type="hidden" name="{}" value="{}">', plain, NAME, _mark(request))


lazy_marks = lazy(marks, SafeString, str)


def _mark(request: HttpRequest) -> str:
    """The same in all forms of a page."""
    if not hasattr(request, "mark_of_page"):
        request.mark_of_page = secrets.token_urlsafe(12)  # type: ignore[attr-defined]  # ours to add
    return str(request.mark_of_page)  # type: ignore[attr-defined]


class Once:
    """Stands behind the doors: what they refuse is not kept."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep where a form led; of one that led nowhere nothing is kept."""
        try:
            response = self.answer(request)
        except BaseException:
            self._kept(request, None)
            raise
        self._kept(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Where the same form led before, or None to let the view answer."""
        del view, args, kwargs
        if request.method != "POST" or not request.POST.get(NAME):
            return None
        if not getattr(getattr(request, "user", None), "is_authenticated", False):
            return None
        key = _key(request)
        there = _there(key)
        if there is not None:
            return HttpResponseRedirect(there, status=303)
        request.form_sent = key  # type: ignore[attr-defined]  # ours to add
        return None

    def _kept(self, request: HttpRequest, response: HttpResponse | None) -> None:
        key = getattr(request, "form_sent", None)
        if key is None:
            return
        if isinstance(response, HttpResponseRedirectBase):
            cache.set(key, response.url, KEPT_FOR)
        else:
            cache.delete(key)


def _there(key: str) -> str | None:
    """Where a form led that is at work or was sent before; None where this is the first, or the first led nowhere."""
    until = time.monotonic() + WAITS
    while not cache.add(key, _AT_WORK, KEPT_FOR):
        found = cache.get(key)
        if found:
            return str(found)
        if time.monotonic() > until:
            return None
        time.sleep(EACH)
    return None


def open_mark() -> str:
    """A mark for a form of a page without session; it leads to nobody, and is forgotten with the form."""
    return secrets.token_urlsafe(12)


def comes_first(request: HttpRequest) -> bool:
    """Whether a form for everybody comes for the first time; one without a mark always does."""
    return not request.POST.get(NAME) or cache.add(_open(request), _AT_WORK, KEPT_FOR)


def may_come_again(request: HttpRequest) -> None:
    """A form for everybody was refused: what it said may be sent again."""
    cache.delete(_open(request))


def _open(request: HttpRequest) -> str:
    """Another name than that of the forms of those signed in, who may send this one too."""
    return f"open-{_key(request)}"


def own_secret(request: HttpRequest) -> str | None:
    """A secret of 256 bits that a form leads to whenever it is sent, and no other form; None where it carries no mark. What is
    told once can so be told again to whoever holds the page, and is kept nowhere: the mark stands in that page alone."""
    if not request.POST.get(NAME):
        return None
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"a form's own secret {_told(request)}".encode(), "sha256")
    return urlsafe_b64encode(drawn).decode().rstrip("=")


def _key(request: HttpRequest) -> str:
    return f"form:{hashlib.sha256(_told(request).encode()).hexdigest()}"


def _told(request: HttpRequest) -> str:
    said = sorted((name, request.POST.getlist(name)) for name in request.POST if name != "csrfmiddlewaretoken")
    files = sorted((name, one.name, _digest(one)) for name, many in request.FILES.lists() for one in many)
    return json.dumps([request.session.session_key, request.get_full_path(), said, files])


def _digest(file: UploadedFile[Any]) -> str:
    """Of what is in a file: a figure that was put right changes neither its name nor its length."""
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
