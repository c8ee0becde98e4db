"""Making tokens, ending them, and finding whom a token acts for."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from portal.api import words
from portal.api.models import Token
from portal.api.verbs import ACTIONS, Verb
from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.councils.models import Area
from portal.councils.remembering import rows_of
from portal.councils.statements import aware
from portal.people.models import Holding, Person
from portal.people.rules import RULES, Role, extent

# Found by secret scanners in a file where it does not belong.
BEGINNING = "poet_"
LONGEST = timedelta(days=366)
STANDARD = timedelta(days=90)


class NotMade(Exception):
    """A token that cannot be made as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A token that somebody wants: what it is called, where (None: wherever they may), what for, and how long."""

    name: str
    area: Area | None
    verbs: Collection[Verb]
    days: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a request acts for: the token's key, its area if it has one, and each verb with the areas it reaches (None:
    every area)."""

    token: int
    person: int
    reach: dict[Verb, frozenset[str] | None]
    last_seen: date | None

    def may(self, verb: Verb, area: str) -> bool:
        """Whether the token does this in an area."""
        if verb not in self.reach:
            return False
        areas = self.reach[verb]
        return areas is None or area in areas

    @property
    def areas(self) -> frozenset[str] | None:
        """Every area that one of its verbs reaches; None for all."""
        found = list(self.reach.values())
        return None if None in found else frozenset(code for areas in found if areas for code in areas)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(wish: Wish, *, by: Person, now: datetime, secret: str | None = None) -> str:
    """A new token: the only time it is told. One made of a form's own secret is there once, however often the form is sent.
    Raises NotMade."""
    name = " ".join(wish.name.split())
    if not name or len(name) > 80:
        raise NotMade(words.NAME)
    if not wish.verbs:
        raise NotMade(words.NO_VERB)
    if not 1 <= wish.days <= LONGEST.days:
        raise NotMade(words.DAYS)
    place = wish.area.pk if wish.area else None
    if not all(extent(by, ACTIONS[verb]).holds(place) for verb in wish.verbs):
        raise NotMade(words.NOT_YOURS)
    token = f"{BEGINNING}{secret or secrets.token_urlsafe(32)}"
    made, new = Token.objects.get_or_create(
        digest=hashed(token),
        defaults={
            "name": name,
            "person": by,
            "area": wish.area,
            "verbs": sorted(wish.verbs),
            "made": now,
            "expires": now + timedelta(days=wish.days),
        },
    )
    if made.revoked is not None:
        raise NotMade(words.ENDED_SINCE)
    if new:
        _written(Kind.TOKEN_MADE, made, by)
    return token


@transaction.atomic
def revoke(token: Token, *, by: Person, now: datetime) -> None:
    """End a token; it opens nothing from its next request on."""
    if token.revoked is None:
        token.revoked = now
        token.save(update_fields=["revoked"])
        _written(Kind.TOKEN_REVOKED, token, by)


def _written(kind: Kind, token: Token, by: Person) -> None:
    detail = {"verbs": ", ".join(token.verbs)}
    actor = recording.person(by.pk)
    record(kind, actor=actor, thing=f"token:{token.pk}", area=token.area_id or "", detail=detail)


def caller(token: str, now: datetime) -> Caller | None:
    """Whom a token acts for now, in one statement; None for one that is unknown, ended, expired, or whose maker is gone."""
    found = rows_of(_statement(), [hashed(token), settings.DEMONSTRATION])
    if not found or aware(found[0][0]) <= now:
        return None
    return _caller(tuple(found))


@lru_cache(maxsize=1024)
def _caller(found: tuple[tuple[Any, ...], ...]) -> Caller:
    """Whom a token acts for by the rows of it: they are the same at each of its requests."""
    _, key, person, area, verbs, seen, _, _ = found[0]
    held = [(role, place) for *_, role, place in found if role]
    reach = {verb: _reach(verb, area, held) for verb in map(Verb, json.loads(verbs))}
    return Caller(key, person, {verb: areas for verb, areas in reach.items() if areas is None or areas}, seen)


@cache
def _statement() -> str:
    """A statement of its own instead of the mapper: it stands before every request, and the mapper takes longer to ask
    than the database to answer. It does not speak of the time, so that its answer may be remembered."""
    token, person, role = (connection.ops.quote_name(model._meta.db_table) for model in (Token, Person, Holding))
    return (
        "SELECT t.expires, t.id, t.person_id, t.area_id, t.verbs, t.last_seen, h.role, h.area_id "  # noqa: S608 (table names only)
        f"FROM {token} t JOIN {person} p ON p.id = t.person_id LEFT JOIN {role} h ON h.person_id = p.id "
        "WHERE t.digest = %s AND t.revoked IS NULL AND p.is_active AND (NOT p.made_up OR %s)"
    )


def _reach(verb: Verb, area: str | None, held: Sequence[tuple[str, str | None]]) -> frozenset[str] | None:
    """Where a verb reaches: where its maker's roles do, and no further than the token's own area."""
    where = [place for role, place in held if ACTIONS[verb] in RULES[Role(role)].may]
    everywhere = None in where
    if area is None:
        return None if everywhere else frozenset(place for place in where if place)
    return frozenset({area}) if everywhere or area in where else frozenset()


def seen(caller: Caller, today: date) -> None:
    """Note the day on which a token was last used, at most once a day."""
    if caller.last_seen != today:
        Token.objects.filter(pk=caller.token).update(last_seen=today)
