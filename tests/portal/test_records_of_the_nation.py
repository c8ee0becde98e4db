"""What a round may be used for is written down and read by the gate for research; memberships are written down, and asked by nothing."""

import re
from datetime import date, timedelta
from pathlib import Path

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.nation import words
from portal.nation.approvals import areas_for_research, research_approval
from portal.nation.models import Approval, Membership
from portal.people.rules import Role
from portal.rounds.models import Answered
from portal.rounds.statements import Use
from somebody import somebody

PLACE = "/rounds/autumn/approvals/"
HERE = anyshire.ANYSHIRE
TODAY = timezone.localdate()
SAID = {
    "basis": "ethics", "statement": "A study of school transport.", "reference": "26/XX/0000", "approved_by": "A committee (made up)",
    "first": str(TODAY - timedelta(days=1)), "last": str(TODAY + timedelta(days=30)),
}  # fmt: skip


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def says_yes(world, area=HERE):
    Answered.objects.create(
        round=world.round, area_id=area, statement=Use.RESEARCH_EXTRACT, edition="2026", digest="", given=True,
        at=timezone.now() - timedelta(hours=1), signed="Somebody",
    )  # fmt: skip


def gate(world):
    return areas_for_research(world.round, at=timezone.now())


def test_the_gate_opens_with_an_approval_and_a_councils_yes_and_with_neither_alone(world, coordinator):
    assert words.gate(None, 0) in coordinator.words(PLACE)
    says_yes(world)
    assert gate(world) == frozenset()
    assert coordinator.post(PLACE, **SAID).status_code == 302
    assert gate(world) == {HERE}
    assert any("is open until" in one and "one council, which has said yes" in one for one in coordinator.words(PLACE))


def test_service_evaluation_is_written_down_and_opens_no_gate(world, coordinator):
    says_yes(world)
    coordinator.post(PLACE, **{**SAID, "basis": "evaluation", "reference": "", "statement": "It makes support better."})
    assert "It makes support better." in coordinator.words(PLACE)
    assert gate(world) == frozenset()


@pytest.mark.parametrize(("day", "holds"), [(-2, False), (-1, True), (30, True), (31, False)])
def test_an_approval_holds_from_its_first_day_to_its_last(world, coordinator, day, holds):
    coordinator.post(PLACE, **SAID)
    assert (research_approval(world.round, TODAY + timedelta(days=day)) is not None) is holds


def test_an_approval_that_is_taken_back_shuts_the_gate_and_stays_written_down(world, coordinator):
    says_yes(world)
    coordinator.post(PLACE, **SAID)
    one = Approval.objects.get()
    for _ in range(2):
        assert coordinator.post(f"{PLACE}{one.pk}/end/").status_code == 302
    assert gate(world) == frozenset()
    assert "Taken back" in coordinator.words(PLACE)
    changes = list(Event.objects.filter(thing="autumn").order_by("number").values_list("detail", flat=True))
    assert changes == [{"change": f"approval {did}: ethics {one.pk}"} for did in ("kept", "taken back")]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"reference": ""}, words.NO_REFERENCE),
        ({"last": str(TODAY - timedelta(days=9))}, words.LAST_BEFORE_FIRST),
        ({"first": "soon"}, "Enter a valid date."),
        ({"basis": "because"}, "because is not one of the available choices."),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_kept(world, coordinator, wrong, told):
    refused = coordinator.post(PLACE, **{**SAID, **wrong})
    assert (refused.status_code, told in refused.content.decode()) == (422, True)
    assert Approval.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_both_lists_take_as_many_statements_for_three_rows_as_for_one(
    world, coordinator, number, django_assert_num_queries
):
    for count in range(number):
        coordinator.post(PLACE, **SAID)
        coordinator.post("/memberships/", area=HERE, scheme=f"Scheme {count}", first="2026-01-01", last="")
    coordinator.get(PLACE)
    with django_assert_num_queries(9):
        coordinator.get(PLACE)
    with django_assert_num_queries(6):
        coordinator.get("/memberships/")


def test_a_membership_is_kept_and_logged_and_nothing_asks_for_it(world, coordinator):
    assert (
        coordinator.post("/memberships/", area=HERE, scheme="Help with rounds", first="2026-01-01", last="").status_code
        == 302
    )
    kept = Membership.objects.values_list("area_id", "scheme", "first", "last").get()
    assert kept == (HERE, "Help with rounds", date(2026, 1, 1), None)
    assert Event.objects.filter(kind="organisation-changed", area=HERE).count() == 1
    assert {"Anyshire", "Help with rounds", words.BLOCKS_NOTHING} <= set(coordinator.words("/memberships/"))
    source = Path(__file__).parents[2] / "src"
    who = sorted(
        str(file.relative_to(source))
        for file in source.rglob("*.py")
        if re.search(r"\bMembership\b", file.read_text()) and "migrations" not in file.parts
    )
    assert who == ["portal/nation/models.py", "portal/nation/record_pages.py"]
