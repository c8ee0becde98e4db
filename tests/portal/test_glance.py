"""A round at a glance: told in tens, moving by ten, beside target and caseload, with the next thing to do."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import anyshire
import pytest
from django.utils import timezone

from portal.audit.models import Event
from portal.caseloads import loading
from portal.caseloads.models import Target
from portal.overview.forecast import Expected, Over, TooEarly, forecast
from portal.overview.tens import Week, last_week
from portal.people.rules import Role
from portal.reporting import live, results
from portal.reporting.models import LedgerLine, Step
from portal.rounds.models import Round
from portal.rounds.taking_part import join, open_round
from somebody import somebody

PLACE = f"/glance/autumn/{anyshire.ANYSHIRE}/"
HEARING = f"{PLACE}small/hearing/"
PUBLISHED = Path(__file__).with_name("published")


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answer(world, people, link=None, **said):
    for number in range(people):
        anyshire.sent(link or world.link, **({"age": str(5 + number % 3), "information": "always"} | said))


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


@pytest.fixture
def reader(world):
    return somebody(Role.READER, anyshire.ANYSHIRE)


def facts(somebody_, address=PLACE):
    """The page's facts by their names."""
    words = somebody_.words(address)
    names = ("Answers", "Response rate", "Last seven days", "By the end", "By way in", "Rest of the country")
    return {name: words[words.index(name) + 1] for name in names if name in words}


def test_before_ten_answers_nothing_is_told_of_how_many_there_are(world, manager):
    none = manager.get(PLACE).content
    answer(world, 1)
    assert facts(manager)["Answers"] == "Fewer than 10 of 50 aimed at"
    assert manager.get(PLACE).content.count(b"Fewer than 10") == none.count(b"Fewer than 10")
    answer(world, 8)
    assert facts(manager)["Answers"] == "Fewer than 10 of 50 aimed at"


def test_answers_are_told_in_tens_beside_target_and_caseload(world, manager):
    answer(world, 34)
    told = facts(manager)
    assert told["Answers"] == "30 or more of 50 aimed at, 20 or fewer to go"
    assert told["Response rate"] == "Nobody publishes how many there are"


def test_two_looks_either_side_of_one_answer_show_the_same_page(world, manager):
    answer(world, 39)
    before = manager.words(PLACE)
    answer(world, 1)
    assert [word for word in manager.words(PLACE) if "Counted" not in word] == [
        word for word in before if "Counted" not in word
    ]
    answer(world, 9, information="never")
    assert facts(manager)["Answers"].startswith("40 or more")


def test_every_number_of_answers_from_one_to_sixty_shows_only_tens_that_grow_by_ten(world, manager):
    shown = []
    for _ in range(60):
        answer(world, 1)
        said = facts(manager)["Answers"].partition(" or more")[0]
        shown.append(int(said) if said.isdigit() else 0)
    steps = sorted(set(shown))
    assert all(one % 10 == 0 for one in steps)
    assert shown == sorted(shown)
    first = {one: shown.index(one) for one in steps}
    gaps = [first[b] - first[a] for a, b in pairwise(steps)]
    assert min(gaps[1:]) >= 10, "no two moves within ten answers"


def test_the_last_seven_days_are_what_the_page_showed_then_and_now(world, manager):
    answer(world, 20)
    manager.get(PLACE)
    Step.objects.update(day=timezone.localdate() - timedelta(days=8))
    answer(world, 15, information="never")
    assert facts(manager)["Last seven days"] == "10 more"


@pytest.mark.parametrize(
    ("steps", "week"),
    [
        ([], Week(None)),
        ([(date(2026, 11, 1), 20)], Week(0)),
        ([(date(2026, 11, 1), 25), (date(2026, 11, 27), 41)], Week(20)),
        ([(date(2026, 11, 25), 41)], Week(None, date(2026, 11, 25))),
    ],
)
def test_the_last_seven_days_by_day(steps, week):
    assert last_week(steps, opened=date(2026, 9, 1), today=date(2026, 11, 28)) == week


def test_of_a_round_that_opened_this_week_all_is_new():
    steps = [(date(2026, 11, 26), 30)]
    assert last_week(steps, opened=date(2026, 11, 24), today=date(2026, 11, 28)) == Week(30)


NOW = datetime(2026, 11, 28, tzinfo=UTC)


def expected(people, past, rest):
    return forecast(people, opens=NOW - timedelta(days=past), closes=NOW + timedelta(days=rest), now=NOW)


@pytest.mark.parametrize(
    ("people", "past", "rest"), [(None, 30, 30), (10, 30, 30), (100, 6, 30), (100, 8, 92)], ids=str
)
def test_it_is_too_early_with_few_answers_or_little_time(people, past, rest):
    assert expected(people, past, rest) == TooEarly()


def test_a_round_that_has_closed_expects_nothing():
    assert expected(100, 30, 0) == Over()
    assert expected(100, -1, 30) == Over()


def test_half_way_through_about_twice_as_many_are_expected():
    # 100 (to 109) so far; as many to come: 200 - 1.96 sqrt(10 * 100 * 2) = 112.3, 218 + 1.96 sqrt(10 * 109 * 2) = 309.5
    assert expected(100, 30, 30) == Expected(110, 310)


def test_the_interval_holds_what_came_in_at_least_nine_times_of_ten_where_answers_come_in_bursts_of_ten():
    chance, hits, told = random.Random(2026), 0, 0
    for _ in range(2_000):
        bursts = [chance.random() for _ in range(_poisson(chance, 12))]
        by_now, in_all = (10 * sum(at < part for at in bursts) for part in (0.5, 1.0))
        found = expected(by_now, 30, 30)
        if isinstance(found, Expected):
            told += 1
            hits += found.low <= in_all <= found.high
    assert told > 1_500
    assert hits / told >= 0.9


def _poisson(chance: random.Random, mean: float) -> int:
    number, gone = 0, chance.expovariate(mean)
    while gone < 1:
        number, gone = number + 1, gone + chance.expovariate(mean)
    return number


def test_the_next_thing_to_do_is_said(world, manager):
    assert any("Hand out the link" in word for word in manager.words(PLACE))
    answer(world, 20)
    assert any("see who is not heard yet" in word.lower() for word in manager.words(PLACE))
    answer(world, 40, information="never")
    assert any("Every target is reached" in word for word in manager.words(PLACE))
    Round.objects.update(closes=timezone.now() - timedelta(days=2))
    assert any("The round has closed" in word for word in manager.words(PLACE))


def test_a_round_that_opens_later_says_what_can_be_done_until_then(world, manager):
    Round.objects.update(opens=timezone.now() + timedelta(days=3))
    words = manager.words(PLACE)
    assert any(word.startswith("Opens in 3 days") for word in words)
    assert any("Until then choose your own questions" in word for word in words)


def test_a_manager_sets_a_target_and_it_is_written_down(world, manager, reader):
    sent = manager.post(f"{PLACE}targets/", small="120")
    assert (sent.status_code, sent.headers["Location"]) == (303, PLACE)
    assert facts(manager)["Answers"].startswith("Fewer than 10 of 120")
    assert Event.objects.get(kind="round-changed").detail == {"change": "target: 120"}
    assert reader.post(f"{PLACE}targets/", small="5").status_code == 403
    assert "What you aim at" not in reader.words(PLACE)


def test_a_target_that_is_none_is_told_at_its_field_and_nothing_is_changed(world, manager):
    refused = manager.post(f"{PLACE}targets/", small="many")
    assert refused.status_code == 422
    assert b'href="#target-small"' in refused.content
    assert b'value="many"' in refused.content
    assert not Target.objects.exists()


def test_a_target_stays_once_the_round_has_closed(world, manager):
    Round.objects.update(closes=timezone.now() - timedelta(days=2))
    manager.post(f"{PLACE}targets/", small="5")
    assert not Target.objects.exists()


def test_somebody_of_another_council_sees_nothing_of_it(world):
    other = somebody(Role.MANAGER, anyshire.OTHERSHIRE)
    assert other.get(PLACE).status_code == 403
    assert other.get(HEARING).status_code == 403
    assert other.post(f"{PLACE}targets/", small="5").status_code == 403


def test_an_area_that_takes_no_part_has_no_page(world, manager):
    assert manager.get(f"/glance/spring/{anyshire.ANYSHIRE}/").status_code == 404


def test_ones_rounds_are_a_list_that_sorts_and_searches_on_the_server(world, manager):
    winter = open_round(
        slug="winter",
        name="Winter",
        opens=timezone.now(),
        closes=timezone.now() + timedelta(days=300),
        versions=[world.version],
    )
    join(winter, [world.link.area])
    words = manager.words("/glance/")
    assert words.index("Winter") < words.index("Autumn"), "what closes last comes first"
    words = manager.words("/glance/?sort=round")
    assert words.index("Autumn") < words.index("Winter")
    assert "Autumn" not in manager.words("/glance/?q=wint")
    assert any("Nothing was found" in word for word in manager.words("/glance/?q=nowhere"))
    assert "Othershire" not in words


@pytest.mark.parametrize("areas", [1, 3])
def test_the_list_asks_as_much_for_three_rows_as_for_one(world, areas, django_assert_num_queries):
    coordinator = somebody(Role.COORDINATOR)
    if areas == 1:
        type(world.link.area).objects.get(pk=anyshire.ANYSHIRE).participations.all().delete()
    with django_assert_num_queries(5):
        assert coordinator.get("/glance/").status_code == 200


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_asks_as_much_for_many_answers_as_for_one(world, manager, people, django_assert_num_queries):
    answer(world, people)
    for _ in range(2):
        manager.get(PLACE)
    with django_assert_num_queries(9):
        manager.get(PLACE)


# Who are we not hearing?


def parents(tmp_path):
    """A world that asks parents of children with a plan, of whom there is a published caseload."""
    world = anyshire.world(tmp_path, text=anyshire.QUESTIONNAIRE.replace('id = "small"', 'id = "ehc-parents"'))
    loading.load(PUBLISHED / "made-up-sen2-age.csv", at=timezone.now())
    return world, somebody(Role.MANAGER, anyshire.ANYSHIRE)


def test_who_is_not_heard_stands_beside_the_caseload_by_age_band(db, tmp_path):
    world, manager = parents(tmp_path)
    address = f"{PLACE}ehc-parents/hearing/"
    assert any("There is nothing to compare yet" in word for word in manager.words(address))
    for age, people in (("3", 10), ("8", 40), ("13", 10), ("17", 10), ("22", 10)):
        answer(world, people, age=age)
    words = manager.words(address)
    assert "By age: least heard beside the caseload: 11 to 15" in words
    row = words.index("11 to 15")
    assert words[row : row + 6] == ["11 to 15", "10", "12%", "1,100", "37%", "25 points fewer than in the caseload"]
    assert any("R-indicator" in word for word in words)


def test_the_response_rate_is_of_the_published_caseload(db, tmp_path, django_assert_num_queries):
    world, manager = parents(tmp_path)
    answer(world, 34)
    for _ in range(2):
        assert facts(manager)["Response rate"] == "About 1 in 100 of 3,000 (2025)"
    with django_assert_num_queries(10):
        manager.get(PLACE)


def test_a_new_answer_shows_in_no_row_of_who_is_heard(db, tmp_path):
    world, manager = parents(tmp_path)
    address = f"{PLACE}ehc-parents/hearing/"
    for age in ("3", "8", "13", "17", "22"):
        answer(world, 12, age=age)
    before = manager.words(address)
    answer(world, 1, age="22")
    assert manager.words(address) == before


def test_without_a_caseload_the_page_says_how_to_get_one(world, manager):
    assert any("There is nothing to compare yet" in word for word in manager.words(HEARING))
    assert any("It opens with 50 answers; you have fewer than 10 so far" in word for word in manager.words(HEARING))


def test_what_ten_more_answers_buy_is_reckoned_from_the_number_that_is_shown(world, manager):
    answer(world, 34)
    assert any(
        "With about 30 answers, a share of two thirds is known to within" in word for word in manager.words(HEARING)
    )
    assert any("you have about 30 so far" in word for word in manager.words(HEARING))


def test_looking_leaves_one_line_in_the_ledger_and_none_when_nothing_moved(world, manager):
    answer(world, 30)
    for _ in range(3):
        manager.get(PLACE)
        manager.get(HEARING)
    assert LedgerLine.objects.count() == 1
