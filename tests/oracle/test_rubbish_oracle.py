"""Whatever the answers are: a result with numbers in it, or a sentence that says why not. Never a traceback, never NaN."""

import math
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.associate.agreement import gamma, tau_b
from poet.associate.certainty import detectable_difference, more_answers, tipping_point
from poet.associate.dose import dose, trend
from poet.associate.halo import between_raters, halo
from poet.associate.health import item_health, item_rest
from poet.associate.hearing import representativeness
from poet.associate.importance import importance
from poet.associate.odds import proportional_odds
from poet.associate.plain import plain
from poet.associate.polychoric import polychoric
from poet.associate.pooling import item_difference, pooling
from poet.associate.scale import cronbach_alpha, one_factor, ordinal_alpha
from poet.associate.weights import post_stratify, rake, weighted_share
from poet.associate.without import without
from poet.measure import NotEstimable
from poet.protect import Withheld

cells = st.sampled_from([0.0, 1.0, 1.0, 2.0, 3.0, 4.0, 10.0, math.nan, math.inf, -math.inf])
few = st.sampled_from([0.0, 1.0, 1.0, math.nan])


def columns(number, of=cells, least=0):
    return st.lists(st.tuples(*[of] * number), min_size=least, max_size=60).map(
        lambda rows: np.array(rows, float).reshape(-1, number).T
    )


def check(found):
    """Every number in it is one, and every interval holds its ends in order."""
    if isinstance(found, NotEstimable | Withheld):
        assert str(found.why).strip()
    elif is_dataclass(found):
        check(tuple(getattr(found, field.name) for field in fields(found)))
        assert getattr(found, "low", 0) <= getattr(found, "high", 1)
    elif isinstance(found, tuple):
        for one in found:
            check(one)
    elif isinstance(found, np.ndarray | float):
        assert np.isfinite(found).all()


TWO = {
    "gamma": gamma,
    "tau_b": tau_b,
    "polychoric": polychoric,
    "plain": plain,
    "without": without,
    "dose": lambda one, other: dose(np.clip(one, 0, 4), other, good_from=2, conditions=4, least=3, cell=1),
    "odds": lambda one, other: proportional_odds(one, other, good_from=2),
    "importance": lambda one, other: importance(one, other, replicates=5),
    "item_rest": item_rest,
    "halo": lambda one, other: halo(one, other, np.arange(len(one)) % 9, splits=3),
    "raters": lambda one, other: between_raters(one, np.arange(len(one)) % 9, other, np.arange(len(one)) % 9, least=2),
    "difference": lambda one, other: item_difference(one, other, np.arange(len(one)) % 2),
}
THREE = {
    "odds in areas": lambda one, two, three: proportional_odds(one, two, three, good_from=2),
    "odds weighted": lambda one, two, three: proportional_odds(one, two, good_from=2, weights=three),
    "odds of two": lambda one, two, three: proportional_odds(one, np.column_stack([two, three]), good_from=1),
    "plain in areas": plain,
    "importance in areas": lambda one, two, three: importance(one, two, three, replicates=5),
    "alpha": lambda *items: cronbach_alpha(np.column_stack(items)),
    "ordinal alpha": lambda *items: ordinal_alpha(np.column_stack(items)),
    "one factor": lambda *items: one_factor(np.column_stack(items)),
    "halo": lambda one, two, three: halo(one, two, three, splits=3),
    "pooling": lambda *items: pooling([np.column_stack(items)] * 2),
    "health": lambda one, two, three: item_health(one, np.nan_to_num(two, posinf=0, neginf=0) % 4, three, highest=4),
}


@pytest.mark.parametrize("name", TWO)
@given(said=columns(2))
@settings(max_examples=40, deadline=None)
def test_two_columns_of_anything(name, said):
    check(TWO[name](*said))


@pytest.mark.parametrize("name", THREE)
@given(said=columns(3))
@settings(max_examples=40, deadline=None)
def test_three_columns_of_anything(name, said):
    check(THREE[name](*said))


@pytest.mark.parametrize("name", THREE)
@given(said=columns(3, few, least=20))
@settings(max_examples=25, deadline=None)
def test_three_columns_of_yes_and_no(name, said):
    check(THREE[name](*said))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
@settings(deadline=None)
def test_any_answers_against_any_caseload(pairs):
    heard, caseload = np.array(pairs).T
    check(representativeness(heard, caseload, replicates=20))
    check(trend(heard, np.maximum(heard, caseload), range(len(pairs))))


@given(st.integers(-2, 60), st.integers(-2, 60), st.integers(-2, 90), st.floats(-0.2, 1.2))
def test_any_counts(favourable, answered, caseload, threshold):
    check(tipping_point(favourable, answered, caseload, threshold))
    check(more_answers(favourable, answered))
    check(detectable_difference(answered, threshold))


@given(st.lists(st.integers(0, 3), max_size=40), st.lists(st.floats(-1, 50), min_size=4, max_size=4), columns(2))
@settings(deadline=None)
def test_any_mix_and_any_weights(cell, mix, said):
    made = post_stratify(cell, mix)
    check(made)
    check(rake([cell, cell[::-1]], [mix, mix[::-1]]))
    check(weighted_share((said[0] > 0).astype(float), said[1]))
