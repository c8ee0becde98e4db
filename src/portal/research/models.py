"""How the answers of a round leave for research: one way an approval, dated and with its author."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from portal.nation.models import Approval


class Way(models.TextChoices):
    """A way in which answers leave for research."""

    RECORDS = "records", "Record by record, each hidden among five or more of its council"
    NOISE = "noise", "Counts of every answer with noise, in one file a questionnaire"


class Manner(models.Model):
    """By which way answers leave under an approval."""

    approval = models.OneToOneField(Approval, on_delete=models.CASCADE, related_name="manner")
    way = models.CharField(max_length=12, choices=Way.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_way_display()}: {self.approval}"
