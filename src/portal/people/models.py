"""People by their e-mail address, the roles they hold, and invitations under way."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from portal.councils.models import Area, Collector
from portal.people.rules import RULES, Role

ROLES = [(role.value, RULES[role].name) for role in Role]
INVITED_FOR = timedelta(days=7)


class PersonManager(BaseUserManager["Person"]):
    """Finds people by address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with this address. Raises Person.DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. `made_up` marks those of a demonstration, who can sign in nowhere else; `zone` is
    that of the clock on their wall, "" the portal's."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    joined = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)
    made_up = models.BooleanField(default=False)
    zone = models.CharField(max_length=40, default="", blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        """By name."""

        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in small letters, so that one person has one account."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """The roles held now, read once for each request."""
        return tuple(self.roles.select_related("area", "collector"))


class Holding(models.Model):
    """A role that a person holds, in one area or (no area) in the whole country; a collector's also by organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=40, choices=ROLES)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="roles")
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="roles")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """A role is held once in a place."""

        ordering = ["area__name", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(area=None), name="a_national_role_is_held_once"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "area"], condition=Q(collector=None), name="a_role_is_held_once_in_an_area"
            ),
            models.UniqueConstraint(fields=["person", "role", "collector"], name="a_role_is_held_once_for_a_collector"),
        ]

    def __str__(self) -> str:
        return f"{RULES[Role(self.role)].name}, {self.area or 'England'}"


class Invitation(models.Model):
    """An address asked to take on a role. The token went by e-mail; its SHA-256 alone is kept here."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=40, choices=ROLES)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="invitations")
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="invitations")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="invited")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-made", "-pk"]

    def __str__(self) -> str:
        return f"{RULES[Role(self.role)].name}, {self.area or 'England'}"


class Interest(models.Model):
    """That a council would like to take part, as somebody without an account said on a `day`. Nobody has proved who they
    are, so it is the national team's and not the area's; `answered` is the day on which the team said "not now"."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "Waiting for an answer"
        NOT_NOW = "not-now", "Not now"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="interests")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=80)
    message = models.CharField(max_length=1000, blank=True)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answered = models.DateField(null=True)

    class Meta:
        """What waits first, the newest before the rest."""

        ordering = ["-state", "-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.area}, {self.day}"
