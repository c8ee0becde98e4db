"""Pages about oneself: taking up an invitation, and one's own account."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from allauth.account.utils import perform_login
from allauth.mfa.adapter import get_adapter
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.people import inviting, words
from portal.people.doors import open_to_all, signed_in
from portal.people.models import Invitation, Person
from portal.people.navigation import WAYS
from portal.people.rules import RULES, Action, Role, extent, needs_second_factor


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation: who invites to what, and a button. Opening it takes nothing up, so a mail scanner may open it."""
    try:
        there = inviting.found(token, now=timezone.now())
        if request.user.is_authenticated and request.user.email != there.email:
            return _told(request, words.OTHER_PERSON, 409)
        if request.method != "POST":
            return _asked(request, there, "", "")
        name = " ".join(request.POST.get("name", "").split())[:120]
        if not name and not _known(there):
            return _asked(request, there, name, words.NAME_MISSING, 422)
        person = inviting.take_up(token, name=name, now=timezone.now())
    except inviting.NotTakenUp as fault:
        return _told(request, str(fault), 410)
    if request.user.is_authenticated:
        return my_account_page(request)
    # The library's own way in: it renews the session's key, and asks for the second factor where there is one.
    came: HttpResponse = perform_login(request, person)
    return came


def _known(there: Invitation) -> bool:
    return Person.objects.filter(email=there.email).exists()


def _asked(request: HttpRequest, there: Invitation, name: str, error: str, status: int = 200) -> HttpResponse:
    context = {
        "page_title": words.INVITATION_TITLE,
        "errors": [{"href": "#name", "text": error}] if error else [],
        "invitation": there,
        "role": RULES[Role(there.role)].name,
        "place": there.area or "the whole country",
        "known": _known(there),
        "name": name,
        "error": error,
    }
    return render(request, "people/invitation.html", context, status=status)


def _told(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    context = {"page_title": words.INVITATION_TITLE, "sentence": sentence}
    return render(request, "people/told.html", context, status=status)


@signed_in
@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Who one is, what one may do where, how one signs in, and where one is signed in."""
    return my_account_page(request)


@signed_in
@require_POST
def set_zone(request: HttpRequest) -> HttpResponse:
    """By which clock one is told moments."""
    assert isinstance(request.user, Person)
    said = request.POST.get("zone", "")
    if said and said not in zones():
        return my_account_page(request, words.NO_ZONE, 422)
    request.user.zone = said
    request.user.save(update_fields=["zone"])
    response = redirect("my-account")
    response.status_code = 303
    return response


@cache
def zones() -> tuple[str, ...]:
    """The zones that can be chosen, by name: places, and no abbreviations."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(_NO_PLACES)))


_NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


def _next(somebody: Person, *, protected: bool) -> dict[str, str] | None:
    """What somebody who has just come in does first; None where no role opens anything."""
    if needs_second_factor(somebody) and not protected:
        return {"said": words.FIRST_A_FACTOR, "text": words.SET_ONE_UP, "href": reverse("mfa_index")}
    if extent(somebody, Action.TAKE_PART) and not extent(somebody, Action.MANAGE_ROUNDS):
        return {"said": words.FIRST_A_ROUND, "text": words.SEE_ROUNDS, "href": reverse("places-in-rounds")}
    open_to = [one for one in WAYS if one.opens(somebody)]
    # Everybody reads what areas there are: that is where one begins who does nothing else.
    way = next((one for one in open_to if one.action is not Action.SEE_AREA), next(iter(open_to), None))
    return {"said": words.FIRST_A_WAY, "text": way.text, "href": reverse(way.view)} if way else None


def my_account_page(request: HttpRequest, error: str = "", status: int = 200) -> HttpResponse:
    """The page itself, for those who come from elsewhere too."""
    assert not isinstance(request.user, AnonymousUser)
    context = {
        "page_title": "My account",
        "person": request.user,
        "roles": request.user.holdings,
        "second_factor": (protected := get_adapter().is_mfa_enabled(request.user)),
        "next": _next(request.user, protected=protected),
        "password": request.user.has_usable_password(),
        "zones": [(zone, zone.replace("_", " ")) for zone in zones()],
        "portals_zone": timezone.get_default_timezone_name(),
        "now": timezone.now(),
        "error": error,
        "errors": [{"href": "#zone", "text": error}] if error else [],
    }
    return render(request, "people/my_account.html", context, status=status)
