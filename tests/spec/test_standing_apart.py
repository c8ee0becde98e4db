"""An answer that stands apart ("don't know") beside the base and the number who took part: whoever takes one from the other
knows how many gave no answer of the base, and may not learn of one or two of them which of both they did."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.count.model import Counts, OptionCounts
from poet.instrument import parse
from poet.protect import STANDARD, Population, Shown, Structure, Waves, protect
from poet.protect.drafting import Occasion
from poet.protect.release import release

FORM = parse(
    """
    id = "apart"
    version = "1"
    title = "Apart"
    respondents = "people"
    [[sections]]
    id = "all"
    title = "All"
    kind = "process"
    [[items]]
    id = "q"
    section = "all"
    kind = "one"
    ask = "Well?"
    options = [{ code = "a", text = "A" }, { code = "b", text = "B" }, { code = "dk", text = "Do not know", apart = true }]
    """,
    "apart.toml",
)
AREAS = ("Anyshire", "Othershire", "Nowhere")
STRUCTURE = Structure(AREAS, {"area": {area: (place,) for place, area in enumerate(AREAS)}})


def counted(rows):
    """Of each area how many said a, b, don't know, and nothing."""
    rows = np.array(rows, np.int64)
    by_option, people = rows[:, :3], rows.sum(axis=1)
    return Counts(FORM, AREAS, people, {"q": OptionCounts(FORM.by_id["q"], by_option, by_option.sum(axis=1))})


def by_rule(counts):
    return protect(counts)


def by_proof(counts):
    occasion = Occasion(Population("round", "apart/1"), Waves(("term 1",)), STRUCTURE)
    return release(counts, occasion, STANDARD).release.partitions["area"]


@pytest.fixture(params=[by_rule, by_proof])
def told(request):
    return lambda rows: request.param(counted(rows))


def apart(protected, area):
    return protected.groups[area]["q"].apart[0].count


def test_one_who_did_not_know_and_one_who_left_it_out_look_alike(told):
    knew_not = told([[12, 12, 1, 0], [20, 20, 0, 0], [15, 15, 0, 0]])
    left_out = told([[12, 12, 0, 1], [20, 20, 0, 0], [15, 15, 0, 0]])
    assert knew_not.respondents["Anyshire"] == Shown(25)
    assert knew_not == left_out


def test_as_many_as_the_smallest_cell_are_told(told):
    assert apart(told([[12, 12, 5, 0], [20, 20, 0, 0], [15, 15, 0, 0]]), "Anyshire") == Shown(5)


def test_where_the_base_may_not_be_told_nobody_is_told_apart_from_it(told):
    """Twelve took part and eleven did not know: one answered."""
    one = told([[1, 0, 11, 0], [20, 20, 0, 0], [15, 15, 0, 0]])
    assert not isinstance(apart(one, "Anyshire"), Shown)


rows = st.lists(st.tuples(*[st.integers(0, 14)] * 2, *[st.integers(0, 4)] * 2), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(0, 2), st.data())
def test_whichever_of_few_did_not_know_the_tables_are_the_same(rows, place, data):
    a, b, knew_not, left_out = rows[place]
    few = min(4, knew_not + left_out)
    other = data.draw(st.integers(0, few))
    here = [*rows[:place], (a, b, few - other, other), *rows[place + 1 :]]
    there = [*rows[:place], (a, b, other, few - other), *rows[place + 1 :]]
    whole = [sum(row[2] for row in one) for one in (here, there)]
    if all(one < 5 for one in whole):
        assert protect(counted(here)) == protect(counted(there))
