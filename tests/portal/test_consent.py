"""What an area lets others do: no until somebody says yes, dated, revocable, and never another area's to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.councils import scope
from portal.councils.models import Area
from portal.councils.scope import OutOfScope
from portal.people.models import Holding, Person
from portal.people.rules import Role
from portal.rounds import consenting
from portal.rounds.consent import Answer, consenting_areas, may_publish
from portal.rounds.consent import consenting as says_yes
from portal.rounds.consenting import NotSigned, sign
from portal.rounds.enrolling import step
from portal.rounds.lifecycle import Do
from portal.rounds.models import Answered, Enrolment, State
from portal.rounds.statements import Use, edition, editions

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
USE = Use.NAMED_IN_ANNUAL_REPORT


def answer(given, hours, statement=USE):
    return Answer(statement, given == "yes", NOON + hours * HOUR)


@pytest.mark.parametrize(
    ("answers", "at_hour", "yes"),
    [
        ([], 0, False),
        ([answer("yes", 0)], -1, False),
        ([answer("yes", 0)], 0, True),
        ([answer("yes", 0), answer("no", 2)], 1, True),
        ([answer("yes", 0), answer("no", 2)], 2, False),
        ([answer("no", 2), answer("yes", 0), answer("yes", 3)], 9, True),
        ([answer("yes", 0), answer("no", 0)], 1, False),
        ([answer("yes", 0, Use.RESEARCH_EXTRACT)], 1, False),
    ],
)
def test_the_last_answer_by_a_moment_counts_and_none_is_no(answers, at_hour, yes):
    assert says_yes(answers, USE, NOON + at_hour * HOUR) is yes


@pytest.fixture
def manager(world):
    person = Person.objects.create(email="ann@example.org", name="Ann")
    Holding.objects.create(person=person, role=Role.MANAGER, area_id=HERE)
    return person


@pytest.fixture
def area(world):
    return Area.objects.get(pk=HERE)


def test_every_use_is_no_by_default(world):
    now = timezone.now()
    assert [use for use in Use if may_publish(world.round, HERE, use, at=now)] == []
    assert {one.use for one in edition("2026").consents} == set(Use)


def test_an_answer_is_kept_with_who_when_and_which_words(world, manager, area):
    sign(world.round, area, {USE: True}, by=manager, now=NOON)
    sign(world.round, area, {}, by=manager, now=NOON + HOUR)
    kept = [(one.statement, one.given, one.at, one.signed, one.by, one.edition) for one in Answered.objects.all()]
    assert kept == [(USE, False, NOON + HOUR, "Ann", manager, "2026"), (USE, True, NOON, "Ann", manager, "2026")]
    assert {one.digest for one in Answered.objects.all()} == {edition("2026").digest}
    asked = [may_publish(world.round, HERE, USE, at=NOON + HOUR * part) for part in (-0.1, 0, 0.5, 1)]
    assert asked == [False, True, True, False]
    changes = [one.detail["change"] for one in Event.objects.filter(kind="round-changed").order_by("number")]
    assert changes == [f"{USE}: yes", f"{USE}: no"]


def test_saying_the_same_again_is_no_new_answer(world, manager, area):
    kept = [sign(world.round, area, {USE: True}, by=manager, now=NOON + HOUR * part) for part in (0, 1)]
    assert (kept, Answered.objects.count()) == ([1, 0], 1)


def test_nobody_signs_for_another_area_nor_the_nation_for_any(world, manager):
    other = Area.objects.get(pk=THERE)
    coordinator = Person.objects.create(email="nat@example.org", name="Nat")
    Holding.objects.create(person=coordinator, role=Role.COORDINATOR)
    for person, area in ((manager, other), (coordinator, other)):
        with pytest.raises(NotSigned):
            sign(world.round, area, {USE: True}, by=person, now=NOON)
    assert not Answered.objects.exists()


def test_whoever_leaves_lets_nobody_publish_from_then_on(world, manager, area):
    sign(world.round, area, {USE: True, Use.RESEARCH_EXTRACT: True}, by=manager, now=NOON)
    now = timezone.now()
    before = consenting.standing(world.round, HERE)
    step(world.round, area, Do.WITHDRAW, by=manager, seen=State.TAKING_PART, now=now)
    assert before == {USE: True, Use.RESEARCH_EXTRACT: True}
    assert [use for use in Use if may_publish(world.round, HERE, use, at=now)] == []
    assert may_publish(world.round, HERE, USE, at=NOON + HOUR)  # what was issued then stays issued


def test_the_areas_that_say_yes_are_found_in_one_statement(world, manager, area, django_assert_num_queries):
    sign(world.round, area, {USE: True}, by=manager, now=NOON)
    with django_assert_num_queries(1):
        assert consenting_areas(world.round, USE, at=timezone.now()) == {HERE}


def test_outside_of_a_scope_the_question_is_not_answered(world, manager, area):
    sign(world.round, area, {USE: True}, by=manager, now=NOON)
    with scope.nowhere(), pytest.raises(OutOfScope):
        may_publish(world.round, HERE, USE, at=timezone.now())
    with scope.within({THERE}):
        assert not may_publish(world.round, HERE, USE, at=timezone.now())


def test_accepting_keeps_every_promise_and_every_answer(world, manager, area):
    Enrolment.objects.filter(round=world.round, area=area).update(state=State.INVITED)
    said = {one.id: True for one in edition("2026").commitments} | {USE: True}
    step(world.round, area, Do.ACCEPT, by=manager, seen=State.INVITED, now=timezone.now(), said=said)
    assert consenting.standing(world.round, HERE) == {
        "reach": True, "voluntary": True, "act": True, **dict.fromkeys(Use, False), USE: True,
    }  # fmt: skip


def test_an_edition_that_was_signed_never_changes():
    assert [(one.name, one.digest[:12]) for one in editions()] == [("2026", "c56ffa3f3452")]
