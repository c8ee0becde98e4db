"""Whether questions hold together, work, and mean the same to everybody who was asked in another way."""

import numpy as np
import pytest
from published_data import ATTITUDE
from scipy.optimize import minimize

from poet.associate.health import ItemHealth, Said, item_health, item_rest
from poet.associate.pooling import Pooling, item_difference, pooling
from poet.associate.scale import cronbach_alpha, one_factor, one_factor_of, ordinal_alpha, polychoric_matrix
from poet.measure import NotEstimable
from poet.protect import Why, Withheld


def test_cronbachs_alpha_of_the_attitude_data_is_the_published_one():
    # R psych: alpha(attitude), raw_alpha 0.84 (0.8431428)
    found = cronbach_alpha(ATTITUDE)
    assert (round(found.value, 7), found.items, found.people) == (0.8431428, 7, 30)


def test_cronbachs_alpha_is_the_mean_of_all_covariances_over_the_mean_of_the_whole_matrix():
    covariance = np.cov(ATTITUDE.T)
    between = covariance[np.triu_indices(7, 1)].mean()
    assert cronbach_alpha(ATTITUDE).value == pytest.approx(7**2 * between / covariance.sum(), abs=1e-12)


def test_feldts_interval_covers_alpha_as_often_as_it_says():
    # parallel questions with correlation 1/3: alpha of four is 4/3 * (1 - 4 / (4 + 12 / 3)) = 2/3
    dice = np.random.default_rng(1965)
    inside = 0
    for _ in range(400):
        scores = dice.normal(size=(40, 1)) + dice.normal(size=(40, 4)) * np.sqrt(2)
        limits = cronbach_alpha(scores).interval
        inside += limits.low <= 2 / 3 <= limits.high
    assert 0.92 <= inside / 400 <= 0.98


def test_where_everybody_rises_alike_alpha_is_one_and_no_interval_calls_that_certain():
    found = cronbach_alpha([[1, 2], [2, 3]])
    assert found.value == pytest.approx(1, abs=1e-12)
    assert isinstance(found.interval, NotEstimable)


def test_alpha_on_polychoric_correlations_is_alpha_of_the_fine_answers():
    dice = np.random.default_rng(5)
    fine = dice.normal(size=(4000, 1)) + dice.normal(size=(4000, 5))
    coarse = np.digitize(fine, [-1.0, 0.8])
    matrix = polychoric_matrix(coarse)
    assert matrix == pytest.approx(np.corrcoef(fine.T), abs=0.05)
    found = ordinal_alpha(coarse)
    assert found.value == pytest.approx(5 / 4 * (1 - 5 / matrix.sum()), abs=1e-12)
    assert cronbach_alpha(coarse).value < found.value == pytest.approx(cronbach_alpha(fine).value, abs=0.02)
    assert isinstance(found.interval, NotEstimable)


def test_one_factor_gives_back_the_loadings_a_matrix_was_made_from():
    loadings = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    matrix = np.outer(loadings, loadings)
    np.fill_diagonal(matrix, 1)
    found = one_factor_of(matrix, people=100)
    assert found.loadings == pytest.approx(loadings, abs=1e-6)
    # (sum of loadings)^2 / ((sum of loadings)^2 + sum of what is left): 12.25 / (12.25 + 2.45)
    assert found.omega == pytest.approx(12.25 / 14.70, abs=1e-6)


def test_one_factor_of_the_attitude_data_is_found_again_by_another_way_of_climbing():
    matrix = np.corrcoef(ATTITUDE.T)

    def misfit(guess):
        implied = np.outer(guess[:7], guess[:7]) + np.diag(np.exp(guess[7:]))
        return np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, matrix))

    theirs = minimize(misfit, np.r_[np.full(7, 0.6), np.full(7, -0.7)], method="BFGS", options={"gtol": 1e-8}).x
    found = one_factor(ATTITUDE)
    assert found.loadings == pytest.approx(theirs[:7], abs=1e-4)
    shared = theirs[:7].sum() ** 2
    assert found.omega == pytest.approx(shared / (shared + np.exp(theirs[7:]).sum()), abs=1e-5)


def test_item_rest_correlations_of_the_attitude_data_are_worked_out_without_the_question_itself():
    rest = np.delete(ATTITUDE, 5, axis=1)
    assert item_rest(ATTITUDE[:, 5], rest) == pytest.approx(np.corrcoef(ATTITUDE[:, 5], rest.sum(axis=1))[0, 1])
    assert round(item_rest(ATTITUDE[:, 5], rest), 2) == 0.27  # r.drop of "critical" in psych::alpha(attitude)


def test_a_questions_health_is_counted_over_those_who_were_asked():
    #        answered 0, 0, 2, 4      nothing  does not know  does not understand  not asked
    scores = [0, 0, 2, 4, np.nan, np.nan, np.nan, np.nan]
    said = [Said.ANSWERED] * 4 + [Said.NOTHING, Said.DOES_NOT_KNOW, Said.DOES_NOT_UNDERSTAND, Said.NOT_ASKED]
    found = item_health(scores, said, np.arange(8.0), highest=4)
    assert found == ItemHealth(
        asked=7,
        answered=4,
        missing=1 / 7,
        not_known=1 / 7,
        not_understood=1 / 7,
        floor=0.5,
        ceiling=0.25,
        item_rest=pytest.approx(np.corrcoef([0, 0, 2, 4], [0, 1, 2, 3])[0, 1]),
    )


def test_a_share_of_few_people_is_withheld():
    scores = np.repeat([0.0, 1.0, 2.0, np.nan], [3, 40, 57, 4])
    said = np.repeat([Said.ANSWERED, Said.NOTHING], [100, 4])
    found = item_health(scores, said, scores, highest=2, least_told=5)
    assert (found.floor, found.missing) == (Withheld(Why.TOO_TELLING),) * 2
    assert (found.ceiling, found.not_known) == (0.57, 0.0)


def made_up(people=400, items=5, seed=6):
    dice = np.random.default_rng(seed)
    return np.digitize(dice.normal(size=(people, 1)) + dice.normal(size=(people, items)), [-1, 0, 1]).astype(float)


def test_answers_that_mean_the_same_in_both_versions_may_be_pooled():
    found = pooling([made_up(seed=6), made_up(seed=7)])
    assert (found.verdict, found.people) == (Pooling.MAY_BE_POOLED, (400, 400))
    assert not any(item.differs for item in found.items)


def test_a_whole_group_that_is_better_off_is_no_reason_not_to_pool():
    dice = np.random.default_rng(8)
    better = np.digitize(0.7 + dice.normal(size=(400, 1)) + dice.normal(size=(400, 5)), [-1, 0, 1])
    assert pooling([made_up(), better]).verdict is Pooling.MAY_BE_POOLED


def test_one_question_that_reads_better_in_one_version_is_found_and_forbids_pooling():
    other = made_up(seed=7)
    other[:, 2] = np.minimum(other[:, 2] + 1, 3)
    found = pooling([made_up(), other])
    assert found.verdict is Pooling.MAY_NOT
    assert found.items[2].differs
    assert found.items[2].effect == max(item.effect for item in found.items)


def test_the_test_of_two_answers_is_the_logistic_regressions_of_statsmodels():
    from statsmodels.discrete.discrete_model import Logit  # noqa: PLC0415

    scores = np.vstack([made_up(), made_up(seed=7)])
    item, rest, group = (scores[:, 0] > 1).astype(float), scores[:, 1:].sum(axis=1), np.repeat([0.0, 1.0], 400)
    columns = np.column_stack([np.ones(800), rest, group, group * rest])
    alone, whole = (Logit(item, columns[:, :k]).fit(disp=0) for k in (2, 4))
    found = item_difference(item, rest, group)
    assert found.test.statistic == pytest.approx(2 * (whole.llf - alone.llf), abs=1e-6)
    assert found.test.freedom == 2
    nagelkerke = [
        (1 - np.exp(2 * (fit.llnull - fit.llf) / 800)) / (1 - np.exp(2 * fit.llnull / 800)) for fit in (alone, whole)
    ]
    assert found.effect == pytest.approx(nagelkerke[1] - nagelkerke[0], abs=1e-8)


def test_with_few_people_in_one_version_it_cannot_be_said():
    assert pooling([made_up(), made_up(people=199)]).verdict is Pooling.TOO_FEW


@pytest.mark.parametrize(
    "refused",
    [
        lambda: cronbach_alpha(np.full((5, 3), np.nan)),
        lambda: cronbach_alpha([[1, 2]]),
        lambda: cronbach_alpha([1, 2, 3]),
        lambda: cronbach_alpha([[1, 2], [1, 2], [1, 2]]),
        lambda: ordinal_alpha([[1, 2], [1, 2], [1, 2]]),
        lambda: one_factor(np.ones((30, 4))),
        lambda: one_factor(ATTITUDE[:, :2]),
        lambda: one_factor(np.repeat(ATTITUDE[:, :1], 4, axis=1)),
        lambda: one_factor_of(np.array([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]]), 50),
        lambda: item_rest([1, np.nan], [[1], [2]]),
        lambda: item_rest([1, 1, 1, 1], [[1], [2], [3], [4]]),
        lambda: item_health([np.nan], [Said.NOT_ASKED], [np.nan], highest=4),
        lambda: pooling([made_up()]),
        lambda: pooling([made_up(items=1), made_up(items=1)]),
        lambda: item_difference([1, 2], [1, 2], [0, 0]),
        lambda: item_difference([np.nan], [1], [1]),
        lambda: item_difference([1, 1, 1, 1], [1, 2, 3, 4], [0, 0, 1, 1]),
    ],
)
def test_what_cannot_be_said_says_why(refused):
    found = refused()
    assert isinstance(found, NotEstimable)
    assert found.why.endswith(".")
