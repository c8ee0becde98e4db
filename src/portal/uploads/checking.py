"""A table is checked in a process of its own: it may take half a minute and much memory, and the pages go on meanwhile.

Answers that pass wait in stretches of their own; they are seen by nobody before all are stored at once. Where the process
or the machine stops, the check is begun again by whoever looks next.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from poet.answers import NotAccepted, Refusal
from poet.exchange.uploads import Checked, Handed, Person, check, marked, read
from poet.instrument.overlays import STANDARD
from portal.background import start
from portal.capture.taking_in import asking
from portal.councils import scope
from portal.uploads import words
from portal.uploads.models import File, Staged, Upload

State = Upload.State
STRETCH = 2_000
PREVIEWED = 5
# A check that has not said anything for so long is no more.
SILENT_FOR = timedelta(minutes=2)
_MOST_MARKED = 20_000


def begin(upload: Upload, now: datetime) -> None:
    """Start a process that checks the table, unless one is at work."""
    if upload.state == State.WAITING or _is_silent(upload, now):
        start("check_upload", str(upload.pk))


def _is_silent(upload: Upload, now: datetime) -> bool:
    return upload.state == State.CHECKING and (upload.beat is None or upload.beat < now - SILENT_FOR)


@scope.everywhere("checking a table that was handed in")
def run(key: int) -> None:
    """Check the table with this key from its beginning, if nobody is at it."""
    now = timezone.now()
    mine = Upload.objects.filter(Q(state=State.WAITING) | Q(state=State.CHECKING, beat__lt=now - SILENT_FOR), pk=key)
    if not mine.update(state=State.CHECKING, beat=now, done=0, of=0):
        return
    upload = Upload.objects.select_related("round", "version").get(pk=key)
    Staged.objects.filter(upload=upload).delete()
    try:
        _checked(upload, bytes(File.objects.values_list("data", flat=True).get(upload=upload)))
    except Exception:
        _faulty(upload, (Refusal(words.BROKEN),), None)
        raise


def _checked(upload: Upload, data: bytes) -> None:
    instrument = asking(upload.round, upload.area_id, upload.version).faces[STANDARD].instrument
    handed: Handed | None = None
    try:
        handed = read(data)
        del data
        since = timezone.localdate(upload.round.opens)
        sound = check(instrument, handed, today=timezone.localdate(), since=since)
    except NotAccepted as fault:
        _faulty(upload, fault.refusals, handed)
        return
    preview = [dict(one.answers) for one in islice(sound.people(), PREVIEWED)]
    content = _staged(upload, _shuffled(sound))
    now = {"worn": instrument.digest, "passed_over": sound.passed_over, "preview": preview, "content": content}
    with transaction.atomic():
        if Upload.objects.filter(pk=upload.pk, state=State.CHECKING).update(state=State.READY, **now):
            File.objects.filter(upload=upload).delete()
        else:  # somebody has discarded it meanwhile
            Staged.objects.filter(upload=upload).delete()


def _shuffled(sound: Checked) -> Checked:
    """In an order of chance: the place in the table is nobody's business."""
    rows = np.random.default_rng().permutation(sound.rows)
    return replace(sound, rows=rows)


def _staged(upload: Upload, sound: Checked) -> str:
    """Write the answers down in stretches, saying how far it is; gives the digest of all that was said."""
    month = timezone.localdate().replace(day=1)
    total, done, digests = len(sound.rows), 0, list[bytes]()
    people: Iterator[Person] = (one for one in sound.people() if one.answers)
    while stretch := list(islice(people, STRETCH)):
        digests += [_digest(one) for one in stretch]
        rows = [
            Staged(upload=upload, variant=one.variant, month=one.month or month, answers=dict(one.answers))
            for one in stretch
        ]
        with transaction.atomic():
            Staged.objects.bulk_create(rows)
        done += len(stretch)
        Upload.objects.filter(pk=upload.pk).update(done=done, of=total, beat=timezone.now())
    Upload.objects.filter(pk=upload.pk).update(of=done)
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()


def _digest(one: Person) -> bytes:
    said = [one.variant, str(one.month or ""), sorted(one.answers.items())]
    return hashlib.sha256(json.dumps(said).encode()).digest()


def _faulty(upload: Upload, refusals: tuple[Refusal, ...], handed: Handed | None) -> None:
    """Keep what is wrong, and the copy that shows where; the file itself goes."""
    copied = marked(handed.sheet, refusals) if handed and handed.sheet.rows <= _MOST_MARKED else b""
    told = [[one.row, one.column or "", one.words] for one in refusals]
    with transaction.atomic():
        if Upload.objects.filter(pk=upload.pk, state=State.CHECKING).update(state=State.FAULTY, faults=len(told)):
            File.objects.filter(upload=upload).update(data=b"", refusals=told, marked=copied)
        Staged.objects.filter(upload=upload).delete()
