"""Made-up people who run the made-up round: they come in as anybody does, and can sign in nowhere but in a demonstration."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.utils import timezone

from portal.councils.models import Area
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Person
from portal.people.rules import RULES, Reach, Role

ROLES = (
    Role.COORDINATOR,
    Role.ANALYST,
    Role.PUBLISHER,
    Role.MANAGER,
    Role.READER,
    Role.PROTECTION_OFFICER,
    Role.AUTHOR,
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """What opens the account of one of them: a password, and recovery codes for the second factor: one to sign in,
    another to prove once more who it is before signing a report."""

    role: str
    email: str
    password: str
    code: str
    signing: str


def ready() -> list[Colleague]:
    """One for each role, with a new password and a new code: nothing that opens an account is kept anywhere."""
    return [_one(role) for role in ROLES]


@transaction.atomic
def _one(role: Role) -> Colleague:
    one = person(role)
    password = secrets.token_urlsafe(12)
    one.set_password(password)
    one.save()
    Authenticator.objects.filter(user=one).delete()
    TOTP.activate(one, generate_totp_secret())
    codes = RecoveryCodes.activate(one)
    return Colleague(RULES[role].name, one.email, password, *codes.get_unused_codes()[:2])


def person(role: Role) -> Person:
    """The made-up person of a role, invited where there is none yet."""
    return Person.objects.filter(email=_email(role)).first() or _of(role)


def manager_of(area: Area) -> Person:
    """The made-up manager of a council: of the first one the person of that role, of another one of its own."""
    if area == Area.objects.first():
        return person(Role.MANAGER)
    email = f"{Role.MANAGER}.{area.pk.lower()}@made-up.example"
    return Person.objects.filter(email=email).first() or _invited(Role.MANAGER, email, area)


def _email(role: Role) -> str:
    return f"{role}@made-up.example"


def _of(role: Role) -> Person:
    return _invited(role, _email(role), Area.objects.first() if RULES[role].reach is Reach.AREA else None)


def _invited(role: Role, email: str, area: Area | None) -> Person:
    """Through an invitation, as anybody; the address leads to no letter box."""
    token = invite(Offer(email, role, area), by=None, now=timezone.now(), send=False)
    one = take_up(token, name=f"Made-up {RULES[role].name.lower()}", now=timezone.now())
    one.made_up = True
    one.save(update_fields=["made_up"])
    return one
