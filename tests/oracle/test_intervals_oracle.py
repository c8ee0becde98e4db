"""Intervals against statsmodels, over every kind of count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from poet.compare import newcombe
from poet.measure import wilson

tallies = st.integers(1, 5_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(tallies, st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_agrees_with_statsmodels(tally, confidence):
    count, base = tally
    low, high = proportion_confint(count, base, alpha=1 - confidence, method="wilson")
    interval = wilson(count, base, confidence)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-12), pytest.approx(high, abs=1e-12))


@given(tallies, tallies)
def test_newcombe_agrees_with_statsmodels(here, there):
    low, high = confint_proportions_2indep(*here, *there, method="newcomb", compare="diff")
    interval = newcombe(*here, *there)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


@given(tallies)
def test_the_interval_holds_the_share_and_widens_with_confidence(tally):
    count, base = tally
    narrow, wide = wilson(count, base, 0.8), wilson(count, base, 0.99)
    assert 0 <= wide.low <= narrow.low <= count / base <= narrow.high <= wide.high <= 1
