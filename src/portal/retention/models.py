"""A round's schedule as data, who answers for it, and every erasure that was asked for and done."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils import timezone

from portal.people.models import Person
from portal.rounds.models import Round


class What(models.TextChoices):
    """What is erased together."""

    WORKING = "working", "Unfinished answers, typed sheets, tables under way, and e-mail addresses of those invited"
    COMMENTS = "comments", "Comments in people’s own words"
    ANSWERS = "answers", "All answers"


class Schedule(models.Model):
    """Days after a round closes until something is due to be erased; the controller, their officer, and the lawful basis."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="schedule")
    working = models.PositiveSmallIntegerField(default=60)
    comments = models.PositiveSmallIntegerField(default=365)
    answers = models.PositiveSmallIntegerField(default=1095)
    controller = models.CharField(max_length=200, default="")
    officer = models.CharField(max_length=200, default="")
    basis = models.CharField(max_length=200, default="")

    def __str__(self) -> str:
        return f"How long {self.round} is kept"

    def due(self, what: What) -> date:
        """From when it may be erased."""
        return timezone.localdate(self.round.closes) + timedelta(days=int(getattr(self, what.value)))


class Erasure(models.Model):
    """Somebody asked for something to be erased; `done` is when it was, and by whom it was confirmed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="erasures")
    what = models.CharField(max_length=16, choices=What.choices)
    how_many = models.PositiveIntegerField()
    asked = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="erasures_asked")
    done = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="erasures_confirmed")

    class Meta:
        """The newest first; one at a time of a kind."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "what"], condition=models.Q(done=None), name="one_erasure_is_asked_for_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} of {self.round}"
