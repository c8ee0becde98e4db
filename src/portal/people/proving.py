"""Proving once more who somebody is, by the second factor: what binds a council is not left to a browser that stood open."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, is_reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

_PASSKEY_ALONE = [Authenticator.Type.WEBAUTHN]


def is_to_be_proved(request: HttpRequest) -> bool:
    """Whether somebody has yet to prove who they are within the last minutes: by a second factor where they have one, for a
    password alone may be somebody else's by now."""
    if not _factors(request):
        return bool(is_reauthentication_required(request, app="portal"))
    proved = [
        one["at"]
        for one in get_authentication_records(request, request.user)
        if one["method"] == "mfa" and one.get("reauthenticated")
    ]
    return not proved or time.time() - proved[-1] >= app_settings.REAUTHENTICATION_TIMEOUT


def way_to_prove(request: HttpRequest) -> str:
    """The address of the page on which somebody proves it; it leads back to this one."""
    factors = _factors(request)
    page = "mfa_reauthenticate" if factors else "account_reauthenticate"
    if factors == _PASSKEY_ALONE:
        page = "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': request.path})}"


def _factors(request: HttpRequest) -> list[Authenticator.Type]:
    flows = get_reauthentication_flows(request.user)
    return next((list(flow["types"]) for flow in flows if flow["id"] == "mfa_reauthenticate"), [])
