"""Between which ranks an area lies: the properties of Klein, Wright and Wieczorek 2020."""

from __future__ import annotations

import numpy as np
import pytest

from poet.associate.areas import RankInterval, rank_intervals, ranks, words
from poet.associate.areas.ranks import sidak
from poet.measure import Interval, NotEstimable


def test_areas_that_do_not_overlap_have_one_rank_each():
    apart = [Interval(0.1, 0.2), Interval(0.8, 0.9), Interval(0.4, 0.5)]
    assert rank_intervals(apart) == (RankInterval(3, 3), RankInterval(1, 1), RankInterval(2, 2))


def test_areas_that_all_overlap_may_have_any_rank():
    assert set(rank_intervals([Interval(0.4, 0.6), Interval(0.5, 0.7), Interval(0.3, 0.55)])) == {RankInterval(1, 3)}


def test_an_interval_that_ends_where_another_begins_is_clear_of_it():
    assert rank_intervals([Interval(0.1, 0.4), Interval(0.4, 0.6)]) == (RankInterval(2, 2), RankInterval(1, 1))


def test_an_interval_without_width_is_not_clear_of_itself_nor_of_its_like():
    assert set(rank_intervals([Interval(0.5, 0.5), Interval(0.5, 0.5)])) == {RankInterval(1, 2)}
    assert rank_intervals([Interval(0.5, 0.5), Interval(0.4, 0.6)]) == (RankInterval(1, 2), RankInterval(1, 2))


def test_sidaks_level_multiplies_up_to_the_joint_one():
    assert sidak(153) ** 153 == pytest.approx(0.95)
    assert sidak(1) == 0.95


def test_the_true_ranks_all_lie_inside_at_least_as_often_as_is_said():
    dice = np.random.default_rng(20)
    shares = np.array([0.35, 0.5, 0.6, 0.7, 0.72, 0.8, 0.9])
    true = len(shares) - np.argsort(np.argsort(shares))
    held = 0
    for _ in range(400):
        found = ranks(dice.binomial(120, shares), [120] * 7)
        held += all(one.best <= rank <= one.worst for one, rank in zip(found, true, strict=True))
    assert held >= 0.95 * 400 - 3 * np.sqrt(400 * 0.95 * 0.05)


def test_a_higher_confidence_never_narrows_a_rank():
    narrow, wide = (ranks([30, 40, 48, 20], [50] * 4, confidence) for confidence in (0.8, 0.99))
    assert all(one.best >= other.best and one.worst <= other.worst for one, other in zip(narrow, wide, strict=True))


def test_where_nobody_answered_there_is_no_rank():
    assert ranks([0, 49, 1], [0, 50, 50]) == (NotEstimable(words.NOBODY), RankInterval(1, 1), RankInterval(2, 2))
    assert ranks([5], [9]) == NotEstimable(words.ONE_AREA)
