"""People of the small world: each comes in by an invitation, sets up a second factor and signs in, as anybody does."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.councils.models import Area, Collector
from portal.people.inviting import Offer, invite, take_up
from portal.people.models import Person
from portal.people.rules import Role

PERIOD = 30  # seconds that a code lives


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Collect them."""
        self.found += [data.strip()] if data.strip() else []


@dataclass
class Somebody:
    """A person with a browser."""

    person: Person
    client: Client = field(default_factory=Client)

    def get(self, address: str, **more: Any) -> Any:
        """Open a page; redirects are not followed."""
        return self.client.get(address, **more)

    def post(self, address: str, **fields: Any) -> Any:
        """Send a form."""
        return self.client.post(address, fields)

    def words(self, address: str) -> list[str]:
        """What stands on a page."""
        words = Words()
        words.feed(self.client.get(address, follow=True).content.decode())
        return words.found

    def signs_in(self) -> Somebody:
        """By a code from the e-mail, and by the second factor where there is one."""
        mail.outbox.clear()
        self.post("/account/sign-in/", email=self.person.email)
        self.post("/account/sign-in/code/", code=code_in(mail.outbox[-1].body))
        if Authenticator.objects.filter(user=self.person, type="totp").exists():
            self.post("/account/sign-in/second/", code=self.code())
        return self

    def code(self) -> str:
        """What the authenticator app shows now; the library takes each code once."""
        cache.clear()
        secret = Authenticator.objects.get(user=self.person, type="totp").data["secret"]
        return shown(secret)


def shown(secret: str) -> str:
    """What an authenticator app with this secret shows now. A test's portal takes it half a minute later too: a person is
    quicker than that, a slow machine is not."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))


def code_in(body: str) -> str:
    """The code in an e-mail."""
    found = re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)$", body, re.MULTILINE)
    assert found, body
    return found[1]


def somebody(role: Role | None, area: str | None = None, *, email: str = "", second_factor: bool = True) -> Somebody:
    """A person with a role (or, with None, with none), signed in; `area` is a code."""
    address = email or f"{role or 'nobody'}.{area or 'england'}@example.org".lower()
    now = timezone.now()
    place = Area.objects.get(code=area) if area else None
    works_for = Collector.objects.get_or_create(area=place, name="Forum")[0] if role is Role.COLLECTOR else None
    offer = Offer(address, role or Role.ANALYST, None if role is None else place, works_for)
    token = invite(offer, by=None, now=now)
    person = take_up(token, name=address.partition("@")[0].replace(".", " ").title(), now=now)
    if role is None:
        person.roles.all().delete()
    if second_factor:
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return Somebody(person).signs_in()
