"""Rounds with their window, the areas that take part, and one open link for each area and questionnaire."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db import models

from poet.instrument import Variant
from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.questionnaires.models import Composition, Version
from portal.rounds import statements

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


class Span(models.TextChoices):
    """How long a round is meant to last."""

    YEAR = "year", "An academic year"
    TERM = "term", "A term"
    QUARTER = "quarter", "Three months"
    WEEKS = "weeks", "Four weeks"
    OWN = "own", "Days of our own"


class Repeats(models.TextChoices):
    """How often one person is asked in a round."""

    ONCE = "once", "Once in the round"
    EACH_REVIEW = "each-review", "Again at each review"


class Round(models.Model):
    """A window of time in which questionnaires are answered. `made_up` marks a demonstration.

    `year` is that in which the academic year began, `term` one of its terms where the round is one. `invites_at_once` says
    that who is interested need not wait for an invitation; `edition` names the statements that areas sign.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    made_up = models.BooleanField(default=False)
    span = models.CharField(max_length=10, choices=Span.choices, default=Span.OWN)
    year = models.PositiveSmallIntegerField(null=True)
    term = models.CharField(max_length=10, default="", blank=True)
    repeats = models.CharField(max_length=20, choices=Repeats.choices, default=Repeats.ONCE)
    invites_at_once = models.BooleanField(default=False)
    edition = models.CharField(max_length=20, default=statements.newest)
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


class State(models.TextChoices):
    """Where an area stands with a round."""

    NONE = "none", "Not asked yet"
    INTERESTED = "interested", "Interested"
    INVITED = "invited", "Invited"
    TAKING_PART = "taking-part", "Taking part"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Enrolment(Belonging):
    """Where an area stands with a round, and since when. An area without a row was not asked yet."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="enrolments")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=20, choices=State.choices, default=State.NONE)
    since = models.DateTimeField()

    objects = Owned["Enrolment"]("area_id")

    class Meta:
        """One row for each area of a round."""

        constraints = [models.UniqueConstraint(fields=["round", "area"], name="an_area_stands_in_one_place")]

    def __str__(self) -> str:
        return f"{self.area} in {self.round}: {self.get_state_display()}"


class Step(Belonging):
    """What was done about an area's place in a round, by whom: never changed. `by` None is the portal or its operator."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="steps")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="steps")
    done = models.CharField(max_length=30)
    after = models.CharField(max_length=20, choices=State.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = Owned["Step"]("area_id")

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} in {self.round}: {self.done}"


class Answered(Belonging):
    """An area's answer to a statement of an edition, signed; a later one takes its place and never its row."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answered")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="answered")
    statement = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    given = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=120)

    objects = Owned["Answered"]("area_id")

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} in {self.round}, {self.statement}: {'yes' if self.given else 'no'}"


class Nudge(Belonging):
    """That an area was reminded of a round, by whom and why: written down so that nobody is reminded every day."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="nudges")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="nudges")
    because = models.CharField(max_length=30)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = Owned["Nudge"]("area_id")

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} in {self.round}: {self.because}"


class Compared(Belonging):
    """A group that an area stands beside in a round's reports: its region or one of its own; `members` are areas' codes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="compared")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="compared")
    name = models.CharField(max_length=90)
    is_region = models.BooleanField()
    members = models.JSONField()

    objects = Owned["Compared"]("area_id")

    class Meta:
        """In the order in which they were made: regions, then the oldest choice."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "area", "name"], name="a_group_is_settled_once")]

    def __str__(self) -> str:
        return f"{self.area} beside {self.name}"


class Again(models.Model):
    """How often a questionnaire was begun once more in a browser that had sent it: a sum of nobody, and what is `told` of it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    times = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        """One sum for each questionnaire of a round."""

        constraints = [models.UniqueConstraint(fields=["round", "version"], name="one_sum_a_questionnaire")]

    def __str__(self) -> str:
        return f"{self.version} in {self.round}: {self.times} times"


class Choice(models.Model):
    """What an area asks in a round beside a questionnaire's core: nothing, or a composition. `begun` says that the first answer
    is in: from then on everybody in the area is asked the same."""

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
    """The open link of an area to one questionnaire in one wording; whoever has it may answer, until `closed` at least."""

    token = models.CharField(max_length=TOKEN_LENGTH, primary_key=True, default=new_token)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="links")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="links")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="links")
    variant = models.CharField(max_length=40)
    closed = models.DateTimeField(null=True)

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
