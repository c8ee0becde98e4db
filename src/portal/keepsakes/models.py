"""What is kept of a code: where to look for it, and a salted hash. The code itself is with whoever has answered."""

from __future__ import annotations

from django.db import models

from portal.capture.models import Response
from portal.councils.owned import Belonging, Owned


class Keepsake(Belonging):
    """The code of a response. `place` is its first four letters; `digest` is of the rest, with a salt of its own."""

    response = models.OneToOneField(Response, on_delete=models.CASCADE, primary_key=True, related_name="keepsake")
    place = models.CharField(max_length=4, db_index=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    objects = Owned["Keepsake"]("response__area_id")

    def __str__(self) -> str:
        return "A keepsake"


class Tries(models.Model):
    """Codes said that are none: how many since when, at one place of the table, or (`*`) altogether. Nothing of whose."""

    place = models.CharField(max_length=4, primary_key=True)
    since = models.DateTimeField()
    wrong = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.wrong} wrong codes"
