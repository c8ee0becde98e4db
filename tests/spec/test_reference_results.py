"""The functions beside figures that other programs printed, to the last digit that was printed.

Each stands by its name, with who printed it, in docs/reference/methods.md; a house test holds the two lists together.
"""

import numpy as np
import pytest

from poet.associate.areas import area_scores, reliabilities
from poet.associate.areas.composites import Scores
from poet.associate.certainty import detectable_difference
from poet.associate.coders import Measured, krippendorff_alpha
from poet.associate.importance import importance
from poet.associate.odds import proportional_odds
from poet.associate.without import upper_limit
from poet.compare import mantel_haenszel, miettinen_nurminen, newcombe, superiority, trend
from poet.measure import net_adjusted, weighted_mean, wilson
from spec.published_data import SWISS
from spec.test_coders_agree import PUBLISHED
from spec.test_groups import PAIN_N, PAIN_Y, berkeley, counts
from spec.test_proportional_odds import housing, wine

# Hours of sleep gained by twenty patients: Student 1908; `sleep` of R.
SLEEP = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Six targets rated by four judges: Shrout and Fleiss 1979, table 2.
JUDGED = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
# Smokers among patients in four studies: Fleiss 1981; R's help on prop.trend.test.
SMOKERS = [83, 90, 129, 70], [86, 93, 136, 82]


def ends(interval):
    return interval.low, interval.high


def judges():
    found = area_scores(Scores("judged", tuple("abcdef"), np.repeat(np.arange(6), 4), JUDGED.ravel()))
    return found.icc, float(reliabilities(found.bases, found.k)[0])


def odds(data, good_from):
    outcome, conditions, weights = data()
    return proportional_odds(outcome, conditions, weights=weights, good_from=good_from)


def pain():
    found = superiority(counts(PAIN_N), counts(PAIN_Y))
    return found.statistic, found.p, found.value, *ends(found.interval), found.freedom


def departments():
    found = mantel_haenszel(*berkeley())
    return found.odds_ratio.value, *ends(found.odds_ratio.interval), found.statistic, found.p


# What a program printed: ours must print the same digits.
PRINTED = {
    "wilson, 65 of 100": (lambda: ends(wilson(65, 100)), ("0.55254443", "0.73635752")),
    "wilson, 4 of 10": (lambda: ends(wilson(4, 10)), ("0.168180329706", "0.687326230266")),
    "newcombe, 3 of 29 and 6 of 36": (lambda: ends(newcombe(3, 29, 6, 36)), ("-0.2298067", "0.1197196")),
    "newcombe, 0 of 10 and 0 of 20": (lambda: ends(newcombe(0, 10, 0, 20)), ("-0.16112516", "0.27753280")),
    "miettinen_nurminen, 3 of 29 and 6 of 36": (
        lambda: ends(miettinen_nurminen(3, 29, 6, 36)),
        ("-0.2369807", "0.1227832"),
    ),
    "miettinen_nurminen, 0 of 10 and 0 of 20": (
        lambda: ends(miettinen_nurminen(0, 10, 0, 20)),
        ("-0.16576023", "0.28438134"),
    ),
    "net_adjusted, 26 and 4 of 48": (lambda: ends(net_adjusted(26, 4, 48).interval), ("0.2548067", "0.6251933")),
    "net_adjusted, 64 and 5 of 100": (
        lambda: ends(net_adjusted(64, 5, 100, confidence=0.682689492137086).interval),
        (f"{0.5784314 - 0.05953213:.6f}", f"{0.5784314 + 0.05953213:.6f}"),
    ),
    "weighted_mean, hours of sleep": (
        lambda: ends(weighted_mean(SLEEP, np.ones(20)).estimate.interval),
        ("0.5955845", "2.4844155"),
    ),
    "superiority, pain after surgery": (
        pain,
        ("3.13746748230295", "0.00578620866615", "0.788961", "0.5952169", "0.9827052", "17.683"),
    ),
    "mantel_haenszel, admissions at Berkeley": (
        departments,
        ("0.9046968", "0.7719074", "1.0603298", "1.5246", "0.2169"),
    ),
    "trend, smokers among patients": (
        lambda: (trend(*SMOKERS).statistic, trend(*SMOKERS).p),
        ("8.2249", "0.004132"),
    ),
    "area_scores, six targets and four judges": (judges, ("0.1657418", "0.4427971")),
    "proportional_odds, wine": (
        lambda: (*(one.log_odds for one in odds(wine, 4).effects), odds(wine, 4).log_likelihood),
        ("2.5031020", "1.5277977", "-86.49192336565"),
    ),
    "proportional_odds, thresholds of wine": (
        lambda: odds(wine, 4).thresholds,
        ("-1.344383411", "1.250808798", "3.466886926", "5.006404204"),
    ),
    "proportional_odds, housing": (
        lambda: (*(one.log_odds for one in odds(housing, 2).effects), *odds(housing, 2).thresholds),
        (
            "0.566393738",
            "1.288819110",
            "-0.572350002",
            "-0.366186371",
            "-1.091014659",
            "0.360284005",
            "-0.496135138",
            "0.690708259",
        ),
    ),
    "proportional_odds, errors and deviance of housing": (
        lambda: (*(one.error for one in odds(housing, 2).effects), -2 * odds(housing, 2).log_likelihood),
        ("0.104652781", "0.127156145", "0.119238009", "0.155173332", "0.151486019", "0.095535795", "3479.149299"),
    ),
    "importance, Swiss provinces": (
        lambda: [one.value for one in importance(SWISS[:, 0], SWISS[:, 1:], replicates=2).shares],
        ("0.0570912207681", "0.1711730289002", "0.2601346786244", "0.1055701503735", "0.1127659229265"),
    ),
    "krippendorff_alpha, four coders": (
        lambda: [krippendorff_alpha(PUBLISHED, one).value for one in Measured],
        ("0.74342105263158", "0.81538750375488", "0.84910714285714"),
    ),
    "upper_limit, 4 of 10": (lambda: [upper_limit(4, 10, 0.975)], ("0.737621923393",)),
    "detectable_difference, 50 people": (
        lambda: [detectable_difference(50, 0.5, power=0.7401659).up],
        ("0.250000",),
    ),
}


@pytest.mark.parametrize("name", PRINTED)
def test_ours_prints_the_digits_that_another_program_printed(name):
    ours, printed = PRINTED[name]
    found = [f"{value:.{len(digits.partition('.')[2])}f}" for value, digits in zip(ours(), printed, strict=True)]
    assert found == list(printed)
