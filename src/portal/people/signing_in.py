"""How the sign-in library is bent to the portal: nobody signs up by themselves, and names and secrets are kept our way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from portal.people import words


class Backend(AuthenticationBackend):  # type: ignore[misc]  # it ships no types
    """By e-mail address; the made-up people of a demonstration are nobody anywhere else, whichever way they came."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether an account may be used; asked at each sign-in and on every page."""
        allowed = not getattr(user, "made_up", False) or settings.DEMONSTRATION
        return bool(allowed and super().user_can_authenticate(user))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # it ships no types
    """Accounts come from invitations only."""

    error_messages = DefaultAccountAdapter.error_messages | words.REFUSALS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        del request
        return False

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """How somebody may prove that it is still them: by a second factor alone where they have one, for a password may be
        somebody else's by now."""
        found: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [one for one in found if one["id"] != "reauthenticate"] or found

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what has happened; there is no second place for it."""


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # it ships no types
    """Sign-on by the operator's identity provider opens accounts that exist, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody signs up."""
        del request, sociallogin
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # it ships no types
    """Codes are named after the portal, not after the machine it runs on."""

    error_messages = DefaultMFAAdapter.error_messages | words.REFUSALS

    def is_mfa_enabled(self, user: AbstractBaseUser, types: Iterable[str] | None = None) -> bool:
        """Whether somebody has a second factor, or one of these kinds: all kinds are asked for together, and once a page
        that is only looked at."""
        if user.is_anonymous:
            return False
        found = self._kinds(user)
        return bool(found if types is None else found & set(types))

    def _kinds(self, user: AbstractBaseUser) -> frozenset[str]:
        request = context.request
        kept: dict[Any, frozenset[str]] = getattr(request, "second_factors", {})
        if user.pk not in kept:
            kept[user.pk] = frozenset(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        # What changes an account asks anew each time.
        if request is not None and request.method in {"GET", "HEAD"}:
            request.second_factors = kept
        return kept[user.pk]

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls the portal."""
        return "POET"
