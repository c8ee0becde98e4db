"""Another computer with a key: how the tests of the API make one and call with it."""

import json
import secrets
from dataclasses import dataclass, field

import anyshire
from django.test import Client
from django.utils import timezone

from portal.api.tokens import Wish, make
from portal.api.verbs import Verb
from portal.councils.models import Area
from portal.people.inviting import Offer, invite, take_up
from portal.people.rules import Role

V1 = "/api/v1"
HERE = f"{V1}/areas/{anyshire.ANYSHIRE}/rounds/autumn"
THERE = f"{V1}/areas/{anyshire.OTHERSHIRE}/rounds/autumn"
SMALL = {"form": "small", "version": "1"}


@dataclass
class Computer:
    """Calls the API; each request has an idempotency key of its own unless one is given."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, address, **headers):
        return self.client.get(address, headers=self._headers(headers))

    def post(self, address, body, key=None, **headers):
        given = {"Idempotency-Key": key or secrets.token_hex(8), **headers}
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.post(address, text, content_type="application/json", headers=self._headers(given))

    def send(self, key=None, here=HERE, **answers):
        """One person's answers; `_` in a name stands for `-`."""
        said = {name.replace("_", "-"): value for name, value in answers.items()}
        return self.post(f"{here}/responses", {**SMALL, "answers": said}, key)

    def _headers(self, more):
        return {"Authorization": f"Bearer {self.token}", **more}


def person(role=Role.MANAGER, area=anyshire.ANYSHIRE, email=None):
    place = Area.objects.get(pk=area) if area else None
    now = timezone.now()
    offer = Offer(email or f"{secrets.token_hex(4)}@example.org", role, place)
    return take_up(invite(offer, by=None, now=now), name="Maker", now=now)


def computer(by=None, *verbs, area=anyshire.ANYSHIRE, days=30):
    place = Area.objects.get(pk=area) if area else None
    wish = Wish("Case system", place, verbs or tuple(Verb), days)
    return Computer(make(wish, by=by or person(), now=timezone.now()))
