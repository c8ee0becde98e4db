"""Forgetting what was carried out a month ago, and links that have ended: each process does it once a day."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from portal.api.models import Replay, ReviewLink
from portal.councils import scope

KEPT_FOR = timedelta(days=30)
# Each process remembers its own last day: forgetting twice does no harm.
_swept: list[date] = []


def once_a_day(today: date) -> None:
    """Forget what is old if this process has not done so today."""
    if today in _swept:
        return
    _swept[:] = [today]
    forget(today=today)


@scope.everywhere("forgetting what has lain too long")
@transaction.atomic
def forget(*, today: date) -> None:
    """Remove replays of more than a month ago, and links that ended."""
    Replay.objects.filter(day__lt=today - KEPT_FOR).delete()
    ReviewLink.objects.filter(expires__lt=timezone.now() - KEPT_FOR).delete()
