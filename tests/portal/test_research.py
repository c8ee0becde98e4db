"""Answers leave for research through the gate alone: an approval that holds, and a council's yes."""

from datetime import timedelta

import anyshire
import pytest
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import Event
from portal.nation.models import Approval, Basis
from portal.people.rules import Role
from portal.research import words
from portal.returns.models import Taken
from portal.rounds.models import Answered
from portal.rounds.statements import Use
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PAGE = "/research/autumn/"
TODAY = timezone.localdate()


@pytest.fixture
def researcher(world):
    """Twelve people have answered in each of two councils."""
    for number in range(12):
        for area in (HERE, THERE):
            anyshire.sent(world.links[area], information="always", age="7", anything=f"My own words {number}")
    return somebody(Role.RESEARCHER)


def approved(world, **more):
    said = {"basis": Basis.ETHICS, "first": TODAY - timedelta(days=1), "last": TODAY + timedelta(days=1)} | more
    return Approval.objects.create(round=world.round, reference="26/XX/0000", at=timezone.now(), **said)


def says_yes(world, *areas):
    for area in areas:
        Answered.objects.create(
            round=world.round, area_id=area, statement=Use.RESEARCH_EXTRACT, edition="2026", digest="", given=True,
            at=timezone.now() - timedelta(hours=1), signed="Somebody",
        )  # fmt: skip


def taken(researcher, area=HERE):
    return researcher.post(f"{PAGE}{area}/small/")


def leaves_nothing(said):
    return (said.status_code, Taken.objects.count(), Event.objects.filter(kind="exported").count()) == (409, 0, 0)


def test_with_an_approval_and_a_yes_the_file_leaves_and_is_written_down(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert any("26/XX/0000" in one for one in researcher.words("/research/"))
    assert "Anyshire" in researcher.words(PAGE)
    said = taken(researcher)
    assert (said.status_code, said["Content-Type"]) == (200, "text/csv; charset=utf-8")
    file = b"".join(said.streaming_content).decode()
    assert len(file.splitlines()) == 13
    assert "My own words" not in file
    log = Event.objects.get(kind="exported")
    assert (log.area, log.detail) == (HERE, {"what": "returns for research", "format": "csv"})


def test_without_an_approval_nothing_leaves(world, researcher):
    says_yes(world, HERE)
    assert words.NO_ROUNDS in researcher.words("/research/")
    assert words.SHUT in researcher.words(PAGE)
    assert leaves_nothing(taken(researcher))


@pytest.mark.parametrize(
    "more",
    [
        {"basis": Basis.EVALUATION},
        {"first": TODAY + timedelta(days=1)},
        {"last": TODAY - timedelta(days=1), "first": TODAY - timedelta(days=9)},
        {"ended": TODAY},
    ],
)
def test_an_approval_for_something_else_or_another_day_or_taken_back_opens_nothing(world, researcher, more):
    approved(world, **more)
    says_yes(world, HERE)
    assert words.NO_ROUNDS in researcher.words("/research/")
    assert leaves_nothing(taken(researcher))


def test_a_council_that_has_not_said_yes_is_left_out(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert "Othershire" not in researcher.words(PAGE)
    assert leaves_nothing(taken(researcher, THERE))


def test_two_files_side_by_side_show_no_single_answer(world, researcher):
    approved(world)
    says_yes(world, HERE)
    assert taken(researcher).getvalue()
    anyshire.sent(world.links[HERE], information="never", age="8")
    assert taken(researcher).status_code == 409
    manager = somebody(Role.MANAGER, HERE)
    assert manager.post(reverse("take-returns", args=["autumn", HERE, "small"]), format="csv").status_code == 409


@pytest.mark.parametrize("areas", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_one(world, researcher, django_assert_num_queries, areas):
    for _ in range(areas):
        approved(world)
    says_yes(world, *[HERE, THERE, anyshire.ANYSHIRE][: min(areas, 2)])
    researcher.get(PAGE)
    with django_assert_num_queries(9):
        researcher.get(PAGE)
    with django_assert_num_queries(5):
        researcher.get("/research/")
