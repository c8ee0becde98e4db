"""How often one person is asked: told on the first page, trusted, and counted without knowing anybody.

A browser that has sent a questionnaire still holds the key of a draft that is gone. Beginning once more in it adds one to a
sum of the whole round; the new draft has a key of its own, and nothing joins the two.
"""

from __future__ import annotations

from django.db.models import F

from portal.rounds.models import Again


def begun_again(round_id: int, version_id: int) -> None:
    """A questionnaire is begun in a browser that has sent it before in this round."""
    Again.objects.get_or_create(round_id=round_id, version_id=version_id)
    Again.objects.filter(round=round_id, version=version_id).update(times=F("times") + 1)


def move_on(round_id: int, version_id: int, at_least: int) -> None:
    """Tell anew how often that was, where it was so much more often than was told: call it when the pages of the round's
    questionnaire move on, and at no other time."""
    further = Again.objects.filter(round=round_id, version=version_id, times__gte=F("told") + at_least)
    further.update(told=F("times"))


def times_told(round_id: int) -> int:
    """How often that is told to have been, over all questionnaires."""
    return sum(Again.objects.filter(round=round_id).values_list("told", flat=True))
