"""How figures are said."""

from itertools import pairwise

import pytest

from poet.instrument import Unit
from poet.measure import Estimate, wilson
from poet.report import words


def estimate(count, base):
    return Estimate("x", count / base, wilson(count, base), base, count, "wilson")


@pytest.mark.parametrize(
    ("count", "base", "printed"),
    [
        (1, 8, "13%"),
        (6, 58, "10%"),
        (6, 52, "12%"),
        (50, 71, "70%"),
        (0, 20, "0%"),
        (20, 20, "100%"),
        (199, 200, "100%"),
    ],
)
def test_a_percentage_is_whole_and_halves_go_up(count, base, printed):
    assert words.percent(estimate(count, base)) == printed


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.74, "around three quarters"),
        (0.66, "around two thirds"),
        (0.21, "around a fifth"),
        (0.43, None),
        (0.02, None),
    ],
)
def test_a_fraction_is_said_only_inside_its_band(value, said):
    assert words.fraction(value) == said


def test_the_bands_of_spoken_fractions_do_not_overlap():
    bands = sorted((low, high) for _, low, high in words.BANDS)
    assert [high < next_low for (_, high), (next_low, _) in pairwise(bands)] == [True] * (len(bands) - 1)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (148.0, Unit.POUNDS, "£148"),
        (13.5, Unit.POUNDS, "£13.50"),
        (8929.0, Unit.POUNDS, "£8,929"),
        (22.0, Unit.MONTHS, "22 months"),
        (1.0, Unit.YEARS, "1 year"),
        (3.0, Unit.COUNT, "3"),
    ],
)
def test_a_figure_is_said_in_its_unit(value, unit, said):
    assert words.measured(value, unit) == said


def test_a_list_reads_as_a_sentence():
    assert (words.listed(["a"]), words.listed(["a", "b", "c"])) == ("a", "a, b and c")
