"""An area beside its comparators, against published figures."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from poet.compare import (
    AllAnswers,
    AverageArea,
    NotTested,
    Pair,
    Rest,
    across_areas,
    across_areas_each,
    beside_average,
    beside_rest,
    beside_whole,
    difference,
    differences,
    equality_p,
    miettinen_nurminen,
    newcombe,
    of_whole,
)
from poet.count.model import Counts, OptionCounts
from poet.measure import Interval, wilson
from poet.protect import STANDARD, Shown, Why, Withheld, protect
from spec.test_measures import OPEN
from spec.test_protection import FORM


def tables(*favourable_of, policy=STANDARD):
    """Areas with so many favourable answers of so many, by name."""
    rows = np.array([[count, 0, base - count, 0, 0, 0] for count, base in favourable_of], np.int64)
    raw = OptionCounts(FORM.by_id["heard"], rows, rows.sum(axis=1))
    names = tuple(f"area {place}" for place in range(len(rows)))
    release = protect(Counts(FORM, names, rows.sum(axis=1), {"heard": raw}), policy)
    return {name: release.groups[name]["heard"] for name in names}


@pytest.mark.parametrize(
    ("here", "there", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17:873-890, table II, Miettinen and Nurminen's method
        ((56, 70), (48, 80), 0.0528, 0.3382),
        ((9, 10), (3, 10), 0.1700, 0.8406),
        ((6, 7), (2, 7), 0.0342, 0.8534),
        ((5, 56), (0, 29), -0.0326, 0.1933),
        ((0, 10), (0, 20), -0.1658, 0.2844),
        ((0, 10), (0, 10), -0.2879, 0.2879),
        ((10, 10), (0, 20), 0.7156, 1.0),
        ((10, 10), (0, 10), 0.6636, 1.0),
    ],
)
def test_miettinen_and_nurminens_interval_is_the_published_one(here, there, low, high):
    interval = miettinen_nurminen(*here, *there)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize("impossible", [(5, 4, 1, 2), (1, 0, 1, 2), (1, 2, -1, 2)])
def test_impossible_counts_have_no_interval(impossible):
    with pytest.raises(ValueError, match="no interval for"):
        miettinen_nurminen(*impossible)


def test_the_test_of_equal_shares_is_pearsons():
    # 15 and 25 of 50: pooled .4, X2 = .04 / (.24 * .04) = 25 / 6; R prop.test(correct = FALSE): p = 0.04123
    assert float(equality_p(15, 50, 25, 50)) == pytest.approx(stats.chi2.sf(25 / 6, 1), rel=1e-12)
    assert round(float(equality_p(15, 50, 25, 50)), 5) == 0.04123
    theirs = stats.chi2_contingency([[56, 14], [48, 32]], correction=False).pvalue
    assert float(equality_p(56, 70, 48, 80)) == pytest.approx(theirs, rel=1e-12)


def test_nothing_speaks_against_equality_where_nobody_said_so():
    assert equality_p([0, 10], [10, 10], [0, 20], [20, 20]).tolist() == [1.0, 1.0]
    with pytest.raises(ValueError, match="base is nought"):
        equality_p(0, 0, 1, 2)


def test_a_difference_carries_both_sides_the_interval_and_the_comparator():
    found = difference(Pair(Rest("England"), (Shown(56), Shown(70)), (Shown(48), Shown(80))))
    assert (found.here.value, found.there.value, found.value) == (0.8, 0.6, pytest.approx(0.2))
    assert found.interval == newcombe(56, 70, 48, 80)
    assert (found.here.interval, found.there.interval) == (wilson(56, 70), wilson(48, 80))
    assert found.comparator == Rest("England")


def test_one_withheld_figure_withholds_the_difference_and_no_other():
    few = Withheld(Why.FEW_ANSWERS)
    pairs = [
        Pair(Rest("England"), (Shown(56), Shown(70)), (few, Shown(80))),
        Pair(Rest("England"), (Shown(0), Shown(0)), (Shown(1), Shown(80))),
        Pair(Rest("England"), (Shown(56), Shown(70)), (Shown(48), Shown(80))),
    ]
    found = differences(pairs)
    assert found[:2] == (few, few)
    assert found[2] == difference(pairs[2])


def test_a_part_differs_from_the_whole_by_a_share_of_what_it_differs_from_the_rest():
    part, whole, said_part, said_whole = 70, 150, 56, 104
    from_rest = Fraction(said_part, part) - Fraction(said_whole - said_part, whole - part)
    assert of_whole(from_rest, part, whole) == Fraction(said_part, part) - Fraction(said_whole, whole)
    with pytest.raises(ValueError, match="no part of"):
        of_whole(0.5, 200, 150)


def test_beside_all_answers_the_interval_is_scaled_and_the_comparator_says_so():
    from_rest = difference(Pair(Rest("England"), (Shown(56), Shown(70)), (Shown(48), Shown(80))))
    found = beside_whole(from_rest, "England")
    assert found.comparator == AllAnswers("England")
    assert (found.there.count, found.there.base, found.there.interval) == (104, 150, wilson(104, 150))
    assert found.value == pytest.approx(56 / 70 - 104 / 150)
    assert found.interval.low == pytest.approx(from_rest.interval.low * 80 / 150)
    assert found.p is None


def test_the_average_area_counts_each_area_once():
    found = beside_average(tables((80, 100), (300, 600), (20, 40)), "England")
    here = found["area 0"]
    assert here.comparator == AverageArea("England", 3, 0)
    assert here.there.value == pytest.approx((0.8 + 0.5 + 0.5) / 3)
    assert here.value == pytest.approx(0.8 - 0.6)
    pooled = (80 + 300 + 20) / 740
    assert here.there.value != pytest.approx(pooled, abs=0.01)


def test_of_two_areas_the_average_is_half_way_and_the_interval_half_of_newcombes():
    found = beside_average(tables((56, 70), (48, 80)), "England")["area 0"]
    whole = newcombe(56, 70, 48, 80)
    assert (found.interval.low, found.interval.high) == pytest.approx((whole.low / 2, whole.high / 2), rel=1e-12)
    assert found.value == pytest.approx(0.1)


def test_an_area_that_is_withheld_is_left_out_of_the_average_and_counted():
    found = beside_average(tables((80, 100), (300, 600), (20, 40), (4, 8), (6, 9)), "England")
    assert (found["area 0"].comparator.areas, found["area 0"].comparator.left_out) == (3, 2)
    assert found["area 3"] == Withheld(Why.FEW_ANSWERS)


def test_one_area_alone_has_no_average_to_stand_beside():
    found = beside_average(tables((80, 100), policy=OPEN), "England")
    assert found == {"area 0": NotTested("there is nobody else to compare with")}


def test_the_kinds_of_comparator_are_told_apart_by_their_types():
    assert len({type(one) for one in (Rest("x"), AllAnswers("x"), AverageArea("x", 1, 0))}) == 3
    assert (Rest("x").kind, AllAnswers("x").kind, AverageArea("x", 1, 0).kind) == (
        "the rest, pooled",
        "all answers, pooled",
        "the average area",
    )
    assert Rest("x") != AllAnswers("x")


def test_intervals_of_differences_turn_round_with_their_sides():
    found, turned = newcombe(56, 70, 48, 80), newcombe(48, 80, 56, 70)
    assert turned == Interval(pytest.approx(-found.high), pytest.approx(-found.low))


def test_an_area_beside_the_rest_is_counted_on_fingers_and_clear_only_after_bonferroni():
    """30 of 40 beside the 70 of 160 who are left when they are taken from everybody."""
    area, whole = tables((30, 40), (70, 160))["area 0"], tables((100, 200))["area 0"]
    one, many = (beside_rest(area, whole, comparisons=number) for number in (1, 1_000_000))
    assert (one.here.count, one.here.base, one.rest.count, one.rest.base) == (30, 40, 70, 160)
    assert one.difference == pytest.approx(0.75 - 0.4375)
    assert one.interval == many.interval == newcombe(30, 40, 70, 160)
    assert (one.is_clear, many.is_clear) == (True, False)


def test_many_pairs_of_groups_over_areas_are_each_what_one_alone_is():
    dice = np.random.default_rng(3)
    group, other = dice.integers(0, 9, (5, 7, 4)), dice.integers(0, 9, (5, 7, 4))
    good = np.array([False, False, True, True])
    together = across_areas_each(group, other, good)
    assert together == tuple(across_areas(one, two, good) for one, two in zip(group, other, strict=True))
