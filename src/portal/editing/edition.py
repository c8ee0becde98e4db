"""What two parties signed, for the rooms that pass it on: `signed_edition(draft)` gives it, or says why there is none.

    match signed_edition(draft_id):
        case Edition() as edition: ...     # `edition.report` is exactly what was signed: `edition.digest` is its SHA-256
        case NotSigned(why): ...

`move(draft, Move.PUBLISH, by=person, at=now)` and `Move.WITHDRAW` belong to the room that publishes; both raise NotMoved.
Each is asked inside a scope that holds the draft's area (of a national draft: everywhere), as all that belongs to areas is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec

from poet.report import Report
from portal.editing import words
from portal.editing.models import Draft, Sealed
from portal.editing.models import Signature as Signed
from portal.editing.moving import NotMoved, move
from portal.editing.parties import needed
from portal.editing.states import BOTH_SIGNED, Move, State

__all__ = ["Edition", "Move", "NotMoved", "NotSigned", "Signature", "State", "move", "signed_edition"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed for which party ("national", "council", "national-second"), in which role, and when."""

    by_party: str
    name: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """A report as both parties signed it. `area_id` is a council's code; neither it nor `region`: the whole country.

    `digest` is the SHA-256, in hex, of the report's canonical bytes (`inserting.canonical`)."""

    draft: int
    kind: str
    round_id: int
    area_id: str | None
    region: str | None
    title: str
    digest: str
    report: Report
    signed: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class NotSigned:
    """There is no edition; `why` says so to people."""

    why: str


def signed_edition(draft_id: int) -> Edition | NotSigned:
    """What both parties signed and nobody changed since. Raises OutOfScope outside of a scope."""
    draft = Draft.objects.filter(pk=draft_id).first()
    if draft is None:
        return NotSigned(words.NO_SUCH_DRAFT)
    if State(draft.state) not in BOTH_SIGNED:
        return NotSigned(words.not_signed(State(draft.state)))
    sealed = Sealed.objects.filter(draft=draft, revision=draft.revision).first()
    signed = list(Signed.objects.filter(draft=draft, revision=draft.revision))
    if sealed is None or not _holds(draft, sealed, signed):
        return NotSigned(words.SEAL_BROKEN)
    return Edition(
        draft=draft.pk,
        kind=draft.kind,
        round_id=draft.round_id,
        area_id=draft.area_id,
        region=draft.region or None,
        title=draft.title,
        digest=sealed.digest,
        report=msgspec.json.decode(bytes(sealed.report), type=Report),
        signed=tuple(Signature(one.party, one.name, one.role, one.at) for one in signed),
    )


def _holds(draft: Draft, sealed: Sealed, signed: list[Signed]) -> bool:
    """Whether the bytes are those that were signed, by both parties and by two people."""
    same = hashlib.sha256(bytes(sealed.report)).hexdigest() == sealed.digest
    both = {one.party for one in signed} == set(needed(draft.area_id)) and len({one.by_id for one in signed}) > 1
    return same and both and all(one.digest == sealed.digest for one in signed)
