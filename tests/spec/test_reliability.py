"""How far an area's figure tells of the area: published fits, and the same likelihood climbed another way."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq, minimize
from scipy.special import digamma
from scipy.stats import beta, betabinom

from poet.associate.areas import BetaBinomial, beta_binomial, reliability, shrink, tallied, words
from poet.measure import NotEstimable, wilson

# Boys among the first 12 children of 6,115 families in Saxony (Geissler 1889; Lindsey and Altham 1998).
SAXONY = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7]


def saxony():
    return np.repeat(np.arange(13), SAXONY), np.full(sum(SAXONY), 12)


def test_the_families_of_saxony_give_the_published_fit():
    model = beta_binomial(tallied(*saxony()))
    # Published as alpha = 34.09558, beta = 31.5715: the surface is so flat that its last digits are not the top's.
    assert model.mean * model.k == pytest.approx(34.09558, rel=3e-4)
    assert (1 - model.mean) * model.k == pytest.approx(31.5715, rel=3e-4)


def test_the_fit_is_the_very_top_of_the_likelihood():
    yes, bases = saxony()
    model = beta_binomial(tallied(yes, bases))

    def slope(k):  # by gamma functions, where ours has none
        a, b = model.mean * k, (1 - model.mean) * k
        return sum(
            model.mean * (digamma(a + x) - digamma(a))
            + (1 - model.mean) * (digamma(b + n - x) - digamma(b))
            - digamma(k + n)
            + digamma(k)
            for x, n in zip(yes, bases, strict=True)
        )

    assert model.k == pytest.approx(brentq(slope, 50, 80, xtol=1e-10), rel=1e-8)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("k", [2, 15, 60])
def test_a_general_optimiser_on_scipys_likelihood_finds_the_same(seed, k):
    dice = np.random.default_rng(seed)
    bases = dice.integers(5, 150, 60)
    yes = dice.binomial(bases, dice.beta(0.65 * k, 0.35 * k, 60))
    model = beta_binomial(tallied(yes, bases))
    climbed = minimize(
        lambda at: -betabinom.logpmf(yes, bases, *np.exp(at)).sum(),
        np.log([model.mean * 20, (1 - model.mean) * 20]),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 5000},
    )
    a, b = np.exp(climbed.x)
    assert model.mean == pytest.approx(a / (a + b), rel=1e-6)
    assert model.icc == pytest.approx(1 / (a + b + 1), rel=1e-5)


def test_areas_that_differ_less_than_chance_have_no_correlation_and_no_reliability():
    found = reliability([13, 13, 14, 13, 13, 12], [20] * 6)
    assert (found.model.icc, found.model.k, set(found.by_area.tolist())) == (0.0, float("inf"), {0.0})
    assert found.model.mean == pytest.approx(78 / 120)


def test_reliability_is_n_over_n_plus_k():
    found = reliability([40, 20, 30, 5, 0], [50, 50, 40, 40, 0])
    k = (1 - found.model.icc) / found.model.icc
    assert found.by_area.tolist() == pytest.approx([50 / (50 + k), 50 / (50 + k), 40 / (40 + k), 40 / (40 + k), 0])


@pytest.mark.parametrize(
    ("counts", "bases", "why"),
    [
        ([3], [5], words.ONE_AREA),
        ([1, 0, 1], [1, 1, 1], words.NO_PAIRS),
        ([0, 4, 3], [2, 4, 3], words.ALL_OR_NOTHING),
        ([4, 4], [4, 4], words.ALL_THE_SAME),
        ([float("nan"), 4], [4, 4], words.NOT_NUMBERS),
        ([-1, 4], [4, 4], words.IMPOSSIBLE),
    ],
)
def test_what_has_no_reliability_says_why(counts, bases, why):
    assert reliability(counts, bases) == NotEstimable(why)


def test_a_shrunken_share_stands_between_the_raw_one_and_the_mean_of_all():
    model = BetaBinomial(0.65, 1 / 21)  # k = 20, a beta(13, 7)
    found = shrink(3, 10, model)
    assert (found.raw, found.raw_interval) == (0.3, wilson(3, 10))
    assert found.shrunken == pytest.approx((13 + 3) / (20 + 10))
    assert found.pull == pytest.approx(20 / 30)
    assert (found.interval.low, found.interval.high) == pytest.approx(beta.interval(0.95, 16, 14))


def test_where_areas_do_not_differ_everybody_shares_the_mean():
    found = shrink(3, 10, BetaBinomial(0.65, 0.0))
    assert (found.shrunken, found.pull, found.interval.low, found.interval.high) == (0.65, 1.0, 0.65, 0.65)


def test_nobody_has_no_share_and_an_impossible_count_is_refused():
    model = BetaBinomial(0.65, 0.05)
    assert shrink(0, 0, model) == NotEstimable(words.NOBODY)
    with pytest.raises(ValueError, match="no interval"):
        shrink(5, 4, model)
