"""A run of reports, what it was allowed to tell, each report of it, and the finished files by their content."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Run(models.Model):
    """Every report of a kind on a round: for each questionnaire every council, region and the nation.

    `worker` names the process that is at it, and `beat` is when it last said so. `by` None is the operator.
    """

    class Kind(models.TextChoices):
        """What is issued."""

        TERMLY = "termly", "Termly summaries"
        ANNUAL = "annual", "Annual reports"

    class State(models.TextChoices):
        """Where it is."""

        GOING = "going", "Being made"
        ENDED = "ended", "Ended"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.GOING)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="runs")
    at = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, default="")
    beat = models.DateTimeField(null=True)

    class Meta:
        """Newest first; of a round one at a time."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(state="going"), name="one_run_of_a_round_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.round}"


class Told(models.Model):
    """The release of one questionnaire in a run: the one set of protected figures that all its reports are made of.

    `tables` are protected tables as JSON by partition (area, region); `entry` is the release's number in the ledger. One
    that was refused has neither, and says `why`.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="told")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    entry = models.PositiveIntegerField(null=True)
    tables = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, default="")
    why = models.TextField(default="")

    class Meta:
        """Once a questionnaire."""

        constraints = [models.UniqueConstraint(fields=["run", "version"], name="told_once_a_questionnaire")]

    def __str__(self) -> str:
        return f"{self.version} as told in {self.run}"


class Piece(Belonging):
    """One report of a run: of an area, or else of a `region`, or, with neither, of the nation."""

    class State(models.TextChoices):
        """What became of it."""

        QUEUED = "queued", "Waiting"
        MADE = "made", "Made"
        REFUSED = "refused", "Refused"
        FAILED = "failed", "Failed"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="pieces")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=40, default="", blank=True)
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    why = models.TextField(default="")

    objects = Owned["Piece"]("area_id")

    class Meta:
        """Councils, regions and the nation, each once a questionnaire."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "version", "name"], name="a_report_is_made_once_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.run}"


class Finished(Belonging):
    """A finished file: `digest` is the SHA-256 of its content, which is kept compressed (zlib)."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="files")
    ending = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    data = models.BinaryField()

    objects = Owned["Finished"]("piece__area_id")

    class Meta:
        """One of each format."""

        constraints = [models.UniqueConstraint(fields=["piece", "ending"], name="one_file_of_each_format")]

    def __str__(self) -> str:
        return f"{self.piece}.{self.ending}"
