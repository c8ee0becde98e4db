"""Intervals against published figures."""

import pytest

from poet.compare import newcombe
from poet.measure import wilson


@pytest.mark.parametrize(
    ("count", "base", "confidence", "low", "high"),
    [
        (65, 100, 0.95, 0.55254443, 0.73635752),  # R prop.test(65, 100, correct = FALSE)
        (65, 100, 0.998, 0.49549466, 0.77835406),
        (0, 10, 0.95, 0.0, 0.27753280),  # z^2 / (n + z^2)
        (10, 10, 0.95, 0.72246720, 1.0),
    ],
)
def test_wilsons_interval_is_the_published_one(count, base, confidence, low, high):
    interval = wilson(count, base, confidence)
    assert (interval.low, interval.high) == (pytest.approx(low, abs=5e-9), pytest.approx(high, abs=5e-9))


@pytest.mark.parametrize(
    ("here", "there", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_newcombes_interval_of_a_difference_is_the_published_one(here, there, low, high):
    interval = newcombe(*here, *there)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_nobody_and_everybody_reach_exactly_nought_and_one():
    assert (wilson(0, 7).low, wilson(7, 7).high) == (0.0, 1.0)


@pytest.mark.parametrize(("count", "base", "confidence"), [(1, 0, 0.95), (-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1.0)])
def test_an_impossible_count_has_no_interval(count, base, confidence):
    with pytest.raises(ValueError, match="no interval"):
        wilson(count, base, confidence)
