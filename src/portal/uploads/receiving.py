"""What is done with a table in a moment: handed in, stored, taken back, discarded. Each is one transaction and logged."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.audit.recording import Kind, person, record
from portal.capture.leaving import left
from portal.capture.models import Channel, Response
from portal.capture.taking_in import Arrived, asking, response_of
from portal.councils import scope
from portal.councils.models import Area
from portal.people.models import Person
from portal.people.part import part
from portal.people.rules import Action
from portal.questionnaires.models import Version
from portal.rounds.choosing import begin
from portal.rounds.models import Round, Window
from portal.rounds.taking_part import is_in
from portal.uploads import words
from portal.uploads.models import File, Origin, Staged, Upload

LARGEST = 50 << 20
# A table about which nobody decides is removed after so long.
KEPT_FOR = timedelta(days=7)
State = Upload.State
_ALIVE = (State.WAITING, State.CHECKING, State.READY, State.STORED)


class NotTaken(Exception):
    """Something that cannot be done with a table; the message says why and what to do."""


@transaction.atomic
def receive(of: Round, area: Area, version: Version, data: bytes, *, name: str, by: Person, now: datetime) -> Upload:
    """Keep a file until it is checked. Raises NotTaken."""
    _check_asked(of, area.pk, now)
    digest = hashlib.sha256(data).hexdigest()
    seen = part(by, Action.ENTER_RETURNS)
    same = Upload.objects.filter(round=of, area=area, version=version, digest=digest, state__in=_ALIVE)
    if same.exists():
        raise NotTaken(words.AGAIN if same.filter(seen.rows("by")).exists() else words.AGAIN_ELSEWHERE)
    taken = Upload.objects.create(
        round=of,
        area=area,
        version=version,
        by=by,
        collector_id=seen.acts_for(area.pk),
        at=now,
        name=name[-120:] or "table",
        digest=digest,
    )
    File.objects.create(upload=taken, data=data)
    _logged(taken, by, "handed in")
    return taken


@transaction.atomic
def store(upload: Upload, *, by: Person, now: datetime) -> int:
    """Make every waiting answer a response; how many. Raises NotTaken, and nothing is stored then."""
    locked = _locked(upload, State.READY)
    _check_asked(locked.round, locked.area_id, now)
    there = asking(locked.round, locked.area_id, locked.version)
    pattern = response_of(there, Arrived({}, "", timezone.localdate(now)), Channel.UPLOAD)
    if pattern.worn != locked.worn:
        raise NotTaken(words.CHANGED)
    begin(locked.round_id, locked.area_id, locked.version_id)
    locked.state = State.STORED
    try:
        with transaction.atomic():
            locked.save(update_fields=["state"])
    except IntegrityError as fault:
        raise NotTaken(words.SAME_ANSWERS) from fault
    stored = _poured(locked, pattern)
    _emptied(locked)
    _logged(locked, by, f"stored: {stored} rows")
    return stored


def _check_asked(of: Round, area: str, now: datetime) -> None:
    """Tables are taken in while the round is open and the area is in it. Raises NotTaken."""
    if of.window(now) not in {Window.OPEN, Window.GRACE}:
        raise NotTaken(words.NOT_OPEN)
    if not is_in(of, area):
        raise NotTaken(words.LEFT)


def _poured(upload: Upload, pattern: Response) -> int:
    """Two statements, so that others who answer wait a moment and no longer: the rows were checked and written before.

    In the order of their keys, which are random.
    """
    scope.check(upload.area_id)
    fields = list(Response._meta.concrete_fields)
    waiting = {field.attname for field in Staged._meta.concrete_fields} - {"upload_id"}
    constant = [field for field in fields if field.attname not in waiting]
    chosen = ", ".join("%s" if field in constant else str(field.column) for field in fields)
    columns = ", ".join(str(field.column) for field in fields)
    values = [field.get_db_prep_save(getattr(pattern, field.attname), connection) for field in constant]
    # SQLite would find the rows by their table and then sort all that was said in memory; kept from that, it walks the keys.
    whose = "+upload_id" if connection.vendor == "sqlite" else "upload_id"
    there, here, origin = (model._meta.db_table for model in (Response, Staged, Origin))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {there} ({columns}) SELECT {chosen} FROM {here} WHERE {whose} = %s ORDER BY key",  # noqa: S608 (names of columns)
            [*values, upload.pk],
        )
        stored = int(cursor.rowcount)
        cursor.execute(
            f"INSERT INTO {origin} (response_id, upload_id) SELECT key, upload_id FROM {here} WHERE upload_id = %s",  # noqa: S608
            [upload.pk],
        )
    return stored


@transaction.atomic
def undo(upload: Upload, *, by: Person, now: datetime) -> int:
    """Remove every response that came by the table; how many. Raises NotTaken."""
    locked = _locked(upload, State.STORED)
    if locked.round.window(now) not in {Window.OPEN, Window.GRACE}:
        raise NotTaken(words.NOT_UNDONE)
    _, gone = Response.objects.filter(origin__upload=locked).delete()
    locked.state = State.UNDONE
    locked.save(update_fields=["state"])
    number = gone.get(Response._meta.label, 0)
    left.send(sender=Response, round_id=locked.round_id, version_id=locked.version_id, people=number)
    _logged(locked, by, f"taken back: {number} rows")
    return number


@transaction.atomic
def discard(upload: Upload, *, by: Person) -> None:
    """Forget a table that was not stored. Raises NotTaken."""
    locked = _locked(upload, State.READY, State.FAULTY, State.WAITING, State.CHECKING)
    locked.state = State.DISCARDED
    locked.save(update_fields=["state"])
    _emptied(locked)
    _logged(locked, by, "discarded")


@scope.everywhere("forgetting tables about which nobody decides")
@transaction.atomic
def forget(*, now: datetime) -> int:
    """Discard what has waited too long; how many tables."""
    old = Upload.objects.filter(
        at__lt=now - KEPT_FOR, state__in=(State.READY, State.FAULTY, State.WAITING, State.CHECKING)
    )
    found = list(old)
    for one in found:
        one.state = State.DISCARDED
        one.save(update_fields=["state"])
        _emptied(one)
    return len(found)


def _locked(upload: Upload, *states: Upload.State) -> Upload:
    """The table, locked: of two who decide about it at once one does. Raises NotTaken."""
    rows = Upload.objects.select_for_update(of=("self",)).select_related("round", "version")
    locked = rows.get(pk=upload.pk)
    if locked.state not in states:
        raise NotTaken(words.NOT_READY)
    return locked


def _emptied(upload: Upload) -> None:
    """What was kept of the answers goes; what was done stays."""
    Upload.objects.filter(pk=upload.pk).update(preview=[])
    upload.preview = []
    File.objects.filter(upload=upload).delete()
    Staged.objects.filter(upload=upload).delete()


def _logged(upload: Upload, by: Person, change: str) -> None:
    thing = f"upload:{upload.pk}"
    record(Kind.TABLE_UPLOADED, actor=person(by.pk), thing=thing, area=upload.area_id, detail={"change": change})
