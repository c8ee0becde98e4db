"""What was shown last, and the chain of everything that was shown: results move on only where nobody is pointed at."""

from __future__ import annotations

from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.outreach.models import GroupLink
from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Standing(models.Model):
    """The tables of a round's questionnaire as they stand on its pages: for one audience, all areas together; for authors,
    how its questions fare.

    `tables` is JSON of protected tables and `digest` the SHA-256 of what they tell; `refreshes` counts how often they moved
    on, the first time included. `counted` is how many responses were there when it was last decided whether they may, and `at`
    when.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standing")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="standing")
    audience = models.CharField(max_length=40)
    tables = models.BinaryField()
    refreshes = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    counted = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)

    class Meta:
        """One state a round, questionnaire and audience."""

        constraints = (
            models.UniqueConstraint(fields=["round", "version", "audience"], name="one_standing_an_audience"),
        )

    def __str__(self) -> str:
        return f"{self.version} in {self.round} as it stands for {self.audience}"


class Step(Belonging):
    """How many people of an area had answered as its pages showed it on a day: what was shown, never what was stored."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    people = models.PositiveIntegerField()

    objects = Owned["Step"]("area_id")

    class Meta:
        """One a day, the last that was shown on it."""

        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=["round", "version", "area", "day"], name="one_step_an_area_and_day"),
        )

    def __str__(self) -> str:
        return f"{self.people} in {self.area_id} on {self.day}"


class Leaving(models.Model):
    """How many responses to a questionnaire of a round were taken back, of no area and nobody; of so many (`told`) the
    ledger has said that they left."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        """One sum a questionnaire."""

        constraints = (models.UniqueConstraint(fields=["round", "version"], name="one_sum_of_who_left"),)

    def __str__(self) -> str:
        return f"{self.people} left {self.version} in {self.round}"


class GroupTally(Belonging):
    """How many answers, at least, a group's link is told to have brought: in tens, as it stood when its area's page moved on
    last."""

    group = models.OneToOneField(GroupLink, on_delete=models.CASCADE, primary_key=True, related_name="+")
    people = models.PositiveIntegerField()

    objects = Owned["GroupTally"]("group__link__area_id")

    def __str__(self) -> str:
        return f"{self.people} or more by {self.group_id}"


class LedgerLine(models.Model):
    """One line of the release ledger, chained to the one before; no two lines follow the same one."""

    number = models.PositiveIntegerField(primary_key=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)
    line = models.BinaryField()

    class Meta:
        """In the order of issue."""

        ordering = ("number",)

    def __str__(self) -> str:
        return f"Line {self.number} of the release ledger"
