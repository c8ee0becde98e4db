"""Adding a passkey: what a browser sends in its place is read with care."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # it ships no types
    """The library's form; rubbish instead of a passkey is a refusal like any other, and no broken page."""

    def clean(self) -> dict[str, Any]:
        """What was said, once it holds. Raises ValidationError."""
        try:
            said: dict[str, Any] = super().clean()
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            raise get_adapter().validation_error("incorrect_code") from fault
        return said
