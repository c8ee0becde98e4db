"""Comments that may leave: each redacted by one person and approved by another, and only those."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from poet.protect.microdata import words
from poet.protect.microdata.declaration import NotGiven

COLUMN = "redacted-comment"


@dataclass(frozen=True, slots=True)
class Redacted:
    """A comment as it may be read, whose answer it belongs to, and who redacted and who approved it."""

    id: str
    text: str
    redacted_by: str
    approved_by: str


def approved(comments: Iterable[Redacted], ids: Iterable[str]) -> dict[str, str]:
    """The texts by id. Raises NotGiven naming every line that nobody else approved, or that belongs to no answer."""
    known = set(ids)
    kept = list(comments)
    faults = [
        words.COMMENTS_FAULT.format(line=line, why=why)
        for line, one in enumerate(kept, 2)
        if (why := _fault(one, known))
    ]
    if faults:
        raise NotGiven(*faults)
    return {one.id: one.text for one in kept}


def _fault(one: Redacted, known: set[str]) -> str:
    if not one.approved_by.strip() or not one.redacted_by.strip():
        return words.NO_APPROVER
    if one.approved_by.strip().casefold() == one.redacted_by.strip().casefold():
        return words.SAME_PERSON
    return "" if one.id in known else words.NO_SUCH_ID.format(id=one.id)
