"""Areas: the councils of England by their official (GSS) code."""

from __future__ import annotations

from django.db import models


class Area(models.Model):
    """A council. `plans` is its caseload; `opened` and `closed` bound its life where they are known."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    region = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    plans = models.PositiveIntegerField()
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)

    class Meta:
        """Areas stand in alphabetical order everywhere: no ranks."""

        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
