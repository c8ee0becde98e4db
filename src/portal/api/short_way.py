"""The way of the API's requests past what only pages need: each step that pages take and the API does not is named here.

What a page needs and another computer does not: built files (WhiteNoise), a session and who is signed in (a key says who
asks, at each request), a slash at an address's end and no unwanted browsers (CommonMiddleware), a token against forged forms
(no cookie speaks for anybody here), the sign-in library's request, a door by role (every view here is open to all and asks
for a key itself; one that is not goes the long way), and the mark by which a form is taken once (requests bring a key for
that). What stays: HTTPS and its headers, the content policy, no frames, the portal's own host names, no scope to begin with,
the portal's clock.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve

from portal.councils import scope
from portal.pages import by_the_portals_clock
from portal.people import doors

BEGINS = "/api/v1/"
LONGEST = 400  # letters of an address that is remembered; each of the API's own is shorter


def short_way(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer the API's requests here, and let every other go on. Raises DisallowedHost."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BEGINS):
            return answer(request)
        found = (_found if len(request.path_info) <= LONGEST else resolve)(request.path_info)
        if doors.door(found.func).whom is not doors.For.ANYBODY:
            return answer(request)
        request.get_host()  # refuses a name that is not the portal's
        request.resolver_match = found
        with scope.nowhere(), by_the_portals_clock():
            response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        response.headers.setdefault("X-Frame-Options", "DENY")
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return answered


@lru_cache(maxsize=1024)
def _found(address: str) -> ResolverMatch:
    """What stands at an address: a computer asks at the same few again and again."""
    return resolve(address)
