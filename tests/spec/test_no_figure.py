"""What no figure can be made of, function by function: a reason as a value, or a refusal that says what is wrong."""

import numpy as np
import pytest

from poet.associate import ordered
from poet.associate.areas import band, beta_binomial, reliability, tallied
from poet.associate.areas import words as of_areas
from poet.associate.importance import importance
from poet.associate.odds import proportional_odds
from poet.associate.scale import cronbach_alpha, one_factor, ordinal_alpha
from poet.associate.weights import kish as effective
from poet.associate.weights import weighted_share as evened_out
from poet.associate.words import NO_CONVERGENCE, NO_VARIATION_LEFT, NOBODY, NOT_ALPHA, SEPARATED, ZERO_WEIGHTS
from poet.compare import miettinen_nurminen, newcombe, superiority, trend
from poet.measure import NotEstimable, kish, net, ordinal_mean, weighted_mean, weighted_share, wilson

NAN = float("nan")
SAID = np.tile([1.0, 2.0, 3.0, 4.0], 15)
MET = np.tile([0.0, 0.0, 1.0, 1.0, 0.0], 12)
NONE = np.full(60, NAN)
SAME = np.ones(60)

# Why there is no figure, as a value.
TOLD = {
    "odds, all missing": (lambda: proportional_odds(NONE, NONE, good_from=2), NOBODY),
    "odds, one category": (lambda: proportional_odds(SAME, MET, good_from=1), "Everybody gave the same answer"),
    "odds, one side": (lambda: proportional_odds(SAID, SAME, good_from=2), "Everybody gave the same answer"),
    "odds, separated": (lambda: proportional_odds(SAID, SAID > 2, good_from=3), SEPARATED),
    "odds, areas of one": (lambda: proportional_odds(SAID, MET, np.arange(60), good_from=3), NO_VARIATION_LEFT),
    "odds, weights of nought": (lambda: proportional_odds(SAID, MET, good_from=3, weights=SAME * 0), ZERO_WEIGHTS),
    "importance, all missing": (lambda: importance(NONE, np.column_stack([NONE, NONE]), replicates=5), NOBODY),
    "importance, one category": (
        lambda: importance(SAME, np.column_stack([MET, SAID]), replicates=5),
        "nothing is left",
    ),
    "alpha, all missing": (lambda: cronbach_alpha(np.full((9, 3), NAN)), "Too few people for this: 0, and at least 2"),
    "alpha, one category": (lambda: cronbach_alpha(np.ones((9, 3))), NOT_ALPHA),
    "alpha, one question": (lambda: cronbach_alpha(SAID), "Too few questions for this: 1, and at least 2"),
    "ordinal alpha, one category": (lambda: ordinal_alpha(np.ones((9, 3))), "Everybody gave the same answer"),
    "omega, one category": (lambda: one_factor(np.ones((9, 3))), "Everybody gave the same answer"),
    "even out, weights of nought": (lambda: effective([0, 0, 0]), ZERO_WEIGHTS),
    "share, weights of nought": (lambda: evened_out([1, 0, 1], [0, 0, 0]), ZERO_WEIGHTS),
    "bands, one area": (lambda: band([3], [9]), of_areas.ONE_AREA),
    "bands, no area": (lambda: band([], []), of_areas.ONE_AREA),
    "bands, zero bases": (lambda: band([0, 0, 0], [0, 0, 0]), of_areas.NOBODY_ANYWHERE),
    "bands, one category": (lambda: band([9] * 12, [9] * 12), of_areas.ALL_THE_SAME),
    "bands, not a number": (lambda: band([3, NAN], [9, 9]), of_areas.NOT_NUMBERS),
    "spread, areas of one": (lambda: beta_binomial(tallied([1, 0, 1], [1, 1, 1])), of_areas.NO_PAIRS),
    "reliability, areas of one": (lambda: reliability([1, 0, 1], [1, 1, 1]), of_areas.NO_PAIRS),
    "reliability, each of one mind": (lambda: reliability([9, 0, 9], [9, 9, 9]), of_areas.ALL_OR_NOTHING),
}
# What the caller must not ask for: counts and scales that cannot be.
REFUSED = {
    "share of nobody": lambda: wilson(0, 0),
    "share, not a number": lambda: wilson(NAN, 9),
    "net of nobody": lambda: net(0, 0, 0),
    "net, one category": lambda: net(9, 0, 9),
    "mean of nobody": lambda: ordinal_mean([0, 0, 0]),
    "mean of one option": lambda: ordinal_mean([9]),
    "mean, one category": lambda: ordinal_mean([0, 9, 0]),
    "weighted share, weights of nought": lambda: weighted_share([1, 0], [0, 0]),
    "weighted mean, not a number": lambda: weighted_mean([1.0, NAN], [1, 1]),
    "effective number, weights of nought": lambda: kish([0, 0]),
    "difference from nobody": lambda: newcombe(1, 9, 0, 0),
    "score difference from nobody": lambda: miettinen_nurminen(1, 9, 0, 0),
    "superiority, one category": lambda: superiority([0, 9], [0, 9]),
    "superiority over nobody": lambda: superiority([3, 9], [0, 0]),
    "trend over a round of nobody": lambda: trend([1, 0], [9, 0]),
    "trend, one category": lambda: trend([9, 9], [9, 9]),
}


@pytest.mark.parametrize("case", TOLD)
def test_the_reason_stands_in_the_place_of_the_figure(case):
    work, sentence = TOLD[case]
    found = work()
    assert isinstance(found, NotEstimable)
    assert sentence in found.why


@pytest.mark.parametrize("case", REFUSED)
def test_a_figure_of_impossible_counts_is_refused_with_what_is_wrong(case):
    with pytest.raises(ValueError, match=r"^\S+ .+") as refused:
        REFUSED[case]()
    assert "nan" not in str(refused.value).replace("nan of 9", "")


def test_a_search_that_does_not_end_says_so(monkeypatch):
    monkeypatch.setattr(ordered, "_MOST_STEPS", 1)
    found = proportional_odds(SAID, SAID + np.arange(60) % 7 > 5, good_from=3)
    assert isinstance(found, NotEstimable)
    assert found.why == NO_CONVERGENCE


@pytest.mark.parametrize("options", [2, 11])
def test_the_shortest_and_the_longest_scale_have_a_mean_and_an_odds_ratio(options):
    row = [options + place for place in range(options)]
    found = ordinal_mean(row)
    places = np.repeat(np.arange(options), row)
    assert found.value == pytest.approx(100 * places.mean() / (options - 1))
    outcome = np.arange(220) % options
    odds = proportional_odds(outcome, np.arange(220) % 3 == 0, good_from=options // 2)
    assert not isinstance(odds, NotEstimable)
    assert odds.effects[0].interval.low < odds.effects[0].odds_ratio < odds.effects[0].interval.high
