"""Signing a report: bound to the bytes that were read, by two people for two parties, never twice by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import IntegrityError
from django.db.models import OuterRef, QuerySet, Subquery

from poet.report import Report
from portal.editing import words
from portal.editing.figures import claims_of
from portal.editing.inserting import canonical, digest
from portal.editing.models import Draft, Sealed, Signature, Step
from portal.editing.moving import NotMoved, held, recorded, step
from portal.editing.parties import Party, has, needed, role_of, signs_for
from portal.editing.states import MOVES, Move, State, after
from portal.editing.unclaimed import Unclaimed, unclaimed
from portal.editing.writing import Content, content
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class ToSign:
    """What is signed: the whole report, its digest, what is still in the way, and the signatures that hold by now."""

    report: Report
    digest: str
    in_the_way: tuple[Unclaimed, ...]
    signatures: tuple[Signature, ...] = ()


def to_sign(draft: Draft, now: Content | None = None) -> ToSign:
    """What a signature would be bound to now: once the first has signed, the very bytes that were sealed then. `now` is
    the draft's content where it has been read already."""
    sealed = Sealed.objects.filter(draft=OuterRef("draft"), revision=OuterRef("revision")).values("report")
    held_by = list(_of(draft).annotate(sealed=Subquery(sealed[:1])))
    now = now or content(draft)
    faults = unclaimed(now.texts, claims_of(now.report))
    if held_by:
        first = held_by[0]
        return ToSign(msgspec.json.decode(bytes(first.sealed), type=Report), first.digest, faults, tuple(held_by))
    return ToSign(now.whole, digest(now.whole), faults)


def signed(draft: Draft) -> list[Signature]:
    """The signatures that hold: those of the revision that stands."""
    return list(_of(draft))


def _of(draft: Draft) -> QuerySet[Signature]:
    return Signature.objects.filter(draft=draft, revision=draft.revision)


def sign(draft: Draft, *, digest: str, by: Person, at: datetime) -> Draft:
    """Sign for the party one belongs to; `digest` is that of what was read. Raises NotMoved."""
    if not has(by, MOVES[Move.SIGN].who, draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    try:
        with held(draft) as kept:
            _sign(kept, digest, by, at)
    except IntegrityError as raced:
        raise NotMoved(words.SIGNED_AT_ONCE) from raced
    return kept


def _sign(draft: Draft, read: str, by: Person, at: datetime) -> None:
    there = after(State(draft.state), Move.SIGN)
    if there is None:
        raise NotMoved(words.no_way(State(draft.state), Move.SIGN))
    before = signed(draft)
    party = _party(draft, before, by)
    now = to_sign(draft)
    if now.digest != read:
        raise NotMoved(words.CHANGED_MEANWHILE)
    if now.in_the_way:
        raise NotMoved(words.still_in_the_way(len(now.in_the_way)))
    if not before:
        Sealed.objects.create(draft=draft, revision=draft.revision, digest=now.digest, report=canonical(now.report))
    Signature.objects.create(
        draft=draft,
        revision=draft.revision,
        digest=now.digest,
        party=party,
        by=by,
        name=str(by),
        role=role_of(by, party, draft.area_id),
        at=at,
    )
    step(draft, Step.What.MOVED, there, by=by, at=at, move=Move.SIGN)
    recorded(draft, f"signed {now.digest[:12]}", by=by, at=at)


def why_not(draft: Draft, before: Sequence[Signature], by: Person) -> str:
    """Why somebody can not sign beside those who have; "" where they can."""
    try:
        _party(draft, before, by)
    except NotMoved as fault:
        return str(fault)
    return ""


def _party(draft: Draft, before: Sequence[Signature], by: Person) -> Party:
    """The party that somebody signs for. Raises NotMoved where it has signed, or they have."""
    parties = [one.party for one in before]
    party = signs_for(by, draft.area_id, parties)
    if any(one.by_id == by.pk for one in before):
        raise NotMoved(words.SIGNED_BY_YOU)
    if party is None or party not in needed(draft.area_id):
        raise NotMoved(words.NOT_YOURS)
    if party in parties:
        raise NotMoved(words.PARTY_SIGNED)
    return party
