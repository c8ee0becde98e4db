"""What the portal does when the sign-in library tells it that something has happened: mostly, it writes it down."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import login_code_rejected, password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from portal.audit.recording import Kind, person, record
from portal.people.models import Person

SEEN, SEEN_EVERY = "seen", 300


def _record(kind: Kind, user: Person, **detail: str) -> None:
    """Whoever does something to their own account is actor and thing."""
    record(kind, actor=person(user.pk), thing=person(user.pk), detail=detail)


def signed_in(user: Person, request: HttpRequest | None = None, **_: Any) -> None:
    """Somebody is in, past the second factor where there is one."""
    _record(Kind.SIGNED_IN, user)
    if request is not None:
        request.session[SEEN] = int(time.time())


def seen(request: HttpRequest) -> None:
    """Note when a session was last used, every few minutes at most: the list of sessions shows it."""
    session = getattr(request, "session", None)
    now = int(time.time())
    if session is None or now - session.get(SEEN, now) < SEEN_EVERY:
        return
    session[SEEN] = now
    UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


def not_signed_in(credentials: dict[str, Any], **_: Any) -> None:
    """A wrong password. An address that nobody has is not written down: it may be a password in the wrong field."""
    user = Person.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    if user is not None:
        record(Kind.SIGN_IN_FAILED, actor="somebody", thing=person(user.pk), detail={"by": "password"})


def wrong_code(user: Person, **_: Any) -> None:
    """A wrong code from an e-mail."""
    record(Kind.SIGN_IN_FAILED, actor="somebody", thing=person(user.pk), detail={"by": "code"})


def wrong_second_factor(user: Person, **_: Any) -> None:
    """A wrong code from an app, a wrong recovery code."""
    record(Kind.SECOND_FACTOR_FAILED, actor="somebody", thing=person(user.pk))


def second_factor_added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Whoever has just proved a new second factor is not asked for it again before the recovery codes are shown."""
    _record(Kind.SECOND_FACTOR_ADDED, user, by=str(authenticator.type))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
        )


def second_factor_removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    """An app, a passkey or recovery codes are gone."""
    _record(Kind.SECOND_FACTOR_REMOVED, user, by=str(authenticator.type))


def new_recovery_codes(user: Person, authenticator: Authenticator, **_: Any) -> None:
    """The old ones no longer work."""
    _record(Kind.SECOND_FACTOR_ADDED, user, by=str(authenticator.type))


def new_password(user: Person, **_: Any) -> None:
    """Set for the first time, or changed."""
    _record(Kind.PASSWORD_CHANGED, user)


HEARD = (
    (user_logged_in, signed_in),
    (user_login_failed, not_signed_in),
    (login_code_rejected, wrong_code),
    (authentication_failed, wrong_second_factor),
    (authenticator_added, second_factor_added),
    (authenticator_removed, second_factor_removed),
    (authenticator_reset, new_recovery_codes),
    (password_set, new_password),
    (password_changed, new_password),
)


def begin() -> None:
    """Listen from now on."""
    for signal, does in HEARD:
        signal.connect(does, dispatch_uid=f"portal.people {does.__name__} {id(signal)}")
