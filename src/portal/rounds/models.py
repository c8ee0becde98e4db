"""Rounds with their window, the areas that take part, and one open link for each area and questionnaire."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import Enum

from django.db import models

from poet.instrument import Variant
from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.questionnaires.models import Composition, Version

# Letters and digits that nobody takes for one another when a link is read out over the telephone.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_LENGTH = 12
# Who has begun before the round closes may finish within a day: nobody loses a half-written answer to the clock.
GRACE = timedelta(hours=24)


class Window(Enum):
    """Where a moment lies in a round."""

    NOT_YET = "not yet open"
    OPEN = "open"
    GRACE = "closed, and what was begun may be finished"
    CLOSED = "closed"


def window(opens: datetime, closes: datetime, now: datetime) -> Window:
    """Where a moment lies in a round that opens and closes then."""
    if now < opens:
        return Window.NOT_YET
    if now < closes:
        return Window.OPEN
    return Window.GRACE if now < closes + GRACE else Window.CLOSED


class Round(models.Model):
    """A window of time in which questionnaires are answered. `made_up` marks a demonstration."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    made_up = models.BooleanField(default=False)
    versions = models.ManyToManyField(Version, related_name="rounds")

    class Meta:
        """Newest first."""

        ordering = ["-opens", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="round_opens_before_it_closes"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def window(self, now: datetime) -> Window:
        """Where this moment lies."""
        return window(self.opens, self.closes, now)


class Participation(Belonging):
    """An area takes part in a round."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="participations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="participations")

    objects = Owned["Participation"]("area_id")

    class Meta:
        """An area takes part once."""

        constraints = [models.UniqueConstraint(fields=["round", "area"], name="an_area_takes_part_once")]

    def __str__(self) -> str:
        return f"{self.area} in {self.round}"


class Choice(models.Model):
    """What an area asks in a round beside a questionnaire's core: nothing, or a composition.

    `begun` says that the first answer is in: from then on everybody in the area is asked the same.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="choices")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="choices")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="choices")
    composition = models.ForeignKey(Composition, on_delete=models.PROTECT, null=True, related_name="choices")
    begun = models.BooleanField(default=False)

    class Meta:
        """One choice for each area and questionnaire of a round."""

        constraints = [models.UniqueConstraint(fields=["round", "area", "version"], name="one_choice_a_questionnaire")]

    def __str__(self) -> str:
        return f"{self.composition or self.version} in {self.area}"


def new_token() -> str:
    """A token for a link: 59 bits, enough that an open link is found by being given it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


class Link(Belonging):
    """The open link of an area to one questionnaire in one wording; whoever has it may answer."""

    token = models.CharField(max_length=TOKEN_LENGTH, primary_key=True, default=new_token)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="links")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="links")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="links")
    variant = models.CharField(max_length=40)

    objects = Owned["Link"]("area_id", link="token")

    class Meta:
        """One open link for each area, questionnaire and wording."""

        constraints = [
            models.UniqueConstraint(
                fields=["round", "area", "version", "variant"], name="one_open_link_a_questionnaire"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} for {self.area}"

    @property
    def wording(self) -> Variant:
        """The wording variant that the link asks in."""
        return self.version.instrument.variant(self.variant)
