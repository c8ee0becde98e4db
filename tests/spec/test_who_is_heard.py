"""Representativeness, tipping points, and how sure so few can be."""

import numpy as np
import pytest
from statsmodels.stats.proportion import power_proportions_2indep

from poet.associate.certainty import detectable_difference, more_answers, tipping_point
from poet.associate.hearing import r_indicator, representativeness
from poet.measure import NotEstimable, wilson


def test_where_every_group_answers_alike_the_indicator_is_one():
    assert r_indicator([20, 40, 60], [100, 200, 300]) == 1


def test_the_indicator_is_one_less_twice_the_spread_of_the_rates_over_people():
    # Schouten, Cobben and Bethlehem 2009: rates .3, .2 and .1 of a hundred people each
    rates = np.repeat([0.3, 0.2, 0.1], 100)
    found = representativeness([30, 20, 10], [100, 100, 100])
    assert found.r_indicator == pytest.approx(1 - 2 * rates.std(ddof=1), abs=1e-12)
    assert (found.people, found.caseload, found.rate) == (60, 300, 0.2)
    assert [round(group.pull, 6) for group in found.groups] == [0.057735, 0, -0.057735]
    # the squares of the groups' pulls add up to the variance of the rates (divisor N)
    assert sum(group.pull**2 for group in found.groups) == pytest.approx(rates.var())


def test_at_worst_half_answer_all_and_half_not_at_all():
    assert r_indicator([500_000, 0], [500_000, 500_000]) == pytest.approx(0, abs=1e-5)


def test_the_correction_takes_away_what_chance_makes_of_equal_groups():
    dice = np.random.default_rng(3)
    found = [representativeness(dice.binomial(80, 0.3, 6), np.full(6, 80), replicates=10) for _ in range(200)]
    assert np.mean([one.r_indicator for one in found]) < 0.92
    assert np.median([one.unbiased for one in found]) > 0.95


def test_the_interval_holds_the_true_indicator_as_often_as_it_says():
    rates, caseload, dice = np.array([0.3, 0.2, 0.1]), np.array([100, 100, 100]), np.random.default_rng(7)
    truth = r_indicator(rates * caseload, caseload)
    found = [representativeness(dice.binomial(caseload, rates), caseload, replicates=200) for _ in range(200)]
    inside = sum(one.interval.low <= truth <= one.interval.high for one in found)
    assert 0.91 <= inside / 200 <= 0.99


def test_weighted_back_to_the_caseload_sixty_answers_count_as_fewer():
    found = representativeness([30, 20, 10], [100, 100, 100])
    weights = np.repeat([100 / 30, 100 / 20, 100 / 10], [30, 20, 10])
    assert found.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_the_same_seed_gives_the_same_interval():
    assert representativeness([30, 20], [90, 90]) == representativeness([30, 20], [90, 90])
    assert representativeness([30, 20], [90, 90]) != representativeness([30, 20], [90, 90], seed=1)


@pytest.mark.parametrize(
    ("people", "up", "down"),
    [  # docs/reference/methods.md: what to expect at p = .65 and 80 % power
        (25, 31, 39),
        (50, 23, 28),
        (100, 17, 20),
        (200, 13, 14),
    ],
)
def test_so_many_answers_find_differences_of_so_many_points(people, up, down):
    found = detectable_difference(people)
    assert (round(100 * found.up), round(100 * found.down)) == (up, down)


@pytest.mark.parametrize("people", [30, 80, 400])
def test_at_the_smallest_difference_statsmodels_finds_80_percent_power(people):
    found = detectable_difference(people, 0.5)
    theirs = power_proportions_2indep(found.up, 0.5, people, return_results=False, alternative="two-sided")
    assert theirs == pytest.approx(0.8, abs=0.002)
    assert found.up == pytest.approx(found.down)


def test_ten_people_would_not_find_that_nobody_is_left():
    assert isinstance(detectable_difference(4).up, NotEstimable)
    assert isinstance(detectable_difference(1), NotEstimable)
    assert isinstance(detectable_difference(30, 1.0), NotEstimable)


def test_what_the_silent_would_have_to_say_is_worked_out_by_hand():
    # 65 of 100 favourable, 300 silent: to bring everybody to 50 % (200 of 400), 135 of the 300 may be favourable
    found = tipping_point(65, 100, 400, 0.5)
    assert (found.needed, round(found.difference, 12), found.silent) == (135 / 300, -0.2, 300)
    assert found.is_possible


def test_with_most_heard_nothing_the_silent_say_could_change_it():
    found = tipping_point(85, 100, 110, 0.5)
    assert (found.needed, found.is_possible) == ((55 - 85) / 10, False)


def test_ten_more_answers_make_the_interval_so_much_narrower():
    now, then = wilson(65, 100), wilson(71.5, 110)
    found = more_answers(65, 100)
    assert found.now == pytest.approx((now.high - now.low) / 2)
    assert found.gained == pytest.approx((now.high - now.low - then.high + then.low) / 2)
    assert more_answers(7, 10).gained > 10 * more_answers(70, 100).gained


@pytest.mark.parametrize(
    "refused",
    [
        lambda: r_indicator([], []),
        lambda: r_indicator([0, 0], [10, 10]),
        lambda: r_indicator([1, 2], [10, 0]),
        lambda: r_indicator([1, 2], [10, 2.5]),
        lambda: r_indicator([11, 2], [10, 10]),
        lambda: r_indicator([np.nan, 2], [10, 10]),
        lambda: representativeness([0], [10]),
        lambda: tipping_point(0, 0, 10, 0.5),
        lambda: tipping_point(5, 20, 10, 0.5),
        lambda: tipping_point(5, 10, 10, 0.5),
        lambda: tipping_point(5, 10, 20, 1.5),
        lambda: tipping_point(11, 10, 20, 0.5),
        lambda: more_answers(0, 0),
        lambda: more_answers(11, 10),
    ],
)
def test_what_cannot_be_said_says_why(refused):
    found = refused()
    assert isinstance(found, NotEstimable)
    assert found.why.endswith(".")
