"""Measures against counting on fingers, and what must hold whatever the counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from poet.measure import net, ordinal_mean, weighted_share, wilson, wilson_limits

confidences = st.sampled_from([0.8, 0.9, 0.95, 0.998])
scales = st.lists(st.integers(0, 300), min_size=2, max_size=11).filter(
    lambda counts: sum(counts) > 1 and max(counts) < sum(counts)
)
tallies = st.integers(1, 5_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
sides = st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400)).filter(
    lambda parts: max(parts) < sum(parts)
)


@given(st.lists(tallies, min_size=1, max_size=40), confidences)
def test_many_intervals_at_once_are_those_of_one_at_a_time(pairs, confidence):
    count, base = np.array(pairs).T
    limits = wilson_limits(count, base, confidence)
    singles = [wilson(int(c), int(b), confidence) for c, b in pairs]
    assert [*zip(limits.low.tolist(), limits.high.tolist(), strict=True)] == [(one.low, one.high) for one in singles]


@given(tallies)
def test_turning_yes_into_no_turns_the_interval_round(tally):
    count, base = tally
    said, not_said = wilson(count, base), wilson(base - count, base)
    assert (said.low, said.high) == pytest.approx((1 - not_said.high, 1 - not_said.low), abs=1e-12)


@given(sides)
def test_a_net_score_lies_on_its_scale_widens_with_confidence_and_turns_round_with_the_sides(parts):
    plus, middle, minus = parts
    narrow, wide = net(plus, minus, sum(parts), 0.8), net(plus, minus, sum(parts), 0.99)
    assert -1 <= wide.interval.low <= narrow.interval.low <= narrow.value
    assert narrow.value <= narrow.interval.high <= wide.interval.high <= 1
    other = net(minus, plus, sum(parts), 0.8)
    assert (other.value, other.interval.low) == (-narrow.value, -narrow.interval.high)
    fingers = [1] * plus + [0] * middle + [-1] * minus
    assert narrow.value == pytest.approx(sum(fingers) / len(fingers))


@given(scales)
def test_a_mean_score_is_that_of_each_persons_score_and_turns_round_with_the_scale(counts):
    fingers = [place / (len(counts) - 1) * 100 for place, people in enumerate(counts) for _ in range(people)]
    found, turned, wide = ordinal_mean(counts), ordinal_mean(counts[::-1]), ordinal_mean(counts, 0.99)
    assert found.value == pytest.approx(sum(fingers) / len(fingers))
    assert turned.value == pytest.approx(100 - found.value)
    assert turned.interval.low == pytest.approx(100 - found.interval.high, abs=1e-9)
    assert 0 <= wide.interval.low <= found.interval.low <= found.interval.high <= wide.interval.high <= 100


@given(st.lists(st.tuples(st.booleans(), st.floats(0.01, 50)), min_size=2, max_size=60), st.floats(0.1, 1_000))
def test_a_weighted_share_lies_between_nought_and_one_and_knows_no_unit_of_weight(people, unit):
    said, weights = zip(*people, strict=True)
    found, rescaled = weighted_share(said, weights), weighted_share(said, [weight * unit for weight in weights])
    estimate = found.estimate
    assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high <= 1
    assert rescaled.effective == pytest.approx(found.effective, rel=1e-9)
    assert rescaled.estimate.interval.low == pytest.approx(estimate.interval.low, abs=1e-9)
