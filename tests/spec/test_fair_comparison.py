"""Weights that make those who answered stand for everybody, and what they do to an area's share."""

import numpy as np
import pytest
from scipy.optimize import minimize

from poet.associate.weights import kish, post_stratify, rake, weighted_share
from poet.measure import NotEstimable, wilson

ANY = 1e9


def test_post_stratified_shares_are_the_cells_shares_in_the_mix_aimed_at():
    # young: 8 of 10 good; old: 3 of 30 good; aimed at half and half: (.8 + .1) / 2
    cells, good = np.repeat([0, 1], [10, 30]), np.repeat([1, 0, 1, 0], [8, 2, 3, 27])
    made = post_stratify(cells, [500, 500])
    assert made.values[[0, -1]] == pytest.approx([2.0, 2 / 3])
    assert (made.cut, made.joined, round(made.gap, 12)) == (0, 0, 0)
    found = weighted_share(good, made.values, made.margins)
    assert found.value == pytest.approx(0.45)


def test_the_standard_error_is_that_of_the_cells_alone():
    # R survey: svymean(~good, postStratify(svydesign(~1, data), ~cell, mix)): n/(n-1) sum_h (W_h/n_h)^2 n_h p_h (1-p_h)
    cells, good = np.repeat([0, 1], [10, 30]), np.repeat([1, 0, 1, 0], [8, 2, 3, 27])
    made = post_stratify(cells, [500, 500])
    by_hand = 40 / 39 * ((0.5 / 10) ** 2 * 10 * 0.8 * 0.2 + (0.5 / 30) ** 2 * 30 * 0.1 * 0.9)
    found = weighted_share(good, made.values, made.margins)
    assert found.error**2 == pytest.approx(by_hand, rel=1e-9)
    assert found.effective == pytest.approx(0.45 * 0.55 / by_hand, rel=1e-9)
    assert found.interval.low == pytest.approx(wilson(0.45 * found.effective, found.effective).low)


def test_without_margins_the_error_is_that_of_a_weighted_mean():
    # R survey: svymean of svydesign(ids = ~1, weights = ~w): n/(n-1) sum (w (y - p))^2 / (sum w)^2
    good, weights = np.array([1, 0, 1, 1, 0]), np.array([1, 2, 3, 1, 1.0])
    share = 5 / 8
    by_hand = np.sqrt(5 / 4 * ((weights * (good - share)) ** 2).sum()) / 8
    found = weighted_share(good, weights)
    assert (found.value, found.error) == (pytest.approx(share), pytest.approx(by_hand))


def table():
    """A made-up area: two questions about the person that go together."""
    counts = np.array([[40, 30, 20], [35, 50, 100], [30, 80, 70]])
    rows, columns = np.indices(counts.shape)
    return counts, np.repeat(rows, counts.ravel()), np.repeat(columns, counts.ravel())


def test_raked_weights_hit_both_margins_and_leave_the_odds_ratios_as_they_were():
    counts, rows, columns = table()
    made = rake([rows, columns], [[150, 300, 400], [200, 300, 350]], largest=ANY)
    weighted = np.zeros((3, 3))
    np.add.at(weighted, (rows, columns), made.values)
    assert weighted.sum(axis=1) / weighted.sum() == pytest.approx(np.array([150, 300, 400]) / 850, abs=1e-9)
    assert weighted.sum(axis=0) / weighted.sum() == pytest.approx(np.array([200, 300, 350]) / 850, abs=1e-9)
    factors = np.log(weighted / counts)
    # Deming and Stephan: a factor a row and a factor a column, so every log odds ratio of the factors is nought
    assert factors[:-1, :-1] + factors[1:, 1:] == pytest.approx(factors[:-1, 1:] + factors[1:, :-1], abs=1e-8)


def test_raked_weights_are_the_nearest_to_equal_ones_that_hit_the_margins():
    # Ireland and Kullback 1968: raking minimises sum w log w
    counts, rows, columns = table()
    aims = np.array([150, 300, 400]) / 850, np.array([200, 300, 350]) / 850
    held = [{"type": "eq", "fun": lambda w, i=i: w.reshape(3, 3).sum(1)[i] - aims[0][i]} for i in range(3)]
    held += [{"type": "eq", "fun": lambda w, i=i: w.reshape(3, 3).sum(0)[i] - aims[1][i]} for i in range(2)]
    start = (counts / counts.sum()).ravel()
    found = minimize(
        lambda w: (w * np.log(w / start)).sum(), start, bounds=[(1e-6, 1)] * 9, constraints=held, tol=1e-12
    )
    made = rake([rows, columns], [[150, 300, 400], [200, 300, 350]], largest=ANY)
    weighted = np.zeros((3, 3))
    np.add.at(weighted, (rows, columns), made.values)
    assert weighted.ravel() / weighted.sum() == pytest.approx(found.x, abs=1e-5)


def test_the_error_of_a_raked_share_is_that_of_what_both_margins_leave_open():
    _, rows, columns = table()
    good = (np.random.default_rng(1).random(len(rows)) < 0.2 + 0.2 * rows + 0.1 * columns).astype(float)
    made = rake([rows, columns], [[150, 300, 400], [200, 300, 350]], largest=ANY)
    design = np.column_stack([rows == 0, rows == 1, rows == 2, columns == 1, columns == 2]).astype(float)
    normal = design.T @ (made.values[:, None] * design)
    left = good - design @ np.linalg.solve(normal, design.T @ (made.values * good))
    n = len(good)
    by_hand = np.sqrt(n / (n - 1) * ((made.values * left) ** 2).sum()) / made.values.sum()
    assert weighted_share(good, made.values, made.margins).error == pytest.approx(by_hand, rel=1e-9)


def test_one_margin_raked_is_post_stratified():
    _, rows, _ = table()
    one, other = rake([rows], [[1, 1, 2]]), post_stratify(rows, [1, 1, 2])
    assert one.values.tolist() == other.values.tolist()


def test_nobody_counts_for_more_than_five_and_what_that_leaves_undone_is_told():
    made = post_stratify(np.repeat([0, 1], [5, 95]), [500, 500])
    assert made.values.max() == pytest.approx(5)
    assert made.values.mean() == pytest.approx(1)
    assert (made.cut, round(made.gap, 3)) == (5, 0.25)
    assert made.effective == kish(made.values)


def test_empty_and_small_cells_are_joined_to_the_smaller_neighbour():
    #          places 0   1  2   3   4
    cells = np.repeat([0, 1, 3, 4], [30, 6, 2, 40])
    made = post_stratify(cells, [10, 10, 10, 10, 60], largest=ANY)
    # 2 is empty and joins 3 (2 people); the two together are still few and join 1 (6 people), not 4
    assert made.joined == 2
    assert [np.unique(made.margins[0][cells == place]).tolist() for place in (0, 1, 3, 4)] == [[0], [1], [1], [2]]
    assert made.values[cells == 1][0] == pytest.approx(made.values[cells == 3][0]) == pytest.approx(0.3 * 78 / 8)


def test_kishs_number_is_the_published_formula():
    assert kish([1, 1, 1, 1]) == 4
    assert kish([1, 3]) == pytest.approx(16 / 10, rel=1e-14)
    assert isinstance(kish([]), NotEstimable)
    assert isinstance(kish([0, 0]), NotEstimable)


@pytest.mark.parametrize(("good", "share"), [([0, 0, 0], 0.0), ([1, 1, 1], 1.0)])
def test_where_all_say_the_same_the_interval_is_on_kishs_number(good, share):
    found = weighted_share(good, [1, 2, 3])
    assert (found.value, found.effective) == (share, pytest.approx(36 / 14, rel=1e-14))
    assert found.interval.high - found.interval.low > 0.4


def test_people_of_weight_nought_are_no_part_of_it():
    assert weighted_share([1, 0, 1], [1, 1, 0]) == weighted_share([1, 0], [1, 1])


@pytest.mark.parametrize(
    "refused",
    [
        lambda: weighted_share([1, 0], [0, 0]),
        lambda: weighted_share([1, 0], [-1, 2]),
        lambda: weighted_share([1, 0], [np.nan, 2]),
        lambda: post_stratify([], [1, 2]),
        lambda: post_stratify([0] * 9, [0, 0]),
        lambda: post_stratify([0] * 9 + [1] * 9, [np.nan, 1]),
        lambda: post_stratify([0] * 9 + [1] * 9, [0, 1]),
        lambda: rake([[0] * 9 + [1] * 9, [0] * 9 + [1] * 9], [[1, 1], [1, 3]]),
    ],
)
def test_what_cannot_be_evened_out_says_why(refused):
    found = refused()
    assert isinstance(found, NotEstimable)
    assert found.why.endswith(".")
