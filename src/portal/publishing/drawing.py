"""The files of a report are drawn in a process of their own: all of them take some seconds, and no page waits for that.

Where the process or the machine stops, it is begun again by whoever looks next, or by `manage.py draw_publications`; what was
drawn by then stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from poet.draw import FORMATS
from portal.background import start
from portal.councils import scope
from portal.publishing import words
from portal.publishing.models import Content, Face, Publication
from portal.publishing.permitting import OPEN_DATA, may_be_open_data
from portal.publishing.publish import NotPublished, NotReleased, known, release, shown
from portal.publishing.withdrawing import withdraw

# Drawing that has not said anything for so long is no more.
SILENT_FOR = timedelta(minutes=2)
_LONGEST = 300
Said = Callable[[int, int], None]


def begin(one: Publication, now: datetime) -> None:
    """Start a process that draws the files, unless they are ready or one is at work."""
    if waits(one, now):
        start("draw_publications", str(one.pk))


def waits(one: Publication, now: datetime) -> bool:
    """Whether its files wait to be drawn, and nobody is at it."""
    silent = one.beat is None or one.beat < now - SILENT_FOR
    return one.published is None and one.withdrawn is None and silent


@scope.everywhere("reports whose files wait to be drawn")
def waiting(now: datetime) -> list[Publication]:
    """Every report that waits, first asked first drawn."""
    rows = Publication.objects.filter(published__isnull=True, withdrawn__isnull=True).order_by("asked", "pk")
    return [one for one in rows if waits(one, now)]


@scope.everywhere("drawing the files of a report")
def draw(key: int, *, said: Said | None = None) -> None:
    """Draw what is not there yet of the report with this key, and let it out; `said` hears how far it is.

    Where somebody no longer agrees meanwhile it is taken back and nothing goes out."""
    one = Publication.objects.select_related("round").get(pk=key)
    if one.withdrawn or one.published:
        return
    wanted = _wanted(one)
    there = set(Face.objects.filter(publication=one).values_list("ending", flat=True))
    report = shown(one)
    for done, ending in enumerate(wanted, 1):
        fonts = settings.FONTS if settings.FONTS.is_dir() else None
        if ending not in there and not _keep(one, ending, FORMATS[ending].draw(report, fonts)):
            return
        Publication.objects.filter(pk=key).update(done=done, beat=timezone.now())
        if said:
            said(done, len(wanted))
    try:
        release(one, at=timezone.now())
    except NotReleased as fault:
        withdraw(one, by=None, who=one.publisher, why=str(fault)[:_LONGEST], at=timezone.now())
    except NotPublished:
        withdraw(one, by=None, who=one.publisher, why=words.SOMEBODY_WENT, at=timezone.now())


def _wanted(one: Publication) -> tuple[str, ...]:
    """Its formats: those for other software only where everybody who can be known in it lets that be open data."""
    may = may_be_open_data(one.round, known(one), at=timezone.now())
    return tuple(ending for ending in FORMATS if may or ending not in OPEN_DATA)


@transaction.atomic
def _keep(one: Publication, ending: str, drawn: bytes) -> bool:
    """Keep a file, unless the report was taken back meanwhile."""
    if not Publication.objects.select_for_update(of=("self",)).filter(pk=one.pk, withdrawn__isnull=True).exists():
        return False
    digest = hashlib.sha256(drawn).hexdigest()
    Content.objects.get_or_create(digest=digest, defaults={"data": drawn})
    Face.objects.update_or_create(publication=one, ending=ending, defaults={"content_id": digest, "size": len(drawn)})
    return True
