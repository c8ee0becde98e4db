"""Stopping and coming back, on any device and without an e-mail: three picture-words lead to the draft.

The server keeps a salted, slow hash of them and nothing else. Guessing is held back at each link; what that leaves of a
guesser's chances stands in docs/decisions/0008-come-back-with-three-pictures.md.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from poet.instrument.pictures import Picture, pictures
from portal.capture.keeping import KEPT_FOR
from portal.capture.models import Attempt, Draft, Return

WORDS = 3
MOST_WRONG = 10
WRONG_FOR = timedelta(minutes=15)
# About 20 ms and 16 MB for each try: nothing to somebody who comes back, much to somebody who tries them all.
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32, "maxmem": 64 * 2**20}
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many wrong words were said at this link; `until` then nobody's are heard."""

    until: datetime


def choices() -> tuple[Picture, ...]:
    """The pictures that can be a word, by name."""
    return tuple(sorted((one for one in pictures().values() if one.word), key=lambda one: one.name))


@transaction.atomic
def leave(draft_key: str, link: str) -> tuple[Picture, ...] | None:
    """Three new words for the draft, in order; words given before stay good. None where there is no such draft."""
    draft = Draft.objects.select_for_update().filter(key=draft_key, link_id=link).first()
    if draft is None:
        return None
    for _ in range(_TRIES):
        words = tuple(secrets.choice(choices()) for _ in range(WORDS))
        try:
            with transaction.atomic():
                Return.objects.create(digest=_digest(link, [one.name for one in words]), draft=draft)
        except IntegrityError:
            continue  # somebody else at this link was given the same three
        return words
    raise RuntimeError(f"{_TRIES} times in a row the same words were taken: there are too many drafts at this link")


def come_back(link: str, said: Sequence[str], now: datetime) -> str | Wait | None:
    """The key of the draft the words lead to; None for wrong or expired ones, which are told apart by nobody."""
    with transaction.atomic():
        attempt = _attempts(link, now)
        if attempt.wrong >= MOST_WRONG:
            return Wait(attempt.since + WRONG_FOR)
        # Counted before it is looked at: two guesses at once are two guesses.
        attempt.wrong += 1
        attempt.save()
    words = [word.strip().casefold() for word in said]
    found = Return.objects.filter(
        digest=_digest(link, words),
        draft__link_id=link,
        draft__touched__gte=timezone.localdate(now) - KEPT_FOR,  # though nobody has swept yet
    ).first()
    if found is None:
        return None
    with transaction.atomic():
        right = _attempts(link, now)
        right.wrong = max(0, right.wrong - 1)
        right.save()
    return found.draft_id


def _attempts(link: str, now: datetime) -> Attempt:
    """The link's count, begun anew when it has stood long enough."""
    Attempt.objects.get_or_create(link_id=link, defaults={"since": now})
    attempt = Attempt.objects.select_for_update().get(link_id=link)
    if attempt.since + WRONG_FOR <= now:
        attempt.since, attempt.wrong = now, 0
    return attempt


def _digest(link: str, words: Sequence[str]) -> str:
    """The words as they are kept. The salt is the installation's secret with the link: a stolen table alone tells nothing,
    and one link's words are nothing at another."""
    salt = hmac.digest(settings.SECRET_KEY.encode(), f"return {link}".encode(), "sha256")
    return hashlib.scrypt(" ".join(words).encode(), salt=salt, **_SCRYPT).hex()
