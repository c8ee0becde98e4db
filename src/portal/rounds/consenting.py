"""An area's answers to the statements, signed: given when it accepts, changed whenever it likes, each kept with its date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.councils.models import Area
from portal.people.models import Person
from portal.rounds import words
from portal.rounds.lifecycle import Party, is_of
from portal.rounds.models import Answered, Round
from portal.rounds.statements import Edition, edition

# Sent in the transaction in which an area's answers change, with `asking`, `area`, `by` and `now`: what was published by an
# answer that no longer stands is taken back with it, or the answer is not kept.
changed = Signal()


class NotSigned(Exception):
    """Answers that cannot be kept; the message says why and what to do."""


@transaction.atomic
def sign(
    asking: Round, area: Area, said: Mapping[str, bool], *, by: Person, now: datetime, accepting: bool = False
) -> int:
    """Keep an area's answers, as many as are new; what is not said is no. How many were kept. Raises NotSigned.

    Whoever accepts promises everything; afterwards only consents can change.
    """
    if not is_of(by, Party.AREA, area.pk):
        raise NotSigned(words.NOT_YOURS_TO_DO)
    asked = edition(asking.edition)
    if accepting and not all(said.get(one.id) for one in asked.commitments):
        raise NotSigned(words.PROMISE_EVERYTHING)
    promises = [one.id for one in asked.commitments] if accepting else []
    answers = {one: said.get(one, False) for one in (*promises, *(one.id for one in asked.consents))}
    if not accepting:
        before = standing(asking, area.pk)
        answers = {one: given for one, given in answers.items() if before.get(one, False) != given}
    _keep(asking, area, answers, by=by, now=now, asked=asked)
    if not accepting:
        _written(asking, area, by, answers)
    return len(answers)


def revoke_all(asking: Round, area: Area, *, by: Person, now: datetime) -> None:
    """Every consent that stands is no from now on: the area leaves the round."""
    asked = edition(asking.edition)
    before = standing(asking, area.pk)
    answers = {one.id: False for one in asked.consents if before.get(one.id)}
    _keep(asking, area, answers, by=by, now=now, asked=asked)


def standing(asking: Round, area: str) -> dict[str, bool]:
    """What an area, by its code, says now to each statement it has answered."""
    rows = Answered.objects.filter(round=asking, area=area).order_by("at", "pk")
    return dict(rows.values_list("statement", "given"))


def _keep(asking: Round, area: Area, answers: Mapping[str, bool], *, by: Person, now: datetime, asked: Edition) -> None:
    Answered.objects.bulk_create(
        Answered(
            round=asking,
            area=area,
            statement=statement,
            edition=asked.name,
            digest=asked.digest,
            given=given,
            at=now,
            by=by,
            signed=(by.name or by.email)[:120],
        )
        for statement, given in answers.items()
    )
    changed.send(sender=Answered, asking=asking, area=area, by=by, now=now)


def _written(asking: Round, area: Area, by: Person, answers: Mapping[str, bool]) -> None:
    for statement, given in answers.items():
        record(
            Kind.ROUND_CHANGED,
            actor=recording.person(by.pk),
            thing=asking.slug,
            area=area.pk,
            detail={"change": f"{statement}: {'yes' if given else 'no'}"},
        )
