"""Dose, plain figures, shares of importance, upper limits and the halo check against published and counted figures."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from published_data import SWISS
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from poet.associate.dose import dose, trend
from poet.associate.halo import between_raters, halo, halos
from poet.associate.importance import importance, lmg
from poet.associate.plain import adjusted, plain
from poet.associate.without import upper_limit, without
from poet.compare import benjamini_hochberg, holm, newcombe
from poet.measure import NotEstimable

# Benjamini and Hochberg 1995, section 3.2: fifteen p-values of a trial of thrombolysis
FIFTEEN = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0]  # fmt: skip


def test_the_trend_of_smokers_among_patients_is_the_published_one():
    # Fleiss 1981, as in R's example(prop.trend.test): X-squared = 8.2249, p = .004132
    found = trend([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    assert (round(found.statistic, 4), round(found.p, 6)) == (8.2249, 0.004132)


def test_each_group_of_the_dose_table_is_counted_over_all_who_met_so_many():
    # met:      0  1  2     people 20 each; good: 5, 10, 15
    met = np.repeat([0, 1, 2], 20)
    outcome = np.concatenate([np.repeat([4, 1], [good, 20 - good]) for good in (5, 10, 15)])
    found = dose(met, outcome, good_from=3, conditions=2)
    assert [(group.fewest, group.most, group.good.count, group.good.base) for group in found.groups] == [
        (0, 0, 5, 20),
        (1, 1, 10, 20),
        (2, 2, 15, 20),
    ]
    assert found.trend == trend([5, 10, 15], [20, 20, 20], [0, 1, 2])
    assert found.gamma.value > 0


def test_small_groups_are_joined_upwards_and_the_last_to_the_one_before():
    met = np.repeat([0, 1, 2, 3, 4], [3, 20, 5, 30, 4])
    outcome = np.arange(62) % 2
    found = dose(met, outcome, good_from=1, conditions=4)
    assert [(group.fewest, group.most, group.good.base) for group in found.groups] == [(0, 1, 23), (2, 4, 39)]
    # everybody still counts in the trend as what they are
    assert found.trend == trend(np.bincount(met[outcome == 1], minlength=5), np.bincount(met), range(5))


def test_a_group_with_few_on_one_side_of_the_outcome_is_joined_too():
    met = np.repeat([0, 1, 2, 3], 20)
    outcome = np.concatenate([np.repeat([1, 0], [good, 20 - good]) for good in (1, 10, 10, 19)])
    found = dose(met, outcome, good_from=1, conditions=3)
    assert [(group.fewest, group.most, group.good.count) for group in found.groups] == [(0, 1, 11), (2, 3, 29)]
    nobody_differs = dose(met[20:], outcome[20:], good_from=1, conditions=3, least=50)
    assert isinstance(nobody_differs, NotEstimable)


def test_where_decisions_came_in_time_81_percent_and_where_not_42():
    good, met = np.repeat([1, 0, 1, 0], [81, 19, 42, 58]), np.repeat([1, 1, 0, 0], [81, 19, 42, 58])
    found = plain(good, met)
    assert (found.met.count, found.met.base, found.unmet.count, found.unmet.base) == (81, 100, 42, 100)
    assert found.difference == pytest.approx(0.39)
    assert found.interval == newcombe(81, 100, 42, 100)


def test_people_of_one_area_are_compared_only_with_each_other():
    dice = np.random.default_rng(8)
    area = dice.integers(0, 7, 500)
    met = (dice.random(500) < 0.2 + 0.1 * area).astype(float)
    good = (dice.random(500) < 0.1 + 0.1 * area + 0.1 * met).astype(float)
    tables = [
        np.array([[((good == g) & (met == m) & (area == a)).sum() for m in (1, 0)] for g in (1, 0)]) for a in range(7)
    ]
    theirs = StratifiedTable(tables).test_null_odds(correction=False).pvalue
    assert plain(good, met, area).p == pytest.approx(theirs, rel=1e-10)
    assert plain(good, met).p < plain(good, met, area).p


def test_of_the_fifteen_tests_of_1995_four_are_found():
    assert (benjamini_hochberg(FIFTEEN) <= 0.05).sum() == 4
    assert (holm(FIFTEEN) <= 0.05).sum() == 3
    for ours, name in ((benjamini_hochberg, "fdr_bh"), (holm, "holm")):
        assert ours(FIFTEEN) == pytest.approx(multipletests(FIFTEEN, method=name)[1])


def test_p_is_corrected_for_all_conditions_of_an_outcome_and_for_all_pairs():
    good, met = np.repeat([1, 0, 1, 0], [30, 19, 22, 29]), np.repeat([1, 1, 0, 0], [30, 19, 22, 29])
    found = plain(good, met)
    first, second, other = adjusted([found, found, found], ["health", "health", "friends"])
    assert (first.p_family, other.p_family) == (2 * found.p, found.p)
    assert (first.p_report, second.p_report, other.tests) == (found.p, found.p, 3)


@pytest.mark.parametrize(("count", "base"), [(0, 10), (0, 30), (3, 40), (17, 18)])
def test_the_upper_limit_is_scipys_exact_one(count, base):
    theirs = binomtest(count, base, alternative="less").proportion_ci(0.95, method="exact").high
    assert upper_limit(count, base) == pytest.approx(theirs, abs=1e-10)


def test_of_nobody_among_thirty_the_limit_is_about_a_tenth():
    # Hanley and Lippman-Hand 1983, "If nothing goes wrong, is everything all right?": 3 / n; exactly 1 - .05 ** (1 / n)
    assert upper_limit(0, 30) == pytest.approx(1 - 0.05 ** (1 / 30))
    assert upper_limit(0, 30) == pytest.approx(3 / 30, abs=0.006)


def test_the_limit_gives_no_small_number_away():
    met = np.concatenate([np.zeros(40), np.ones(40)])
    limits = [without(np.concatenate([np.repeat([1, 0], [few, 40 - few]), np.ones(40)]), met) for few in range(7)]
    assert [limit.upper for limit in limits[:6]] == [upper_limit(5, 40)] * 6
    assert [limit.is_raised for limit in limits] == [True] * 5 + [False] * 2
    assert limits[6].upper == upper_limit(6, 40)
    nearly_all = without(np.concatenate([np.repeat([1, 0], [38, 2]), np.ones(40)]), met)
    assert (nearly_all.upper, nearly_all.is_raised) == (1.0, True)


def made_up(people=400, conditions=4, seed=3):
    dice = np.random.default_rng(seed)
    met = (dice.normal(size=(people, conditions)) + dice.normal(size=(people, 1)) > 0).astype(float)
    return np.round(met @ np.arange(1, conditions + 1) * 0.4 + dice.normal(size=people)), met


def explained(outcome, conditions):
    design = np.column_stack([np.ones(len(outcome)), conditions])
    left = outcome - design @ np.linalg.lstsq(design, outcome, rcond=None)[0]
    return 1 - left @ left / ((outcome - outcome.mean()) ** 2).sum()


def test_the_shares_are_relaimpos_what_a_condition_adds_averaged_over_all_orders():
    # Groemping 2006, Journal of Statistical Software 17(1), equation for LMG; every order refitted by least squares
    outcome, met = made_up()
    shares = np.zeros(4)
    for order in permutations(range(4)):
        for at, condition in enumerate(order):
            before, after = met[:, order[:at]], met[:, order[: at + 1]]
            shares[condition] += explained(outcome, after) - (explained(outcome, before) if at else 0)
    found = importance(outcome, met, replicates=20)
    assert [share.value for share in found.shares] == pytest.approx(shares / factorial(4), abs=1e-12)
    assert found.r_squared == pytest.approx(explained(outcome, met), abs=1e-12)


def test_the_shares_of_the_swiss_data_are_the_published_ones():
    # R relaimpo: calc.relimp(swiss, type = "lmg"); R2 70.67 %
    found = importance(SWISS[:, 0], SWISS[:, 1:], replicates=10)
    published = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    assert [round(share.value, 8) for share in found.shares] == published
    assert round(found.r_squared, 4) == 0.7067


def test_the_shares_of_two_conditions_are_worked_out_by_hand():
    # correlations .6 and .4 with the outcome and .5 with each other: R2 = (.36 + .16 - 2 * .6 * .4 * .5) / .75 = .373333
    shares = lmg([[1, 0.5, 0.6], [0.5, 1, 0.4], [0.6, 0.4, 1]])
    whole = (0.36 + 0.16 - 0.24) / 0.75
    assert shares == pytest.approx([(0.36 + whole - 0.16) / 2, (0.16 + whole - 0.36) / 2])


def test_the_same_seed_gives_the_same_intervals_and_they_hold_the_shares():
    outcome, met = made_up()
    area = np.arange(400) % 25
    found = importance(outcome, met, area, replicates=200)
    assert found == importance(outcome, met, area, replicates=200)
    assert found != importance(outcome, met, area, replicates=200, seed=1)
    assert all(share.interval.low <= share.value <= share.interval.high for share in found.shares)
    assert (found.drawn, found.areas, found.people) == ("whole areas", 25, 400)


def test_what_is_only_between_areas_is_no_share():
    dice = np.random.default_rng(2)
    area = np.repeat(np.arange(30), 40)
    well = dice.normal(0, 1, 30)[area]
    met = (well + dice.normal(0, 0.5, 1200) > 0).astype(float)
    outcome = np.round(well + dice.normal(0, 0.5, 1200))
    assert explained(outcome, met) > 0.3
    assert importance(outcome, met[:, None], area, replicates=50).r_squared < 0.01


def lived_in_areas(areas, people, seed):
    """Three conditions that resemble each other; the outcome goes with the first, less with the second, not the third."""
    dice = np.random.default_rng(seed)
    area = np.repeat(np.arange(areas), people)
    level = dice.normal(0, 0.4, areas)[area]
    met = (dice.normal(size=(len(area), 1)) + dice.normal(size=(len(area), 3)) + level[:, None] > 0).astype(float)
    felt = 0.8 * met[:, 0] + 0.4 * met[:, 1] + level + dice.normal(size=len(area))
    return np.digitize(felt, [-0.5, 0.3, 1, 1.8]).astype(float), met, area


def test_the_intervals_of_the_shares_hold_the_true_ones_as_often_as_they_say():
    truth = [share.value for share in importance(*lived_in_areas(2000, 50, seed=99), replicates=2).shares]
    inside = np.zeros(3)
    for seed in range(100):
        found = importance(*lived_in_areas(40, 30, seed), replicates=200, seed=seed).shares
        inside += [one.interval.low <= true <= one.interval.high for one, true in zip(found, truth, strict=True)]
    assert (inside / 100 >= 0.87).all()
    assert (inside / 100 <= 0.99).all()


def areas_and_mood(truth, mood, seed=4):
    """Sixty areas of forty people: process and outcome share what the area did, and what mood a person is in."""
    dice = np.random.default_rng(seed)
    area = np.repeat(np.arange(60), 40)
    lived, felt = truth * dice.normal(size=60)[area], mood * dice.normal(size=2400)
    return lived + felt + dice.normal(size=2400), lived + felt + dice.normal(size=2400), area


def test_what_areas_really_share_is_still_there_across_halves():
    found = halo(*areas_and_mood(truth=0.8, mood=0))
    assert found.is_beyond_halo
    assert found.left == pytest.approx(1, abs=0.05)
    assert (found.areas, found.people, found.smallest, found.splits) == (60, 2400, 40, 200)


def test_what_is_only_mood_is_gone_across_halves():
    found = halo(*areas_and_mood(truth=0, mood=1))
    assert found.same > 0.4
    assert not found.is_beyond_halo
    assert found.left < 0.35


def test_the_interval_across_halves_holds_the_true_correlation_at_least_as_often_as_it_says():
    # covariance of areas .25; variance of a half of twenty: .25 + (mood 1 + own 1) / 20
    truth = 0.25 / (0.25 + 2 / 20)
    found = [halo(*areas_and_mood(truth=0.5, mood=1, seed=seed), splits=20) for seed in range(100)]
    assert sum(one.interval.low <= truth <= one.interval.high for one in found) >= 93


def test_averaged_over_many_splits_the_covariance_across_halves_is_that_of_all_pairs_of_different_people():
    # the mean over splits of mean(x of one half) * mean(y of the other) is the mean of x_i * y_j over i != j
    process, outcome, area = areas_and_mood(truth=0.5, mood=1)
    pairs = []
    for one in range(60):
        x, y = process[area == one], outcome[area == one]
        pairs.append((x.sum() * y.sum() - x @ y) / (40 * 39))
    means = [process[area == one].mean() for one in range(60)], [outcome[area == one].mean() for one in range(60)]
    across = np.mean(pairs) - np.mean(means[0]) * np.mean(means[1])
    found = halo(process, outcome, area, splits=3000)
    inside = [np.mean(process[area == one] * outcome[area == one]) for one in range(60)]
    # people of the same half: one in twenty of the pairs is a person with themselves
    same = np.mean([(i + 19 * p) / 20 for i, p in zip(inside, pairs, strict=True)]) - np.mean(means[0]) * np.mean(
        means[1]
    )
    assert found.left == pytest.approx(across / same, abs=0.02)


def test_many_questions_at_once_are_told_as_each_alone():
    process, outcome, area = areas_and_mood(truth=0.5, mood=1)
    process[::11] = np.nan
    together = halos(np.column_stack([process, outcome]), outcome[:, None], area)
    alone = halo(process, outcome, area)
    assert together[0][0].across == pytest.approx(alone.across, abs=1e-12)
    assert together[0][0].left == pytest.approx(alone.left, abs=1e-9)
    assert (together[0][0].people, alone.people) == (np.isfinite(process).sum(),) * 2


def test_practitioners_process_beside_parents_outcome():
    process, _, area = areas_and_mood(truth=0.8, mood=1)
    _, outcome, _ = areas_and_mood(truth=0.8, mood=1)
    found = between_raters(process, area, outcome[: 59 * 40], area[: 59 * 40])
    means = [[one[area == a].mean() for a in range(59)] for one in (process, outcome)]
    assert found.correlation == pytest.approx(np.corrcoef(means)[0, 1])
    assert (found.areas, found.people, found.smallest) == (59, 59 * 80, 40)


@pytest.mark.parametrize(
    "refused",
    [
        lambda: plain([1, np.nan], [np.nan, 1]),
        lambda: plain([1, 0], [1, 1]),
        lambda: plain([1, 1], [1, 0]),
        lambda: plain([1, 0, 1, 0], [1, 0, 1, 0], [1, 2, 3, 4]),
        lambda: without([1, 0], [1, 1]),
        lambda: dose([], [], good_from=1, conditions=3),
        lambda: dose([1, 2, 1], [1, 1, 1], good_from=1, conditions=3),
        lambda: dose([1, 2, 1, 2], [1, 0, 1, 1], good_from=1, conditions=3),
        lambda: trend([0, 0], [0, 0], [1, 2]),
        lambda: trend([2, 3], [2, 3], [1, 2]),
        lambda: importance([1, 1, 1], [[1], [0], [1]]),
        lambda: importance([np.nan], [[1]]),
        lambda: importance([1, 2, 3, 4], [[1, 1], [0, 0], [1, 1], [0, 0]]),
        lambda: importance([1, 2, 3, 4], [[1], [0], [1], [0]], [1, 2, 3, 4]),
        lambda: importance(np.arange(9), np.eye(9, 15)),
        lambda: importance([1, 2, 3], [[1, 0], [0, 1], [1, 1]]),
        lambda: halo([1, 2], [1, 2], [1, 2]),
        lambda: halo([], [], []),
        lambda: halo(np.ones(200), np.ones(200), np.arange(200) % 10),
        lambda: between_raters([1], [1], [1], [1]),
        lambda: between_raters(np.ones(200), np.arange(200) % 10, np.ones(200), np.arange(200) % 10),
    ],
)
def test_what_cannot_be_said_says_why(refused):
    found = refused()
    assert isinstance(found, NotEstimable)
    assert found.why.endswith(".")
