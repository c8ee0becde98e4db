"""How many returns an area took away last: rows taken on both sides of one answer would show that answer."""

from __future__ import annotations

from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.questionnaires.models import Version
from portal.rounds.models import Round


class Taken(Belonging):
    """How many returns of a questionnaire there were when an area's were last taken away as data, and which columns they had.

    `digest` tells whether they are the same still, to whoever has our secret and to nobody else: no list of them is kept. Both
    are empty where returns were taken before they were kept.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="taken")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="taken")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="taken")
    returns = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, default="", blank=True)
    columns = models.TextField(default="", blank=True)

    objects = Owned["Taken"]("area_id")

    class Meta:
        """One a questionnaire of an area's round."""

        constraints = [models.UniqueConstraint(fields=["round", "area", "version"], name="taken_once_a_questionnaire")]

    def __str__(self) -> str:
        return f"{self.returns} of {self.version} in {self.area_id}"
