"""A table that was handed in, what was found in it, and the answers that wait to be stored. They go when it is decided."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from portal.capture.models import Response
from portal.councils.models import Area, Collector
from portal.councils.owned import Belonging, Owned
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Upload(Belonging):
    """A table. `digest` is of the file, `content` of the answers in it, whichever file they came in; `done` of `of` rows
    are checked, and `beat` is when that was last said; `collector` is the organisation whose people see it besides the council.
    """

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "Waiting to be checked"
        CHECKING = "checking", "Being checked"
        FAULTY = "faulty", "To be mended"
        READY = "ready", "Checked, not yet stored"
        STORED = "stored", "Stored"
        UNDONE = "undone", "Taken back"
        DISCARDED = "discarded", "Discarded"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="uploads")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="uploads")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="uploads")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="uploads")
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="uploads")
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    content = models.CharField(max_length=64, default="")
    worn = models.CharField(max_length=64, default="")
    state = models.CharField(max_length=16, choices=State.choices, default=State.WAITING)
    beat = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    passed_over = models.PositiveIntegerField(default=0)
    faults = models.PositiveIntegerField(default=0)
    preview = models.JSONField(default=list)

    objects = Owned["Upload"]("area_id")

    class Meta:
        """The newest first; the same answers are stored once."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "area", "version", "content"],
                condition=Q(state="stored"),
                name="the_same_answers_are_stored_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class File(Belonging):
    """The bytes of a table until it is checked; of a faulty one what is wrong, and the copy that shows where."""

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, primary_key=True, related_name="file")
    data = models.BinaryField(default=b"")
    refusals = models.JSONField(default=list)
    marked = models.BinaryField(default=b"")

    objects = Owned["File"]("upload__area_id")

    def __str__(self) -> str:
        return f"The file of {self.upload}"


class Staged(Belonging):
    """One person's answers that wait to become a response, under the random key that it will have."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="staged")
    variant = models.CharField(max_length=40)
    month = models.DateField()
    answers = models.JSONField()

    objects = Owned["Staged"]("upload__area_id")

    def __str__(self) -> str:
        return "Answers that wait"


class Origin(Belonging):
    """That a response came by a table, so that the table can be taken back while the round is open."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, primary_key=True, related_name="origin")
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="origins")

    objects = Owned["Origin"]("upload__area_id")

    def __str__(self) -> str:
        return "Came by a table"
