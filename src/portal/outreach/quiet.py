"""When nobody is written to: at night and on Sundays, by the clock of the people who would be woken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day to another (the same twice: none), and whole days, Monday being 0."""

    begins: time
    ends: time
    days: frozenset[int]


def quiet() -> Quiet:
    """What the operator set."""
    begins, ends, days = settings.QUIET
    return Quiet(begins, ends, days)


def is_quiet(now: datetime, kept: Quiet) -> bool:
    """Whether nobody is written to at this moment."""
    return loud_from(now, kept) != now


def loud_from(now: datetime, kept: Quiet) -> datetime:
    """The first moment from now on at which people may be written to."""
    moment = timezone.localtime(now)
    for _ in range(16):  # a day and a night at most stand in the way for each day of a week
        after = _later(moment, kept)
        if after is None:
            return now if moment == now else moment
        moment = after
    raise ValueError("Every day of the week is quiet.")


def _later(local: datetime, kept: Quiet) -> datetime | None:
    """The end of the quiet that a moment lies in; None where it lies in none."""
    if local.weekday() in kept.days:
        return _at(local + _DAY, time())
    over_midnight = kept.begins > kept.ends
    told = local.time()
    if over_midnight and told >= kept.begins:
        return _at(local + _DAY, kept.ends)
    if (over_midnight or told >= kept.begins) and told < kept.ends:
        return _at(local, kept.ends)
    return None


def _at(local: datetime, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(local.date(), clock))
