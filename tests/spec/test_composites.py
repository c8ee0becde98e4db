"""Several questions, and several rounds, joined to scores that can be banded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from poet.answers import sheet_of
from poet.associate.areas import (
    AreaBands,
    Band,
    Scores,
    area_scores,
    band_scores,
    release_bands,
    release_score_bands,
    reliabilities,
    scores,
    section_scores,
    words,
)
from poet.count import count
from poet.frame import frame
from poet.instrument import parse
from poet.measure import NotEstimable
from poet.protect import ModelOutput, Why, Withheld
from world import rows

HEAD = """
id = "four"
version = "1"
title = "Four questions"
respondents = "people"
[[scales]]
id = "often"
options = [
  { code = "yes", text = "Yes", side = "favourable" },
  { code = "half", text = "Half", side = "neutral" },
  { code = "no", text = "No", side = "unfavourable" },
  { code = "dk", text = "Don't know", apart = true },
]
[[sections]]
id = "process"
title = "Process"
kind = "process"
[[sections]]
id = "context"
title = "Context"
kind = "context"
"""
ASKED = "".join(
    f'[[items]]\nid = "{item}"\nsection = "process"\nkind = "one"\nscale = "often"\nask = "About {item}?"\n'
    for item in "abcd"
)
WHO = '[[items]]\nid = "who"\nsection = "context"\nkind = "one"\nask = "Who?"\noptions = [{ code = "x", text = "X" }, { code = "y", text = "Y" }]\n'
FORM = parse(HEAD + ASKED + WHO, "four.toml")
REWORDED = parse(HEAD + ASKED.replace("About b?", "Now what of b?") + WHO, "four.toml")


def said(drawn, form=FORM):
    return frame(form, sheet_of(rows(drawn)), area_column="area").frame


DRAWN = said("""
    area      a    b    c    d
    anyshire  yes  yes  no   yes
    anyshire  yes  no   dk   .
    anyshire  yes  .    .    .
    nowhere   dk   dk   dk   dk
    nowhere   no   half dk   yes
""")


def test_a_score_is_the_favourable_share_of_what_somebody_validly_answered():
    found = section_scores([DRAWN], "process")
    assert found.values.tolist() == [3 / 4, 1 / 2, 1 / 3]
    assert [found.areas[place] for place in found.area] == ["anyshire", "anyshire", "nowhere"]


def test_whoever_answered_less_than_half_has_no_score_unless_fewer_are_asked_for():
    assert len(section_scores([DRAWN], "process", least=0).values) == 4
    assert len(section_scores([DRAWN], "process", least=1).values) == 1


def test_the_one_way_correlation_is_the_published_one():
    # Shrout and Fleiss 1979, table 2: six targets rated by four judges; ICC(1,1) = .17, ICC(1,4) = .44.
    rated = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = area_scores(Scores("rated", tuple("abcdef"), np.repeat(np.arange(6), 4), np.array(rated, float).ravel()))
    assert round(found.icc, 2) == 0.17
    assert {round(one, 2) for one in reliabilities(found.bases, found.k)} == {0.44}
    assert found.means.tolist() == [6, 3, 6.5, 4, 7.5, 4.75]
    squares = sum((one - sum(row) / 4) ** 2 for row in rated for one in row)
    assert found.errors.tolist() == pytest.approx([np.sqrt(squares / 18 / 4)] * 6)


def made_up(seed, rounds, people=50, areas=20, level=0.6):
    """Frames of areas that differ on all four questions alike; area 0 is far worse."""
    dice = np.random.default_rng(seed)
    truth = np.clip(dice.normal(level, 0.08, areas), 0.1, 0.9)
    truth[0] = level - 0.35
    frames = []
    for shift in range(rounds):
        where = np.repeat(np.arange(areas), people)
        columns = {
            item: np.where(dice.random(len(where)) < truth[where] + 0.05 * shift, "yes", "no").tolist()
            for item in "abcd"
        }
        frames.append(
            frame(FORM, sheet_of({"area": [f"area {at:02}" for at in where], **columns}), area_column="area").frame
        )
    return frames


def told(out):
    assert isinstance(out, ModelOutput)
    assert isinstance(out.value, AreaBands)
    return [one for one in out.value.of_area.values() if isinstance(one, Band)]


def test_a_score_of_four_questions_is_banded_where_a_single_one_is_silent():
    (one,) = made_up(3, 1, people=25)
    single = release_bands(count(one).items["a"], one.areas)
    joined = release_score_bands(section_scores([one], "process"))
    assert len(told(single)) == 0
    assert len(told(joined)) == 20
    assert joined.value.of_area["area 00"] in {Band.WORSE, Band.MUCH_WORSE}


def test_two_rounds_pooled_are_more_reliable_than_one():
    first, second = made_up(4, 2, people=25)
    alone, both = (area_scores(section_scores(some, "process")) for some in ([second], [first, second]))
    assert both.bases.tolist() == [50] * 20
    assert (reliabilities(both.bases, both.k) > reliabilities(alone.bases, alone.k)).all()


def test_a_round_that_went_better_for_everybody_lifts_nobody():
    before = said("""
        area      a
        anyshire  no
        anyshire  no
        nowhere   no
        nowhere   yes
    """)
    after = said("""
        area      a
        nowhere   yes
        nowhere   yes
        nowhere   no
        nowhere   yes
    """)
    found = scores([before, after], ["a"], of="a")
    # Round means 1/4 and 3/4 are both set on 1/2.
    assert found.values.tolist() == [0.25, 0.25, 0.25, 1.25, 0.75, 0.75, -0.25, 0.75]
    assert found.area.tolist() == [0, 0, 1, 1, 1, 1, 1, 1]


def test_rounds_that_asked_something_else_are_not_pooled():
    first = said("area a b\nanyshire yes no")
    second = said("area a b\nanyshire yes no", REWORDED)
    assert section_scores([first, second], "process") == NotEstimable(words.REWORDED.format(item="b"))
    assert isinstance(scores([first, second], ["a"], of="a"), Scores)


@pytest.mark.parametrize(
    ("drawn", "why"),
    [
        ("area a b\nanyshire yes no\nanyshire yes yes", words.ONE_AREA),
        ("area a b\nanyshire dk .\nnowhere . .", words.ONE_AREA),
        ("area a b\nanyshire yes no\nnowhere no no", words.NO_SCORES),
        ("area a b\nanyshire yes yes\nnowhere yes yes\nnowhere yes yes", words.NO_SPREAD),
        ("area a b\nanyshire yes yes\nnowhere no no\nnowhere no no", words.ALL_OR_NOTHING),
    ],
)
def test_what_gives_no_scores_to_band_says_why(drawn, why):
    found = section_scores([said(drawn)], "process", least=0)
    assert release_score_bands(found) == NotEstimable(why)


def test_a_section_without_judged_questions_has_no_score_and_an_unknown_one_is_an_error():
    assert section_scores([DRAWN], "context") == NotEstimable(words.NOTHING_JUDGED)
    with pytest.raises(KeyError):
        section_scores([DRAWN], "nothing")


def test_few_people_behind_a_score_are_withheld():
    few = made_up(1, 1, people=3, areas=6)
    found = section_scores(few, "process")
    assert release_score_bands(found) == Withheld(Why.FEW_FOR_MODEL)


def test_bands_of_scores_follow_the_same_definition_without_the_angle():
    means, errors, bases = [0.5, 0.6, 0.55, 0.62, 0.2] * 8, [0.03, 0.05] * 20, [40, 20] * 20
    found = band_scores(means, errors, bases)
    assert found.target == pytest.approx(sum(m * n for m, n in zip(means, bases, strict=True)) / sum(bases))
    z = (np.array(means) - found.target) / np.array(errors)
    assert found.z.tolist() == pytest.approx(z.tolist())
    assert found.z_adjusted.tolist() == pytest.approx(
        ((np.array(means) - found.target) / np.sqrt(np.array(errors) ** 2 + found.tau2)).tolist()
    )


@pytest.mark.parametrize(
    ("means", "errors", "bases", "why"),
    [
        ([0.5] * 5, [0.1, 0.1, 0.0, 0.1, 0.1], [5] * 5, words.BAD_SCORES),
        ([0.5, np.nan, 0.5, 0.5, 0.5], [0.1] * 5, [5] * 5, words.BAD_SCORES),
        ([0.5] * 4, [0.1] * 4, [5] * 4, words.FEW_AREAS.format(least=5)),
        ([0.5] * 5, [0.1] * 5, [5, 0, 0, 0, 0], words.ONE_AREA),
        ([0.5] * 5, [0.1] * 4, [5] * 5, words.UNEQUAL),
        ([0.5] * 5, [0.1] * 5, [5, 5, 5, 5, -1], words.NOT_NUMBERS),
        ([0.5] * 5, [0.1] * 5, [5, 5, 5, 5, np.nan], words.NOT_NUMBERS),
        ([0.5, "x", 0.5, 0.5, 0.5], [0.1] * 5, [5] * 5, words.BAD_SCORES),
    ],
)
def test_scores_that_cannot_be_banded_say_why(means, errors, bases, why):
    assert band_scores(means, errors, bases) == NotEstimable(why)


def test_a_target_that_is_no_number_is_refused():
    assert band_scores([0.5] * 5, [0.1] * 5, [5] * 5, target=float("nan")) == NotEstimable(words.BAD_LEVEL)


def test_no_round_has_no_scores():
    assert section_scores([], "process") == NotEstimable(words.NO_ROUND)
    assert scores([], ["a"], of="a") == NotEstimable(words.NO_ROUND)


def test_a_score_of_a_conditional_question_asks_no_more_of_people_than_they_were_asked():
    held = parse(
        HEAD
        + ASKED.replace('ask = "About d?"', 'ask = "About d?"\nwhen = [{ item = "who", is = ["x"] }]').replace(
            '[[items]]\nid = "a"', WHO + '[[items]]\nid = "a"'
        ),
        "four.toml",
    )
    found = section_scores([said("area a b c d\nanyshire yes yes . .\nnowhere yes . . .", held)], "process")
    assert len(found.values) == 1
    assert replace(found, of="other").of == "other"
