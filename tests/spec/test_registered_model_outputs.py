"""What a model says is let out only where enough people stand behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from poet.protect import STANDARD, Behind, ModelOutput, Why, Withheld, let_out

ENOUGH = Behind(people=30, smallest=10, residual=10)


def test_a_result_with_enough_people_behind_it_is_let_out():
    assert let_out("odds ratio", 2.5, ENOUGH, STANDARD) == ModelOutput("odds ratio", 2.5, ENOUGH)


@pytest.mark.parametrize("too_few", [{"people": 29}, {"smallest": 9}, {"residual": 9}])
def test_one_person_fewer_anywhere_and_it_is_withheld(too_few):
    assert let_out("odds ratio", 2.5, replace(ENOUGH, **too_few), STANDARD) == Withheld(Why.FEW_FOR_MODEL)
