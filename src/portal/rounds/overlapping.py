"""Nobody is asked the same twice at once: an area is in no two rounds that ask one questionnaire at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from portal.rounds.models import Enrolment, Round, State


def one_at_a_time() -> None:
    """Whoever lets an area in or moves a round waits for the other: both look at all rounds before they write.

    To be called in a transaction. On SQLite there is one writer anyway.
    """
    list(Round.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def asked_twice(asking: Round, area: str, opens: datetime, closes: datetime) -> Round | None:
    """Another round that asks an area, by its code, a questionnaire of this one in that time; None if there is none."""
    return next((one.round for one in _beside(asking, opens, closes).filter(area=area)), None)


def areas_asked_twice(asking: Round, opens: datetime, closes: datetime) -> Sequence[Enrolment]:
    """The same for every area that takes part, were the round at that time."""
    here = Enrolment.objects.filter(round=asking, state=State.TAKING_PART).values("area")
    return list(_beside(asking, opens, closes).filter(area__in=here).order_by("area__name"))


def _beside(asking: Round, opens: datetime, closes: datetime) -> QuerySet[Enrolment]:
    """Areas in other rounds at that time; a demonstration is beside nothing real. A round may begin when another ends."""
    forms = asking.versions.values("form")
    others = Round.objects.exclude(pk=asking.pk).filter(
        Q(opens__lt=closes, closes__gt=opens), made_up=asking.made_up, versions__form__in=forms
    )
    rows = Enrolment.objects.filter(round__in=others, state=State.TAKING_PART)
    return rows.select_related("round", "area")
