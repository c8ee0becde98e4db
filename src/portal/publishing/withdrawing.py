"""Taking a report back: at once, with all its files; what stands in its place says who did it and when.

A report that names a council which no longer agrees is issued again without it, where it says something still; the same report
signed by both parties stays what it was signed as, and the new one says what it is.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from poet.report import Report
from portal.audit.recording import PORTAL, Kind, person, record
from portal.councils import scope
from portal.councils.models import Area
from portal.editing.edition import Move, State, move
from portal.editing.inserting import digest as digested
from portal.editing.models import Draft
from portal.people.models import Person
from portal.publishing import words
from portal.publishing.models import Content, Face, Publication, Told, Withdrawal
from portal.publishing.permitting import OPEN_DATA, Missing, may_be_open_data, missing
from portal.publishing.printed_again import to_be_asked
from portal.publishing.publish import NotPublished, known, publish, signed, told_of
from portal.publishing.without import without
from portal.rounds.consenting import changed
from portal.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Again:
    """What is issued again: the signed report of `first`, with things left out."""

    draft: int | None
    kind: str
    round_id: int
    area_id: str | None
    region: str | None
    digest: str
    report: Report
    signed: tuple[object, ...]


def begin() -> None:
    """Hear of every consent that changes, in the transaction in which it does."""
    changed.connect(_heard, dispatch_uid="publishing")


def _heard(asking: Round, area: Area, now: datetime, **_: Any) -> None:
    review(asking, at=now, area=area.pk)


@scope.everywhere("taking a report back")
@transaction.atomic
def withdraw(one: Publication, *, by: Person | None, who: str, why: str, at: datetime, instead: str = "") -> None:
    """Take a report back: who did it (as the page says it), why, and the address of what stands instead."""
    kept = Publication.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if kept.withdrawn:
        return
    kept.withdrawn = at
    kept.save(update_fields=["withdrawn"])
    _forget(kept, None)
    if kept.published:
        Withdrawal.objects.create(
            address=kept.address, title=kept.title, by=who, on=timezone.localdate(at), why=why, instead=instead
        )
    _draft_too(kept, at)
    record(
        Kind.PUBLISHED,
        actor=person(by.pk) if by else PORTAL,
        thing=f"publication:{kept.pk}",
        area=kept.area_id or "",
        detail={"what": f"report, {kept.kind}, withdrawn"},
        at=at,
    )
    _printed_again(kept, at)


def _printed_again(one: Publication, at: datetime) -> None:
    """A report of a later round may print it again, of an area on whose ground another stands now: it is looked at anew. Rounds
    are held from the older to the newer, so that nobody waits for one another."""
    told = Told.objects.filter(area=one.area_id, publication__withdrawn__isnull=True).exclude(
        publication__area=one.area_id
    )
    later = Round.objects.filter(publications__told__in=told, opens__gte=one.round.closes).distinct().order_by("opens")
    for asking in later if one.area_id else ():
        review(asking, at=at, area=one.area_id)


def _draft_too(one: Publication, at: datetime) -> None:
    """The draft it was made from is withdrawn with it, by the portal; one that nobody holds as published is left alone."""
    draft = Draft.objects.filter(pk=one.draft or 0, state=State.PUBLISHED).first()
    if draft:
        move(draft, Move.WITHDRAW, by=None, at=at)


def _forget(one: Publication, endings: Collection[str] | None) -> None:
    """Its files go, some or all; bytes that another report still stands on stay."""
    faces = Face.objects.filter(publication=one)
    if endings is not None:
        faces = faces.filter(ending__in=endings)
    digests = list(faces.values_list("content_id", flat=True))
    faces.delete()
    still = set(Face.objects.filter(content__in=digests).values_list("content_id", flat=True))
    Content.objects.filter(pk__in=set(digests) - still).delete()


@scope.everywhere("whether everybody who can be known in what is public still agrees")
@transaction.atomic
def review(asking: Round, *, at: datetime, area: str | None = None) -> list[Publication]:
    """Look at every report of a round that is public or on its way (those that tell of one `area`, if it is given) and take
    back what somebody no longer agrees to; gives what was taken back."""
    Round.objects.select_for_update().get(pk=asking.pk)
    rows = Publication.objects.filter(round=asking, withdrawn__isnull=True).select_related("round")
    if area is not None:
        rows = rows.filter(pk__in=Told.objects.filter(area=area).values("publication"))
    return [one for one in rows.order_by("pk") if _reviewed(one, at)]


def _reviewed(one: Publication, at: datetime) -> bool:
    areas = known(one)
    asked = to_be_asked(signed(one), areas, owner=one.area_id)
    lacking = missing(one.round, one.kind, asked, owner=one.area_id, at=at)
    if lacking:
        _taken_back(one, lacking, at)
        return True
    if not may_be_open_data(one.round, areas, at=at):
        _forget(one, OPEN_DATA)
    return False


def _taken_back(one: Publication, lacking: Collection[Missing], at: datetime) -> None:
    gone = {found.area for found in lacking}
    if one.area_id in gone:
        owner = Area.objects.get(pk=one.area_id)
        withdraw(one, by=None, who=owner.name, why=words.NO_LONGER_AGREES, at=at)
        return
    again = _issued_again(one, gone, at)
    withdraw(one, by=None, who=one.publisher, why=words.SOMEBODY_WENT, at=at, instead=again.address if again else "")


def _issued_again(one: Publication, gone: Collection[str], at: datetime) -> Publication | None:
    """The same report without what names these councils; none where somebody could still be known in what is left."""
    first = signed(one)
    names = dict(Area.objects.values_list("code", "name"))
    region = one.region if one.area_id is None else ""
    rest = without(first, gone, names, told_of=told_of(first, one.round, owner=one.area_id, region=region))
    edition = Again(
        draft=one.draft,
        kind=one.kind,
        round_id=one.round_id,
        area_id=one.area_id,
        region=region or None,
        digest=digested(rest),
        report=rest,
        signed=(one,),
    )
    try:
        return publish(edition, by=None, at=at, replaces=one)
    except NotPublished:
        return None


@scope.everywhere("whether everybody who can be known in what is public still agrees")
def review_all(*, at: datetime) -> list[Publication]:
    """The same for every round that something is public of."""
    rounds = Round.objects.filter(publications__withdrawn__isnull=True, publications__isnull=False).distinct()
    return [one for asking in rounds for one in review(asking, at=at)]
