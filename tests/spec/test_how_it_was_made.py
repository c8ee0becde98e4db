"""How a figure was made, as a line that somebody reads who was not there."""

from __future__ import annotations

import pytest

from poet.report.making import made
from poet.report.model import Claim
from poet.report.words import points

ASKED = {"friends": "Friends"}


def test_a_share_names_its_question_whose_it_is_its_base_and_its_interval():
    share = Claim("favourable", "friends", "Anyshire", 0.75, 40, 0.6, 0.86, method="wilson")
    assert made(share, ASKED) == "Friends: “favourable”, Anyshire: 75% of 40 (interval 60% to 86%, by Wilson's method)."


def test_what_is_counted_over_several_questions_names_none_of_them_and_says_what_the_level_is():
    counted = Claim(
        "areas of life with favourable answers at the level or more", "friends", "Anyshire", 5, 9,
        unit="areas of life", comparator="level", comparator_value=0.5,
    )  # fmt: skip
    assert made(counted, ASKED) == (
        "“areas of life with favourable answers at the level or more”, Anyshire: 5 areas of life of 9 (the level is 50%)."
    )


def test_a_difference_says_what_it_stands_beside():
    beside = Claim(
        "beside the rest",
        "friends",
        "Anyshire",
        0.12,
        40,
        unit="difference",
        comparator="the {rest}",
        comparator_value=0.5,
    )
    assert made(beside, ASKED) == "Friends: “beside the rest”, Anyshire: +12 points of 40 beside the {rest}: 50%."


@pytest.mark.parametrize(("share", "said"), [(0.12, "+12"), (-0.3, "-30"), (0.004, "0"), (-0.004, "0"), (0.0, "0")])
def test_a_difference_that_rounds_to_nought_has_no_sign(share, said):
    assert points(share) == said
