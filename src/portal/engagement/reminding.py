"""Who leads a council's round is told by e-mail that the day of an action has passed: once for each day that was set.

One letter holds all of an area that somebody was not told of yet. A worker claims them in one commit before it writes; of two
that claim the same one does. Where the mail server does not take the letter now the claim is given up, and whoever runs next
tries again. Nobody is written to in the quiet hours of their area, nor who asked for no more e-mails of the area
(`portal.outreach.silencing`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.recording import PORTAL, Kind, record
from portal.councils import scope
from portal.councils.models import Area
from portal.engagement import words
from portal.engagement.models import Action, Overdue, State
from portal.outreach import silencing
from portal.outreach.heading import headed
from portal.outreach.outbox import domain
from portal.outreach.posting import Fate, Post, Trouble
from portal.outreach.quiet import asleep
from portal.people.models import Holding, Person
from portal.people.rules import Role

STANDING = (State.PLANNED, State.UNDER_WAY)
# Longer than a server can take over a letter: whoever claimed before that is no more.
CLAIM = timedelta(minutes=30)


@dataclass
class Reminding:
    """One pass of a worker: how many letters went, and what stood in the way."""

    clock: Callable[[], datetime]
    sent: int = 0
    trouble: str = ""

    @scope.everywhere("who leads a plan is told what is overdue")
    def run(self) -> None:
        """Tell everybody who is to be told."""
        now = self.clock()
        Overdue.objects.filter(sent=False, at__lt=now - CLAIM).delete()
        waiting, there = list(_to_tell(now)), asleep(now)
        awake = [(area, person) for area, person in waiting if not there.holds(area.pk)]
        if waiting and not awake:
            self.trouble = words.QUIET
            return
        try:
            self._tell(awake)
        except Trouble as fault:
            self.trouble = str(fault)

    def _tell(self, waiting: list[tuple[Area, Person]]) -> None:
        if not waiting:
            return
        with Post() as post:
            for area, person in waiting:
                self._one(post, area, person)

    def _one(self, post: Post, area: Area, person: Person) -> None:
        now = self.clock()
        claim, actions = _claimed(area, person, now)
        if not actions:
            return
        mine = Overdue.objects.filter(claim=claim)
        try:
            fate = post.hand(_letter(area, person, actions, claim, now), person.email)
        except Trouble:
            mine.delete()
            raise
        if fate is Fate.LATER:
            mine.delete()
            return
        with transaction.atomic():
            mine.update(sent=True)
            _logged(actions)
        self.sent += fate is Fate.ACCEPTED


def _to_tell(now: datetime) -> Iterator[tuple[Area, Person]]:
    """Each area with something overdue, and each of its managers whom nothing keeps from being written to."""
    late = Action.objects.filter(state__in=STANDING, due__lt=timezone.localdate(now))
    areas = Area.objects.filter(action_plans__actions__in=late).distinct().order_by("pk")
    held = Holding.objects.filter(role=Role.MANAGER, area__in=areas, person__is_active=True).select_related(
        "person", "area"
    )
    for one in held.order_by("area_id", "person_id"):
        made_up = one.person.made_up and not settings.DEMONSTRATION
        if one.area is not None and not made_up and not silencing.is_silent(one.area.pk, one.person.email):
            yield one.area, one.person


@transaction.atomic
def _claimed(area: Area, person: Person, now: datetime) -> tuple[str, list[Action]]:
    """What somebody was not told of yet and nobody else is telling them now; the claim is the letter's name."""
    claim = secrets.token_hex(16)
    late = Action.objects.filter(plan__area=area, state__in=STANDING, due__lt=timezone.localdate(now))
    rows = [Overdue(action=one, due=one.due, person=person, claim=claim, at=now) for one in late]
    Overdue.objects.bulk_create(rows, ignore_conflicts=True)
    mine = Action.objects.filter(overdue__claim=claim).select_related("plan__round", "plan__version", "plan__area")
    return claim, list(mine)


def _letter(area: Area, person: Person, actions: list[Action], claim: str, now: datetime) -> EmailMessage:
    silence = silencing.link_for(area.pk, person.email)
    subject, name = words.overdue_subject(area.name, len(actions)), f"{claim}@{domain()}"
    made = headed(subject, "POET", person.email, message_id=name, silence=silence, at=now)
    lines = [words.overdue_line(one.what, one.owner, one.due, _address(one)) for one in actions]
    made.set_content(words.overdue_letter(person.name, area.name, lines, silence))
    return made


def _address(action: Action) -> str:
    plan = action.plan
    place = [plan.round.slug, plan.area_id, plan.version.form]
    return f"{settings.SITE}{reverse('action-plan', args=place)}"


def _logged(actions: list[Action]) -> None:
    """That somebody was told, not who: a line for each plan."""
    for plan in {one.plan_id: one.plan for one in actions}.values():
        thing = f"plan:{plan.round.slug}/{plan.version.form}"[:80]
        change = {"change": "a letter about overdue actions"}
        record(Kind.ENGAGEMENT_CHANGED, actor=PORTAL, thing=thing, area=plan.area_id, detail=change)
