"""The proportional-odds model against published fits, statsmodels, and areas that differ by construction."""

import numpy as np
import pytest
from statsmodels.discrete.discrete_model import MNLogit
from statsmodels.miscmodels.ordinal_model import OrderedModel

from poet.associate.odds import AreaEffect, proportional_odds
from poet.associate.ordered import fit, highest
from poet.measure import NotEstimable

# Bitterness of wine (1 to 5) by temperature and contact: Randall 1989, Biometrical Journal 31:781-793; `wine` of R ordinal.
WINE = {(0, 0): (4, 9, 5, 0, 0), (0, 1): (1, 7, 8, 2, 0), (1, 0): (0, 5, 8, 3, 2), (1, 1): (0, 1, 5, 7, 5)}
# Satisfaction (low, medium, high) of Copenhagen residents by influence, type of housing and contact:
# Madsen 1976, Scandinavian Journal of Statistics 3:97-106; `housing` of R MASS.
HOUSING = {
    ("low", "tower", "low"): (21, 21, 28),
    ("medium", "tower", "low"): (34, 22, 36),
    ("high", "tower", "low"): (10, 11, 36),
    ("low", "apartment", "low"): (61, 23, 17),
    ("medium", "apartment", "low"): (43, 35, 40),
    ("high", "apartment", "low"): (26, 18, 54),
    ("low", "atrium", "low"): (13, 9, 10),
    ("medium", "atrium", "low"): (8, 8, 12),
    ("high", "atrium", "low"): (6, 7, 9),
    ("low", "terrace", "low"): (18, 6, 7),
    ("medium", "terrace", "low"): (15, 13, 13),
    ("high", "terrace", "low"): (7, 5, 11),
    ("low", "tower", "high"): (14, 19, 37),
    ("medium", "tower", "high"): (17, 23, 40),
    ("high", "tower", "high"): (3, 5, 23),
    ("low", "apartment", "high"): (78, 46, 43),
    ("medium", "apartment", "high"): (48, 45, 86),
    ("high", "apartment", "high"): (15, 25, 62),
    ("low", "atrium", "high"): (20, 23, 20),
    ("medium", "atrium", "high"): (10, 22, 24),
    ("high", "atrium", "high"): (7, 10, 21),
    ("low", "terrace", "high"): (57, 23, 13),
    ("medium", "terrace", "high"): (31, 21, 13),
    ("high", "terrace", "high"): (5, 6, 13),
}


def wine():
    rows = [(rating, *kind, people) for kind, counts in WINE.items() for rating, people in enumerate(counts, 1)]
    table = np.array(rows, float)
    return table[:, 0], table[:, 1:3], table[:, 3]


def housing():
    rows = [
        (satisfied, [i == "medium", i == "high", t == "apartment", t == "atrium", t == "terrace", c == "high"], people)
        for (i, t, c), counts in HOUSING.items()
        for satisfied, people in enumerate(counts)
    ]
    outcome, conditions, weights = zip(*rows, strict=True)
    return np.array(outcome, float), np.array(conditions, float), np.array(weights, float)


def one_by_one(outcome, conditions, weights):
    times = weights.astype(int)
    return np.repeat(outcome, times), np.repeat(conditions, times, axis=0)


def test_the_wine_data_give_the_published_slopes_thresholds_and_likelihood():
    # R ordinal: clm(rating ~ temp + contact, data = wine)
    model = proportional_odds(*wine()[:2], weights=wine()[2], good_from=4)
    assert [round(effect.log_odds, 4) for effect in model.effects] == [2.5031, 1.5278]
    assert [round(effect.error, 4) for effect in model.effects] == [0.5287, 0.4766]
    assert [round(limit, 4) for limit in model.thresholds] == [-1.3444, 1.2508, 3.4669, 5.0064]
    assert (round(model.log_likelihood, 2), model.people, model.parameters) == (-86.49, 72, 6)


def test_the_test_of_proportional_odds_on_the_wine_data_is_the_published_one():
    # R ordinal: nominal_test of the same model: LRT 3.1750 (temp) and .5667 (contact), 3 degrees of freedom each
    model = proportional_odds(*wine()[:2], weights=wine()[2], good_from=4)
    tests = [effect.proportional for effect in model.effects]
    assert [(round(test.statistic, 4), test.freedom, round(test.p, 4)) for test in tests] == [
        (3.1750, 3, 0.3654),
        (0.5667, 3, 0.9040),
    ]


def test_the_copenhagen_housing_data_give_the_published_fit():
    # R MASS: polr(Sat ~ Infl + Type + Cont, weights = Freq, data = housing); 1,681 residents
    outcome, conditions, weights = housing()
    model = proportional_odds(outcome, conditions, weights=weights, good_from=2)
    slopes = [0.5664, 1.2888, -0.5724, -0.3662, -1.0910, 0.3603]
    assert [effect.log_odds for effect in model.effects] == pytest.approx(slopes, abs=6e-5)
    assert model.thresholds == pytest.approx((-0.4961, 0.6907), abs=6e-5)
    assert (model.people, round(-2 * model.log_likelihood, 2)) == (
        1681,
        3479.15,
    )  # the residual deviance printed by polr


@pytest.mark.parametrize("data", [wine, housing])
def test_statsmodels_finds_the_same_fit(data):
    outcome, conditions, weights = data()
    theirs = OrderedModel(*one_by_one(outcome, conditions, weights), distr="logit").fit(
        method="bfgs", disp=0, gtol=1e-8
    )
    ours = fit(outcome, conditions, weights)
    assert ours.slopes == pytest.approx(theirs.params[: conditions.shape[1]], abs=1e-4)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)
    errors = np.sqrt(np.diag(ours.covariance))[-conditions.shape[1] :]
    assert errors == pytest.approx(theirs.bse[: conditions.shape[1]], rel=1e-3)


def test_slopes_of_their_own_for_one_condition_fit_as_well_as_the_multinomial_model_does():
    outcome, conditions, weights = housing()
    high = conditions[:, [1]]
    theirs = MNLogit(*one_by_one(outcome, np.column_stack([np.ones(len(high)), high]), weights)).fit(disp=0)
    assert highest(outcome, high, weights, own_slopes=(0,)) == pytest.approx(theirs.llf, abs=1e-6)


def test_odds_ratio_and_percentages_stand_together_and_the_ratio_is_not_one_of_percentages():
    outcome, conditions, weights = housing()
    effect = proportional_odds(outcome, conditions, weights=weights, good_from=2).effects[1]
    assert effect.odds_ratio == pytest.approx(np.exp(1.2888), abs=1e-3)
    assert effect.interval.low < effect.odds_ratio < effect.interval.high
    ratio = effect.met.share / effect.unmet.share
    assert 1 < ratio < 0.6 * effect.odds_ratio
    for predicted in (effect.met, effect.unmet):
        assert 0 < predicted.interval.low < predicted.share < predicted.interval.high < 1


def test_with_one_condition_and_two_answers_the_percentages_are_the_plain_ones():
    good, met = np.repeat([1, 0, 1, 0], [81, 19, 42, 58]), np.repeat([1, 1, 0, 0], [81, 19, 42, 58])
    effect = proportional_odds(good, met, good_from=1).effects[0]
    assert (effect.met.share, effect.unmet.share) == (pytest.approx(0.81), pytest.approx(0.42))
    assert effect.odds_ratio == pytest.approx((81 / 19) / (42 / 58))
    assert effect.error == pytest.approx(np.sqrt(1 / 81 + 1 / 19 + 1 / 42 + 1 / 58))  # Woolf 1955
    assert isinstance(effect.proportional, NotEstimable)


def made_up(areas, people, slope, seed=5):
    """Areas where more conditions are met are better off anyway: the pooled odds ratio is too large."""
    dice = np.random.default_rng(seed)
    area = np.repeat(np.arange(areas), people)
    well = dice.normal(0, 1.5, areas)
    met = (dice.random(areas * people) < 1 / (1 + np.exp(-2 * well[area]))).astype(float)
    outcome = np.digitize(slope * met + well[area] + dice.logistic(size=len(met)), [-2, -0.5, 0.5, 2]).astype(float)
    return outcome, met, area


@pytest.mark.parametrize(("areas", "people", "how"), [(12, 700, AreaEffect.FIXED), (150, 56, AreaEffect.MUNDLAK)])
def test_differences_between_areas_are_kept_out_of_the_odds_ratio(areas, people, how):
    outcome, met, area = made_up(areas, people, slope=0.7)
    pooled = proportional_odds(outcome, met, good_from=3).effects[0]
    model = proportional_odds(outcome, met, area, good_from=3)
    assert model.area_effect is how
    assert pooled.log_odds > 1.2
    # what is left of an area's own level makes Mundlak's slope a little flatter, never steeper
    assert 0.7 - 0.2 < model.effects[0].log_odds < 0.7 + 2 * model.effects[0].error


def test_the_slope_with_an_intercept_for_each_area_is_statsmodels_own():
    outcome, met, area = made_up(6, 80, slope=0.7)
    dummies = (area[:, None] == np.arange(1, 6)[None, :]).astype(float)
    theirs = OrderedModel(outcome, np.column_stack([met, dummies]), distr="logit").fit(method="bfgs", disp=0)
    assert proportional_odds(outcome, met, area, good_from=3).effects[0].log_odds == pytest.approx(
        theirs.params[0], abs=1e-3
    )


def test_errors_by_area_are_those_of_drawing_areas_again():
    outcome, met, area = made_up(40, 30, slope=0.7)
    found = proportional_odds(outcome, met, area, good_from=3).effects[0]
    dice = np.random.default_rng(3)
    slopes = []
    for _ in range(150):
        drawn = dice.integers(0, 40, 40)
        rows = np.concatenate([np.flatnonzero(area == one) for one in drawn])
        again = proportional_odds(outcome[rows], met[rows], np.repeat(np.arange(40), 30), good_from=3)
        slopes.append(again.effects[0].log_odds)
    assert found.error == pytest.approx(np.std(slopes), rel=0.25)


def test_the_interval_holds_the_true_slope_as_often_as_it_says():
    inside, flagged = 0, 0
    for seed in range(150):
        outcome, met, area = made_up(40, 30, slope=0.7, seed=seed)
        effect = proportional_odds(outcome, met, area, good_from=3).effects[0]
        inside += effect.interval.low <= np.exp(0.7) <= effect.interval.high
        flagged += effect.proportional.p < 0.05
    assert 0.89 <= inside / 150 <= 0.99
    assert flagged / 150 <= 0.1


def test_the_order_of_people_and_the_names_of_areas_and_answers_change_nothing():
    outcome, met, area = made_up(9, 60, slope=0.7)
    order = np.random.default_rng(0).permutation(len(met))
    first = proportional_odds(outcome, met, area, good_from=3)
    again = proportional_odds(10 + 7 * outcome[order], met[order], 100 - area[order], good_from=31)
    assert again.effects[0].odds_ratio == pytest.approx(first.effects[0].odds_ratio, rel=1e-9)
    assert again.effects[0].met.share == pytest.approx(first.effects[0].met.share, rel=1e-9)


@pytest.mark.parametrize(
    ("outcome", "conditions", "more", "why"),
    [
        ([np.nan, np.nan], [1, 0], {}, "Nobody answered"),
        ([3, 3, 3, 3], [1, 0, 1, 0], {}, "same answer to the outcome"),
        ([0, 1, 2, 3], [1, 1, 1, 1], {}, "same answer to one of the conditions"),
        ([0, 0, 1, 1] * 9, [0, 0, 1, 1] * 9, {}, "without any exception"),
        ([0, 1, 2, 1] * 9, [[0, 0], [0, 0], [1, 1], [1, 1]] * 9, {}, "say the same"),
        ([0, 1, 1, 0] * 9, [0, 0, 1, 1] * 9, {"weights": np.zeros(36)}, "All weights are nought"),
        ([0, 1, 1, 0] * 9, [0, 0, 1, 1] * 9, {"weights": np.full(36, -1)}, "weight"),
        ([0, 1, 1, 0] * 9, [0, 0, 1, 1] * 9, {"weights": np.full(36, np.nan)}, "weight"),
        ([0, 1, 1, 0] * 9, [0, 0, 1, 1] * 9, {"good_from": 7}, "seen as good or not"),
    ],
)
def test_what_cannot_be_fitted_says_why(outcome, conditions, more, why):
    found = proportional_odds(outcome, conditions, **({"good_from": 1} | more))
    assert isinstance(found, NotEstimable)
    assert why in found.why


def test_areas_of_one_person_and_an_area_of_one_answer_do_not_stop_the_model():
    outcome, met, area = made_up(12, 60, slope=0.7)
    lonely = np.concatenate([area, np.arange(12, 30)])
    outcome, met = np.concatenate([outcome, np.full(18, 4.0)]), np.concatenate([met, np.tile([0.0, 1.0], 9)])
    assert proportional_odds(outcome, met, lonely, good_from=3).area_effect is AreaEffect.MUNDLAK
    assert proportional_odds(outcome[:-12], met[:-12], lonely[:-12], good_from=3).area_effect is AreaEffect.FIXED


@pytest.mark.parametrize("points", [2, 11])
def test_scales_of_two_and_of_eleven_points_are_taken_as_they_are(points):
    dice = np.random.default_rng(11)
    met = dice.integers(0, 2, 600).astype(float)
    outcome = np.clip(np.round(dice.normal(points / 2 + met * points / 6, points / 5)), 0, points - 1)
    model = proportional_odds(outcome, met, good_from=points / 2)
    assert len(model.thresholds) == points - 1
    assert model.effects[0].interval.low > 1
