"""What holds for every interval: inside its scale, around its value, wider with confidence, the same under other names."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.compare import miettinen_nurminen, newcombe, of_whole, superiority
from poet.measure import kish, net, net_adjusted, ordinal_mean, weighted_mean, weighted_share, wilson

HAIR = 1e-9
CONFIDENCES = (0.5, 0.8, 0.95, 0.99)
tallies = st.integers(1, 3_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
nets = st.tuples(st.integers(1, 200), st.integers(0, 200), st.integers(1, 200)).map(
    lambda three: (three[0], three[1], sum(three))
)
rows = st.lists(st.integers(0, 40), min_size=2, max_size=11).filter(lambda row: sum(map(bool, row)) > 1)
people = st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=2, max_size=40)
two_rows = st.integers(2, 6).flatmap(
    lambda k: st.tuples(*[st.lists(st.integers(0, 20), min_size=k, max_size=k).filter(lambda r: sum(r) > 2)] * 2)
)

# An interval of anything that was drawn, and the ends of the scale it lies on.
INTERVALS = {
    "wilson": (tallies, lambda of, c: wilson(*of, c), (0, 1)),
    "newcombe": (st.tuples(tallies, tallies), lambda of, c: newcombe(*of[0], *of[1], c), (-1, 1)),
    "miettinen-nurminen": (st.tuples(tallies, tallies), lambda of, c: miettinen_nurminen(*of[0], *of[1], c), (-1, 1)),
    "net": (nets, lambda of, c: net(*of, c).interval, (-1, 1)),
    "net adjusted": (nets, lambda of, c: net_adjusted(*of, c).interval, (-1, 1)),
    "mean": (rows, lambda of, c: ordinal_mean(of, c).interval, (0, 100)),
    "weighted share": (
        people,
        lambda of, c: weighted_share([said for said, _ in of], [weight for _, weight in of], c).estimate.interval,
        (0, 1),
    ),
}


@pytest.mark.parametrize("name", INTERVALS)
@given(data=st.data())
@settings(max_examples=40)
def test_an_interval_lies_on_its_scale_and_widens_with_confidence(name, data):
    drawn, interval, (least, most) = INTERVALS[name]
    of = data.draw(drawn)
    found = [interval(of, confidence) for confidence in CONFIDENCES]
    for one in found:
        assert least - HAIR <= one.low <= one.high <= most + HAIR
    for narrow, wide in pairwise(found):
        assert wide.low <= narrow.low + HAIR
        assert wide.high >= narrow.high - HAIR


@given(tallies, tallies)
@settings(max_examples=40)
def test_whoever_is_called_first_a_difference_only_turns_its_sign(here, there):
    for interval in (newcombe, miettinen_nurminen):
        one, other = interval(*here, *there), interval(*there, *here)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-7)


@given(tallies)
def test_favourable_called_unfavourable_turns_the_share_round(tally):
    count, base = tally
    one, other = wilson(count, base), wilson(base - count, base)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-12)


@given(nets)
def test_for_called_against_turns_the_net_score_round(counts):
    plus, minus, base = counts
    for statistic in (net, net_adjusted):
        if base not in {plus, minus, base - plus - minus}:
            one, other = statistic(plus, minus, base), statistic(minus, plus, base)
            assert one.value == -other.value
            assert (one.interval.low, one.interval.high) == pytest.approx((-other.interval.high, -other.interval.low))


@given(rows)
def test_a_scale_read_from_the_other_end_turns_the_mean_round(row):
    one, other = ordinal_mean(row), ordinal_mean(row[::-1])
    assert one.value == pytest.approx(100 - other.value)
    assert one.interval.low == pytest.approx(100 - other.interval.high)


@given(two_rows)
def test_the_other_group_first_turns_superiority_round(both):
    try:
        one, other = superiority(*both), superiority(*both[::-1])
    except ValueError:
        return  # ranks without spread have no test, whoever comes first
    assert one.value == pytest.approx(1 - other.value)
    assert 0 <= one.interval.low <= one.interval.high <= 1


@given(people, st.randoms())
def test_people_in_another_order_and_weights_in_another_unit_change_nothing(said, dice):
    again = dice.sample(said, len(said))
    one, other = (weighted_share([a for a, _ in each], [w for _, w in each]) for each in (said, again))
    assert one.effective == pytest.approx(other.effective)
    assert one.estimate.value == pytest.approx(other.estimate.value)
    assert kish([w for _, w in said]) == pytest.approx(kish([7.5 * w for _, w in again]))


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 9)), min_size=3, max_size=30))
def test_a_weighted_mean_moves_and_stretches_with_its_values(said):
    values, weights = np.array(said).T
    if np.ptp(values) < 1e-3:
        return
    one, other = weighted_mean(values, weights), weighted_mean(10 - 2 * values, weights)
    assert other.estimate.value == pytest.approx(10 - 2 * one.estimate.value, abs=1e-6)
    assert other.estimate.interval.low == pytest.approx(10 - 2 * one.estimate.interval.high, abs=1e-6)


@given(tallies, tallies)
def test_part_and_whole_differ_exactly_as_part_and_rest_do(here, rest):
    """p_area - p_all = (1 - n / N)(p_area - p_rest), in fractions to the last digit."""
    (x, n), (y, m) = here, rest
    difference = Fraction(x, n) - Fraction(y, m)
    whole = Fraction(x, n) - Fraction(x + y, n + m)
    assert (1 - Fraction(n, n + m)) * difference == whole
    assert of_whole(float(difference), n, n + m) == pytest.approx(float(whole), abs=1e-15, rel=1e-12)
