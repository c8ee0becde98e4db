"""Who may open a page: every view says it with one of three marks, and a view that says nothing stays shut.

@open_to_all                                    anybody, with no account
@signed_in                                      whoever is signed in
@may_do(Action.SEE_TALLIES, area="code")        whoever may do this in the area that the address names by its code
@may_do(Action.MANAGE_ROUNDS, national=True)    whoever may do this in the whole country
@may_do(Action.MANAGE_PEOPLE)                   whoever may do this anywhere
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from allauth.mfa.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from portal.councils import scope
from portal.councils.scope import Scope
from portal.people.rules import Action, extent, may, needs_second_factor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class For(Enum):
    """Whom a door is for."""

    ANYBODY = "anybody"
    SIGNED_IN = "whoever is signed in"
    ALLOWED = "whoever may do something"


@dataclass(frozen=True, slots=True)
class Door:
    """Before a view: whom it is for; for ALLOWED also what they must be allowed, and the address's word for the area."""

    whom: For
    action: Action | None = None
    area: str | None = None
    national: bool = False


SHUT = Door(For.ALLOWED)
_MARK = "door"


def _marked(view: View, door: Door) -> View:
    """The view in a wrapper of its own that carries the mark: a library's view is never changed."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(*args, **kwargs)

    setattr(wrapped, _MARK, door)
    return wrapped  # type: ignore[return-value]  # it takes and gives what the view does


def open_to_all(view: View) -> View:
    """Anybody may open it."""
    return _marked(view, Door(For.ANYBODY))


def signed_in(view: View) -> View:
    """Whoever is signed in may open it."""
    return _marked(view, Door(For.SIGNED_IN))


def may_do(action: Action, *, area: str | None = None, national: bool = False) -> Callable[[View], View]:
    """Whoever may do this may open it: in the area that the view is given under this name, in the whole country, or
    (neither given) anywhere.
    """

    def mark(view: View) -> View:
        return _marked(view, Door(For.ALLOWED, action, area, national))

    return mark


def door(view: Callable[..., Any]) -> Door:
    """The door before a view; one that says nothing is shut."""
    found = getattr(view, _MARK, SHUT)
    assert isinstance(found, Door)
    return found


def refused(request: HttpRequest, view: Callable[..., Any], given: Mapping[str, Any]) -> HttpResponse | None:
    """What stands in the place of a page that may not be opened: the sign-in page, or the set-up of a second factor;
    None where it may. Raises PermissionDenied.
    """
    before = door(view)
    if before.whom is For.ANYBODY:
        return None
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': _afterwards(request)})}")
    if before.whom is For.SIGNED_IN:
        return None
    if before.action is None or not _passes(request.user, before.action, before, given):
        raise PermissionDenied
    if needs_second_factor(request.user) and not get_adapter().is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_index')}?{urlencode({'next': request.get_full_path()})}")
    return None


def _afterwards(request: HttpRequest) -> str:
    """The page that somebody wanted; where a form was sent, the page on which it stands: its own address may be none."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return request.get_full_path()


def _passes(person: object, action: Action, before: Door, given: Mapping[str, Any]) -> bool:
    if before.area is not None:
        code = str(given[before.area])
        return scope.is_code(code) and may(person, action, code)
    return may(person, action) if before.national else bool(extent(person, action))


def opened(request: HttpRequest, view: Callable[..., Any], given: Mapping[str, Any]) -> None:
    """Whoever has passed stands in the scope of what they may do behind the door."""
    before = door(view)
    if before.action is None:
        return
    where = extent(request.user, before.action)
    if before.area is not None:
        scope.enter(Scope(areas=frozenset({str(given[before.area])})))
    elif where.everywhere:
        scope.enter(Scope(reason=f"{before.action} by a national role"))
    else:
        scope.enter(Scope(areas=where.areas))
