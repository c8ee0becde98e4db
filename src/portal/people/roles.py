"""Changing a role, taking it away, and putting it back."""

from __future__ import annotations

from django.core import signing
from django.db import IntegrityError, transaction

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.people import words
from portal.people.models import Holding, Person
from portal.people.rules import Role, may_give

_SALT = "portal.people.roles"
PUT_BACK_FOR = 3600


class NotChanged(Exception):
    """A role that cannot be changed as asked; the message says why and what to do."""


@transaction.atomic
def remove(holding: Holding, *, by: Person) -> str:
    """Take a role away; gives what `put_back` needs to undo it. Raises NotChanged."""
    _check(holding, holding.role, by)
    slip = signing.dumps([by.pk, holding.person_id, holding.role, holding.area_id, holding.collector_id], salt=_SALT)
    _written(Kind.ROLE_REMOVED, holding, by)
    holding.delete()
    return slip


@transaction.atomic
def put_back(slip: str, *, by: Person) -> Holding:
    """Undo a removal, by whoever made it, within the hour. Raises NotChanged."""
    try:
        remover, person, role, area, collector = signing.loads(slip, salt=_SALT, max_age=PUT_BACK_FOR)
    except signing.BadSignature as fault:
        raise NotChanged(words.TOO_LATE) from fault
    if remover != by.pk or not may_give(by, Role(role), area) or not Person.objects.filter(pk=person).exists():
        raise NotChanged(words.TOO_LATE)
    again, new = Holding.objects.get_or_create(person_id=person, role=role, area_id=area, collector_id=collector)
    if new:
        _written(Kind.ROLE_GIVEN, again, by)
    return again


def change(holding: Holding, role: Role, *, by: Person) -> None:
    """Another role in the same place. Raises NotChanged."""
    _check(holding, holding.role, by)
    _check(holding, role, by)
    if Role.COLLECTOR in {role, Role(holding.role)}:
        raise NotChanged(words.COLLECTORS_ARE_INVITED)
    try:
        with transaction.atomic():
            _written(Kind.ROLE_REMOVED, holding, by)
            holding.role = role
            holding.save(update_fields=["role"])
            _written(Kind.ROLE_GIVEN, holding, by)
    except IntegrityError as fault:
        raise NotChanged(words.HELD_ALREADY) from fault


def _check(holding: Holding, role: str, by: Person) -> None:
    if holding.person_id == by.pk:
        raise NotChanged(words.NOT_ONES_OWN)
    if not may_give(by, Role(role), holding.area_id):
        raise NotChanged(words.NOT_YOURS_TO_GIVE)


def _written(kind: Kind, holding: Holding, by: Person) -> None:
    record(
        kind,
        actor=recording.person(by.pk),
        thing=recording.person(holding.person_id),
        area=holding.area_id or "",
        detail={"role": holding.role},
    )
