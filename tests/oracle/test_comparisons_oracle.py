"""Comparisons against counting on fingers, and what must hold whatever the counts."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import minimize_scalar
from scipy.special import xlogy

from poet.compare import (
    Pair,
    Rest,
    across_areas,
    benjamini_hochberg,
    differences,
    holm,
    miettinen_nurminen,
    newcombe,
    newcombe_limits,
    of_whole,
    superiority,
    trend,
)
from poet.protect import Shown

tallies = st.integers(1, 2_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.998])
rows = st.integers(2, 11).flatmap(
    lambda options: st.tuples(*[st.lists(st.integers(0, 30), min_size=options, max_size=options)] * 2)
)
five = st.lists(st.integers(0, 30), min_size=5, max_size=5)
p_values = st.lists(st.floats(0, 1), max_size=40)


def spread(group, other):
    """Whether two groups of two or more have ranks that vary."""
    both = [(k, n) for counts in (group, other) for k, n in enumerate(counts) if n]
    reach = [[k for k, n in enumerate(counts) if n] for counts in (group, other)]
    if min(sum(group), sum(other)) < 2 or len({k for k, _ in both}) < 2:
        return False
    return reach[0][0] <= reach[1][-1] and reach[1][0] <= reach[0][-1]


@given(st.lists(st.tuples(tallies, tallies), min_size=1, max_size=30), confidences)
def test_many_differences_at_once_are_those_of_one_at_a_time(pairs, confidence):
    columns = np.array([(*here, *there) for here, there in pairs]).T
    limits = newcombe_limits(*columns, confidence)
    singles = [newcombe(*here, *there, confidence) for here, there in pairs]
    assert [*zip(limits.low.tolist(), limits.high.tolist(), strict=True)] == [(one.low, one.high) for one in singles]
    asked = [Pair(Rest("x"), tuple(map(Shown, here)), tuple(map(Shown, there))) for here, there in pairs]
    assert [one.interval for one in differences(asked, confidence=confidence)] == singles


@given(tallies, tallies)
def test_both_intervals_of_a_difference_hold_it_stay_on_the_scale_and_widen_with_confidence(here, there):
    for interval in (newcombe, miettinen_nurminen):
        narrow, wide = interval(*here, *there, 0.8), interval(*here, *there, 0.99)
        value = here[0] / here[1] - there[0] / there[1]
        assert -1 - 1e-12 <= wide.low <= narrow.low <= value + 1e-12
        assert value - 1e-12 <= narrow.high <= wide.high <= 1 + 1e-12
        turned = interval(*there, *here, 0.8)
        assert (turned.low, turned.high) == (
            pytest.approx(-narrow.high, abs=1e-9),
            pytest.approx(-narrow.low, abs=1e-9),
        )


@given(st.integers(20, 400), st.integers(20, 400), st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_newcombes_and_miettinen_nurminens_limits_are_near_each_other(base, other_base, share, other):
    here, there = (round(share * base), base), (round(other * other_base), other_base)
    ours, theirs = newcombe(*here, *there), miettinen_nurminen(*here, *there)
    assert ours.low == pytest.approx(theirs.low, abs=0.05)
    assert ours.high == pytest.approx(theirs.high, abs=0.05)


def likeliest_distance(count, base, other_count, other_base, difference):
    """The score statistic at a difference, the restricted shares found by climbing the likelihood."""

    def unlikely(other):
        shares = ((count, base, other + difference), (other_count, other_base, other))
        return -sum(xlogy(said, share) + xlogy(people - said, 1 - share) for said, people, share in shares)

    ends = max(0.0, -difference), min(1.0, 1 - difference)
    other = minimize_scalar(unlikely, bounds=ends, method="bounded", options={"xatol": 1e-12}).x
    here, people = other + difference, base + other_base
    variance = (here * (1 - here) / base + other * (1 - other) / other_base) * people / (people - 1)
    return abs(count / base - other_count / other_base - difference) / variance**0.5


@given(
    st.integers(5, 200).flatmap(lambda base: st.tuples(st.integers(1, base - 1), st.just(base))),
    st.integers(5, 200).flatmap(lambda base: st.tuples(st.integers(1, base - 1), st.just(base))),
)
def test_miettinen_and_nurminens_limits_are_where_the_score_test_turns(here, there):
    found = miettinen_nurminen(*here, *there)
    for limit in (found.low, found.high):
        assert likeliest_distance(*here, *there, limit) == pytest.approx(1.959963984540054, rel=1e-4)


@given(tallies, tallies)
def test_a_part_beside_the_whole_is_exactly_a_share_of_the_part_beside_the_rest(here, rest):
    (said, part), (others, remainder) = here, rest
    whole = part + remainder
    exact = Fraction(said, part) - Fraction(said + others, whole)
    assert of_whole(Fraction(said, part) - Fraction(others, remainder), part, whole) == exact


@given(rows)
def test_the_probability_of_superiority_is_that_of_all_pairs_and_agrees_with_scipy(pair):
    group, other = pair
    assume(spread(group, other))
    mine, yours = (np.repeat(range(len(counts)), counts) for counts in pair)
    fingers = ((mine[:, None] > yours) + (mine[:, None] == yours) / 2).mean()
    theirs = stats.brunnermunzel(yours, mine)
    found = superiority(group, other)
    assert found.value == pytest.approx(fingers, abs=1e-12)
    assert found.statistic == pytest.approx(theirs.statistic, rel=1e-6, abs=1e-6)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-9)


@given(rows)
def test_superiority_turns_round_with_the_groups_and_with_the_scale(pair):
    group, other = pair
    assume(spread(group, other))
    found = superiority(group, other)
    for turned in (superiority(other, group), superiority(group[::-1], other[::-1])):
        assert turned.value == pytest.approx(1 - found.value)
        assert turned.interval.low == pytest.approx(1 - found.interval.high, abs=1e-9)
        assert turned.p == pytest.approx(found.p)
    wide = superiority(group, other, 0.99)
    assert 0 <= wide.interval.low <= found.interval.low <= found.interval.high <= wide.interval.high <= 1


@given(st.lists(st.tuples(five, five), min_size=1, max_size=6), st.randoms())
def test_the_order_of_areas_does_not_matter(areas, dice):
    group, other = np.array([a for a, _ in areas]), np.array([b for _, b in areas])
    order = dice.sample(range(len(areas)), len(areas))
    favourable = np.array([False, False, False, True, True])
    found, shuffled = across_areas(group, other, favourable), across_areas(group[order], other[order], favourable)
    assert type(found) is type(shuffled)
    if hasattr(found, "superiority"):
        assert shuffled.superiority.value == pytest.approx(found.superiority.value)
        assert (shuffled.areas, shuffled.left_out) == (found.areas, found.left_out)
        assert 0 <= found.superiority.interval.low <= found.superiority.interval.high <= 1


@given(p_values)
def test_adjusted_p_values_are_never_smaller_keep_their_order_and_holms_are_the_stricter(values):
    strict, mild = holm(values), benjamini_hochberg(values)
    assert (strict >= mild - 1e-15).all()
    assert (mild >= np.array(values) - 1e-15).all()
    for adjusted in (strict, mild):
        order = np.argsort(values, kind="stable")
        assert (np.diff(adjusted[order]) >= 0).all()


@given(st.lists(tallies, min_size=5, max_size=8))
def test_a_trend_turns_round_with_time_and_with_the_answer(pairs):
    said, people = ([pair[place] for pair in pairs] for place in (0, 1))
    assume(0 < sum(said) < sum(people))
    found = trend(said, people)
    assert 0 <= found.p <= 1
    back = trend(said[::-1], people[::-1])
    other = trend([base - count for count, base in pairs], people)
    for turned in (back, other):
        assert turned.statistic == pytest.approx(found.statistic, abs=1e-9)
        assert turned.slope == pytest.approx(-found.slope, abs=1e-12)
