"""What stands around the pages of those who sign in: the ways that their roles open, and how else one may sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.people.once import lazy_marks
from portal.people.rules import Action, extent


@dataclass(frozen=True, slots=True)
class Way:
    """A link that stands above the pages of whoever may do something, in some area or (`national`) in the whole country."""

    text: str
    view: str
    action: Action
    national: bool = False

    def opens(self, person: object) -> bool:
        """Whether it leads somebody anywhere."""
        where = extent(person, self.action)
        return where.everywhere if self.national else bool(where)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages for one kind of work: what it is called, the rooms of the portal whose pages it is of, and its ways."""

    text: str
    rooms: frozenset[str]
    ways: tuple[Way, ...]


SECTIONS = (
    Section(
        "Round",
        frozenset({"overview", "rounds", "outreach", "caseloads", "analyses", "nation"}),
        (
            Way("Your rounds", "glances", Action.SEE_TALLIES),
            Way("All rounds", "rounds", Action.MANAGE_ROUNDS),
            Way("Taking part", "places-in-rounds", Action.TAKE_PART),
            Way("Links to hand out", "link-places", Action.HAND_OUT_LINKS),
            Way("Your own questions", "own-places", Action.TAKE_PART),
            Way("Memberships", "memberships", Action.MANAGE_ROUNDS),
        ),
    ),
    Section(
        "Answers in",
        frozenset({"keying", "uploads", "api"}),
        (
            Way("Paper to type in", "bundles", Action.ENTER_RETURNS),
            Way("Upload answers", "uploads", Action.ENTER_RETURNS),
            Way("Keys for computers", "api-keys", Action.ENTER_RETURNS),
        ),
    ),
    Section(
        "Results",
        frozenset({"reporting", "returns", "comments", "research", "editing", "publishing", "issuing", "engagement"}),
        (
            Way("Reports", "drafts", Action.EDIT_REPORTS),
            Way("Publish reports", "publishing", Action.PUBLISH),
            Way("Open data", "open-ways", Action.MANAGE_ROUNDS),
            Way("Action plans", "action-plans", Action.SEE_RESULTS),
            Way("Comments", "comments-to-read", Action.READ_COMMENTS),
            Way("Answers for research", "research-rounds", Action.TAKE_EXTRACT),
        ),
    ),
    Section(
        "Questionnaires",
        frozenset({"questionnaires"}),
        (
            Way("See and try", "forms", Action.COMMENT_ON_QUESTIONNAIRES),
            Way("Upload and publish", "proposals", Action.COMMENT_ON_QUESTIONNAIRES),
        ),
    ),
    Section(
        "People and areas",
        frozenset({"people", "retention", "audit"}),
        (
            Way("Areas", "areas", Action.SEE_AREA),
            Way("People", "people", Action.MANAGE_PEOPLE),
            Way("Interest from councils", "interests", Action.MANAGE_PEOPLE, national=True),
            Way("Keeping and erasing", "rounds-kept", Action.ERASE, national=True),
            Way("Audit log", "audit", Action.READ_AUDIT),
        ),
    ),
)

WAYS = tuple(way for section in SECTIONS for way in section.ways)


def around(request: HttpRequest) -> dict[str, Any]:
    """For every template that is given its request; asked for nothing where nobody can be signed in."""
    person = getattr(request, "user", None)
    return {
        "csrf_input": lazy_marks(request),
        "signed_in": SimpleLazyObject(lambda: bool(getattr(person, "is_authenticated", False))),
        "ways_in": SimpleLazyObject(lambda: list(_sections(request))),
        "at_account": SimpleLazyObject(lambda: _is_of_account(request)),
        "provider": _provider(),
    }


def _sections(request: HttpRequest) -> Iterator[dict[str, Any]]:
    """The sections that somebody's roles open; the one that the page belongs to says so, wherever in its rooms the page is."""
    room = _room(request)
    for section in SECTIONS:
        ways = [_shown(way, request) for way in section.ways if way.opens(request.user)]
        if ways:
            yield {"text": section.text, "href": ways[0]["href"], "here": room in section.rooms, "ways": ways}


def _shown(way: Way, request: HttpRequest) -> dict[str, Any]:
    href = reverse(way.view)
    return {"text": way.text, "href": href, "here": request.path == href}


def _room(request: HttpRequest) -> str:
    """The room of the portal that answers, "" for one's own account, a library's pages and addresses that lead nowhere."""
    if request.resolver_match is None or _is_of_account(request):
        return ""
    module = request.resolver_match.func.__module__.split(".")
    return module[1] if module[0] == "portal" and len(module) > 1 else ""


def _is_of_account(request: HttpRequest) -> bool:
    """Whether it is a page of one's own account, whoever draws it: sessions, passwords and second factors are none of a
    section's work."""
    return request.path.startswith(reverse("my-account"))


def _provider() -> dict[str, str] | None:
    """The button of the operator's identity provider, where there is one."""
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ()):
        return {"name": app["name"], "href": reverse("openid_connect_login", args=[app["provider_id"]])}
    return None
