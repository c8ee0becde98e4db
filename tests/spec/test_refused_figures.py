"""What a statistic must not be asked: without end, of no shape, of nobody's cell. It is refused in a sentence, never worked out."""

import numpy as np
import pytest

from poet.associate.agreement import gamma_of, tau_b_of
from poet.associate.certainty import tipping_point
from poet.associate.dose import trend as dose_trend
from poet.associate.health import item_rest
from poet.associate.importance import importance, lmg
from poet.associate.odds import proportional_odds
from poet.associate.polychoric import polychoric_of
from poet.associate.pooling import item_difference
from poet.associate.scale import cronbach_alpha, one_factor
from poet.associate.weights import post_stratify
from poet.associate.without import upper_limit
from poet.compare import equality_p, mantel_haenszel, of_whole, trend
from poet.measure import NotEstimable

INF, NAN = float("inf"), float("nan")
HUGE = np.array([1e308, -1e308, 1e308, 5.0, 6.0, 7.0])
NO_POINT, NO_PEOPLE = "is no point of a scale", "a table of people holds counts"
REFUSED = {
    "a limit of a base without end": (lambda: upper_limit(1, INF), "no limit for 1 of inf"),
    "a test of a base without end": (
        lambda: equality_p(2, INF, 1, INF),
        "no test where a base is nought, or has no end",
    ),
    "a part of a whole without end": (lambda: of_whole(1.0, 5, INF), "5 people are no part of inf"),
    "a pooled difference without end": (lambda: mantel_haenszel([1], [INF], [1], [INF]), "no pooled difference"),
    "strata of unequal number": (lambda: mantel_haenszel([1, 2], [3], [1, 2], [3]), "each stratum needs two counts"),
    "a trend over a base without end": (
        lambda: trend([1, 1], [INF, 2]),
        "no trend: a count is negative, above its base",
    ),
    "a dose of unequal lengths": (lambda: dose_trend([], [NAN], [1]), "each group needs a count, a base and a place"),
    "correlations of no square": (lambda: lmg([[1, 2, 3]]), "must be square"),
    "correlations of the outcome alone": (lambda: lmg([[1.0]]), "of one condition at least and the outcome"),
    "correlations in a row": (lambda: lmg([NAN]), "must be square"),
    "a person in no cell": (lambda: post_stratify([4], [1, 1]), "a person stands in none of the 2 cells of the mix"),
    "a person nowhere": (lambda: post_stratify([NAN], []), "a person stands in none of the 0 cells of the mix"),
    "gamma of no people": (lambda: gamma_of([[NAN, 1], [1, 2]]), NO_PEOPLE),
    "tau-b of fewer than nobody": (lambda: tau_b_of([[-1, 2], [3, 4]]), NO_PEOPLE),
    "a polychoric correlation without end": (lambda: polychoric_of([[1e308, 1], [1, 1]]), NO_PEOPLE),
    "item-rest of answers beyond all scales": (lambda: item_rest(HUGE, HUGE), NO_POINT),
    "alpha of answers beyond all scales": (lambda: cronbach_alpha(np.column_stack([HUGE, HUGE])), NO_POINT),
    "omega of answers beyond all scales": (lambda: one_factor(np.column_stack([HUGE] * 3)), NO_POINT),
    "odds of answers beyond all scales": (lambda: proportional_odds(HUGE, HUGE, good_from=2), NO_POINT),
    "importance of answers beyond all scales": (lambda: importance(HUGE, HUGE[:, None], replicates=3), NO_POINT),
    "pooling answers beyond all scales": (lambda: item_difference(HUGE, HUGE, HUGE), NO_POINT),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_a_sentence(case):
    work, said = REFUSED[case]
    with pytest.raises(ValueError, match=said):
        work()


def test_a_caseload_without_end_has_no_tipping_point():
    assert isinstance(tipping_point(0, 1, INF, 1), NotEstimable)


def test_one_stratum_may_be_given_as_plain_numbers():
    assert mantel_haenszel(3, 10, 5, 10) == mantel_haenszel([3], [10], [5], [10])
