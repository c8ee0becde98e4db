"""Events in a chain: each holds the digest of the one before, so that none can be changed or left out unseen."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import models

BEGINNING = "0" * 64


class NeverChanged(Exception):
    """Somebody tries to change or remove an event."""

    def __init__(self) -> None:
        super().__init__("The audit log is added to and never changed. Record a new event that says what was wrong.")


class Unchanging(models.QuerySet["Event"]):
    """Reads, and nothing else."""

    def update(self, **_: Any) -> NoReturn:
        """Never. Raises NeverChanged."""
        raise NeverChanged

    def delete(self) -> NoReturn:
        """Never. Raises NeverChanged."""
        raise NeverChanged


class Event(models.Model):
    """Something that was done. `actor` and `thing` are a kind and a key (`person:12`): names may go, the log stays.

    `area` is the code of the area it was done in, empty for the whole country.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=80)
    kind = models.CharField(max_length=40, db_index=True)
    thing = models.CharField(max_length=80)
    area = models.CharField(max_length=9, blank=True, db_index=True)
    detail = models.JSONField(default=dict)
    before = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    objects = Unchanging.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a new event. Raises NeverChanged for one that is kept already."""
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Never. Raises NeverChanged."""
        raise NeverChanged

    def digested(self) -> str:
        """The SHA-256 of everything the event says and of the digest before it."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        said = [self.number, at, self.actor, self.kind, self.thing, self.area, self.detail, self.before]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
