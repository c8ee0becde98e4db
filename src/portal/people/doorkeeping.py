"""Sessions for those who sign in, and none for respondents; then every view's own door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

from portal.councils import scope
from portal.pages import by_the_clock_of, by_the_portals_clock
from portal.people import doors, watching

# Where nobody is ever signed in: no session is looked for, no cookie read or set.
WITHOUT_A_SESSION = ("/a/", "/api/", "/g/", "/i/", "/r/", "/silence/", "/static/")
PAGES_WITHOUT_A_SESSION = frozenset({"/help", "/privacy", "/accessibility", "/keepsake", "/report.css"})

Answer = Callable[[HttpRequest], HttpResponse]


def sessions(answer: Answer) -> Answer:
    """Say who is signed in, except on the respondents' pages: there `request.user` does not even exist."""
    with_session = SessionMiddleware(AuthenticationMiddleware(answer))

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(WITHOUT_A_SESSION) or request.path_info in PAGES_WITHOUT_A_SESSION:
            return answer(request)
        return with_session(request)  # type: ignore[return-value]

    return answered


class Doorkeeper:
    """Opens a view to whom its mark names, and to nobody else."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every page begins outside of all scopes, whatever its thread did before."""
        with scope.nowhere(), by_the_portals_clock():
            return _in_words(request, self.answer(request))

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """What stands in the place of the page, or None to let the view answer. Raises PermissionDenied."""
        del args
        instead = doors.refused(request, view, kwargs)
        if doors.door(view).whom is not doors.For.ANYBODY:  # elsewhere nobody asks who is signed in
            by_the_clock_of(getattr(request.user, "zone", ""))
        if instead is None:
            doors.opened(request, view, kwargs)
            watching.seen(request)
        return instead


def _in_words(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An address that only takes in what forms send has no page: whoever comes to it reads that, and no empty window."""
    if not isinstance(answer, HttpResponseNotAllowed) or request.path_info.startswith(WITHOUT_A_SESSION):
        return answer
    said = render(request, "405.html", {"page_title": ""}, status=answer.status_code)
    said["Allow"] = answer["Allow"]
    return said
