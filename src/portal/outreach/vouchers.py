"""A voucher is a draft's key that says by itself what let its holder in; no row anywhere says it.

Half of it is chance; the other half is that chance signed for one link and one way in. Who holds it may begin one draft
there; the receipt of that draft makes sure that it is sent once.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable

from django.conf import settings

INVITATION = "invitation"
_BYTES = 12  # 96 bits each for the chance and for its signature
_HALF = 16


def voucher(link: str, way: str, chance: bytes | None = None) -> str:
    """A key for one draft at a link (by its token), for who came by this way: INVITATION, or a group's token."""
    half = urlsafe_b64encode(chance[:_BYTES] if chance else secrets.token_bytes(_BYTES)).decode()
    return half + _signature(link, way, half)


def is_voucher(key: str, link: str, way: str) -> bool:
    """Whether the key was given out at this link for this way."""
    return hmac.compare_digest(key[_HALF:].encode(), _signature(link, way, key[:_HALF]).encode())


def way_of(key: str, link: str, ways: Iterable[str]) -> str | None:
    """By which of the ways the holder came; None for none of them."""
    return next((way for way in ways if is_voucher(key, link, way)), None)


def keyed(purpose: str, *said: str) -> bytes:
    """What only this installation can make of these words, another for each purpose."""
    return hmac.digest(settings.SECRET_KEY.encode(), "\n".join(("outreach", purpose, *said)).encode(), "sha256")


def _signature(link: str, way: str, half: str) -> str:
    return urlsafe_b64encode(keyed("voucher", link, way, half)[:_BYTES]).decode()
