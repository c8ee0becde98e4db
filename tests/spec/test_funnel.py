"""The limits of a funnel plot, and predictive ones for small bases."""

from __future__ import annotations

from math import sqrt

import pytest
from scipy.stats import betabinom, binom

from poet.compare import Funnel, funnel, predictive_funnel
from poet.measure import Interval, NotEstimable


def test_limits_are_those_of_the_definition():
    found = funnel(0.65, 50)
    error = sqrt(0.65 * 0.35 / 50)
    assert (found.warning.low, found.warning.high) == pytest.approx((0.65 - 1.959964 * error, 0.65 + 1.959964 * error))
    assert (found.alarm.low, found.alarm.high) == pytest.approx((0.65 - 3.090232 * error, 0.65 + 3.090232 * error))


def test_limits_stop_at_nobody_and_everybody():
    assert funnel(0.9, 5) == Funnel(
        5, Interval(funnel(0.9, 5).warning.low, 1.0), Interval(funnel(0.9, 5).alarm.low, 1.0)
    )
    assert funnel(0.05, 5).alarm.low == 0.0
    assert funnel(1.0, 5).warning == Interval(1.0, 1.0)


@pytest.mark.parametrize("base", [1, 7, 25, 49, 2000])
@pytest.mark.parametrize("target", [0.05, 0.65, 0.99])
def test_predictive_limits_are_scipys_quantiles(base, target):
    k = 19
    a, b = target * k, (1 - target) * k
    mixed = predictive_funnel(target, base, 0.05)
    plain = predictive_funnel(target, base, 0.0)
    for name, level in (("warning", 0.95), ("alarm", 0.998)):
        ends = (1 - level) / 2, (1 + level) / 2
        theirs = [betabinom.ppf(end, base, a, b) / base for end in ends]
        assert [getattr(mixed, name).low, getattr(mixed, name).high] == theirs
        assert [getattr(plain, name).low, getattr(plain, name).high] == [
            binom.ppf(end, base, target) / base for end in ends
        ]


def test_a_target_that_everybody_meets_leaves_no_room():
    assert predictive_funnel(1.0, 10, 0.1).warning == Interval(1.0, 1.0)
    assert predictive_funnel(0.0, 10, 0.1).alarm == Interval(0.0, 0.0)


@pytest.mark.parametrize(("target", "base"), [(-0.1, 5), (1.1, 5), (float("nan"), 5), (0.5, 0), (0.5, -1)])
def test_impossible_targets_and_bases_have_no_limits(target, base):
    assert isinstance(funnel(target, base), NotEstimable)
    assert isinstance(predictive_funnel(target, base, 0.1), NotEstimable)


def test_an_impossible_correlation_has_no_limits():
    assert isinstance(predictive_funnel(0.5, 10, 1.0), NotEstimable)
    assert isinstance(predictive_funnel(0.5, 10, -0.1), NotEstimable)
