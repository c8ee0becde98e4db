"""What stands around the pages of those who sign in: the ways that their roles open, and how else one may sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.people.rules import Action, extent


@dataclass(frozen=True, slots=True)
class Way:
    """A link that stands above the pages of whoever may do something; `action` None means everybody signed in."""

    text: str
    view: str
    action: Action | None


WAYS = (
    Way("Your rounds", "glances", Action.SEE_TALLIES),
    Way("Areas", "areas", Action.SEE_AREA),
    Way("Questionnaires", "forms", Action.COMMENT_ON_QUESTIONNAIRES),
    Way("Upload and publish", "proposals", Action.COMMENT_ON_QUESTIONNAIRES),
    Way("Taking part", "places-in-rounds", Action.TAKE_PART),
    Way("Links to hand out", "link-places", Action.HAND_OUT_LINKS),
    Way("Your own questions", "own-places", Action.TAKE_PART),
    Way("Action plans", "action-plans", Action.SEE_RESULTS),
    Way("Rounds", "rounds", Action.MANAGE_ROUNDS),
    Way("Publish reports", "publishing", Action.PUBLISH),
    Way("Reports", "drafts", Action.EDIT_REPORTS),
    Way("Paper to type in", "bundles", Action.ENTER_RETURNS),
    Way("Upload answers", "uploads", Action.ENTER_RETURNS),
    Way("Answers for research", "research-rounds", Action.TAKE_EXTRACT),
    Way("Keys", "api-keys", Action.ENTER_RETURNS),
    Way("People", "people", Action.MANAGE_PEOPLE),
    Way("Memberships", "memberships", Action.MANAGE_ROUNDS),
    Way("Audit log", "audit", Action.READ_AUDIT),
    Way("My account", "my-account", None),
)


def around(request: HttpRequest) -> dict[str, Any]:
    """For every template that is given its request; asked for nothing where nobody can be signed in."""
    person = getattr(request, "user", None)
    return {
        "signed_in": SimpleLazyObject(lambda: bool(getattr(person, "is_authenticated", False))),
        "ways": SimpleLazyObject(lambda: list(_ways(request))),
        "provider": _provider(),
    }


def _ways(request: HttpRequest) -> Iterator[dict[str, Any]]:
    for way in WAYS:
        if way.action is not None and not extent(request.user, way.action):
            continue
        href = reverse(way.view)
        yield {"text": way.text, "href": href, "here": request.path == href}


def _provider() -> dict[str, str] | None:
    """The button of the operator's identity provider, where there is one."""
    for app in settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ()):
        return {"name": app["name"], "href": reverse("openid_connect_login", args=[app["provider_id"]])}
    return None
