"""What a round may be used for, by whose approval, and which councils are members of a scheme: records, and no switches."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from portal.councils.models import Area
from portal.councils.owned import Belonging, Owned
from portal.rounds.models import Round


class Basis(models.TextChoices):
    """What an approval says of a round."""

    EVALUATION = "evaluation", "Service evaluation"
    ETHICS = "ethics", "Research, approved by an ethics committee"


class Approval(models.Model):
    """That a round is service evaluation, or may be used for research: in whose words, by which reference, from when to
    when, and who approved it. Never changed; `ended` is the day on which it was taken back before its last."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="approvals")
    basis = models.CharField(max_length=12, choices=Basis.choices)
    statement = models.CharField(max_length=600)
    reference = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()
    ended = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Newest first."""

        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="an_approval_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}: {self.round}"

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.first <= on <= self.last and (self.ended is None or on < self.ended)


class Membership(Belonging):
    """That a council is a member of a scheme. It opens and closes nothing: no page and no rule asks for it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    scheme = models.CharField(max_length=80)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)

    objects = Owned["Membership"]("area_id")

    class Meta:
        """By council, newest first."""

        ordering = ["area__name", "-first", "-pk"]

    def __str__(self) -> str:
        return f"{self.area} in {self.scheme}"
