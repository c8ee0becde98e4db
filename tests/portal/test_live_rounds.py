"""Results of a real round while it runs: for those who may see them, alone or beside the rest, and never one answer."""

import json

import anyshire
import pytest
from django.core.management import call_command
from django.test import Client

from poet.attack import attack, read
from poet.draw import FORMATS
from portal.audit.models import Event
from portal.caseloads.targets import set_target
from portal.councils.models import Area
from portal.people.rules import Role
from portal.questionnaires.publish import publish
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import LedgerLine, Standing, Step
from portal.rounds.taking_part import join
from somebody import somebody

PLACE = f"/live/autumn/{anyshire.ANYSHIRE}/small/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, information="always", area=anyshire.ANYSHIRE):
    for number in range(people):
        anyshire.sent(world.links[area], age=str(5 + number % 3), information=information)


def thirty(world, area=anyshire.ANYSHIRE):
    for said in ("always", "sometimes", "never"):
        answer(world, 10, said, area)


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def numbers(person):
    """What the JSON file tells, without its date."""
    told = json.loads(person.get(f"{PLACE}report.json").content)
    return told["figures"], told["sections"]


def test_a_real_rounds_results_open_for_those_who_may_see_them_alone(world, manager):
    thirty(world)
    assert manager.get(PLACE).status_code == 200
    assert "Clear information" in manager.words(PLACE)
    assert somebody(Role.READER, anyshire.ANYSHIRE, email="r@example.org").get(PLACE).status_code == 200
    assert somebody(Role.ANALYST).get(PLACE).status_code == 200
    for role in (Role.COLLECTOR, Role.PROTECTION_OFFICER):
        assert somebody(role, anyshire.ANYSHIRE).get(PLACE).status_code == 403
    assert somebody(Role.MANAGER, anyshire.OTHERSHIRE).get(PLACE).status_code == 403
    assert somebody(Role.RESEARCHER).get(PLACE).status_code == 403, "a named council's own page"
    assert Client().get(PLACE).status_code == 302


def test_without_a_second_factor_nobody_sees_results(world):
    thirty(world)
    bare = somebody(Role.READER, anyshire.ANYSHIRE, second_factor=False)
    assert bare.get(PLACE).headers["Location"].startswith("/account/second/")


def test_before_anybody_has_answered_the_page_says_what_to_do(world, manager):
    page = manager.get(PLACE)
    assert page.status_code == 200
    assert any("Pass on the link" in word for word in manager.words(PLACE))
    assert manager.get(f"{PLACE}report.json").status_code == 404


def test_two_looks_either_side_of_any_one_answer_tell_the_same(world, manager):
    thirty(world)
    for said in ("always", "sometimes", "never"):
        before = numbers(manager), manager.words("/live/autumn/E10900001/small/")[-30:]
        answer(world, 1, said)
        assert (numbers(manager), manager.words("/live/autumn/E10900001/small/")[-30:]) == before


def test_an_intruder_finds_nothing_in_what_a_real_round_showed(world, manager):
    for people, said in ((10, "always"), (10, "never"), (3, "never"), (9, "always"), (14, "sometimes"), (1, "never")):
        answer(world, people, said)
        answer(world, people, said, anyshire.OTHERSHIRE)
        manager.get(PLACE)
        manager.get(f"/glance/autumn/{anyshire.ANYSHIRE}/")
    lines = list(DatabaseLedger().lines())
    assert len(lines) > 1
    assert [(one.found, one.contradictions) for one in attack(read(lines), with_own=False)] == [((), ())]


def test_the_rest_stands_beside_only_with_ones_own_target_reached_and_three_others(world, manager):
    ours = Area.objects.get(pk=anyshire.ANYSHIRE)
    for area in world.links:
        thirty(world, area)
    words = " ".join(manager.words(PLACE))
    assert "It opens with 50 answers; you have about 30 so far" in words
    assert "In all areas together" not in words
    set_target(world.round, ours, "small", "30")
    assert "so few other councils have answers" in " ".join(manager.words(PLACE))


def test_with_three_others_the_rest_opens(world, manager, tmp_path):
    fourth = Area.objects.create(code="E10900004", name="Overthere", region="London", kind="x", plans=9)
    world.links[fourth.pk] = join(world.round, [fourth])[0]
    for area in world.links:
        thirty(world, area)
    set_target(world.round, Area.objects.get(pk=anyshire.ANYSHIRE), "small", "30")
    words = " ".join(manager.words(PLACE))
    assert "“The rest” is everybody else who answered" in words
    assert "In all councils together 120 did" in words


@pytest.mark.parametrize("ending", FORMATS)
def test_a_file_is_taken_and_that_is_written_down(world, manager, ending):
    thirty(world)
    taken = manager.get(f"{PLACE}report.{ending}")
    assert taken.headers["Content-Disposition"] == f'attachment; filename="autumn-{anyshire.ANYSHIRE}-small.{ending}"'
    event = Event.objects.get(kind="exported")
    assert (event.area, event.detail) == (anyshire.ANYSHIRE, {"what": "results by now", "format": ending})


def test_many_responses_are_counted_by_the_command_and_no_reader_waits(world, manager, monkeypatch, capsys):
    monkeypatch.setattr(live, "COUNTED_BY_PAGES", 25)
    thirty(world)
    manager.get(PLACE)
    answer(world, 10)
    answer(world, 10, "never")
    manager.get(PLACE)
    assert Standing.objects.get().counted == 30
    call_command("refresh_results")
    assert capsys.readouterr().out == "1 questionnaires were looked at.\n"
    assert (Standing.objects.get().counted, Standing.objects.get().refreshes) == (50, 2)
    assert [one.people for one in Step.objects.all()] == [50]


def test_a_reader_leaves_no_line_where_nothing_moved(world, manager):
    thirty(world)
    manager.get(PLACE)
    answer(world, 5)
    manager.get(PLACE)
    assert LedgerLine.objects.count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_much_for_three_thirties_as_for_one(world, manager, django_assert_num_queries, people):
    for _ in range(people):
        thirty(world)
    for _ in range(2):
        manager.get(PLACE)
    with django_assert_num_queries(9):
        manager.get(PLACE)


def test_an_area_that_is_not_asked_has_no_page(world, manager):
    publish(anyshire.QUESTIONNAIRE.replace('id = "small"', 'id = "large"'), "large.toml", on=world.version.published)
    assert manager.get(f"/live/autumn/{anyshire.ANYSHIRE}/large/").status_code == 404
