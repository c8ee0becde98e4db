"""Opening a round, and an area joining it with its links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.rounds import words
from portal.rounds.models import Enrolment, Link, Participation, Round, State


class NotOpened(Exception):
    """A round that cannot be opened as asked; the message says why and what to do."""


@transaction.atomic
def open_round(
    *, slug: str, name: str, opens: datetime, closes: datetime, versions: Iterable[Version], made_up: bool = False
) -> Round:
    """A new round that asks these questionnaires, one version of each form. Raises NotOpened."""
    asked = list(versions)
    if len({version.form for version in asked}) != len(asked):
        raise NotOpened(words.two_versions())
    if closes <= opens:
        raise NotOpened(words.closes_first())
    opened = Round.objects.create(slug=slug, name=name, opens=opens, closes=closes, made_up=made_up)
    opened.versions.set(asked)
    return opened


@transaction.atomic
def join(asking: Round, areas: Iterable[Area]) -> list[Link]:
    """Areas take part in a round, and each gets a link a questionnaire and wording; joining again changes nothing."""
    joining, now = list(areas), timezone.now()
    Enrolment.objects.bulk_create(
        [Enrolment(round=asking, area=area, since=now) for area in joining], ignore_conflicts=True
    )
    Enrolment.objects.filter(round=asking, area__in=joining).exclude(state=State.TAKING_PART).update(
        state=State.TAKING_PART, since=now
    )
    Participation.objects.bulk_create(
        [Participation(round=asking, area=area) for area in joining], ignore_conflicts=True
    )
    Link.objects.bulk_create(
        [
            Link(round=asking, area=area, version=version, variant=variant.id)
            for area in joining
            for version in asking.versions.all()
            for variant in version.instrument.variants
        ],
        ignore_conflicts=True,
    )
    return list(Link.objects.filter(round=asking, area__in=joining).select_related("round", "area", "version"))


def taking_part() -> QuerySet[Participation]:
    """The places in rounds of areas that are in them now: who has left is not among them, though its answers stay."""
    there = Enrolment.objects.filter(round=OuterRef("round"), area=OuterRef("area"), state=State.TAKING_PART)
    return Participation.objects.filter(Exists(there))


def is_in(asking: Round, area: str) -> bool:
    """Whether an area, by its code, is in a round now. Inside a transaction a step out of it waits until that is over."""
    rows = Enrolment.objects.filter(round=asking, area=area, state=State.TAKING_PART)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update()
    return bool(list(rows.values_list("pk")))
