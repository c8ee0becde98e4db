"""A reminder to a late council by e-mail, to each of those who manage it: at once, when somebody of the national team says so."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage

from django.conf import settings

from portal.councils.models import Area
from portal.nation import words
from portal.outreach import silencing
from portal.outreach.heading import headed
from portal.outreach.outbox import domain
from portal.outreach.posting import Fate, Post, Trouble
from portal.outreach.quiet import asleep
from portal.people.models import Holding, Person
from portal.people.rules import Role


class NotSent(Exception):
    """A reminder that nobody has got; the message says why and what to do."""


def managers(area: Area) -> list[Person]:
    """Those who manage a council."""
    held = Holding.objects.filter(area=area, role=Role.MANAGER, person__is_active=True).select_related("person")
    return [one.person for one in held]


def send(text: str, area: Area, to: Sequence[Person], *, now: datetime) -> None:
    """Hand a letter for each to the mail server. Raises NotSent where it takes none of them."""
    if asleep(now).holds(area.pk):
        raise NotSent(words.NUDGE_QUIET)
    written_to = [one for one in to if _may_be_written_to(one, area)]
    if not written_to:
        raise NotSent(words.NUDGE_TO_NOBODY)
    taken = 0
    try:
        with Post() as post:
            for one in written_to:
                taken += post.hand(_letter(text, area, one, now), one.email) is Fate.ACCEPTED
    except Trouble as fault:
        if not taken:
            raise NotSent(str(fault)) from fault
    if not taken:
        raise NotSent(words.NUDGE_NOT_TAKEN)


def _may_be_written_to(person: Person, area: Area) -> bool:
    """Nobody made up, outside of a demonstration; nobody who asked for no more e-mails of the area."""
    there = settings.DEMONSTRATION or not person.made_up
    return there and not silencing.is_silent(area.pk, person.email)


def _letter(text: str, area: Area, to: Person, now: datetime) -> EmailMessage:
    silence, name = silencing.link_for(area.pk, to.email), f"{secrets.token_hex(16)}@{domain()}"
    made = headed(words.NUDGE_SUBJECT, "POET", to.email, message_id=name, silence=silence, at=now)
    made.set_content(f"{text}\n\n{words.nudge_silence(silence)}\n")
    return made
