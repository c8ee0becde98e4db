"""When a page was shown and with which answers, said by the page itself when it is sent: nothing of it is kept on the server.

The moment is signed for one draft and one page, so that no other can be put in its place. The answers stand as short digests, in
the order of the page: what is sent as it was shown is no change, so that a page that lay open in another tab takes nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence

from django.conf import settings

STAMP_FIELD = "shown."
_SIGNED = 9  # bytes: nobody gains by guessing one
_WITH, _NEXT = "~", ","


def stamp(draft_key: str, page_id: str, now: float | None = None, *, cells: Sequence[str] = ()) -> str:
    """The stamp of a page that is shown now (seconds since 1970), with these answers in its order."""
    seconds = int(time.time() if now is None else now)
    return shown_again(f"{seconds:x}.{_signature(draft_key, page_id, seconds)}", cells)


def shown_again(said: str, cells: Sequence[str]) -> str:
    """The stamp of a page that is shown once more, with other answers: its moment is that of the first time."""
    return f"{said.partition(_WITH)[0]}{_WITH}{_NEXT.join(map(_short, cells))}"


def as_shown(said: str, draft_key: str, page_id: str, items: Sequence[str], cells: Mapping[str, str]) -> frozenset[str]:
    """Which items of a page are sent as they were shown; none where the stamp is not one of this page for this draft."""
    digests = said.partition(_WITH)[2].split(_NEXT)
    if len(digests) != len(items) or _WITH not in said or seconds_since(said, draft_key, page_id) is None:
        return frozenset()
    together = zip(items, digests, strict=True)
    return frozenset(item for item, digest in together if item in cells and _short(cells[item]) == digest)


def _short(cell: str) -> str:
    return hashlib.blake2b(cell.encode(), digest_size=6).hexdigest() if cell else ""


def seconds_since(said: str, draft_key: str, page_id: str, now: float | None = None) -> int | None:
    """How long ago the page was shown, in seconds; None where the stamp is not one of this page for this draft."""
    shown, _, signature = (said := said.partition(_WITH)[0]).partition(".")
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
