"""Bundles of paper and the sheets typed from them. What was typed is kept until the bundle is closed, and no longer."""

from __future__ import annotations

from django.db import models

from portal.capture.models import FACE_LENGTH
from portal.councils.models import Area, Collector
from portal.councils.owned import Belonging, Owned
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.rounds.models import Round

SLIP_LENGTH = 32


class Paper(models.Model):
    """How paper is dealt with in a round. `sealed`: it goes to the national body, and councils see results only.
    `twice`: every sheet is typed again by somebody else. `days` after the round has closed bundles are still taken.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="paper")
    sealed = models.BooleanField(default=False)
    twice = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(default=28)

    def __str__(self) -> str:
        return f"Paper in {self.round}"


class Bundle(Belonging):
    """Sheets of one questionnaire that came together. `counted` is how many somebody counted before they began to type;
    `collector` is the organisation whose people see it besides the council.

    Once `closed`, `stored` and `blank` say how many became responses and how many said nothing.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="bundles")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="bundles")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="bundles")
    variant = models.CharField(max_length=40)
    face = models.CharField(max_length=FACE_LENGTH, default="standard")
    label = models.CharField(max_length=80)
    counted = models.PositiveIntegerField()
    opened = models.DateField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="bundles")
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="bundles")
    closed = models.DateField(null=True)
    stored = models.PositiveIntegerField(default=0)
    blank = models.PositiveIntegerField(default=0)

    objects = Owned["Bundle"]("area_id")

    class Meta:
        """What is still open first, then the newest."""

        ordering = [models.F("closed").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return self.label


class Sheet(Belonging):
    """One respondent's paper as it was typed: `first` and, by somebody else, `second`; `settled` where they differed.

    Each is a mapping of item ids to cells; an item whose mark cannot be taken has `?` (unreadable) or `*` (several marks).
    """

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    slip = models.CharField(max_length=SLIP_LENGTH)
    first = models.JSONField(default=dict)
    first_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="typed_first")
    second = models.JSONField(null=True)
    second_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="typed_second")
    settled = models.JSONField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="settled")

    objects = Owned["Sheet"]("bundle__area_id")

    class Meta:
        """In the order of their numbers; a form sent twice is one sheet."""

        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="a_sheet_has_its_own_number"),
            models.UniqueConstraint(fields=["bundle", "slip"], name="a_form_is_one_sheet"),
        ]

    def __str__(self) -> str:
        return f"Sheet {self.number}"

    @property
    def differs(self) -> bool:
        """Whether two people read it differently and nobody has settled it."""
        return self.second is not None and self.settled is None and self.second != self.first

    @property
    def said(self) -> dict[str, str]:
        """What stands on the paper as far as is known."""
        return dict(self.first if self.settled is None else self.settled)
