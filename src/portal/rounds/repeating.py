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


def times_begun_again(round_id: int) -> int:
    """How often that was, over all questionnaires. Raw: it is for those who protect it before they tell it."""
    return sum(Again.objects.filter(round=round_id).values_list("times", flat=True))
