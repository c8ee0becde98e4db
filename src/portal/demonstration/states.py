"""Made-up signatures in the demonstration round, and a second made-up round in which councils stand everywhere they can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from portal.councils.models import Area
from portal.rounds.models import Answered, Enrolment, Round, State, Step
from portal.rounds.statements import edition
from portal.rounds.taking_part import open_round

SLUG = "demonstration-invitations"
NAME = "Made-up round that councils are still invited to"
SIGNED = "Made-up signature"
SEED = 2014
# How common each state is made up to be, and the step that last led there.
STATES = {
    State.NONE: (6, ""),
    State.INTERESTED: (3, "express-interest"),
    State.INVITED: (5, "invite"),
    State.DECLINED: (1, "decline"),
}
SAYS_YES = 0.4

# Whether an area (its code) agrees to a use (its name).
Says = Callable[[str, str], bool]


def by_chance(area: str, statement: str) -> bool:
    """Areas let others do some things and not others."""
    return Random(f"{SEED} {area} {statement}").random() < SAYS_YES


def sign(asking: Round, *, now: datetime, says: Says = by_chance) -> None:
    """Every area that takes part has promised everything; `says` tells what each lets others do."""
    asked = edition(asking.edition)
    Answered.objects.bulk_create(
        Answered(
            round=asking, area=area, statement=statement, edition=asked.name, digest=asked.digest, at=now, signed=SIGNED,
            given=promised or says(area.pk, statement),
        )
        for area in Area.objects.filter(participations__round=asking)
        for statement, promised in _statements(asking.edition)
    )  # fmt: skip


def _statements(name: str) -> list[tuple[str, bool]]:
    """Every statement by its id, and whether it is a promise."""
    asked = edition(name)
    return [(one.id, True) for one in asked.commitments] + [(one.id, False) for one in asked.consents]


def invite(beside: Round, *, now: datetime) -> Round:
    """The second round; no answer comes in, and nobody in it is anybody."""
    asking = open_round(
        slug=SLUG,
        name=NAME,
        opens=beside.opens - timedelta(days=1),
        closes=beside.closes,
        versions=beside.versions.all(),
        made_up=True,
    )
    places = [_place(asking, area, now) for area in Area.objects.all()]
    Enrolment.objects.bulk_create(places)
    Step.objects.bulk_create(
        Step(round=asking, area_id=one.area_id, done=STATES[State(one.state)][1], after=one.state, at=one.since)
        for one in places
        if one.state != State.NONE
    )
    return asking


def _place(asking: Round, area: Area, now: datetime) -> Enrolment:
    chance = Random(f"{SEED} {area.pk} state")
    (state,) = chance.choices(list(STATES), [often for often, _ in STATES.values()])
    return Enrolment(round=asking, area=area, state=state, since=now - timedelta(days=chance.randrange(1, 25)))
