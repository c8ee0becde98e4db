"""Authors see which questions fail: sums over everybody, through the same protection as every other figure."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

import anyshire
import pytest
from django.utils import timezone

from portal.capture import tallying
from portal.capture.models import Tally
from portal.capture.tallying import Asked
from portal.people.rules import Role
from portal.reporting.faring import AUDIENCE, faring
from portal.reporting.health import health
from portal.reporting.models import Standing
from portal.rounds.models import Round
from somebody import somebody

PLACE = "/forms/small/1/figures/"


def tally(world, face="standard", **questions):
    where = Asked(world.round.pk, world.version.pk, face)
    tallying.add(where, {item.replace("_", "-"): Counter(figures) for item, figures in questions.items()})


def lines(figures):
    return None if figures is None else (figures.about, [(line.text, line.percent) for line in figures.lines])


def fares(world, item, face=None):
    found = {one.item.id: one for one in health(world.round, world.version, face).questions}[item]
    return lines(found.done), lines(found.open), lines(found.went)


def close(world):
    """The round is over, and with it the day in which what was begun could be ended."""
    now = timezone.now()
    Round.objects.update(opens=now - timedelta(days=40), closes=now - timedelta(days=2))
    world.round.refresh_from_db()
    return world


def test_each_question_says_what_was_done_how_long_and_who_stopped(world):
    close(world)
    age = {"met": 200, "gone_on": 150, "answered": 100, "left_out": 20, "not_known": 10, "not_understood": 20}
    tally(world, age={**age, "under_5": 30, "under_15": 60, "under_30": 30, "under_60": 20, "longer": 10})
    assert fares(world, "age") == (
        (150, [("answered", 67), ("left it out", 13), ("did not know", 7), ("did not understand it", 13)]),
        (150, [("under 5 seconds", 20), ("5 to 15 seconds", 40), ("15 to 30 seconds", 20),
               ("30 seconds to a minute", 13), ("a minute or longer", 7)]),
        (200, [("went on", 75), ("stopped here", 25)]),
    )  # fmt: skip


def test_nothing_is_shown_of_fewer_than_ten(world):
    tally(world, age={"met": 9, "gone_on": 9, "answered": 5, "left_out": 4, "under_5": 9})
    assert fares(world, "age") == (None, None, None)


def test_small_groups_are_joined_with_their_neighbours(world):
    close(world)
    tally(world, age={"met": 60, "gone_on": 58, "answered": 50, "left_out": 2, "not_known": 3, "not_understood": 3})
    tally(world, age={"under_5": 20, "under_15": 30, "under_60": 6, "longer": 2})
    done, opened, went = fares(world, "age")
    assert done == (60, [("answered", 86), ("left it out, did not know or did not understand it", 14)])
    assert opened == (
        60,
        [("under 5 seconds or 5 to 15 seconds", 86), ("30 seconds to a minute or a minute or longer", 14)],
    )
    assert went == (60, [])


def test_a_base_is_rounded_so_that_neighbours_tell_nothing_small(world):
    close(world)
    tally(world, age={"met": 53, "gone_on": 40}, has_budget={"met": 40, "gone_on": 30})
    assert fares(world, "age")[2] == (50, [("went on", 75), ("stopped here", 25)])
    assert fares(world, "has-budget")[2] == (40, [("went on", 75), ("stopped here", 25)])


def test_a_page_of_several_questions_has_one_time_and_one_end(world):
    tally(world, information={"met": 40, "gone_on": 30, "answered": 15, "left_out": 15, "under_5": 15, "longer": 15})
    tally(world, communication={"answered": 20, "left_out": 10})
    information, communication = (fares(world, item) for item in ("information", "communication"))
    assert information[1:] == communication[1:]
    assert communication[0] == (30, [("answered", 67), ("left it out", 33)])


def test_one_face_cannot_be_worked_out_from_all_together(dressed):
    tally(dressed, age={"met": 100, "gone_on": 80, "answered": 50, "left_out": 30})
    tally(dressed, "easy", age={"met": 11, "gone_on": 6, "answered": 3, "left_out": 3})
    assert fares(dressed, "age", "easy")[0] is None
    assert fares(dressed, "age", "standard")[0] is None
    assert fares(dressed, "age")[0] == (90, [("answered", 62), ("left it out", 38)])
    assert fares(dressed, "age", "no-such-face") == (None, None, None)


def test_an_added_question_has_its_own_figures(world):
    anyshire.with_more(world, "bus")
    tally(world, bus={"met": 20, "gone_on": 20, "answered": 10, "left_out": 10})
    assert fares(world, "bus")[0] == (20, [("answered", 50), ("left it out", 50)])


@pytest.fixture
def author(db):
    return lambda: somebody(Role.AUTHOR, second_factor=False).client


def test_the_page_points_to_what_fails(made_up_world, author):
    close(made_up_world)
    tally(made_up_world, age={"met": 100, "gone_on": 90, "answered": 60, "not_understood": 30})
    tally(made_up_world, needs={"met": 100, "gone_on": 90, "answered": 50, "left_out": 40})
    words = anyshire.Reader(author().get(PLACE).content.decode()).words
    start = words.index("Look at these first")
    assert words[start + 1 : start + 7] == [
        "What does your child need support with?", "44 in 100 left it out",
        "How old is your child?", "33 in 100 did not understand it",
        "How old is your child?", "10 in 100 stopped here",
    ]  # fmt: skip


def test_before_any_round_and_any_answer_the_page_says_so(world, author):
    world.round.versions.clear()
    words = anyshire.Reader(author().get(PLACE).content.decode()).words
    assert "No round has asked this questionnaire yet. Figures stand here once people have answered." in words


@pytest.mark.parametrize("place", ["/forms/small/2/figures/", "/forms/large/1/figures/"])
def test_figures_of_nothing_are_not_found(world, author, place):
    assert author().get(place).status_code == 404


@pytest.mark.parametrize("role", [Role.RESEARCHER, None])
def test_who_has_no_say_in_questionnaires_sees_no_figures(world, client, role):
    assert client.get(PLACE).status_code == 302
    person = somebody(role)
    assert person.get(PLACE).status_code == 403


@pytest.mark.parametrize("people", [12, 36])
def test_the_page_asks_as_much_for_many_tallies_as_for_few(made_up_world, author, django_assert_num_queries, people):
    for item in ("age", "needs", Tally.REVIEW):
        tally(made_up_world, **{item.replace("-", "_"): {"met": people, "answered": people}})
    client = author()
    client.get(PLACE)
    with django_assert_num_queries(13):
        client.get(PLACE)


def test_two_looks_on_both_sides_of_nine_answers_are_the_same(world, author):
    client = author()
    tally(world, age={"met": 60, "gone_on": 60, "answered": 40, "left_out": 20, "under_5": 30, "longer": 30})
    before = anyshire.Reader(client.get(PLACE).content.decode()).words
    tally(world, age={"met": 9, "gone_on": 9, "left_out": 9, "longer": 9})
    assert anyshire.Reader(client.get(PLACE).content.decode()).words == before
    tally(world, age={"met": 11, "gone_on": 11, "answered": 11, "longer": 1, "under_5": 10})
    assert fares(world, "age")[:2] == (
        (60, [("answered", 67), ("left it out", 33)]),
        (80, [("under 5 seconds", 50), ("a minute or longer", 50)]),
    ), "of the twenty eleven answered and nine did not: how they fared still waits"
    tally(world, age={"met": 1, "gone_on": 1, "left_out": 1})
    assert fares(world, "age")[0] == (80, [("answered", 63), ("left it out", 37)])


def test_who_stopped_is_told_once_when_nobody_answers_any_more(world):
    tally(world, age={"met": 60, "gone_on": 40, "answered": 20, "left_out": 20})
    assert fares(world, "age")[2] is None
    close(world)
    told = (60, [("went on", 67), ("stopped here", 33)])
    assert fares(world, "age")[2] == told
    tally(world, age={"met": 30, "gone_on": 49})
    assert fares(world, "age")[2] == told, "a round that was opened again and closed again"


@pytest.mark.parametrize(("asked", "is_told"), [(20, True), (26, False), (30, False)])
def test_what_is_asked_only_after_an_answer_is_told_where_enough_were_not_asked(world, asked, is_told):
    tally(world, age={"met": 30, "gone_on": 30, "answered": 15, "left_out": 15})
    tally(world, has_budget={"met": 30, "gone_on": 30, "answered": 30})
    share = {"answered": asked // 2, "left_out": asked - asked // 2}
    tally(world, budget_months={"met": asked, "gone_on": asked, "under_5": asked // 2, "longer": asked // 2, **share})
    assert fares(world, "budget-months") == (None, None, None), "not before the round has closed"
    close(world)
    assert (fares(world, "budget-months") != (None, None, None)) is is_told


def test_who_stopped_on_the_way_is_not_taken_for_somebody_who_answered_otherwise(world):
    close(world)
    tally(world, age={"met": 34, "gone_on": 30, "answered": 15, "left_out": 15})
    tally(world, has_budget={"met": 30, "gone_on": 30, "answered": 30})
    tally(world, budget_months={"met": 22, "gone_on": 22, "answered": 11, "left_out": 11})
    assert fares(world, "budget-months")[0] is None, "eight were not asked, but four of thirty may have stopped instead"


def test_that_one_person_was_asked_in_another_face_is_not_told(dressed):
    tally(dressed, age={"met": 60, "gone_on": 60, "answered": 40, "left_out": 20})
    for _ in range(2):
        assert health(dressed.round, dressed.version).faces == ()
        assert fares(dressed, "age", "standard") == (None, None, None)
        tally(dressed, "easy", age={"met": 1, "gone_on": 1, "answered": 1})


def figures_of(tables):
    """Every count that stands, by the face and question it is of."""
    return {
        (face, name, key): figure.value
        for face, of in (("", tables.whole), *tables.groups.items())
        for name, one in of.items()
        for key, figure in (("", one.base), *((part.codes, part.count) for part in one.parts))
        if hasattr(figure, "value")
    }


@pytest.mark.parametrize("seed", range(4))
def test_between_any_two_looks_each_figure_gained_ten_or_nothing(dressed, seed):
    """Somebody looks after each answer of a hundred and twenty; what stands is held against what stood."""
    random, seen, moves = Random(seed), {}, 0
    for _ in range(120):
        face, did = (
            random.choice(["standard", "easy"]),
            random.choice(["answered", "answered", "left_out", "not_known"]),
        )
        stays = random.random() < 0.2
        band = random.choice(["under_5", "under_30", "longer"])
        tally(dressed, face, age={"met": 1} if stays else {"met": 1, "gone_on": 1, did: 1, band: 1})
        now = figures_of(faring(dressed.round, dressed.version))
        gains = {name: now[name] - was for name, was in seen.items() if name in now}
        assert all(gain == 0 or gain >= 10 for gain in gains.values()), gains
        moves += any(gains.values())
        seen |= now
    assert moves, "it does move"
    assert Standing.objects.get(audience=AUDIENCE).refreshes > 1


def test_pages_of_many_councils_move_at_moments_alone(world, monkeypatch):
    monkeypatch.setattr("portal.reporting.moments.FREE", 2)
    monkeypatch.setattr("portal.reporting.moments.COUNCILS_TIMES_MOVES", 1)
    tally(world, age={"met": 60, "gone_on": 60, "answered": 40, "left_out": 20})
    before = fares(world, "age")[0]
    tally(world, age={"met": 60, "gone_on": 60, "answered": 40, "left_out": 20})
    Round.objects.update(opens=timezone.now())
    world.round.refresh_from_db()
    assert fares(world, "age")[0] == before
    Round.objects.update(opens=timezone.now() - timedelta(days=30))
    world.round.refresh_from_db()
    assert fares(world, "age")[0] != before
