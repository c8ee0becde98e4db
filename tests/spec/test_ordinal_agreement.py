"""Gamma, tau-b and the polychoric correlation against published tables and against other ways to work them out."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import kendalltau, multivariate_normal, norm

from poet.associate.agreement import gamma, gamma_of, tau_b, tau_b_of
from poet.associate.polychoric import polychoric, polychoric_of
from poet.measure import NotEstimable

# Job satisfaction by income: Agresti, Categorical Data Analysis, 2nd edition 2002, table 2.8.
SATISFACTION = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])


def people(table):
    rows, columns = np.indices(table.shape)
    return np.repeat(rows, table.ravel()), np.repeat(columns, table.ravel())


def error(correlation):
    return (correlation.interval.high - correlation.value) / norm.ppf(0.975)


def error_by_small_changes(of, table):
    """The delta method by hand: how the coefficient moves when a cell does."""
    table = table.astype(float)
    total, slopes = table.sum(), np.zeros_like(table)
    # A cell of nobody has no part in the variance, and there are no fewer people than none.
    for cell in zip(*np.nonzero(table), strict=True):
        change = np.zeros_like(table)
        change[cell] = 1e-4
        slopes[cell] = (of(table + change).value - of(table - change).value) / 2e-4 * total
    shares = table / total
    return np.sqrt(((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) / total)


def test_gamma_and_its_error_are_agrestis():
    found = gamma_of(SATISFACTION)
    # 1,331 pairs agree and 849 do not: gamma .221 with standard error .117 (the book's section 3.4.3)
    assert (round(found.value, 3), round(error(found), 3), found.people) == (0.221, 0.117, 96)
    assert found.value == (1331 - 849) / (1331 + 849)


def test_tau_b_is_scipys():
    assert tau_b_of(SATISFACTION).value == pytest.approx(kendalltau(*people(SATISFACTION)).statistic, abs=1e-12)


@pytest.mark.parametrize("of", [gamma_of, tau_b_of])
def test_the_standard_errors_are_those_of_the_delta_method(of):
    assert error(of(SATISFACTION)) == pytest.approx(error_by_small_changes(of, SATISFACTION), rel=1e-5)


def test_people_and_their_table_say_the_same_and_blanks_are_left_out():
    rows, columns = (np.append(one.astype(float), np.nan) for one in people(SATISFACTION))
    assert gamma(rows, columns) == gamma_of(SATISFACTION)
    assert tau_b(rows, columns) == tau_b_of(SATISFACTION)
    assert polychoric(rows, columns) == polychoric_of(SATISFACTION)


def test_of_scales_cut_in_the_middle_the_polychoric_correlation_is_sheppards():
    # Sheppard 1899: a third of people above both medians means a correlation of sin(2 pi (1/3 - 1/4)) = 1/2
    assert polychoric_of([[200, 100], [100, 200]]).value == pytest.approx(0.5, abs=1e-7)


@pytest.mark.parametrize("table", [SATISFACTION, SATISFACTION[::-1], np.array([[40, 9, 3], [12, 30, 15]])])
def test_the_polychoric_correlation_is_found_again_with_scipys_bivariate_normal(table):
    limits = [np.r_[-9, norm.ppf(np.cumsum(table.sum(axis))[:-1] / table.sum()), 9] for axis in (1, 0)]

    def misfit(correlation):
        normal = multivariate_normal([0, 0], [[1, correlation], [correlation, 1]])
        below = np.array([[normal.cdf([row, column]) for column in limits[1]] for row in limits[0]])
        return -(table * np.log(np.diff(np.diff(below, axis=0), axis=1))).sum()

    theirs = minimize_scalar(misfit, bounds=(-0.95, 0.95), method="bounded", options={"xatol": 1e-9}).x
    found = polychoric_of(table)
    assert found.value == pytest.approx(theirs, abs=1e-6)
    assert found.interval.low < found.value < found.interval.high


def test_a_table_made_from_a_correlation_gives_it_back():
    limits = [-9, -0.8, 0.1, 0.9, 9]
    normal = multivariate_normal([0, 0], [[1, -0.6], [-0.6, 1]])
    below = np.array([[normal.cdf([row, column]) for column in limits] for row in limits])
    shares = np.diff(np.diff(below, axis=0), axis=1)
    assert polychoric_of(shares * 1e6).value == pytest.approx(-0.6, abs=1e-5)


@pytest.mark.parametrize("of", [gamma, tau_b, polychoric])
@pytest.mark.parametrize("answers", [([], []), ([np.nan, 1], [2, np.nan]), ([3, 3, 3], [1, 2, 3]), ([1, 2], [5, 5])])
def test_with_nobody_or_one_answer_there_is_no_figure_and_it_says_why(of, answers):
    assert isinstance(of(*map(np.array, answers)), NotEstimable)


def test_where_no_pair_disagrees_there_is_a_figure_but_no_interval():
    found = gamma([0, 1, 2, 0], [0, 1, 2, 0])
    assert found.value == 1
    assert isinstance(found.interval, NotEstimable)
    assert isinstance(polychoric([0, 1, 2, 0], [0, 1, 2, 0]), NotEstimable)


def test_scales_of_two_and_of_eleven_points_are_taken_as_they_are():
    dice = np.random.default_rng(1)
    long = dice.integers(0, 11, 400)
    short = (long + dice.normal(0, 3, 400) > 5).astype(float)
    for of in (gamma, tau_b, polychoric):
        assert 0.5 < of(short, long).value < 1
