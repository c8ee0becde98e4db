"""Erasing for good: what would go is counted and asked for, confirmed by a second person or a typed phrase, then overwritten.

Of a comment nothing is left but that there was one (docs/decisions/0043-what-stands-stays.md).

On SQLite deleted bytes are overwritten and the file is written anew. On PostgreSQL see docs/decisions/0020: the space is
freed by VACUUM FULL, and backups run out by their own schedule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.utils import timezone

from poet.instrument import Kind as Sort
from portal.audit.recording import Kind, person, record
from portal.capture.models import Draft, Response
from portal.councils import scope
from portal.keying.models import Sheet
from portal.outreach import listing
from portal.outreach.models import Invitation, InvitationList
from portal.people.models import Person
from portal.questionnaires.models import Composition, Version
from portal.retention import words
from portal.retention.models import Erasure, Schedule, What
from portal.rounds.models import Round
from portal.uploads.models import File, Staged, Upload

_STRETCH = 1_000
LONGEST = 200
# What stands where a comment stood.
ERASED = "[erased]"
_WHY = "counting and erasing what is due"


class NotErased(Exception):
    """Something that cannot be erased now; the message says why and what to do."""


def schedule_of(of: Round) -> Schedule:
    """A round's schedule; the usual one where nobody has said."""
    said: Schedule | None = getattr(of, "schedule", None)
    return said or Schedule(round=of)


@transaction.atomic
def set_schedule(of: Round, days: Mapping[str, str], said: Mapping[str, str], *, by: Person) -> None:
    """Say how long everything is kept, and who answers for it. Raises NotErased."""
    numbers = {what.value: days.get(what.value, "").strip() for what in What}
    if not all(one.isascii() and one.isdigit() and len(one) < 5 and 0 < int(one) <= 3_650 for one in numbers.values()):
        raise NotErased(words.DAYS)
    values: dict[str, int | str] = {what: int(number) for what, number in numbers.items()}
    for name in ("controller", "officer", "basis"):
        values[name] = said.get(name, "").strip()[:LONGEST]
    Schedule.objects.update_or_create(round=of, defaults=values)
    change = ", ".join(f"{what} {number}" for what, number in numbers.items())
    record(Kind.RETENTION_CHANGED, actor=person(by.pk), thing=of.slug, detail={"change": change})


@scope.everywhere(_WHY)
def counted(of: Round, what: What) -> int:
    """How many things would go."""
    return _COUNTS[what](of)


def _working(of: Round) -> tuple[QuerySet[Draft], QuerySet[Sheet], QuerySet[Upload], QuerySet[Invitation]]:
    decided = (Upload.State.STORED, Upload.State.UNDONE, Upload.State.DISCARDED)
    return (
        Draft.objects.filter(link__round=of),
        Sheet.objects.filter(bundle__round=of),
        Upload.objects.filter(round=of).exclude(state__in=decided),
        Invitation.objects.filter(list__link__round=of).exclude(address=""),
    )


def _commented(of: Round) -> list[tuple[Response, list[str]]]:
    """Each response that holds a comment in somebody's words, with the items it is in."""
    texts: dict[int, frozenset[str]] = {}
    found = []
    for one in Response.objects.filter(round=of).only("key", "answers", "version_id").iterator(chunk_size=_STRETCH):
        if one.version_id not in texts:
            texts[one.version_id] = _texts(of, one.version_id)
        if held := [item for item, cell in one.answers.items() if item in texts[one.version_id] and cell != ERASED]:
            found.append((one, held))
    return found


def _texts(of: Round, version_id: int) -> frozenset[str]:
    """The questions answered in people's own words, those that areas added with them."""
    forms = [Version.objects.get(pk=version_id).instrument]
    added = Composition.objects.filter(choices__round=of, choices__version_id=version_id).distinct()
    forms += [one.instrument for one in added]
    return frozenset(item.id for form in forms for item in form.items if item.kind is Sort.TEXT)


def _together(first: QuerySet[Any], *rest: QuerySet[Any]) -> int:
    """How many there are in all, in one statement."""
    ones = [rows.order_by().values_list(Value(1)) for rows in (first, *rest)]
    return ones[0].union(*ones[1:], all=True).count()


_COUNTS: Mapping[What, Callable[[Round], int]] = {
    What.WORKING: lambda of: _together(*_working(of)),
    What.COMMENTS: lambda of: len(_commented(of)),
    What.ANSWERS: lambda of: Response.objects.filter(round=of).count(),
}


@transaction.atomic
def ask(of: Round, what: What, *, by: Person, now: datetime) -> Erasure:
    """Ask for something that is due; nothing is erased yet. Raises NotErased."""
    if timezone.localdate(now) < schedule_of(of).due(what):
        raise NotErased(words.NOT_DUE)
    number = counted(of, what)
    if not number:
        raise NotErased(words.NOTHING)
    Erasure.objects.filter(round=of, what=what, done=None).delete()
    return Erasure.objects.create(round=of, what=what, how_many=number, asked=now, asked_by=by)


def confirm(of: Round, what: What, phrase: str, *, by: Person, now: datetime) -> int:
    """Erase what was asked for, for good; how many. Raises NotErased, and then everything is as it was."""
    with scope.everywhere(_WHY):
        _overwriting()
        number = _erased(of, what, phrase, by, now)
        _written_anew()
    return number


@transaction.atomic
def _erased(of: Round, what: What, phrase: str, by: Person, now: datetime) -> int:
    asked = Erasure.objects.select_for_update().filter(round=of, what=what, done=None).first()
    if asked is None:
        raise NotErased(words.NOT_ASKED)
    if asked.asked_by_id == by.pk and phrase.strip() != words.phrase(what, of.slug):
        raise NotErased(words.PHRASE)
    if counted(of, what) != asked.how_many:
        raise NotErased(words.CHANGED)
    _ERASERS[what](of)
    asked.done, asked.confirmed_by = now, by
    asked.save(update_fields=["done", "confirmed_by"])
    detail = {"what": f"{what.value} of {of.slug}", "how_many": str(asked.how_many)}
    record(Kind.ERASED, actor=person(by.pk), thing=of.slug, detail=detail)
    return asked.how_many


def _erase_working(of: Round) -> None:
    drafts, sheets, uploads, _ = _working(of)
    File.objects.filter(upload__round=of).delete()
    Staged.objects.filter(upload__round=of).delete()
    for rows in (drafts, sheets, uploads):
        rows.delete()
    # With its addresses goes what was written to them; whoever holds an invitation may still come by it.
    for listed in InvitationList.objects.filter(link__round=of, by_mail=True, erased=None):
        listing.erase(listed, timezone.localdate())


def _erase_comments(of: Round) -> None:
    """Not a word of them is left. That there was one is: how many wrote is a figure that reports tell, and one that shrank with
    nobody leaving would be told apart from theirs."""
    changed = []
    for one, items in _commented(of):
        one.answers = {item: ERASED if item in items else cell for item, cell in one.answers.items()}
        changed.append(one)
    Response.objects.bulk_update(changed, ["answers"], batch_size=_STRETCH)


_ERASERS: Mapping[What, Callable[[Round], object]] = {
    What.WORKING: _erase_working,
    What.COMMENTS: _erase_comments,
    What.ANSWERS: lambda of: Response.objects.filter(round=of).delete(),
}


def _overwriting() -> None:
    """From now on SQLite writes zeros over what it deletes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _written_anew() -> None:
    """The file without what was deleted, and the log of writes emptied. Inside a transaction it cannot be done."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
