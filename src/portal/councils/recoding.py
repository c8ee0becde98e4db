"""Areas that have another code or another name from now on: one row for one ground, and all that belongs to it stays with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.dispatch import Signal
from django.utils import timezone

from portal.councils import words
from portal.councils.models import Area, Former

# Sent in the transaction in which an area gets another code (`old` and `new`): for rooms that keep codes in other ways than by
# a key of the database.
recoded = Signal()
# Sent in the same transaction with an `area` and what was `changed` about it, in words: for the audit log.
changed = Signal()


def recode(old: Area, code: str) -> Area:
    """The same area under another code: whatever points at it does so still. Its name is given by whoever calls it."""
    # A name stands once: until the old row is gone the new one is called by its code, and so is it until it is renamed.
    new = Area(code=code, name=code, region=old.region, kind=old.kind, plans=old.plans)
    new.opened, new.closed = old.opened, old.closed
    new.save(force_insert=True)
    for model, field in _pointing():
        model._base_manager.filter(**{field: old.pk}).update(**{field: new.pk})
    Former.objects.create(area=new, code=old.code, name=old.name, until=timezone.localdate())
    recoded.send(Area, old=old.code, new=code)
    changed.send(Area, area=new, changed=words.recoded(old.code, code))
    Area.objects.filter(pk=old.pk).delete()
    return new


def rename(area: Area, name: str, *, was: str) -> None:
    """Another name for an area: what it `was` called is kept, and leads to it wherever figures bear that name."""
    if was != name:
        Former.objects.get_or_create(area=area, code=area.code, name=was, defaults={"until": timezone.localdate()})
        changed.send(Area, area=area, changed=words.renamed(was))


def _pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Every model that has a key to areas, those between two models among them, with the key's name."""
    for relation in Area._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name
