"""A council manager adds questions from the bank on a page: in their order, up to ten, until the first answer."""

from __future__ import annotations

from datetime import date

import anyshire
import pytest

from portal.people.rules import Role
from portal.questionnaires.publish import publish_bank
from portal.rounds.models import Choice
from somebody import somebody

PLACE = f"/own-questions/{anyshire.ANYSHIRE}/autumn/small/"
MANY = anyshire.BANK + "".join(
    f"""[[items]]\nid = "more-{n}"\nkind = "text"\nask = "More {n}?"\nlabel = "More {n}"\nfor = ["small"]\n"""
    for n in range(12)
)


@pytest.fixture
def manager(world):
    publish_bank(MANY, "travel", on=date(2026, 9, 1))
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def chosen():
    choice = Choice.objects.filter(area=anyshire.ANYSHIRE).first()
    return choice.composition.chosen if choice and choice.composition else []


def press(person, *does, place=PLACE):
    """Press one button after the other, each on the page as it stands then; the last answer."""
    for one in does:
        answer = person.post(place, seen=" ".join(chosen()), do=one)
    return answer


def test_questions_are_added_moved_and_removed(manager):
    assert press(manager, "add bus", "add ramp", "add more-1").status_code == 303
    assert chosen() == ["bus", "ramp", "more-1"]
    press(manager, "up more-1", "up more-1", "up more-1")
    assert chosen() == ["more-1", "bus", "ramp"]
    press(manager, "remove bus")
    assert chosen() == ["more-1", "ramp"]
    words = manager.words(PLACE)
    assert words.index("More 1?") < words.index("Does the ramp work?")
    assert "You may add 8 more. They are asked after the questions that every council asks, in this order." in words


def test_ten_are_enough(manager):
    press(manager, *(f"add more-{n}" for n in range(10)))
    words = manager.words(PLACE)
    assert "You have chosen ten questions, and no more can be added. Remove one to make room." in words
    assert "Does the bus come on time?" not in words
    assert press(manager, "add bus").status_code == 422
    assert len(chosen()) == 10


def test_a_double_click_or_a_second_manager_overwrites_nothing(manager):
    other = somebody(Role.MANAGER, anyshire.ANYSHIRE, email="second@example.org")
    manager.post(PLACE, seen="", do="add bus")
    answer = other.post(PLACE, seen="", do="add ramp")
    assert answer.status_code == 409
    assert "Somebody has changed the questions since you opened this page" in answer.content.decode()
    assert chosen() == ["bus"]


def test_after_the_first_answer_the_page_says_why_nothing_changes(manager, world):
    press(manager, "add bus")
    anyshire.sent(world.link, age="4")
    words = manager.words(PLACE)
    assert [word for word in words if word.startswith("Somebody in Anyshire has answered already")] != []
    assert "Remove" not in words
    assert press(manager, "remove bus").status_code == 422
    assert chosen() == ["bus"]


@pytest.mark.parametrize("does", ["", "add", "add ferry", "add <b>", "up bus", "remove bus", "sing bus", "add bus\x00"])
def test_a_button_that_is_on_no_page_does_nothing(manager, does):
    assert press(manager, does).status_code in {404, 422}
    assert chosen() == []


def test_nobody_chooses_for_another_area(manager):
    there = PLACE.replace(anyshire.ANYSHIRE, anyshire.OTHERSHIRE)
    assert manager.get(there).status_code == 403
    assert manager.post(there, seen="", do="add bus").status_code == 403
    assert somebody(Role.READER, anyshire.ANYSHIRE).get(PLACE).status_code == 403
    assert Choice.objects.count() == 0


@pytest.mark.parametrize("place", ["spring/small/", "autumn/large/"])
def test_what_is_not_asked_is_not_found(manager, place):
    assert manager.get(f"/own-questions/{anyshire.ANYSHIRE}/{place}").status_code == 404


def test_the_list_names_ones_own_areas_only(manager):
    press(manager, "add bus")
    words = manager.words("/own-questions/")
    assert [word for word in words if "Getting support" in word] == ["Anyshire: Getting support (Autumn)"]
    assert "One question of your own" in words


@pytest.mark.parametrize("areas", [1, 3])
def test_the_list_asks_as_much_for_three_areas_as_for_one(manager, world, django_assert_num_queries, areas):
    coordinator = somebody(Role.COORDINATOR)
    codes = [anyshire.ANYSHIRE, anyshire.OTHERSHIRE, anyshire.NOWHERE][:areas]
    world.round.participations.exclude(area__in=codes).delete()
    with django_assert_num_queries(7):
        page = coordinator.get("/own-questions/")
    assert (
        len([href for href in anyshire.Reader(page.content.decode()).hrefs if href.startswith("/own-questions/E")])
        == areas
    )


def test_a_round_that_the_area_has_left_is_not_listed_and_nothing_is_chosen_in_it(world, manager):
    anyshire.left(world, manager.person)
    assert [word for word in manager.words("/own-questions/") if "Getting support" in word] == []
    assert press(manager, "add bus").status_code == 422
    assert chosen() == []
