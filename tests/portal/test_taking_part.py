"""Taking part: every state, every step, everybody; and what follows from a step.

After a change in the table of steps write `taking_part.csv` anew and read what has changed in it:

    POET_WRITE_STEPS=1 python -m pytest tests/portal/test_taking_part.py
"""

import csv
import os
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import anyshire
import pytest
from django.db import transaction
from django.utils import timezone

from portal.audit.models import Event
from portal.councils.models import Area
from portal.people.models import Holding, Person
from portal.people.rules import RULES, Reach, Role
from portal.rounds.enrolling import NotTaken, state_of, step
from portal.rounds.lifecycle import TRANSITIONS, Do, open_steps
from portal.rounds.models import Enrolment, Link, State, Step, Window
from portal.rounds.statements import edition
from portal.rounds.taking_part import open_round

TABLE = Path(__file__).with_name("taking_part.csv")
HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PROMISES = {one.id: True for one in edition("2026").commitments}


@dataclass(frozen=True)
class Holds:
    role: str
    area_id: str | None


@dataclass(frozen=True)
class Bearer:
    holdings: tuple[Holds, ...]
    is_authenticated: bool = True
    is_active: bool = True


def places(role):
    """Where a role can be held, by the name of whoever holds it there."""
    reach = RULES[role].reach
    if reach is not Reach.AREA:
        yield f"{role}", None
    if reach is not Reach.NATION:
        yield f"{role} here", HERE
        yield f"{role} elsewhere", THERE


EVERYBODY = {name: Bearer((Holds(role, area),)) for role in Role for name, area in places(role)} | {
    "nobody": Bearer(())
}


def test_who_may_take_which_step_from_where_stands_in_a_table():
    found = []
    for do, state, window in product(Do, State, Window):
        who = [name for name, person in EVERYBODY.items() if do in open_steps(person, HERE, state, window)]
        if who:
            row = {"step": do.value, "from": state.value, "to": TRANSITIONS[do].after.value}
            found.append(row | {"while": window.value, "who": ", ".join(who)})
    if os.environ.get("POET_WRITE_STEPS"):
        with TABLE.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ("step", "from", "to", "while", "who"), lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert found == list(csv.DictReader(file))


@pytest.fixture
def people(world):
    """One of each, with the role they hold."""
    made = {}
    for name, bearer in EVERYBODY.items():
        made[name] = Person.objects.create(email=f"{name.replace(' ', '.')}@example.org", name=name)
        for one in bearer.holdings:
            Holding.objects.create(person=made[name], role=one.role, area_id=one.area_id)
    return made


@pytest.fixture
def area(world):
    return Area.objects.get(pk=HERE)


def put(world, state):
    Enrolment.objects.filter(round=world.round, area=HERE).update(state=state)


@pytest.mark.parametrize("state", State)
def test_every_step_of_everybody_is_taken_or_refused_as_the_table_says(world, people, area, state):
    now = timezone.now()
    for do, (name, person) in product(Do, people.items()):
        with transaction.atomic():
            put(world, state)
            allowed = do in open_steps(EVERYBODY[name], HERE, state, Window.OPEN)
            try:
                after = step(world.round, area, do, by=person, seen=state, now=now, said=PROMISES)
            except NotTaken:
                after = None
            taken = Step.objects.filter(area=area).count()
            assert (after, state_of(world.round, HERE), taken) == (
                (TRANSITIONS[do].after, TRANSITIONS[do].after, 1) if allowed else (None, state, 0)
            ), (do, name)
            transaction.set_rollback(True)


def test_from_interest_to_links_and_out_again(world, people, area):
    put(world, State.NONE)
    Link.objects.filter(area=area).delete()
    manager, nation, now = people["council-manager here"], people["national-coordinator"], timezone.now()
    way = [
        (Do.EXPRESS_INTEREST, manager), (Do.INVITE, nation), (Do.ACCEPT, manager), (Do.WITHDRAW, manager),
        (Do.INVITE, nation), (Do.ACCEPT, manager),
    ]  # fmt: skip
    closed = []
    for do, person in way:
        step(world.round, area, do, by=person, seen=state_of(world.round, HERE), now=now, said=PROMISES)
        closed.append([link.closed for link in Link.objects.filter(area=area)])
    assert closed == [[], [], [None], [now], [now], [None]]
    assert [(one.done, one.by) for one in Step.objects.filter(area=area).order_by("pk")] == way
    events = Event.objects.filter(area=HERE, kind="round-changed").order_by("number")
    changes = [one.detail["change"] for one in events]
    assert changes == [do.value for do, _ in way]
    assert {one.thing for one in events} == {"autumn"}


def test_who_promises_less_than_everything_does_not_take_part(world, people, area):
    put(world, State.INVITED)
    manager = people["council-manager here"]
    for said in ({}, {"reach": True}, PROMISES | {"act": False}):
        with pytest.raises(NotTaken, match="agrees to each promise"):
            step(world.round, area, Do.ACCEPT, by=manager, seen=State.INVITED, now=timezone.now(), said=said)
    assert state_of(world.round, HERE) == State.INVITED


def test_a_double_click_takes_a_step_once(world, people, area):
    put(world, State.NONE)
    manager = people["council-manager here"]
    for _ in range(2):
        after = step(world.round, area, Do.EXPRESS_INTEREST, by=manager, seen=State.NONE, now=timezone.now())
    assert after == State.INTERESTED
    assert Step.objects.filter(area=area).count() == 1


def test_of_two_people_at_once_the_second_is_told(world, people, area):
    put(world, State.INVITED)
    now = timezone.now()
    manager, nation = people["council-manager here"], people["national-coordinator"]
    step(world.round, area, Do.DECLINE, by=manager, seen=State.INVITED, now=now)
    with pytest.raises(NotTaken, match="Somebody has done something") as refused:
        step(world.round, area, Do.TAKE_INVITATION_BACK, by=nation, seen=State.INVITED, now=now)
    assert refused.value.overtaken


def test_where_everybody_is_invited_interest_is_enough(world, people, area):
    put(world, State.NONE)
    world.round.invites_at_once = True
    world.round.save()
    manager = people["council-manager here"]
    after = step(world.round, area, Do.EXPRESS_INTEREST, by=manager, seen=State.NONE, now=timezone.now())
    assert after == State.INVITED
    assert [(one.done, one.by) for one in Step.objects.filter(area=area)] == [
        ("invite", None), ("express-interest", manager),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False)])
def test_an_area_is_in_no_two_rounds_that_ask_the_same_at_once(world, people, area, days, refused):
    now = timezone.now()
    later = open_round(
        slug="later",
        name="Later",
        opens=world.round.closes + timedelta(days=days),
        closes=world.round.closes + timedelta(days=20),
        versions=[world.version],
    )
    Enrolment.objects.create(round=later, area=area, state=State.INVITED, since=now)
    manager = people["council-manager here"]
    refusal = pytest.raises(NotTaken, match="Your area takes part in “Autumn” at the same time")
    with refusal if refused else nullcontext():
        step(later, area, Do.ACCEPT, by=manager, seen=State.INVITED, now=now, said=PROMISES)
    assert state_of(later, HERE) == (State.INVITED if refused else State.TAKING_PART)


@pytest.mark.parametrize(("days", "refused"), [(-1, True), (0, False)])
def test_a_council_that_has_ended_when_a_round_opens_comes_into_it_by_no_step(world, people, days, refused):
    surrey = Area.objects.create(code="E10000030", name="Surrey", region="South East", kind="county", plans=1)
    surrey.closed = timezone.localdate(world.round.opens) + timedelta(days=days)
    surrey.save()
    now, coordinator = timezone.now(), people["national-coordinator"]
    refusal = pytest.raises(NotTaken, match="Its ground is now that of East Surrey and West Surrey")
    with refusal if refused else nullcontext():
        step(world.round, surrey, Do.INVITE, by=coordinator, seen=State.NONE, now=now)
    Enrolment.objects.update_or_create(round=world.round, area=surrey, defaults={"state": State.INVITED, "since": now})
    manager = Person.objects.create(email="m@example.org", name="M")
    Holding.objects.create(person=manager, role=Role.MANAGER, area=surrey)
    with refusal if refused else nullcontext():
        step(world.round, surrey, Do.ACCEPT, by=manager, seen=State.INVITED, now=now, said=PROMISES)
    assert Link.objects.filter(area=surrey).exists() is not refused
    out = Do.DECLINE if refused else Do.WITHDRAW
    assert step(world.round, surrey, out, by=manager, seen=state_of(world.round, surrey.pk), now=now) in {
        State.DECLINED, State.WITHDRAWN,
    }, "out of a round an area may go"  # fmt: skip


def withdraw(world, people, area):
    manager = people["council-manager here"]
    step(world.round, area, Do.WITHDRAW, by=manager, seen=State.TAKING_PART, now=timezone.now())


def test_when_an_area_leaves_its_links_close_with_a_calm_page(world, people, area, parent):
    parent.open().send()
    parent.send(age="7")
    withdraw(world, people, area)
    for place in ("", "q/has-budget/", "review/"):
        parent.open(place)
        assert parent.status == 410
        assert "Your council is no longer asking" in parent.words
        assert [word for word in parent.words if word.startswith("Anyshire has left this round")] != []
    other = anyshire.Parent(world.links[THERE]).open()
    assert other.status == 200


def test_what_was_begun_is_not_sent_after_an_area_left_and_what_was_sent_stays(world, people, area, parent):
    anyshire.sent(world.link, age="4")
    parent.open().send()
    parent.send(age="7")
    withdraw(world, people, area)
    anyshire.sent(world.link, age="5")
    assert parent.post("review/", {}).status == 410
    assert [one.answers for one in world.round.responses.all()] == [{"age": "4"}]
