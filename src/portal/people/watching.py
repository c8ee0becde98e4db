"""What the portal does when the sign-in library tells it that something has happened."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.http import HttpRequest

from portal.people.models import Person


def second_factor_added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Whoever has just proved a new second factor is not asked for it again before the recovery codes are shown."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


def begin() -> None:
    """Listen from now on."""
    authenticator_added.connect(second_factor_added, dispatch_uid="second-factor-added")
