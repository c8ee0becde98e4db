"""The analysis plans of a round: each settlement is a row, and the last one before the round opened holds."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Settled(Exception):
    """Somebody tries to change a plan that was settled."""

    def __init__(self) -> None:
        super().__init__("A settled plan does not change. Settle another one before the round opens: both stay.")


class AnalysisPlan(models.Model):
    """A plan as it was settled for a questionnaire of a round: the `number`-th. `text` is the TOML file, `digest` its
    SHA-256 as findings carry it. `by` None is the portal's operator, or somebody whose account is gone.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="analysis_plans")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="analysis_plans")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        """The one that holds comes first."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "version", "number"], name="one_plan_after_the_other"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, settled for {self.version} in {self.round}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is new. Raises Settled for what is kept already."""
        if not self._state.adding:
            raise Settled
        super().save(*args, **kwargs)
