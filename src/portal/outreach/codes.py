"""The code of an invitation: made from its key whenever it is needed, kept nowhere, found again by a keyed digest."""

from __future__ import annotations

from portal.outreach.vouchers import keyed
from portal.rounds.models import ALPHABET

LENGTH, GROUP = 16, 4  # 79 bits, in groups of four for whoever types them from a letter
_BETWEEN = "-"


def plain(key: str) -> str:
    """The letters of the code of the invitation with this key."""
    number = int.from_bytes(keyed("code", key))
    letters = ""
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters += ALPHABET[at]
    return letters


def code_of(key: str) -> str:
    """The same in groups, as people are given it."""
    letters = plain(key)
    return _BETWEEN.join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def read(said: str) -> str | None:
    """The letters of a code as somebody wrote it: with or without groups, in capitals or not; None for what is none."""
    letters = "".join(one for one in said[:60].lower() if one not in "- _.")
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None


def digest_of(letters: str) -> str:
    """What an invitation is found by."""
    return keyed("found by", letters).hex()


def spent_digest(letters: str) -> str:
    """What says that a code was used; without the secret it leads to no invitation, with or without the code."""
    return keyed("spent", letters).hex()


def swap_digest(letters: str, chance: str) -> str:
    """What says that one page swapped a code: only that page knows its chance."""
    return keyed("swapped", letters, chance).hex()
