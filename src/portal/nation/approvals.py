"""Approvals of a round: written down, taken back, and asked by whoever would use its answers for research."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from portal.audit.recording import Kind, person, record
from portal.nation.models import Approval, Basis
from portal.people.models import Person
from portal.rounds.consent import consenting_areas
from portal.rounds.models import Round
from portal.rounds.statements import Use


@transaction.atomic
def keep(made: Approval, *, by: Person, now: datetime) -> Approval:
    """Write an approval down."""
    made.by, made.at = by, now
    made.save()
    _logged(made, by, "approval kept")
    return made


@transaction.atomic
def end(found: Approval, *, by: Person, on: date) -> None:
    """Take an approval back from this day on; a second time changes nothing."""
    if Approval.objects.filter(pk=found.pk, ended=None).update(ended=on):
        _logged(found, by, "approval taken back")


def _logged(one: Approval, by: Person, change: str) -> None:
    detail = {"change": f"{change}: {one.basis} {one.pk}"}
    record(Kind.ROUND_CHANGED, actor=person(by.pk), thing=one.round.slug, detail=detail)


def research_approval(asking: Round, on: date) -> Approval | None:
    """The approval by an ethics committee that holds on a day; None where there is none, and no answer leaves for research."""
    rows = Approval.objects.filter(round=asking, basis=Basis.ETHICS, first__lte=on, last__gte=on)
    return next((one for one in rows if one.holds(on)), None)


def areas_for_research(asking: Round, *, at: datetime) -> frozenset[str]:
    """The gate for research: the codes of the areas whose answers may be used, which are those that said yes to it while
    an approval holds, and none otherwise. Raises OutOfScope outside of a scope."""
    if research_approval(asking, timezone.localdate(at)) is None:
        return frozenset()
    return consenting_areas(asking, Use.RESEARCH_EXTRACT, at=at)
