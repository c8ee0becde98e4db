"""Associations against counting on fingers, and what may not change them."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.associate.agreement import gamma, tau_b
from poet.associate.dose import dose
from poet.associate.importance import importance, lmg
from poet.associate.odds import proportional_odds
from poet.associate.plain import plain
from poet.associate.polychoric import polychoric
from poet.associate.scale import cronbach_alpha
from poet.associate.weights import rake
from poet.measure import NotEstimable

answers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)
tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4)


def people(table):
    counts = np.array(table)
    rows, columns = np.indices(counts.shape)
    return np.repeat(rows, counts.ravel()).astype(float), np.repeat(columns, counts.ravel()).astype(float)


@given(answers)
def test_gamma_and_tau_b_are_counted_pair_by_pair(said):
    pairs = [np.sign(one[0] - other[0]) * np.sign(one[1] - other[1]) for one, other in combinations(said, 2)]
    untied = [sum(one[side] != other[side] for one, other in combinations(said, 2)) for side in (0, 1)]
    one, other = (np.array([pair[side] for pair in said], float) for side in (0, 1))
    by_pairs, by_ties = gamma(one, other), tau_b(one, other)
    if any(pairs):
        assert by_pairs.value == pytest.approx(sum(pairs) / sum(pair != 0 for pair in pairs))
    else:
        assert isinstance(by_pairs, NotEstimable)
    if all(untied):
        assert by_ties.value == pytest.approx(sum(pairs) / np.sqrt(untied[0] * untied[1]))
    else:
        assert isinstance(by_ties, NotEstimable)


@given(tables)
@settings(max_examples=60, deadline=None)
def test_turning_one_scale_round_turns_the_sign_and_other_numbers_in_order_change_nothing(table):
    one, other = people(table)
    for of in (gamma, tau_b, polychoric):
        found, turned, renumbered = of(one, other), of(-one, other), of(3 + one**3, other)
        if isinstance(found, NotEstimable):
            assert isinstance(turned, NotEstimable)
        else:
            assert turned.value == pytest.approx(-found.value, abs=1e-6)
            assert renumbered.value == pytest.approx(found.value, abs=1e-9)
            assert -1 <= found.value <= 1


@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_the_shares_add_up_to_r_squared_and_go_with_their_condition(seed, conditions):
    dice = np.random.default_rng(seed)
    scores = dice.normal(size=(30 + conditions, conditions + 1)) @ dice.normal(size=(conditions + 1, conditions + 1))
    matrix = np.cov(scores.T)
    shares = lmg(matrix)
    explained = matrix[-1, :-1] @ np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]) / matrix[-1, -1]
    assert shares.sum() == pytest.approx(explained, abs=1e-9)
    assert (shares > -1e-9).all()
    order = dice.permutation(conditions)
    whole = [*order, conditions]
    assert lmg(matrix[np.ix_(whole, whole)]) == pytest.approx(shares[order], abs=1e-9)


def test_a_stack_of_matrices_is_weighed_as_each_alone():
    scores = np.random.default_rng(1).normal(size=(70, 40, 5))
    stack = scores.swapaxes(1, 2) @ scores
    assert lmg(stack) == pytest.approx(np.array([lmg(one) for one in stack]), abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=150))
def test_no_group_of_a_dose_table_is_small_and_none_is_lost(said):
    met, good = (np.array([pair[side] for pair in said], float) for side in (0, 1))
    found = dose(met, good, good_from=1, conditions=4)
    if isinstance(found, NotEstimable):
        return
    assert sum(group.good.base for group in found.groups) == len(said)
    assert sum(group.good.count for group in found.groups) == good.sum()
    assert [group.fewest for group in found.groups] == [0, *(group.most + 1 for group in found.groups[:-1])]
    for group in found.groups:
        assert group.good.base >= 10
        assert min(group.good.count, group.good.base - group.good.count) >= 5


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 3)), min_size=1, max_size=80))
def test_plain_figures_are_counted_on_fingers_whatever_areas_are_called(said):
    good, met, area = (np.array([one[side] for one in said], float) for side in range(3))
    found = plain(good, met, area)
    if isinstance(found, NotEstimable):
        return
    assert found.met.count == sum(is_good and is_met for is_good, is_met, _ in said)
    assert found.unmet.base == sum(not is_met for _, is_met, _ in said)
    assert -1 <= found.interval.low <= found.difference <= found.interval.high <= 1
    assert plain(good, met, 50 - 3 * area).p == pytest.approx(found.p)
    assert plain(good, 1 - met, area).difference == pytest.approx(-found.difference)
    assert plain(good, 1 - met, area).p == pytest.approx(found.p)


@given(st.lists(st.lists(st.integers(1, 30), min_size=4, max_size=4), min_size=2, max_size=2))
@settings(max_examples=40, deadline=None)
def test_the_other_way_round_the_odds_ratio_is_one_over(table):
    condition, outcome = people(table)
    found, other = (proportional_odds(outcome, one, good_from=2) for one in (condition, 1 - condition))
    turned = proportional_odds(3 - outcome, condition, good_from=2)
    if isinstance(found, NotEstimable):
        assert isinstance(other, NotEstimable)
        return
    effect, back, down = found.effects[0], other.effects[0], turned.effects[0]
    assert effect.odds_ratio * back.odds_ratio == pytest.approx(1)
    assert effect.odds_ratio * down.odds_ratio == pytest.approx(1)
    assert (effect.met.share, effect.unmet.share) == (pytest.approx(back.unmet.share), pytest.approx(back.met.share))
    assert effect.interval.low <= effect.odds_ratio <= effect.interval.high


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_raked_weights_hit_what_can_be_hit_and_none_is_above_the_largest(seed):
    dice = np.random.default_rng(seed)
    margins = [dice.integers(0, 3, 150), dice.integers(0, 4, 150)]
    made = rake(margins, [dice.integers(1, 60, 3), dice.integers(1, 60, 4)])
    if isinstance(made, NotEstimable):
        return
    assert made.values.mean() == pytest.approx(1)
    assert made.values.max() <= 5 * (1 + 1e-6)
    assert 0 < made.effective <= 150 + 1e-9
    assert made.cut > 0 or made.gap < 1e-9


@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
@settings(max_examples=30, deadline=None)
def test_alpha_does_not_care_for_the_order_of_questions_or_people(seed, items):
    dice = np.random.default_rng(seed)
    scores = dice.integers(0, 5, (20, items)).astype(float)
    found = cronbach_alpha(scores)
    if isinstance(found, NotEstimable):
        return
    again = cronbach_alpha(scores[dice.permutation(20)][:, dice.permutation(items)])
    assert again.value == pytest.approx(found.value, abs=1e-9)
    assert found.interval.low <= found.value <= found.interval.high


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_importance_does_not_care_for_the_order_of_conditions(seed):
    dice = np.random.default_rng(seed)
    met, outcome, area = dice.integers(0, 2, (90, 3)), dice.integers(0, 5, 90), dice.integers(0, 4, 90)
    order = dice.permutation(3)
    first, again = (
        importance(outcome, met, area, replicates=20),
        importance(outcome, met[:, order], area, replicates=20),
    )
    if isinstance(first, NotEstimable):
        assert isinstance(again, NotEstimable)
        return
    assert [share.value for share in again.shares] == pytest.approx(
        [first.shares[one].value for one in order], abs=1e-9
    )
    assert again.r_squared == pytest.approx(first.r_squared, abs=1e-9)
