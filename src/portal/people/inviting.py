"""Inviting somebody to a role, taking an invitation up, and taking a role away."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.councils.models import Area, Collector
from portal.people import words
from portal.people.models import INVITED_FOR, Holding, Invitation, Person
from portal.people.rules import RULES, Reach, Role, may_give


class NotInvited(Exception):
    """An invitation that cannot be made; the message says why and what to do."""


class NotTakenUp(Exception):
    """An invitation that leads nowhere (any more); the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A role in a place, for an address. No area means the whole country."""

    email: str
    role: Role
    area: Area | None = None
    collector: Collector | None = None


@transaction.atomic
def invite(offer: Offer, *, by: Person | None, now: datetime, send: bool = True) -> str:
    """Send an invitation, or leave it to the caller to hand it over; gives its token, which is kept nowhere. `by` is None
    for the operator at the command line.

    Raises NotInvited, django.core.exceptions.ValidationError for what is no address.
    """
    email = offer.email.strip().lower()
    validate_email(email)
    _check(offer, by)
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(
        email=email, role=offer.role, area=offer.area, collector=offer.collector, used=None, withdrawn=None
    ).update(withdrawn=now)
    invitation = Invitation.objects.create(
        digest=digest(token),
        email=email,
        role=offer.role,
        area=offer.area,
        collector=offer.collector,
        by=by,
        made=now,
        expires=now + INVITED_FOR,
    )
    _record(Kind.INVITED, invitation, actor=named(by))
    if send:
        transaction.on_commit(partial(_send, invitation, token))
    return token


def _check(offer: Offer, by: Person | None) -> None:
    reach = RULES[offer.role].reach
    if offer.area is None and reach is Reach.AREA:
        raise NotInvited(words.needs_area(offer.role))
    if offer.area is not None and reach is Reach.NATION:
        raise NotInvited(words.needs_no_area(offer.role))
    if (offer.role is Role.COLLECTOR) != (offer.collector is not None):
        raise NotInvited(words.COLLECTOR_OF)
    if offer.collector is not None and offer.collector.area_id != getattr(offer.area, "pk", None):
        raise NotInvited(words.COLLECTOR_OF)
    if by is not None and not may_give(by, offer.role, offer.area.pk if offer.area else None):
        raise NotInvited(words.NOT_YOURS_TO_GIVE)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(token: str) -> str:
    """Where an invitation is taken up."""
    return settings.SITE + reverse("invitation", args=[token])


def _send(invitation: Invitation, token: str) -> None:
    subject, body = words.invitation(invitation, address(token))
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])


def found(token: str, *, now: datetime) -> Invitation:
    """The invitation with this token, if it can still be taken up. Raises NotTakenUp."""
    there = Invitation.objects.select_related("area", "collector", "by").filter(digest=digest(token)).first()
    if there is None or there.withdrawn:
        raise NotTakenUp(words.NO_INVITATION)
    if there.used:
        raise NotTakenUp(words.USED_INVITATION)
    if there.expires <= now:
        raise NotTakenUp(words.EXPIRED_INVITATION)
    return there


@transaction.atomic
def take_up(token: str, *, name: str, now: datetime) -> Person:
    """The person an invitation was for, with its role: a new account, or the one that has this address already.

    Raises NotTakenUp; of two that come together one is told that it was used.
    """
    there = found(token, now=now)
    if not Invitation.objects.filter(pk=there.pk, used=None, withdrawn=None).update(used=now):
        raise NotTakenUp(words.USED_INVITATION)
    person, new = Person.objects.get_or_create(email=there.email, defaults={"name": name.strip() or there.email})
    if not person.is_active:
        raise NotTakenUp(words.SHUT_OUT)
    if new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    # Whoever has the token reads the mail of this address.
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    Holding.objects.get_or_create(person=person, role=there.role, area=there.area, collector=there.collector)
    _record(Kind.INVITATION_TAKEN_UP, there, actor=named(person))
    return person


def named(person: Person | None) -> str:
    """How the log names whoever acts: a person, or the operator at the command line."""
    return recording.person(person.pk) if person else recording.OPERATOR


def _record(kind: Kind, invitation: Invitation, *, actor: str) -> None:
    record(
        kind,
        actor=actor,
        thing=f"invitation:{invitation.pk}",
        area=invitation.area_id or "",
        detail={"role": invitation.role},
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: Person, now: datetime) -> bool:
    """End an invitation that nobody has taken up; whether there was one to end."""
    ended = Invitation.objects.filter(pk=invitation.pk, used=None, withdrawn=None).update(withdrawn=now)
    if ended:
        _record(Kind.INVITATION_WITHDRAWN, invitation, actor=named(by))
    return bool(ended)
