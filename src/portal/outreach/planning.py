"""Which letters are to be sent: the invitation once a list has begun, its reminders later, and nothing more once it is stopped.

Who has answered is looked at once for each reminder, at one moment, so that the letters tell apart only what the marks do.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from random import SystemRandom

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from portal.outreach.models import Invitation, InvitationList, Letter
from portal.outreach.quiet import loud_from, quiet_in
from portal.rounds.models import Window

MOST_REMINDERS = 2
FEWEST_DAYS, MOST_DAYS = 3, 28
_chance = SystemRandom()


@transaction.atomic
def begin(made: InvitationList, domain: str, now: datetime) -> int:
    """Write the invitations out, once however often it is asked for; how many. They are due when the round is open."""
    mine = InvitationList.objects.select_for_update(no_key=True).select_related("link__round").get(pk=made.pk)
    if mine.started or mine.stopped or mine.erased or not mine.by_mail:
        return 0
    due = loud_from(max(now, mine.link.round.opens), quiet_in(mine.link.area_id))
    InvitationList.objects.filter(pk=mine.pk).update(started=timezone.localdate(due), planned=1)
    return _write_out(Invitation.objects.filter(list=mine).exclude(address=""), 0, domain, due)


def remind(domain: str, now: datetime) -> int:
    """Write out every reminder whose day has come; how many letters."""
    today, written = timezone.localdate(now), 0
    rows = InvitationList.objects.filter(
        started__isnull=False, stopped=False, erased=None, planned__lte=F("reminders"), link__closed=None
    )
    for mine in rows.select_related("link__round").order_by("pk"):
        if today >= day_of(mine, mine.planned) and mine.link.round.window(now) is Window.OPEN:
            written += _remind(mine.pk, mine.planned, domain, now)
    return written


def day_of(made: InvitationList, number: int, begins: date | None = None) -> date:
    """The first day of the letters of this number: 0 is the invitation, then the reminders."""
    first = begins or made.started
    assert first is not None, "the list has begun"
    return first + timedelta(days=number * made.between)


@transaction.atomic
def _remind(key: int, number: int, domain: str, now: datetime) -> int:
    mine = InvitationList.objects.select_for_update(no_key=True).get(pk=key)
    if mine.planned != number or mine.stopped or mine.erased:
        return 0  # another worker was here first
    InvitationList.objects.filter(pk=key).update(planned=number + 1)
    reached = Letter.objects.filter(invitation__list=mine, number=0, state=Letter.State.SENT)
    rows = Invitation.objects.filter(list=mine, used=False, pk__in=reached.values("invitation_id")).exclude(address="")
    return _write_out(rows, number, domain, now)


def _write_out(rows: QuerySet[Invitation], number: int, domain: str, due: datetime) -> int:
    """A letter for each, in an order by chance: in this order they are sent."""
    people = list(rows.select_related("list__link"))
    _chance.shuffle(people)
    new = [Letter(invitation=one, number=number, message_id=new_message_id(domain), due=due) for one in people]
    Letter.objects.bulk_create(new, batch_size=500)
    return len(new)


def new_message_id(domain: str) -> str:
    """The lasting name of a letter: should it have to be sent again, whoever gets it twice can see that."""
    return f"{secrets.token_urlsafe(18)}@{domain[:50]}"


@transaction.atomic
def stop(made: InvitationList) -> int:
    """Send nothing more of a list; how many letters that were waiting are left."""
    InvitationList.objects.filter(pk=made.pk).update(stopped=True)
    waiting = Letter.objects.filter(invitation__list=made, state=Letter.State.WAITING)
    return waiting.update(state=Letter.State.LEFT, claimed="", claimed_until=None)


@transaction.atomic
def lay_anew(key: int) -> bool:
    """Once nothing of a list waits, its letters are laid anew in an order by chance: the order of sending goes."""
    mine = InvitationList.objects.select_for_update(no_key=True).get(pk=key)
    rows = Letter.objects.filter(invitation__list=mine)
    if mine.started is None or rows.filter(state=Letter.State.WAITING).exists():
        return False
    letters = list(rows.select_related("invitation__list__link"))
    rows.delete()
    _chance.shuffle(letters)
    day = timezone.make_aware(datetime.combine(mine.started, datetime.min.time()))
    for one in letters:
        one.pk, one.due, one.tries, one.claimed, one.claimed_until = None, day, 0, "", None
    Letter.objects.bulk_create(letters, batch_size=500)
    return True
