"""What a round aims at: set by the national team, held by every council that has not set its own, and written down."""

from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.caseloads.models import RoundTarget
from portal.caseloads.targets import set_target, targets
from portal.councils.models import Area
from portal.overview import words
from portal.people.rules import Role
from portal.rounds.models import Round
from somebody import somebody

PLACE = "/rounds/autumn/targets/"
HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def aimed(world, area):
    return targets(world.round, Area.objects.get(pk=area), ["small"])["small"].people


def test_the_rounds_target_holds_where_no_council_has_set_its_own(world, coordinator):
    set_target(world.round, Area.objects.get(pk=HERE), "small", "70")
    assert coordinator.post(PLACE, small="1,200").status_code == 303
    assert (aimed(world, HERE), aimed(world, THERE)) == (70, 1200)
    said = " ".join(coordinator.words(PLACE))
    assert "Now 1,200, set for this round. 1 council has set a target of their own, which stays." in said
    coordinator.post(PLACE, small="")
    assert (aimed(world, THERE), RoundTarget.objects.count()) == (50, 0)


def test_each_change_is_written_down_and_nothing_where_nothing_changed(world, coordinator):
    coordinator.post(PLACE, small="40")
    coordinator.post(PLACE, small="40")
    coordinator.post(PLACE, small="")
    told = [(one.kind, one.thing, one.detail) for one in Event.objects.filter(thing="autumn/small").order_by("number")]
    assert told == [
        ("round-changed", "autumn/small", {"change": "target of the round: 40"}),
        ("round-changed", "autumn/small", {"change": "target of the round: policy"}),
    ]


@pytest.mark.parametrize("said", ["none", "0", "-5", "1.5", "100001", "٤٠"])
def test_what_is_no_number_of_answers_is_told_and_not_kept(world, coordinator, said):
    refused = coordinator.post(PLACE, small=said)
    assert refused.status_code == 422
    assert 'href="#target-small"' in refused.content.decode()
    assert RoundTarget.objects.count() == 0


def test_after_the_round_its_target_stays(world, coordinator):
    long_ago = timezone.now() - timedelta(days=60)
    Round.objects.update(opens=long_ago - timedelta(days=1), closes=long_ago)
    assert words.TARGETS_STAY in coordinator.words(PLACE)
    assert coordinator.post(PLACE, small="40").status_code == 409
    assert RoundTarget.objects.count() == 0


def test_a_council_sets_its_own_and_no_rounds_target(world):
    manager = somebody(Role.MANAGER, HERE)
    assert manager.get(PLACE).status_code == 403
    assert manager.post(PLACE, small="40").status_code == 403


@pytest.mark.parametrize("areas", [1, 3])
def test_the_page_takes_as_many_statements_for_three_councils_as_for_one(
    world, coordinator, areas, django_assert_num_queries
):
    for code in [HERE, THERE, anyshire.NOWHERE][:areas]:
        set_target(world.round, Area.objects.get(pk=code), "small", "70")
    coordinator.get(PLACE)
    with django_assert_num_queries(8):
        coordinator.get(PLACE)
