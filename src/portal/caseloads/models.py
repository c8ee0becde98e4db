"""Caseloads from published statistics, kept by the file they came from, and the targets of a round."""

from __future__ import annotations

from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.rounds.models import Round


class Counts(models.TextChoices):
    """Whom a caseload counts."""

    PLANS = "ehc-plans", "Children and young people with an EHC plan"
    ADULTS = "adults", "Adults with long-term support"
    CARERS = "carers", "Carers supported by their council"


class Attribute(models.TextChoices):
    """What a caseload is broken down by; the empty one is the whole."""

    WHOLE = "", "Everybody"
    AGE = "age", "Age"
    NEED = "need", "Need"
    SETTING = "setting", "Setting"


class Source(models.Model):
    """One file of published statistics as it was loaded: `digest` is the SHA-256 of its bytes, `period` what it says of
    when, and `year` the year of that. Public: it belongs to no area.
    """

    counts = models.CharField(max_length=20, choices=Counts.choices)
    period = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    loaded = models.DateTimeField()

    class Meta:
        """The newest first, and of one year what was loaded last: that one counts."""

        ordering = ["-year", "-loaded", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_counts_display()}, {self.period} ({self.name})"


class Figure(models.Model):
    """How many people of an area there are, all or of one group; `people` is empty where the publisher did not tell."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="figures")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="caseload")
    attribute = models.CharField(max_length=20, choices=Attribute.choices, blank=True)
    group = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120, blank=True)
    people = models.PositiveIntegerField(null=True)

    class Meta:
        """One figure a group."""

        constraints = [
            models.UniqueConstraint(fields=["source", "area", "attribute", "group"], name="one_figure_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.label or 'Everybody'} in {self.area_id}"


class RoundTarget(models.Model):
    """How many answers a round aims at in every area, where that is not what the policy says."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="targets")
    form = models.CharField(max_length=60)
    people = models.PositiveIntegerField()

    class Meta:
        """One a questionnaire."""

        constraints = [models.UniqueConstraint(fields=["round", "form"], name="one_target_a_round_and_form")]

    def __str__(self) -> str:
        return f"{self.people} of {self.form}"


class Target(Belonging):
    """How many answers one area aims at in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="own_targets")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="targets")
    form = models.CharField(max_length=60)
    people = models.PositiveIntegerField()

    objects = Owned["Target"]("area_id")

    class Meta:
        """One a questionnaire."""

        constraints = [models.UniqueConstraint(fields=["round", "area", "form"], name="one_target_an_area_and_form")]

    def __str__(self) -> str:
        return f"{self.people} of {self.form}"
