"""What holds for every odds ratio, reliability, correlation, band and rank: inside its bounds, wider with confidence, the same
under other names."""

from fractions import Fraction
from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.associate.agreement import gamma_of, tau_b_of
from poet.associate.areas import beta_binomial, rank_intervals, ranks, reliability, shrink, tallied
from poet.associate.dose import trend as dose_trend
from poet.associate.hearing import r_indicator
from poet.associate.importance import lmg
from poet.associate.polychoric import polychoric_of
from poet.associate.scale import cronbach_alpha, one_factor_of, ordinal_alpha
from poet.associate.weights import post_stratify
from poet.associate.without import upper_limit
from poet.compare import benjamini_hochberg, equality_p, holm, mantel_haenszel, trend
from poet.measure import Interval, NotEstimable

HAIR = 1e-9
CONFIDENCES = (0.5, 0.8, 0.95, 0.99)
# Four counts a stratum: said so and did not, in one group and in the other.
strata = st.lists(st.tuples(*[st.integers(1, 30)] * 4), min_size=1, max_size=6)
tables = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 12), min_size=k, max_size=k), min_size=2, max_size=5)
)
answers = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=5, max_size=40)
areas = st.lists(
    st.integers(1, 60).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), min_size=5, max_size=25
)
p_values = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def columns(drawn):
    a, b, c, d = np.array(drawn, np.float64).T
    return a, a + b, c, c + d


def interval_of(found):
    return found if isinstance(found, NotEstimable) else found.interval


# The interval of anything that was drawn (or why there is none), and its bounds.
INTERVALS = {
    "pooled difference": (strata, lambda of, c: mantel_haenszel(*columns(of), c).interval, (-1, 1)),
    "common odds ratio": (strata, lambda of, c: mantel_haenszel(*columns(of), c).odds_ratio.interval, (0, np.inf)),
    "alpha": (answers, lambda of, c: interval_of(cronbach_alpha(of, c)), (-np.inf, 1)),
    "gamma": (tables, lambda of, c: interval_of(gamma_of(of, c)), (-1, 1)),
    "tau-b": (tables, lambda of, c: interval_of(tau_b_of(of, c)), (-1, 1)),
}


@pytest.mark.parametrize("name", INTERVALS)
@given(data=st.data())
@settings(max_examples=40)
def test_an_interval_lies_within_its_bounds_and_widens_with_confidence(name, data):
    drawn, interval, (least, most) = INTERVALS[name]
    of = data.draw(drawn)
    found = [interval(of, confidence) for confidence in CONFIDENCES]
    assert len({isinstance(one, Interval) for one in found}) == 1
    for one in found:
        assert not isinstance(one, Interval) or least - HAIR <= one.low <= one.high <= most + HAIR
    for narrow, wide in pairwise(found):
        if isinstance(narrow, Interval):
            assert wide.low <= narrow.low + HAIR
            assert wide.high >= narrow.high - HAIR


@given(strata, st.randoms())
def test_groups_and_answers_by_other_names_turn_a_pooled_difference_and_its_odds_round(drawn, dice):
    a, n, c, m = columns(drawn)
    one = mantel_haenszel(a, n, c, m)
    swapped, against = mantel_haenszel(c, m, a, n), mantel_haenszel(n - a, n, m - c, m)
    shuffled = mantel_haenszel(*columns(dice.sample(drawn, len(drawn))))
    for other, sign in ((swapped, -1), (against, -1), (shuffled, 1)):
        assert other.difference == pytest.approx(sign * one.difference, abs=1e-12)
        assert log(other.odds_ratio.value) == pytest.approx(sign * log(one.odds_ratio.value), abs=1e-9)
        ends = (one.odds_ratio.interval.low, one.odds_ratio.interval.high)[::sign]
        told = other.odds_ratio.interval
        assert [log(told.low), log(told.high)] == pytest.approx([sign * log(end) for end in ends], abs=1e-9)
        assert other.p == pytest.approx(one.p, abs=1e-12)


@given(st.tuples(*[st.integers(1, 50)] * 4))
def test_in_one_stratum_the_odds_ratio_is_that_of_the_table_and_the_difference_that_of_the_shares(four):
    a, b, c, d = four
    found = mantel_haenszel(*columns([four]))
    assert found.odds_ratio.value == pytest.approx(float(Fraction(a * d, b * c)), rel=1e-12)
    assert found.difference == pytest.approx(float(Fraction(a, a + b) - Fraction(c, c + d)), abs=1e-14)


@given(answers, st.permutations(range(4)), st.integers(-3, 3), st.sampled_from([0.25, 2, 100]))
def test_alpha_knows_neither_the_order_of_questions_and_people_nor_the_unit_of_the_scale(said, order, shift, unit):
    one = cronbach_alpha(said)
    other = cronbach_alpha(np.array(said)[::-1][:, list(order)] * unit + shift)
    assert isinstance(other, type(one))
    if not isinstance(one, NotEstimable):
        assert other.value == pytest.approx(one.value, abs=1e-9)
        assert one.value <= 1 + HAIR


@given(answers)
def test_a_question_asked_twice_holds_together_wholly_and_turned_round_not_at_all(said):
    first = np.array(said, np.float64)[:, 0]
    if np.ptp(first):
        assert cronbach_alpha(np.column_stack([first, first])).value == pytest.approx(1)
        assert isinstance(cronbach_alpha(np.column_stack([first, 6 - first])), NotEstimable)


@given(st.lists(st.floats(0.3, 0.9), min_size=3, max_size=6), st.permutations(range(6)))
@settings(max_examples=15, deadline=None)
def test_omega_is_a_share_and_knows_no_order_of_questions(loadings, order):
    load = np.array(loadings)
    matrix = np.outer(load, load)
    np.fill_diagonal(matrix, 1)
    place = [one for one in order if one < len(load)]
    one, other = one_factor_of(matrix, 500), one_factor_of(matrix[np.ix_(place, place)], 500)
    if not isinstance(one, NotEstimable) and not isinstance(other, NotEstimable):
        assert 0 <= one.omega <= 1
        assert one.omega == pytest.approx(load.sum() ** 2 / (load.sum() ** 2 + (1 - load**2).sum()), abs=1e-4)
        assert other.omega == pytest.approx(one.omega, abs=1e-4)
        assert np.array(other.loadings) == pytest.approx(np.array(one.loadings)[place], abs=1e-3)


@given(st.integers(1, 10_000))
@settings(max_examples=10, deadline=None)
def test_ordinal_alpha_is_at_most_one_and_knows_no_names_of_answers_in_order(seed):
    dice = np.random.default_rng(seed)
    said = np.clip(np.round(dice.normal(0, 1, (80, 1)) + dice.normal(0, 1, (80, 3))), -1, 1)
    one, other = ordinal_alpha(said), ordinal_alpha(np.exp(said))
    assert isinstance(other, type(one))
    if not isinstance(one, NotEstimable):
        assert one.value <= 1
        assert other.value == pytest.approx(one.value, abs=1e-9)


@given(tables)
@settings(max_examples=40, deadline=None)
def test_a_scale_read_from_the_other_end_turns_a_correlation_round_and_who_is_first_changes_nothing(table):
    for correlation in (gamma_of, tau_b_of, polychoric_of):
        one, other, crossed = (
            correlation(each) for each in (np.array(table), np.array(table)[::-1], np.array(table).T)
        )
        assert isinstance(other, type(one))
        assert isinstance(crossed, type(one))
        if not isinstance(one, NotEstimable):
            assert -1 - HAIR <= one.value <= 1 + HAIR
            assert other.value == pytest.approx(-one.value, abs=1e-4)
            assert crossed.value == pytest.approx(one.value, abs=1e-4)


@given(areas, st.randoms())
@settings(max_examples=30, deadline=None)
def test_reliability_is_a_share_that_rises_with_the_base_and_knows_neither_order_nor_side(drawn, dice):
    counts, bases = np.array(drawn).T
    one = reliability(counts, bases)
    order = dice.sample(range(len(drawn)), len(drawn))
    turned, moved = reliability(bases - counts, bases), reliability(counts[order], bases[order])
    assert isinstance(turned, type(one))
    assert isinstance(moved, type(one))
    if not isinstance(one, NotEstimable):
        assert ((one.by_area >= 0) & (one.by_area <= 1)).all()
        assert (np.diff(one.by_area[np.argsort(bases)]) >= -HAIR).all()
        assert turned.by_area == pytest.approx(one.by_area, abs=1e-3)
        assert moved.by_area == pytest.approx(one.by_area[order], abs=1e-3)


@given(areas)
@settings(max_examples=30, deadline=None)
def test_a_shrunken_share_lies_between_its_own_and_the_mean_and_the_interval_widens_with_confidence(drawn):
    tallies = tallied(*np.array(drawn).T)
    model = tallies if isinstance(tallies, NotEstimable) else beta_binomial(tallies)
    if isinstance(model, NotEstimable):
        return
    for count, base in drawn:
        found = [shrink(count, base, model, confidence) for confidence in CONFIDENCES]
        if isinstance(found[0], NotEstimable):
            continue
        low, high = sorted((found[0].raw, model.mean))
        assert low - HAIR <= found[0].shrunken <= high + HAIR
        for narrow, wide in pairwise(found):
            assert 0 <= wide.interval.low <= narrow.interval.low + HAIR
            assert narrow.interval.high - HAIR <= wide.interval.high <= 1


@given(areas)
def test_ranks_lie_among_the_areas_and_more_confidence_makes_them_no_surer(drawn):
    counts, bases = np.array(drawn).T
    found = [ranks(counts, bases, confidence) for confidence in CONFIDENCES]
    if isinstance(found[0], NotEstimable):
        assert all(one == found[0] for one in found)
        return
    for one in found:
        assert all(1 <= each.best <= each.worst <= len(drawn) for each in one)
    for narrow, wide in pairwise(found):
        assert all(b.best <= a.best and b.worst >= a.worst for a, b in zip(narrow, wide, strict=True))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=12))
def test_some_order_of_the_areas_always_fits_all_rank_intervals(ends):
    found = rank_intervals([Interval(min(two), max(two)) for two in ends])
    for rank in range(1, len(found) + 1):
        assert any(one.best <= rank <= one.worst for one in found)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), min_size=3, max_size=6))
def test_a_trend_is_the_same_from_either_end_in_both_rooms(drawn):
    counts, bases = [min(one) for one in drawn], [max(one) for one in drawn]
    if 0 < sum(counts) < sum(bases):
        one, other = trend(counts, bases), trend(counts[::-1], bases[::-1])
        assert 0 <= one.p <= 1
        assert one.statistic == pytest.approx(other.statistic, abs=1e-9)
        dosed = dose_trend(counts, bases, range(len(bases)))
        assert dosed.statistic == pytest.approx(one.statistic, rel=1e-9, abs=1e-9)


@given(st.integers(1, 200).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_an_upper_limit_is_above_the_share_and_rises_with_count_and_confidence(tally):
    count, base = tally
    found = [upper_limit(count, base, confidence) for confidence in CONFIDENCES]
    assert found == sorted(found)
    assert count / base <= found[1] <= 1
    assert count == base or upper_limit(count + 1, base) >= upper_limit(count, base)


@given(p_values)
def test_adjusted_p_is_never_smaller_never_above_one_and_keeps_the_order(p):
    for adjust in (holm, benjamini_hochberg):
        found = adjust(p)
        assert (found >= np.array(p) - HAIR).all()
        assert (found <= 1).all()
        assert (np.diff(found[np.argsort(p, kind="stable")]) >= -HAIR).all()
        assert adjust(p[::-1])[::-1] == pytest.approx(found)
    assert (benjamini_hochberg(p) <= holm(p) + HAIR).all()


@given(st.tuples(*[st.integers(1, 40)] * 4))
def test_equality_knows_neither_who_is_first_nor_which_answer_is_good(four):
    a, b, c, d = four
    found = [float(equality_p(*each)) for each in ((a, a + b, c, c + d), (c, c + d, a, a + b), (b, a + b, d, c + d))]
    assert 0 <= found[0] <= 1
    assert found == pytest.approx([found[0]] * 3)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(50, 400)), min_size=2, max_size=6), st.randoms())
def test_an_r_indicator_knows_no_order_of_groups_and_is_one_where_all_answered_alike(drawn, dice):
    heard, caseload = np.array(drawn).T
    order = dice.sample(range(len(drawn)), len(drawn))
    assert r_indicator(heard, caseload) == pytest.approx(r_indicator(heard[order], caseload[order]))
    assert r_indicator(heard, heard * 7) == pytest.approx(1)
    assert 0 <= r_indicator(heard, caseload) <= 1


@given(st.floats(-0.3, 0.9), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_shares_of_importance_are_none_below_nought_and_make_up_what_all_explain(between, first, second):
    matrix = np.array([[1, between, first], [between, 1, second], [first, second, 1]])
    if np.linalg.eigvalsh(matrix)[0] < 1e-6:
        return
    found = lmg(matrix)
    other = lmg(matrix[np.ix_([1, 0, 2], [1, 0, 2])])
    assert found == pytest.approx(other[::-1])
    assert found.sum() == pytest.approx(1 - 1 / np.linalg.inv(matrix)[2, 2])
    assert (found >= -HAIR).all()


@given(st.lists(st.integers(0, 2), min_size=20, max_size=60))
def test_weights_evened_out_to_the_mix_that_is_there_are_all_one(groups):
    there = np.array([0] * 8 + [1] * 8 + [2] * 8 + groups)
    made = post_stratify(there, np.bincount(there))
    assert made.values == pytest.approx(np.ones(len(there)))
