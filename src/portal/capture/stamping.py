"""When a page was shown, said by the page itself when it is sent: nothing of it is kept on the server.

The stamp is signed for one draft and one page, so that no other moment can be put in its place.
"""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode

from django.conf import settings

STAMP_FIELD = "shown."
_SIGNED = 9  # bytes: nobody gains by guessing one


def stamp(draft_key: str, page_id: str, now: float | None = None) -> str:
    """The stamp of a page that is shown now (seconds since 1970)."""
    seconds = int(time.time() if now is None else now)
    return f"{seconds:x}.{_signature(draft_key, page_id, seconds)}"


def seconds_since(said: str, draft_key: str, page_id: str, now: float | None = None) -> int | None:
    """How long ago the page was shown, in seconds; None where the stamp is not one of this page for this draft."""
    shown, _, signature = said.partition(".")
    try:
        seconds = int(shown, 16)
    except ValueError:
        return None
    if len(said) > 40 or not hmac.compare_digest(signature.encode(), _signature(draft_key, page_id, seconds).encode()):
        return None
    return max(0, int(time.time() if now is None else now) - seconds)


def _signature(draft_key: str, page_id: str, seconds: int) -> str:
    signed = hmac.digest(settings.SECRET_KEY.encode(), f"stamp {draft_key} {page_id} {seconds}".encode(), "sha256")
    return urlsafe_b64encode(signed[:_SIGNED]).decode()
