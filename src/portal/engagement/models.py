"""What follows a report: a council's plan with its actions, its events, what was said there, and what it made public.

Everything belongs to the area whose plan it is. Nothing here holds the name of somebody who came, spoke or answered.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.questionnaires.models import Version
from portal.rounds.models import TOKEN_LENGTH, Round, new_token

CLAIM_LENGTH, LABEL_LENGTH, LINE_LENGTH = 120, 200, 400


class Plan(Belonging):
    """What an area does after one questionnaire of a round. `opened` is since when the national team may read it, or None;
    `preface` opens the public page, in the council's words."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plans")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="action_plans")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="plans")
    opened = models.DateTimeField(null=True)
    preface = models.CharField(max_length=1000, default="", blank=True)

    objects = Owned["Plan"]("area_id")

    class Meta:
        """One a questionnaire of an area's round."""

        constraints = [models.UniqueConstraint(fields=["round", "area", "version"], name="one_plan_a_questionnaire")]

    def __str__(self) -> str:
        return f"The plan of {self.area_id} after {self.round}"


class State(models.TextChoices):
    """Where an action stands."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class Action(Belonging):
    """Something a council will do about a finding. `claim` and `item` name the finding, `finding` is its sentence as it stood
    when the action was written. `easy` says it in easy words; `owner` is a role, never somebody's name; `why` says why it was
    stopped; `turn` counts what was done to it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    claim = models.CharField(max_length=CLAIM_LENGTH)
    item = models.CharField(max_length=CLAIM_LENGTH)
    label = models.CharField(max_length=LABEL_LENGTH)
    finding = models.CharField(max_length=LINE_LENGTH)
    what = models.CharField(max_length=LINE_LENGTH)
    easy = models.CharField(max_length=200, default="", blank=True)
    owner = models.CharField(max_length=120)
    due = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    why = models.CharField(max_length=LINE_LENGTH, default="", blank=True)
    evidence = models.CharField(max_length=1000, default="", blank=True)
    href = models.CharField(max_length=300, default="", blank=True)
    turn = models.PositiveIntegerField(default=0)

    objects = Owned["Action"]("plan__area_id")

    class Meta:
        """What is due first stands first."""

        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.what


class Turn(Belonging):
    """What an action said after something was done to it, by whom: added to and never changed. `said` are its fields."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    done = models.CharField(max_length=20)
    said = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = Owned["Turn"]("action__plan__area_id")

    class Meta:
        """Newest first; two people who write at once do not both come next."""

        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="one_turn_at_a_time")]

    def __str__(self) -> str:
        return f"{self.action}: {self.done}"


class Evidence(Belonging):
    """A file that shows what was done; checked before it is kept (`portal.engagement.evidence`)."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media = models.CharField(max_length=80)
    data = models.BinaryField()
    added = models.DateField()

    objects = Owned["Evidence"]("action__plan__area_id")

    class Meta:
        """By name."""

        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Event(Belonging):
    """A meeting on a report. `token` is its short address, open to all only while `public`. `invited` are keys of
    `events.toml`, `agenda` lines of text; `also` names further dates in words."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="events")
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token)
    title = models.CharField(max_length=120)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    also = models.CharField(max_length=200, default="", blank=True)
    place = models.CharField(max_length=300, default="", blank=True)
    online = models.CharField(max_length=300, default="", blank=True)
    invited = models.JSONField(default=list)
    others = models.CharField(max_length=200, default="", blank=True)
    agenda = models.TextField(default="")
    access = models.CharField(max_length=600, default="", blank=True)
    public = models.BooleanField(default=False)

    objects = Owned["Event"]("plan__area_id")

    class Meta:
        """The next one last, as in a diary."""

        ordering = ["starts", "pk"]

    def __str__(self) -> str:
        return self.title


class Answer(models.TextChoices):
    """What the national body says to a request for facilitation."""

    ASKED = "asked", "Asked for"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class Facilitation(Belonging):
    """That an event asked for somebody of the national body to lead it, and the answer: `who` comes (a team or a role)."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, primary_key=True, related_name="facilitation")
    wish = models.CharField(max_length=LINE_LENGTH, default="", blank=True)
    asked = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.ASKED)
    who = models.CharField(max_length=120, default="", blank=True)
    note = models.CharField(max_length=LINE_LENGTH, default="", blank=True)
    answered = models.DateTimeField(null=True)

    objects = Owned["Facilitation"]("event__plan__area_id")

    class Meta:
        """What waits longest stands first."""

        ordering = ["asked", "pk"]

    def __str__(self) -> str:
        return f"{self.event}: {self.answer}"


class Standing(models.TextChoices):
    """Where a remark stands."""

    WAITING = "waiting", "Waits to be read"
    SHOWN = "shown", "Shown"
    HIDDEN = "hidden", "Not shown"


class Remark(Belonging):
    """What was said at an event about a finding ("" where about none). A random key and a day: neither tells who or when.
    `council` says that the council typed it; `warned` that the text may point at somebody."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="remarks")
    claim = models.CharField(max_length=CLAIM_LENGTH, default="", blank=True)
    label = models.CharField(max_length=LABEL_LENGTH, default="", blank=True)
    text = models.CharField(max_length=1000)
    council = models.BooleanField(default=False)
    warned = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.WAITING)
    day = models.DateField()

    objects = Owned["Remark"]("event__plan__area_id")

    class Meta:
        """In an order that tells nothing."""

        ordering = ["key"]

    def __str__(self) -> str:
        return "A remark"


class Told(Belonging):
    """One edition of "you said, we did" that a council published: `content` as it stood then. `taken_back` ends it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="told")
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_back = models.DateTimeField(null=True)

    objects = Owned["Told"]("plan__area_id")

    class Meta:
        """Newest first; one stands at a time."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=models.Q(taken_back=None), name="one_edition_stands_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"You said, we did: {self.plan}"


class Overdue(Belonging):
    """That somebody was told by e-mail that an action's day had passed: once for each day that was set. While `sent` is off a
    worker has it in hand, under the letter's name `claim` and since `at`."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="overdue")
    due = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    claim = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent = models.BooleanField(default=False)

    objects = Owned["Overdue"]("action__plan__area_id")

    class Meta:
        """One of two workers tells somebody."""

        constraints = [models.UniqueConstraint(fields=["action", "due", "person"], name="told_once_that_it_is_overdue")]

    def __str__(self) -> str:
        return f"Told of {self.action_id}"
