"""What the room lets out of a frame: model results with enough people behind them, or why there are none."""

import re
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from asked_of_many import FORM, asked

from poet.associate.coarse import coarsened
from poet.associate.dose import by_conditions_met
from poet.associate.fair import BROUGHT, DECIDED, fair_share
from poet.associate.halo import across_raters, beyond_halo
from poet.associate.health import instrument_health
from poet.associate.hearing import who_is_heard
from poet.associate.importance import importance_of_conditions
from poet.associate.odds import AreaEffect, odds_between
from poet.associate.plain import where_met
from poet.associate.pooling import Pooling, may_be_pooled
from poet.associate.reading import heard
from poet.associate.scale import holds_together
from poet.associate.together import rising_together
from poet.associate.whole import associations
from poet.associate.without import without_condition
from poet.findings.text import said
from poet.frame import Coded
from poet.measure import NotEstimable
from poet.protect import ModelOutput, Why, Withheld

MANY = asked()
FEW = asked(areas=2, people=12)
EACH = [
    lambda frame: where_met(frame, "on-time", "health"),
    lambda frame: odds_between(frame, "on-time", "health"),
    lambda frame: rising_together(frame, "on-time", "health"),
    lambda frame: without_condition(frame, "on-time", "health"),
    lambda frame: by_conditions_met(frame, ("on-time", "heard"), "health"),
    lambda frame: importance_of_conditions(frame, ("on-time", "heard"), "health"),
    lambda frame: beyond_halo(frame, "on-time", "health"),
    lambda frame: across_raters(frame, "on-time", asked(seed=1), "health"),
    lambda frame: holds_together(frame, ("on-time", "heard", "health", "friends")),
    lambda frame: instrument_health(frame, ("on-time", "heard"))["heard"],
    lambda frame: may_be_pooled({"easy": frame, "standard": asked(seed=1)}, ("on-time", "heard", "health")),
    lambda frame: who_is_heard(frame, "phase", {"primary": 5000, "secondary": 4000, "college": 3000}),
]


@pytest.mark.parametrize("ask", EACH)
def test_with_many_people_there_is_a_result_and_who_stands_behind_it(ask):
    found = ask(MANY)
    assert isinstance(found, ModelOutput)
    assert found.behind.people >= 30
    assert found.behind.smallest >= 10


@pytest.mark.parametrize("ask", [*EACH, lambda frame: fair_share(frame, frame.areas[0], "health", ("phase",))])
def test_each_result_is_said_in_words_for_a_terminal(ask):
    found = ask(MANY)
    told = said(found)
    assert found.of not in told
    assert "(" not in told or not re.search(r"\b(value|interval|low|shares|groups|statistic) \(", told)


def test_each_share_of_importance_names_its_condition():
    found = importance_of_conditions(MANY, ("on-time", "heard"), "health").value
    assert found.conditions == ("on-time", "heard")
    told = said(importance_of_conditions(MANY, ("on-time", "heard"), "health"))
    assert "on-time " in told
    assert "heard " in told


@pytest.mark.parametrize("ask", EACH)
def test_with_few_people_nothing_comes_out(ask):
    found = ask(FEW)
    too_few_to_say = isinstance(found, ModelOutput) and getattr(found.value, "verdict", None) is Pooling.TOO_FEW
    assert isinstance(found, Withheld | NotEstimable) or too_few_to_say


@pytest.mark.parametrize("ask", EACH)
def test_where_everybody_gave_the_same_answer_it_says_so(ask):
    found = ask(asked(**{"on-time": "always", "heard": "always", "health": "never", "friends": "never"}))
    if isinstance(found, ModelOutput):  # health of a question, pooling and who is heard do not depend on it
        assert found.value is not None
    else:
        assert isinstance(found, Withheld | NotEstimable)


@pytest.mark.parametrize("ask", EACH)
def test_where_nobody_answered_it_says_so(ask):
    nobody = asked(**dict.fromkeys(("on-time", "heard", "health", "friends", "phase"), ""))
    found = ask(nobody)
    assert isinstance(found, Withheld | NotEstimable) or found.value.answered == 0


def test_the_favourable_end_scores_highest_and_what_is_apart_does_not_count():
    frame = asked(areas=1, people=300)
    one, column = heard(frame, "on-time"), frame.columns["on-time"]
    assert isinstance(column, Coded)
    meant = {"always": 4.0, "mostly": 3.0, "sometimes": 2.0, "rarely": 1.0, "never": 0.0}
    options = [option.code for option in FORM.by_id["on-time"].options]
    expected = [meant.get(options[code - 1], np.nan) if code else np.nan for code in column.codes]
    assert np.array_equal(one.scores, expected, equal_nan=True)
    assert np.nansum(one.good) == np.isin(column.codes, [1, 2]).sum()


def test_the_plain_figures_are_the_counts_of_the_frame():
    codes = {item: MANY.columns[item].codes for item in ("on-time", "health")}
    both = np.isin(codes["on-time"], [1, 2, 3, 4, 5]) & np.isin(codes["health"], [1, 2, 3, 4, 5])
    met, good = np.isin(codes["on-time"], [1, 2]), np.isin(codes["health"], [1, 2])
    found = where_met(MANY, "on-time", "health").value
    assert (found.met.count, found.met.base) == ((both & met & good).sum(), (both & met).sum())
    assert (found.unmet.count, found.unmet.base) == ((both & ~met & good).sum(), (both & ~met).sum())


def test_a_table_with_a_small_cell_is_withheld():
    rows = MANY.columns["health"].codes.copy()
    met = np.isin(MANY.columns["on-time"].codes, [1, 2])
    rows[met] = np.where(np.arange(met.sum()) < 3, 5, 1)
    columns = {**MANY.columns, "health": Coded(rows)}
    frame = type(MANY)(MANY.instrument, MANY.respondents, MANY.areas, MANY.starts, columns)
    assert where_met(frame, "on-time", "health") == Withheld(Why.TOO_TELLING)
    assert odds_between(frame, "on-time", "health") == Withheld(Why.TOO_TELLING)


def test_answers_of_few_people_are_joined_before_a_model_could_tell_of_them():
    #                           0  1   2  3  4
    scores = np.repeat([0.0, 1, 2, 3, 4, np.nan], [2, 40, 3, 50, 4, 7])
    coarse = coarsened(scores, 3.0, least=5)
    assert np.unique(coarse[np.isfinite(coarse)], return_counts=True)[1].tolist() == [45, 54]
    assert np.array_equal(np.isnan(coarse), np.isnan(scores))
    assert coarsened(np.repeat([0.0, 1, 4], [3, 3, 9]), 4.0, least=5).tolist() == [1.0] * 6 + [4.0] * 9
    many = asked(areas=30)
    codes = many.columns["health"].codes.copy()
    codes[codes == 5] = np.where(np.arange((codes == 5).sum()) < 3, 5, 4)
    frame = type(many)(FORM, many.respondents, many.areas, many.starts, {**many.columns, "health": Coded(codes)})
    assert len(odds_between(many, "on-time", "health").value.thresholds) == 4
    assert len(odds_between(frame, "on-time", "health").value.thresholds) == 3


@pytest.mark.parametrize(
    ("item", "why"), [("nothing", "no question"), ("child-age", "does not take one answer"), ("shoes", "no favourable")]
)
def test_a_question_that_cannot_be_an_outcome_is_refused_in_words(item, why):
    found = where_met(MANY, "on-time", item)
    assert isinstance(found, NotEstimable)
    assert why in found.why


def test_many_areas_are_taken_by_their_means_and_few_each_by_itself():
    assert odds_between(MANY, "on-time", "health").value.area_effect is AreaEffect.MUNDLAK
    assert odds_between(asked(areas=12), "on-time", "health").value.area_effect is AreaEffect.FIXED
    assert odds_between(asked(areas=1, people=300), "on-time", "health").value.area_effect is AreaEffect.NONE


def test_areas_of_one_person_each_say_nothing_within_areas_and_nothing_by_halves():
    lonely = asked(areas=400, people=1)
    for found in (odds_between(lonely, "on-time", "health"), where_met(lonely, "on-time", "health")):
        assert isinstance(found, NotEstimable)
        assert found.why.startswith("Within the areas")
    assert isinstance(beyond_halo(lonely, "on-time", "health"), NotEstimable)


def test_a_question_asked_of_some_is_judged_by_those_it_was_asked_of():
    many = asked(areas=60)
    found = instrument_health(many, ("budget-clear", "heard"))
    with_budget = int((many.columns["has-budget"].codes == 1).sum())
    assert found["budget-clear"].value.asked == with_budget
    assert found["budget-clear"].value.missing < 0.06
    assert found["heard"].value.asked == many.respondents
    assert found["heard"].value.not_known == (many.columns["heard"].codes == 6).sum() / many.respondents
    assert found["heard"].value.not_understood == (many.columns["heard"].codes == 7).sum() / many.respondents


def test_two_frames_that_were_answered_alike_may_be_pooled():
    found = may_be_pooled({"easy": asked(seed=5), "standard": asked(seed=6)}, ("on-time", "heard", "health", "friends"))
    assert found.value.verdict is Pooling.MAY_BE_POOLED


def test_everything_at_once_is_what_each_is_alone_with_p_corrected():
    whole = associations(MANY)
    assert whole.conditions == ("budget-clear", "on-time", "heard")
    assert whole.asked_of_most == ("on-time", "heard")
    assert whole.outcomes[0].dose == by_conditions_met(MANY, ("on-time", "heard"), "health")
    assert whole.outcomes[0].importance == importance_of_conditions(MANY, ("on-time", "heard"), "health")
    assert [one.outcome for one in whole.outcomes] == ["health", "friends"]
    assert whole.tests == len(whole.pairs) == 6
    pair = next(one for one in whole.pairs if (one.condition, one.outcome) == ("on-time", "health"))
    alone = where_met(MANY, "on-time", "health").value
    assert (pair.plain.value.met, pair.plain.value.p, pair.plain.value.tests) == (alone.met, alone.p, 6)
    assert pair.plain.value.p <= pair.plain.value.p_report
    assert pair.odds == odds_between(MANY, "on-time", "health")
    assert pair.halo.value.across == pytest.approx(beyond_halo(MANY, "on-time", "health").value.across, abs=0.05)
    assert whole == associations(MANY)


def test_no_result_holds_more_than_one_row_a_person_could_fill():
    """Nothing that is let out has as many values as there are people."""

    def size(value):
        if is_dataclass(value):
            return max([size(getattr(value, field.name)) for field in fields(value)], default=0)
        if isinstance(value, tuple):
            return max([len(value), *map(size, value)])
        return 1

    assert max(size(ask(MANY)) for ask in EACH) <= 8


def test_an_area_is_compared_as_if_it_had_everybodys_mix():
    frame = asked(areas=12, people=120)
    found = fair_share(frame, "Area 003", "health", ("phase", "gender"))
    assert isinstance(found, ModelOutput)
    assert found.value.attributes == ("phase", "gender")
    assert found.value.left_out > 0
    assert 0 < found.value.fair.interval.low < found.value.fair.value < found.value.fair.interval.high < 1
    assert found.value.effective < found.value.fair.people == found.value.plain.base


def test_an_area_with_everybodys_own_mix_stays_as_it_is():
    frame = asked(areas=1, people=400)
    found = fair_share(frame, "Area 000", "health", ("phase",)).value
    assert found.fair.value == pytest.approx(found.plain.value)
    assert found.effective == pytest.approx(found.fair.people)


def test_ages_are_taken_in_bands():
    assert isinstance(fair_share(asked(areas=3, people=300), "Area 001", "health", ("child-age",)), ModelOutput)


@pytest.mark.parametrize(
    ("attributes", "why"),
    [
        (("has-budget",), "a council decides"),
        (("phase", "has-budget"), "a council decides"),
        (("heard",), "not a question about who the person is"),
        (("shoes",), "not declared"),
        (("nothing",), "no question"),
        ((), "nothing to even out by"),
    ],
)
def test_what_a_council_decides_is_never_evened_out(attributes, why):
    found = fair_share(MANY, "Area 003", "health", attributes)
    assert isinstance(found, NotEstimable)
    assert why in found.why


def test_nothing_is_both_brought_and_decided():
    assert frozenset() == BROUGHT & DECIDED


def test_an_unknown_area_is_refused():
    assert isinstance(fair_share(MANY, "Nowhere", "health", ("phase",)), NotEstimable)
    assert isinstance(who_is_heard(MANY, "phase", {"primary": 9}, area="Nowhere"), NotEstimable)


def test_a_group_of_few_people_is_not_told_against_the_caseload():
    frame = asked(areas=1, people=60, phase="primary")
    codes = frame.columns["phase"].codes.copy()
    codes[:3] = 2
    columns = {**frame.columns, "phase": Coded(codes)}
    changed = type(frame)(frame.instrument, frame.respondents, frame.areas, frame.starts, columns)
    assert who_is_heard(changed, "phase", {"primary": 100, "secondary": 100}) == Withheld(Why.TOO_TELLING)
