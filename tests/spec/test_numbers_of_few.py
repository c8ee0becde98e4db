"""Numbers under a policy that shows however few: nobody and one person have no mean, and nothing breaks."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from poet.count import NumberValues
from poet.instrument import Kind, load
from poet.protect import STANDARD, Shown, Withheld
from poet.protect.numbers import number_tables

PARENTS = load(Path(__file__).parents[2] / "instruments/ehc-parents/2014.toml")
NUMBER = next(item for item in PARENTS.items if item.kind is Kind.NUMBER)


@pytest.mark.parametrize("least", [0, 1])
def test_nobody_and_one_person_have_no_mean_however_few_a_policy_shows(least):
    policy = replace(STANDARD, minimum_base=least, minimum_cell=1, largest_share=0.5)
    values = (np.array([]), np.array([3.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    _, (nobody, one, four) = number_tables(NumberValues(NUMBER, values), policy)
    assert isinstance(nobody.mean, Withheld)
    assert isinstance(one.mean, Withheld)
    assert four.base == Shown(4)
