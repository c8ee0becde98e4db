"""The functions beside statsmodels and scipy, asked the same on the spot: six significant digits.

Each stands by its name in docs/reference/methods.md; a house test holds the two lists together.
"""

import numpy as np
import pytest
from scipy import integrate, optimize, stats
from statsmodels.discrete.discrete_model import Logit
from statsmodels.miscmodels.ordinal_model import OrderedModel
from statsmodels.regression.linear_model import WLS
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, power_proportions_2indep, proportion_confint

from poet.associate.agreement import tau_b_of
from poet.associate.areas import BetaBinomial, beta_binomial, shrink, shrinking, spread, tallied
from poet.associate.certainty import detectable_difference
from poet.associate.halo import between_raters
from poet.associate.odds import proportional_odds
from poet.associate.without import upper_limit
from poet.compare import (
    benjamini_hochberg,
    equality_p,
    holm,
    mantel_haenszel,
    newcombe,
    predictive_funnel,
    trend,
)
from poet.measure import ordinal_mean, weighted_share, wilson
from spec.test_groups import PAIN_N, PAIN_Y, counts
from spec.test_ordinal_agreement import SATISFACTION, people
from spec.test_proportional_odds import housing, one_by_one, wine
from spec.test_reference_results import SMOKERS, ends, odds, pain
from spec.test_reliability import saxony

# The fifteen p of Benjamini and Hochberg 1995.
FIFTEEN = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.324,
    0.4262,
    0.5719,
    0.6528,
    0.759,
    1,
]


def answers(seed=11, size=200):
    """Made-up answers 1 or 0 with weights."""
    dice = np.random.default_rng(seed)
    return (dice.random(size) < 0.6).astype(float), dice.uniform(0.3, 3, size)


def linearised():
    said, weights = answers()
    fitted = WLS(said, np.ones(len(said)), weights=weights).fit(cov_type="HC1")
    share, error = float(fitted.params[0]), float(fitted.bse[0])
    effective = share * (1 - share) / error**2
    return share, error, *proportion_confint(share * effective, effective, method="wilson")


def weighed():
    found = weighted_share(*answers())
    return found.estimate.value, found.error, *ends(found.estimate.interval)


def strata(seed=5):
    """Made-up tables of two groups over six strata: those who said so and the bases of either."""
    dice = np.random.default_rng(seed)
    bases, others = dice.integers(15, 60, 6), dice.integers(15, 60, 6)
    return dice.binomial(bases, 0.6), bases, dice.binomial(others, 0.5), others


def pooled():
    found = mantel_haenszel(*strata())
    return found.odds_ratio.value, *ends(found.odds_ratio.interval), found.statistic, found.p


def stratified():
    good, base, other_good, other_base = strata()
    tables = [np.array([[a, n - a], [c, m - c]]) for a, n, c, m in zip(good, base, other_good, other_base, strict=True)]
    theirs = StratifiedTable(tables)
    test = theirs.test_null_odds(correction=False)
    return theirs.oddsratio_pooled, *theirs.oddsratio_pooled_confint(), test.statistic, test.pvalue


def scattered(seed=8, areas=25):
    """Made-up figures of areas with their standard errors, that differ by more than chance."""
    dice = np.random.default_rng(seed)
    errors = dice.uniform(0.02, 0.08, areas)
    return dice.normal(0.6, np.sqrt(errors**2 + 0.06**2)), errors


def between_areas():
    values, errors = scattered()
    return [spread(values, errors, float(np.average(values, weights=errors**-2.0)), winsorised=0, c=1).tau2]


def topmost():
    """The likelihood of scipy's betabinom, climbed by a method that knows no derivatives."""
    yes, bases = saxony()
    most = {"xatol": 1e-10, "fatol": 1e-11, "maxiter": 9000}
    climbed = optimize.minimize(
        lambda at: -stats.betabinom.logpmf(yes, bases, *np.exp(at)).sum(),
        [3.5, 3.5],
        method="Nelder-Mead",
        options=most,
    )
    return [np.exp(climbed.x[0]) / np.exp(climbed.x).sum()]


def smoking():
    good, bases = SMOKERS
    said = np.concatenate(
        [np.repeat([1.0, 0.0], [count, base - count]) for count, base in zip(good, bases, strict=True)]
    )
    return [len(said) * stats.pearsonr(said, np.repeat(np.arange(4.0), bases)).statistic ** 2]


def halves():
    """The answers of ten areas of twelve people, process and outcome."""
    dice = np.random.default_rng(2)
    areas, lived = np.repeat(np.arange(10.0), 12), np.repeat(dice.normal(size=10), 12)
    return lived + dice.normal(size=120), lived + dice.normal(size=120), areas


def means():
    process, outcome, _ = halves()
    found = stats.pearsonr(process.reshape(10, 12).mean(axis=1), outcome.reshape(10, 12).mean(axis=1))
    return found.statistic, *found.confidence_interval(0.95)


def raters():
    process, outcome, areas = halves()
    found = between_raters(process, areas, outcome, areas)
    return found.correlation, *ends(found.interval)


def two_answers():
    """The proportional-odds model of two answers is logistic regression."""
    outcome, conditions, weights = housing()
    times = weights.astype(int)
    good, design = np.repeat(outcome == 2, times).astype(float), np.repeat(conditions, times, axis=0)
    theirs = Logit(good, np.column_stack([np.ones(len(good)), design])).fit(disp=0)
    ours = proportional_odds(good, design, good_from=1)
    return [one.log_odds for one in ours.effects], list(theirs.params[1:])


def funnel_ends():
    found = predictive_funnel(0.65, 30, 0.05)
    return *ends(found.warning), *ends(found.alarm)


def quantiles():
    mass = 1 / 0.05 - 1
    return stats.betabinom.ppf([0.025, 0.975, 0.001, 0.999], 30, 0.65 * mass, 0.35 * mass) / 30


# What another program says when it is asked: six significant digits.
ASKED = {
    "wilson, proportion_confint": (
        lambda: ends(wilson(37, 52, 0.9)),
        lambda: proportion_confint(37, 52, 0.1, "wilson"),
    ),
    "newcombe, confint_proportions_2indep": (
        lambda: ends(newcombe(56, 70, 48, 80)),
        lambda: confint_proportions_2indep(56, 70, 48, 80, method="newcomb"),
    ),
    "weighted_share, WLS": (weighed, linearised),
    "ordinal_mean, ttest_1samp": (
        lambda: ends(ordinal_mean([3, 5, 8, 20, 14]).interval),
        lambda: stats.ttest_1samp(np.repeat([0, 25, 50, 75, 100], [3, 5, 8, 20, 14]), 0).confidence_interval(0.95),
    ),
    "equality_p, chi2_contingency": (
        lambda: [float(equality_p(15, 50, 25, 50))],
        lambda: [stats.chi2_contingency([[15, 35], [25, 25]], correction=False).pvalue],
    ),
    "superiority, brunnermunzel": (
        lambda: pain()[:2],
        lambda: stats.brunnermunzel(*(np.repeat(range(5), counts(one)) for one in (PAIN_Y, PAIN_N))),
    ),
    "mantel_haenszel, StratifiedTable": (pooled, stratified),
    "trend, pearsonr": (lambda: [trend(*SMOKERS).statistic], smoking),
    "holm, multipletests": (lambda: holm(FIFTEEN), lambda: multipletests(FIFTEEN, method="holm")[1]),
    "benjamini_hochberg, multipletests": (
        lambda: benjamini_hochberg(FIFTEEN),
        lambda: multipletests(FIFTEEN, method="fdr_bh")[1],
    ),
    "predictive_funnel, betabinom": (funnel_ends, quantiles),
    "shrinking, quad": (
        lambda: [shrinking(0.1)],
        lambda: [
            integrate.quad(
                lambda z: np.clip(z, *stats.norm.ppf([0.1, 0.9])) ** 2 * stats.norm.pdf(z), -9, 9, limit=200
            )[0]
        ],
    ),
    "spread, combine_effects": (
        between_areas,
        lambda: [combine_effects(scattered()[0], scattered()[1] ** 2, method_re="chi2").tau2],
    ),
    "beta_binomial, betabinom": (lambda: [beta_binomial(tallied(*saxony())).mean], topmost),
    "shrink, beta": (
        lambda: ends(shrink(30, 40, BetaBinomial(0.65, 0.04)).interval),
        lambda: stats.beta.interval(0.95, 0.65 * 24 + 30, 0.35 * 24 + 10),
    ),
    "proportional_odds, Logit": (lambda: two_answers()[0], lambda: two_answers()[1]),
    "proportional_odds, OrderedModel": (
        lambda: [odds(wine, 4).log_likelihood],
        lambda: [OrderedModel(*one_by_one(*wine()), distr="logit").fit(method="bfgs", disp=0, gtol=1e-8).llf],
    ),
    "tau_b, kendalltau": (
        lambda: [tau_b_of(SATISFACTION).value],
        lambda: [stats.kendalltau(*people(SATISFACTION)).statistic],
    ),
    "upper_limit, binomtest": (
        lambda: [upper_limit(7, 40, 0.95)],
        lambda: [stats.binomtest(7, 40, alternative="less").proportion_ci(0.95, method="exact").high],
    ),
    "between_raters, pearsonr": (raters, means),
    "detectable_difference, power_proportions_2indep": (
        lambda: [0.8],
        lambda: [
            # One-sided at half the level: two-sided power counts differences found the wrong way round too.
            power_proportions_2indep(
                detectable_difference(80).up, 0.65, 80, alpha=0.025, alternative="larger", return_results=False
            )
        ],
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_ours_agrees_to_six_digits_with_another_program_asked_on_the_spot(name):
    ours, theirs = ASKED[name]
    assert list(ours()) == pytest.approx(list(theirs()), rel=5e-7)
