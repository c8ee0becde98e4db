"""When nobody is written to: at night and on Sundays, by the clock of the people who would be woken.

The operator sets the hours of the installation; a council may set its own in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from portal.outreach.models import QuietHours

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of day to another (the same twice: none), and whole days, Monday being 0."""

    begins: time
    ends: time
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asleep:
    """Where nobody is written to at one moment: everywhere, or nowhere, `but` in some areas it is the other way round."""

    everywhere: bool
    but: frozenset[str]

    def holds(self, area: str) -> bool:
        """Whether nobody is written to in an area."""
        return self.everywhere != (area in self.but)

    def awake(self, path: str) -> Q:
        """The condition that the area a path leads to is written to."""
        there = Q(**{f"{path}__in": self.but})
        return there if self.everywhere else ~there if self.but else Q()


def quiet() -> Quiet:
    """What the operator set."""
    begins, ends, days = settings.QUIET
    return Quiet(begins, ends, days)


def quiet_in(area: str) -> Quiet:
    """What holds in an area: its own, or the operator's."""
    own = QuietHours.objects.filter(area=area).first()
    return hours_of(own) if own else quiet()


def hours_of(own: QuietHours) -> Quiet:
    """What a council has set."""
    return Quiet(own.begins, own.ends, frozenset(own.on))


def asleep(now: datetime) -> Asleep:
    """Where nobody is written to at this moment, of all areas in the scope."""
    everywhere = is_quiet(now, quiet())
    own = {one.area_id: is_quiet(now, hours_of(one)) for one in QuietHours.objects.all()}
    return Asleep(everywhere, frozenset(area for area, there in own.items() if there is not everywhere))


def is_quiet(now: datetime, kept: Quiet) -> bool:
    """Whether nobody is written to at this moment."""
    return _later(timezone.localtime(now), kept) is not None


def loud_from(now: datetime, kept: Quiet) -> datetime:
    """The first moment from now on at which people may be written to."""
    moment, found = now, timezone.localtime(now)
    for _ in range(16):  # a day and a night at most stand in the way for each day of a week
        after = _later(found, kept)
        if after is None:
            return moment
        moment = found = after
    raise ValueError("Every day of the week is quiet.")


def _later(local: datetime, kept: Quiet) -> datetime | None:
    """The end of the quiet that a moment lies in; None where it lies in none."""
    if local.weekday() in kept.days:
        return _at(local, local + _DAY, time())
    over_midnight = kept.begins > kept.ends
    told = local.time()
    if over_midnight and told >= kept.begins:
        return _at(local, local + _DAY, kept.ends)
    if (over_midnight or told >= kept.begins) and told < kept.ends:
        return _at(local, local, kept.ends)
    return None


def _at(after: datetime, day: datetime, clock: time) -> datetime:
    """The first moment after another at which the clock shows this on a day: of an hour that clocks show twice it may be
    the second. A time that they skip is told as if they had not been put forward yet.
    """
    said = datetime.combine(day.date(), clock, tzinfo=after.tzinfo)
    # Held against each other in UTC: within one zone only the hands of the clock would be compared.
    there = said if said.timestamp() > after.timestamp() else said.replace(fold=1)
    return timezone.localtime(there.astimezone(UTC))
