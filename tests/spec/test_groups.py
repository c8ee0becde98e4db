"""Groups, voices and many tests at once: against published figures."""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from poet.compare import (
    AcrossAreas,
    Agreement,
    NotTested,
    across_areas,
    across_areas_each,
    benjamini_hochberg,
    groups_apart,
    holm,
    mantel_haenszel,
    newcombe,
    superiority,
    triangulated,
)
from poet.protect import Grain, Why, Withheld
from spec.test_measures import OPEN, table

# Brunner and Munzel 2000: pain scores after surgery under treatment Y and under treatment N.
PAIN_Y = (1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1)
PAIN_N = (3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4)
# Benjamini and Hochberg 1995, section 3.2: thrombolysis, 15 comparisons.
P_1995 = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
)  # fmt: skip
# Bickel et al. 1975, admissions to Berkeley by department: men admitted and not, women admitted and not.
BERKELEY = np.array(
    [
        [512, 313, 89, 19],
        [353, 207, 17, 8],
        [120, 205, 202, 391],
        [138, 279, 131, 244],
        [53, 138, 94, 299],
        [22, 351, 24, 317],
    ]
)


def counts(scores):
    return [Counter(scores)[score] for score in range(1, 6)]


def berkeley():
    men, women = BERKELEY[:, :2], BERKELEY[:, 2:]
    return men[:, 0], men.sum(axis=1), women[:, 0], women.sum(axis=1)


def test_brunner_and_munzels_test_is_the_published_one():
    found = superiority(counts(PAIN_N), counts(PAIN_Y))
    assert (round(found.statistic, 4), round(found.freedom, 3), round(found.p, 6)) == (3.1375, 17.683, 0.005786)
    assert (round(found.value, 6), round(found.interval.low, 4), round(found.interval.high, 4)) == (
        0.788961,
        0.5952,
        0.9827,
    )


def test_the_probability_of_superiority_counts_every_pair():
    pairs = [(n > y) + Fraction(n == y, 2) for n in PAIN_N for y in PAIN_Y]
    assert superiority(counts(PAIN_N), counts(PAIN_Y)).value == pytest.approx(float(sum(pairs) / len(pairs)))


@pytest.mark.parametrize(
    ("group", "other", "why"),
    [
        ([0, 5], [7, 0], "no spread to judge it by"),
        ([5, 0], [7, 0], "gave the same answer"),
        ([1, 0], [7, 3], "two people at least"),
        ([1, 2], [1, 2, 3], "same options"),
        ([1, -2], [1, 2], "below nought"),
        ([1, float("nan")], [1, 2], "whole numbers"),
    ],
)
def test_groups_that_cannot_be_compared_say_why(group, other, why):
    with pytest.raises(ValueError, match=why):
        superiority(group, other)


def test_the_common_odds_ratio_over_departments_is_the_published_one():
    # R mantelhaen.test(UCBAdmissions): common odds ratio 0.9046968, 95 % 0.7719074 to 1.0603298
    found = mantel_haenszel(*berkeley())
    ratio = found.odds_ratio
    assert [round(one, 7) for one in (ratio.value, ratio.interval.low, ratio.interval.high)] == [
        0.9046968,
        0.7719074,
        1.0603298,
    ]
    strata = StratifiedTable([np.array([[a, b], [c, d]]) for a, b, c, d in BERKELEY])
    theirs = strata.test_null_odds(correction=False)
    assert (found.statistic, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-10)


def test_the_pooled_risk_difference_follows_its_formula_exactly():
    """Mantel and Haenszel's weights and Sato's variance, in fractions."""
    weight = level = slope = total = Fraction(0)
    for a, b, c, d in BERKELEY.tolist():
        n, m = a + b, c + d
        weight += Fraction(n * m, n + m)
        total += Fraction(a * m - c * n, n + m)
        slope += Fraction(n * n * c - m * m * a, (n + m) ** 2) + Fraction(n * m * (m - n), 2 * (n + m) ** 2)
        level += Fraction(a * (m - c) + c * (n - a), 2 * (n + m))
    pooled = total / weight
    error = float((pooled * slope + level) / weight**2) ** 0.5
    found = mantel_haenszel(*berkeley())
    assert found.difference == pytest.approx(float(pooled), rel=1e-12)
    assert found.interval.high == pytest.approx(float(pooled) + 1.959963984540054 * error, rel=1e-12)


def test_pooling_over_departments_turns_the_sign_that_adding_them_up_shows():
    """Simpson: admitted men minus women is +14 points added up, and nearly nought within departments."""
    men, all_men, women, all_women = (one.sum() for one in berkeley())
    assert men / all_men - women / all_women > 0.13
    assert -0.05 < mantel_haenszel(*berkeley()).difference < 0


@pytest.mark.parametrize(
    "strata", [([0, 5], [10, 5], [0, 7], [10, 7]), ([3], [10], [0], [0])], ids=["all alike", "one group absent"]
)
def test_strata_that_tell_nothing_make_no_pooled_difference(strata):
    with pytest.raises(ValueError, match="no pooled difference"):
        mantel_haenszel(*strata)


def test_a_cell_that_is_empty_everywhere_leaves_no_odds_ratio():
    assert mantel_haenszel([0, 0], [10, 8], [4, 5], [10, 9]).odds_ratio is None


def test_one_area_across_areas_is_that_area():
    group, other = np.array([counts(PAIN_N)]), np.array([counts(PAIN_Y)])
    found = across_areas(group, other, np.array([False, False, False, True, True]))
    assert found.superiority == superiority(counts(PAIN_N), counts(PAIN_Y))
    assert (found.areas, found.people, found.others, found.left_out) == (1, 11, 14, 0)
    assert found.pooled.difference == pytest.approx(3 / 11 - 1 / 14)


def test_several_areas_are_weighted_as_rank_tests_weight_them():
    group = np.array([counts(PAIN_N), [2, 3, 4, 5, 6], [0, 0, 1, 0, 0]])
    other = np.array([counts(PAIN_Y), [6, 5, 4, 3, 2], [4, 4, 4, 4, 4]])
    found = across_areas(group, other, np.array([False, False, False, True, True]))
    parts = [superiority(group[area].tolist(), other[area].tolist()) for area in (0, 1)]
    weights = np.array([11 * 14 / 26, 20 * 20 / 41])
    weights /= weights.sum()
    assert found.superiority.value == pytest.approx(float(weights @ [part.value for part in parts]))
    errors = [(part.value - 0.5) / part.statistic for part in parts]
    error = (found.superiority.value - 0.5) / found.superiority.statistic
    assert error == pytest.approx(float(np.sqrt(weights**2 @ np.square(errors))))
    assert (found.areas, found.left_out) == (2, 21)


def test_across_areas_nothing_is_tested_where_too_few_stand_in_a_group():
    favourable = np.array([False, True])
    few, many = np.array([[4, 5]]), np.array([[20, 30]])
    assert across_areas(few, many, favourable) == NotTested("fewer than 10 people in one of the groups")
    lone = np.eye(2, dtype=np.int64)[[0, 1] * 6]
    assert across_areas(lone, lone, favourable) == NotTested("no area has two people in each group")


MIND = "everybody in one of the groups gave the same answer: with no spread in it, chance cannot be judged"


def test_a_group_of_one_mind_is_not_tested_for_its_test_would_call_it_certain():
    favourable = np.array([False, False, True])
    alike, mixed = np.array([[0, 0, 17]]), np.array([[100, 200, 700]])
    assert superiority(alike[0].tolist(), mixed[0].tolist()).p < 0.001
    assert across_areas(alike, mixed, favourable) == NotTested(MIND)
    assert across_areas(mixed, alike, favourable) == NotTested(MIND)
    within = np.array([[0, 0, 9], [8, 0, 0]])
    assert across_areas(within, np.array([[9, 9, 9], [9, 9, 9]]), favourable) == NotTested(MIND)
    few, many = table("heard", 0, 0, 30, 0, 0, 5, policy=OPEN), table("heard", 9, 9, 9, 9, 9, 0, policy=OPEN)
    assert groups_apart({"few": few, "many": many}) == {"few": NotTested(MIND)}


def test_of_a_group_all_on_one_side_there_is_no_pooled_difference_that_says_so():
    group, other = np.array([[0, 5, 12]]), np.array([[30, 30, 40]])
    found = across_areas(group, other, np.array([False, True, True]))
    assert (found.pooled, found.people) == (None, 17)
    assert across_areas(group, other, np.array([False, False, True])).pooled is not None


@pytest.mark.parametrize("people", [10, 12, 20])
def test_small_groups_of_the_same_people_stand_out_no_more_often_than_is_said(people):
    """Nine in ten say so: with groups of one mind tested, 35, 28 and 12 % of them would stand out."""
    dice = np.random.default_rng(33)
    group, other = (dice.multinomial(size, [0.1, 0.9], (3000, 1)) for size in (people, 1000))
    found = across_areas_each(group, other, np.array([False, True]))
    flagged = [isinstance(one, AcrossAreas) and one.superiority.p < 0.05 for one in found]
    assert np.mean(flagged) <= 0.06


def test_holm_and_benjamini_hochberg_reject_as_published():
    # BH 1995: four rejected at .05; Bonferroni and its step-down reject the first three.
    assert int((benjamini_hochberg(P_1995) <= 0.05).sum()) == 4
    assert int((holm(P_1995) <= 0.05).sum()) == 3
    assert holm([0.01, 0.04, 0.03]).tolist() == [0.03, 0.06, 0.06]  # R p.adjust(c(.01, .04, .03), "holm")
    assert benjamini_hochberg([]).tolist() == []


@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjusted_p_values_are_those_of_statsmodels(ours, theirs):
    shuffled = np.random.default_rng(1995).permutation(P_1995)
    assert ours(shuffled) == pytest.approx(multipletests(shuffled, method=theirs)[1], rel=1e-12)


@pytest.mark.parametrize("wrong", [[0.1, 1.2], [-0.1], [float("nan")]])
def test_what_is_no_p_value_is_refused(wrong):
    with pytest.raises(ValueError, match="p-values"):
        holm(wrong)


def test_each_group_stands_beside_all_others_on_the_scale_that_all_show():
    groups = {
        "girls": table("heard", 20, 20, 30, 10, 10, 5),
        "boys": table("heard", 30, 10, 10, 20, 20, 5),
        "others": table("heard", 9, 9, 9, 9, 9, 0),
    }
    found = groups_apart(groups)
    girls = found["girls"]
    assert list(found) == ["girls", "boys", "others"]
    assert girls.superiority == superiority([10, 10, 30, 20, 20], [29, 29, 19, 19, 39])
    assert (girls.share, girls.other_share) == (40 / 90, 58 / 135)
    assert girls.risk_interval == newcombe(40, 90, 58, 135)


def test_of_two_groups_one_test_is_made():
    girls, boys = table("heard", 20, 20, 30, 10, 10, 5), table("heard", 30, 10, 10, 20, 20, 5)
    assert list(groups_apart({"girls": girls, "boys": boys})) == ["girls"]


def test_a_group_whose_answers_are_joined_makes_the_scale_coarser_for_all():
    coarse = table("heard", 30, 20, 30, 2, 10, 5)
    assert coarse.grain is Grain.SIDES
    found = groups_apart({"girls": coarse, "boys": table("heard", 30, 10, 10, 20, 20, 5)})["girls"]
    assert found.superiority == superiority([12, 30, 50], [40, 10, 40])


def test_groups_of_fewer_than_ten_are_not_tested():
    few, many = table("heard", 3, 3, 1, 1, 1, 0, policy=OPEN), table("heard", 9, 9, 9, 9, 9, 0, policy=OPEN)
    assert groups_apart({"few": few, "many": many}) == {"few": NotTested("fewer than 10 people in one of the groups")}


def test_a_withheld_group_withholds_the_test_and_an_unjudged_item_has_none():
    few, many = table("heard", 3, 3, 1, 1, 1, 0), table("heard", 9, 9, 9, 9, 9, 0)
    assert groups_apart({"few": few, "many": many}) == {"few": Withheld(Why.FEW_ANSWERS)}
    need = table("need", 20, 20, 30, 10)
    assert groups_apart({"one": need, "two": need}) == {"one": Withheld(Why.NOT_ASKED)}


def test_voices_that_are_close_and_many_agree():
    near = {voice: table("heard", said, 0, 0, 2000 - said, 0, 0) for voice, said in (("child", 1200), ("parent", 1210))}
    found = triangulated(near, 0.05)
    assert found.verdict is Agreement.AGREE
    assert found.between[0].interval == newcombe(1200, 2000, 1210, 2000)


def test_voices_that_are_far_apart_differ_and_few_cannot_say():
    def voices(child, parent, practitioner, base):
        said = {"child": child, "parent": parent, "practitioner": practitioner}
        return {voice: table("heard", count, 0, 0, base - count, 0, 0) for voice, count in said.items()}

    found = triangulated(voices(60, 100, 140, 200), 0.05)
    assert (found.verdict, len(found.between)) == (Agreement.DIFFER, 3)
    assert found.between[0].interval == newcombe(60, 200, 100, 200, confidence=1 - 0.05 / 3)
    assert triangulated(voices(10, 12, 14, 25), 0.05).verdict is Agreement.CANNOT_SAY


def test_one_voice_is_no_triangulation():
    voices = {"child": table("heard", 3, 0, 0, 3, 0, 0), "parent": table("heard", 30, 0, 0, 30, 0, 0)}
    assert triangulated(voices, 0.05) == NotTested("fewer than two voices answered")


def test_scipy_agrees_on_real_scales():
    group, other = [3, 5, 8, 20, 14], [9, 9, 12, 10, 6]
    theirs = stats.brunnermunzel(np.repeat(range(5), other), np.repeat(range(5), group))
    found = superiority(group, other)
    assert (found.statistic, found.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-10)
