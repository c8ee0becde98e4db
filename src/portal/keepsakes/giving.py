"""Giving a code and finding by it. The code comes of the draft's key, which only the respondent's browser still holds: it is
kept nowhere, and the same thank-you shows the same code again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from portal.capture.leaving import left
from portal.capture.models import Response
from portal.capture.submitting import sent, thanked
from portal.councils import scope
from portal.keepsakes.models import Keepsake, Tries
from portal.rounds.models import ALPHABET

LENGTH, PLACE, GROUP = 16, 4, 4
MOST_WRONG, MOST_WRONG_ALTOGETHER = 10, 600
WRONG_FOR = timedelta(minutes=15)
# Asked, with the `response` whose code was said, what became of it: whoever hears may answer with an address.
became = Signal()
_ALTOGETHER = "*"
_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many wrong codes were said; `until` then none is heard."""

    until: datetime


def begin() -> None:
    """Give every response that is sent a code from now on, and show it with the thank-you."""
    sent.connect(_give, dispatch_uid="keepsakes")
    thanked.connect(_show, dispatch_uid="keepsakes")


def code_of(draft_key: str) -> str:
    """The code that comes of a draft's key: 16 letters, as they are kept."""
    number = int.from_bytes(_keyed("keepsake", draft_key), "big")
    letters = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "".join(letters)


def in_groups(code: str) -> str:
    """The code as it is read and written down."""
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def plain(said: str) -> str:
    """What somebody typed, as it is kept: without capitals, dashes and blanks."""
    return "".join(letter for letter in said.casefold() if letter.isalnum())


def _give(draft_key: str, response: Response, laid: Sequence[UUID], **_: Any) -> None:
    code, salt = code_of(draft_key), secrets.token_hex(16)
    new = Keepsake(response=response, place=code[:PLACE], salt=salt, digest=_keyed(salt, code[PLACE:]).hex())
    with scope.within({response.area_id}):
        # Together with those of the responses that were laid down anew: no place in the table tells whose came last.
        latest = Keepsake.objects.filter(response__in=laid)
        rows = [*latest, new]
        _chance.shuffle(rows)
        latest.delete()
        Keepsake.objects.bulk_create(rows)


def _show(draft_key: str, **_: Any) -> str:
    return in_groups(code_of(draft_key))


def _keyed(salt: str, said: str) -> bytes:
    """With the installation's secret: a stolen table alone tells nothing, and the letters carry 59 bits beside it."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"{salt} {said}".encode(), hashlib.sha256)


@scope.everywhere("somebody holds the code of their own response")
def found(said: str, now: datetime) -> Keepsake | Wait | None:
    """The keepsake that the code belongs to; None for a code that is none."""
    code = plain(said)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return None
    waits = _counted(code[:PLACE], now)
    if waits is not None:
        return waits
    rows = Keepsake.objects.filter(place=code[:PLACE]).select_related(
        "response__round", "response__area", "response__version"
    )
    for one in rows:
        if hmac.compare_digest(one.digest, _keyed(one.salt, code[PLACE:]).hex()):
            _counted(code[:PLACE], now, by=-1)
            return one
    return None


@transaction.atomic
def _counted(place: str, now: datetime, by: int = 1) -> Wait | None:
    """Count before looking: two guesses at once are two guesses."""
    for name, most in ((_ALTOGETHER, MOST_WRONG_ALTOGETHER), (place, MOST_WRONG)):
        Tries.objects.get_or_create(place=name, defaults={"since": now})
        tries = Tries.objects.select_for_update().get(place=name)
        if tries.since + WRONG_FOR <= now:
            tries.since, tries.wrong = now, 0
        if by > 0 and tries.wrong >= most:
            return Wait(tries.since + WRONG_FOR)
        tries.wrong = max(0, tries.wrong + by)
        tries.save()
    return None


@scope.everywhere("somebody takes their own answers back")
@transaction.atomic
def withdraw(said: str, now: datetime) -> bool | Wait:
    """Remove the response for good; False where the code belongs to none. No log says when: it would lead to somebody."""
    keepsake = found(said, now)
    if keepsake is None or isinstance(keepsake, Wait):
        return keepsake or False
    gone = keepsake.response
    left.send(sender=Response, round_id=gone.round_id, version_id=gone.version_id, people=1)
    gone.delete()
    return True
