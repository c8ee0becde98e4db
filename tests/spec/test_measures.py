"""Net scores, mean scores, several choices, numbers and weights: against figures from elsewhere."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from poet.count.model import Counts, NumberValues, OptionCounts
from poet.measure import (
    MEASURES,
    Caution,
    Caveat,
    CaveatKind,
    Estimate,
    Interval,
    NotEstimable,
    caveats,
    favourable,
    kish,
    mean_score,
    net,
    net_adjusted,
    net_score,
    numbers,
    options,
    options_of_each,
    ordinal_mean,
    unfavourable,
    weighted_mean,
    weighted_share,
)
from poet.protect import STANDARD, Why, Withheld, protect
from spec.test_protection import FORM

OPEN = replace(STANDARD, minimum_base=0, minimum_cell=0, everyone=True)


def table(item, *counts, policy=STANDARD):
    """The protected table of one area with these counts, options in the questionnaire's order."""
    row = np.array([counts], np.int64)
    raw = OptionCounts(FORM.by_id[item], row, row.sum(axis=1))
    return protect(Counts(FORM, ("anyshire",), row.sum(axis=1), {item: raw}), policy).whole[item]


def test_the_options_of_many_tables_are_those_of_each():
    some = [table("heard", 20, 20, 30, 10, 10, 5), table("heard", 9, 30, 12, 11, 40, 0)]
    assert options_of_each(some) == tuple(options(one) for one in some)


def test_a_net_score_is_those_for_minus_those_against_with_the_error_of_scores_1_0_and_minus_1():
    # 50 for, 30 neither, 20 against: mean .3, variance .7 - .09 = .61, so SE = sqrt(.61 / 100) = .0781025
    found = net(50, 20, 100)
    assert (found.value, found.count, found.base) == (0.3, 30, 100)
    assert found.interval == Interval(
        pytest.approx(0.3 - 1.959964 * 0.0781025, abs=1e-6), pytest.approx(0.453078, abs=1e-6)
    )


def test_the_net_scores_error_is_that_of_the_scores_as_people_gave_them():
    scores = np.repeat([1, 0, -1], [50, 30, 20])
    spread = scores.std(ddof=0) / np.sqrt(len(scores))
    found = net(50, 20, 100, confidence=0.9)
    assert found.interval.high - found.value == pytest.approx(stats.norm.ppf(0.95) * spread, rel=1e-12)


def test_a_net_score_of_a_table_counts_both_sides():
    found = net_score(table("heard", 20, 20, 30, 10, 10, 5))
    assert found == net(40, 20, 90)


@pytest.mark.parametrize("counts", [(40, 0, 0), (0, 40, 0), (0, 0, 40)])
def test_where_everybody_stands_on_one_side_there_is_no_interval_to_a_net_score(counts):
    plus, middle, minus = counts
    found = net_score(table("heard", plus, 0, middle, minus, 0, 0, policy=OPEN))
    assert found == NotEstimable("everybody answered on the same side")
    with pytest.raises(ValueError, match="everybody answered on the same side"):
        net(plus, minus, 40)


@pytest.mark.parametrize(("plus", "minus", "base"), [(5, 6, 10), (-1, 2, 10), (0, 0, 0), (np.nan, 2, 10), (1.5, 2, 10)])
def test_counts_that_do_not_fit_make_no_net_score(plus, minus, base):
    with pytest.raises(ValueError, match=r"no net score for|whole numbers"):
        net(plus, minus, base)


def test_a_mean_score_is_the_t_test_of_scores_from_0_to_100():
    # R: t.test(rep(c(0, 25, 50, 75, 100), c(3, 5, 8, 20, 14))), as scipy gives it
    scores = np.repeat([0, 25, 50, 75, 100], [3, 5, 8, 20, 14])
    theirs = stats.ttest_1samp(scores, 0).confidence_interval(0.95)
    found = ordinal_mean([3, 5, 8, 20, 14])
    assert found.value == 68.5
    assert (found.interval.low, found.interval.high) == pytest.approx((theirs.low, theirs.high), rel=1e-12)


def test_a_table_is_scored_with_its_favourable_end_at_100():
    found = mean_score(table("heard", 20, 20, 30, 10, 10, 5))
    assert found == ordinal_mean([10, 10, 30, 20, 20])
    assert found.value > 50


def test_scales_of_two_and_of_eleven_points_are_scored():
    assert ordinal_mean([5, 15]).value == 75.0
    eleven = ordinal_mean([0, 0, 1, 2, 3, 5, 8, 9, 12, 6, 4])
    assert eleven.value == pytest.approx(
        100 * sum(k * n for k, n in enumerate([0, 0, 1, 2, 3, 5, 8, 9, 12, 6, 4])) / 500
    )


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([7], "two options at least"),
        ([0, 0], "nobody"),
        ([1, 0], "no spread"),
        ([0, 9, 0], "the same answer"),
        ([-1, 9], "below nought"),
        ([np.nan, 9], "whole numbers"),
        ([2.5, 9], "whole numbers"),
    ],
)
def test_what_has_no_mean_score_says_why(counts, why):
    with pytest.raises(ValueError, match=why):
        ordinal_mean(counts)


def test_joined_answers_have_no_place_on_the_scale():
    found = mean_score(table("heard", 20, 20, 3, 10, 10, 5))
    assert isinstance(found, Withheld | NotEstimable)
    assert mean_score(table("heard", 30, 20, 30, 2, 10, 5)) == NotEstimable(
        "answers had to be joined, so each one's place on the scale is not known"
    )


def test_a_question_that_is_not_judged_has_neither_net_nor_mean_score():
    need = table("need", 20, 20, 30, 10)
    assert net_score(need) == NotEstimable("the question has no favourable and unfavourable answers")
    assert mean_score(need) == NotEstimable("the question's answers are not in an order that can be scored")


def test_what_is_withheld_stays_withheld_in_every_measure():
    few = table("heard", 3, 3, 1, 0, 0, 0)
    assert {type(statistic.one(few)) for statistic in MEASURES.values()} == {Withheld}


def test_nobody_is_no_estimate():
    nobody = table("heard", 0, 0, 0, 0, 0, 0, policy=OPEN)
    assert isinstance(net_score(nobody), NotEstimable)
    assert isinstance(mean_score(nobody), NotEstimable)
    assert favourable(nobody) == Withheld(Why.FEW_ANSWERS)


def test_thousands_of_tables_are_measured_as_one_is():
    tables = [table("heard", 20, 20, 30, 10, 10, 5), table("heard", 3, 3, 1, 0, 0, 0), table("heard", 9, 8, 7, 6, 5, 4)]
    for name, statistic in MEASURES.items():
        assert statistic.each(tables) == tuple(statistic.one(one) for one in tables), name
    assert MEASURES["favourable"].each(tables) == tuple(favourable(one) for one in tables)
    assert MEASURES["unfavourable"].each(tables) == tuple(unfavourable(one) for one in tables)


def test_every_option_has_its_share_of_the_base():
    found = {
        part.key: (outcome.count, outcome.base, outcome.value)
        for part, outcome in options(table("heard", 20, 20, 30, 10, 10, 5))
    }
    assert found == {
        "always": (20, 90, 20 / 90),
        "mostly": (20, 90, 20 / 90),
        "sometimes": (30, 90, 30 / 90),
        "rarely": (10, 90, 10 / 90),
        "never": (10, 90, 10 / 90),
    }


def test_several_choices_are_shares_of_people_not_of_mentions():
    # The 2014 parents' need tables count 108 mentions by 59 people; shares are of the 59 people.
    ticks = np.array([[40, 35, 33]], np.int64)
    raw = OptionCounts(FORM.by_id["helpers"], ticks[:, : len(FORM.by_id["helpers"].options)], np.array([59], np.int64))
    release = protect(Counts(FORM, ("anyshire",), np.array([59], np.int64), {"helpers": raw}))
    shares = [outcome.value for _, outcome in options(release.whole["helpers"])]
    assert shares == [count / 59 for count in ticks[0, : len(shares)].tolist()]


def test_numbers_are_told_each_or_withheld_each():
    values = np.sort(np.array([100.0] * 6 + [120.0] * 6 + [140.0] * 8))
    raw = NumberValues(FORM.by_id["weekly"], (values,))
    found = numbers(protect(Counts(FORM, ("anyshire",), np.array([20], np.int64), {"weekly": raw})).whole["weekly"])
    assert (found.base, found.lower_quartile, found.median, found.upper_quartile, found.mean) == (
        20,
        100,
        120,
        140,
        122,
    )
    assert (found.lowest, found.highest) == (Withheld(Why.DOMINANCE), Withheld(Why.DOMINANCE))


def test_kishs_effective_size():
    assert kish([1, 1, 1, 1]) == 4
    assert kish([3, 1]) == pytest.approx(16 / 10)


def test_a_weighted_share_rests_on_the_effective_size_of_its_design_based_error():
    said, weights = [1, 1, 0, 0, 0], [2, 1, 1, 1, 3]
    share = Fraction(3, 8)
    spread = sum((w * (y - share)) ** 2 for y, w in zip(said, weights, strict=True)) / Fraction(64) * Fraction(5, 4)
    effective = share * (1 - share) / spread
    found = weighted_share(said, weights)
    assert (found.estimate.value, found.effective) == (0.375, pytest.approx(float(effective), rel=1e-12))
    assert (found.estimate.base, found.estimate.count) == (5, 2)
    z, n, p = 1.959963984540054, float(effective), 0.375
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    assert found.estimate.interval.low == pytest.approx(centre - half, rel=1e-12)


def test_equal_weights_count_as_one_person_fewer():
    assert weighted_share([1, 0, 0, 1, 1], [2] * 5).effective == pytest.approx(4)


@pytest.mark.parametrize("all_said", [0, 1])
def test_where_everybody_or_nobody_said_so_kishs_size_stands_in(all_said):
    found = weighted_share([all_said] * 3, [1, 2, 3])
    assert (found.estimate.value, found.effective) == (all_said, pytest.approx(36 / 14))
    assert (found.estimate.interval.low if not all_said else found.estimate.interval.high) == all_said


def test_people_of_no_weight_are_no_part_of_the_base():
    assert weighted_share([1, 0, 1], [1, 1, 0]) == weighted_share([1, 0], [1, 1])


def test_a_weighted_mean_with_equal_weights_is_the_t_test():
    values = [3.0, 5.0, 4.0, 9.0, 1.0]
    theirs = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    found = weighted_mean(values, [7.0] * 5)
    assert (found.estimate.interval.low, found.estimate.interval.high) == pytest.approx((theirs.low, theirs.high))


@pytest.mark.parametrize(
    ("weights", "why"),
    [([0, 0], "all be nought"), ([1, -1], "none below nought"), ([1, np.nan], "finite"), ([1, 1, 1], "do not go with")],
)
def test_impossible_weights_are_refused(weights, why):
    with pytest.raises(ValueError, match=why):
        weighted_share([1, 0], weights)
    with pytest.raises(ValueError, match=why):
        weighted_mean([1, 0], weights)


@pytest.mark.parametrize("said", [[1, np.nan], [1, 0.5]])
def test_what_is_no_answer_is_no_share(said):
    with pytest.raises(ValueError, match=r"no finite number|either said so or did not"):
        weighted_share(said, [1, 1])


@pytest.mark.parametrize("values", [[4.0], [4.0, 4.0, 4.0]])
def test_one_value_has_no_weighted_interval(values):
    with pytest.raises(ValueError, match="no interval"):
        weighted_mean(values, [1.0] * len(values))


def test_a_net_score_of_few_has_an_interval_that_covers_better():
    """Airway data of Bentur et al. 2009 as Fagerland, Lydersen and Laake 2014 work them: 1 and 7 of 21 pairs differ."""
    found = net_adjusted(1, 7, 21)
    assert (found.value, found.count) == (net(1, 7, 21).value, -6)
    assert (round(found.interval.low, 3), round(found.interval.high, 3)) == (-0.508, -0.013)
    # R statpsych, ci.prop.ps(.05, 12, 4, 26, 6)
    again = net_adjusted(26, 4, 48).interval
    assert (again.low, again.high) == pytest.approx((0.2548067, 0.6251933), abs=5e-8)
    assert net_adjusted(20, 0, 20).interval.high == 1.0


@pytest.mark.parametrize("counts", [(3, 3, 5), (0, 0, 0), (-1, 0, 5), (1.5, 0, 5)])
def test_no_net_score_is_made_of_counts_that_do_not_fit(counts):
    for function in (net, net_adjusted):
        with pytest.raises(ValueError, match=r"no net score|whole numbers"):
            function(*counts)


def test_the_normal_interval_of_a_net_score_says_that_it_may_be_too_short():
    kinds = [caveat.kind for caveat in caveats(net(40, 20, 90), span=2.0)]
    assert kinds == [CaveatKind.SHORT]
    assert caveats(net(40, 20, 100), span=2.0) == ()
    assert CaveatKind.SHORT not in [caveat.kind for caveat in caveats(net_adjusted(40, 20, 90), span=2.0)]


def test_a_rough_estimate_carries_its_caveats_as_data():
    rough = Estimate("favourable", 0.5, Interval(0.25, 0.75), 20, 10, "wilson")
    assert caveats(rough) == (Caveat(CaveatKind.FEW, 0.25, 20), Caveat(CaveatKind.WIDE, 0.25, 20))
    assert caveats(rough, caution=Caution(few=20, wide=0.25)) == ()
    assert caveats(replace(rough, base=400, interval=Interval(45.0, 55.0)), span=100) == ()
