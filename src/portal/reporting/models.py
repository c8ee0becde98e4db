"""What was shown last, and the chain of everything that was shown: results move on only where nobody is pointed at."""

from __future__ import annotations

from django.db import models

from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Standing(models.Model):
    """The tables of a round's questionnaire as they stand on its pages: for one audience, all areas together.

    `tables` is JSON of protected tables and `digest` its SHA-256; `refreshes` counts how often they moved on, the first
    time included.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="standing")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="standing")
    audience = models.CharField(max_length=40)
    tables = models.BinaryField()
    refreshes = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)

    class Meta:
        """One state a round, questionnaire and audience."""

        constraints = (
            models.UniqueConstraint(fields=["round", "version", "audience"], name="one_standing_an_audience"),
        )

    def __str__(self) -> str:
        return f"{self.version} in {self.round} as it stands for {self.audience}"


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
