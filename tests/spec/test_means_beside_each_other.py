"""Whoever holds means and their bases takes sums from sums: what is left is nobody's own answer, and what is held back does not
tell that all answered alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.count.model import Counts, NumberValues
from poet.instrument import parse
from poet.protect import STANDARD, Population, Shown, Structure, Waves, Withheld, protect
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger
from poet.protect.means import hides_newcomers, is_undominated
from poet.protect.numbers import number_tables
from poet.protect.release import release

FORM = parse(
    """
    id = "means"
    version = "1"
    title = "Means"
    respondents = "people"
    [[sections]]
    id = "all"
    title = "All"
    kind = "context"
    [[items]]
    id = "weekly"
    section = "all"
    kind = "number"
    ask = "How much?"
    unit = "pounds"
    low = 0
    high = 100000
    """,
    "means.toml",
)
ITEM = FORM.by_id["weekly"]
CELLS = ("West 1", "West 2", "West 3", "East 1", "East 2", "East 3")
STRUCTURE = Structure(
    CELLS,
    {"area": {cell: (at,) for at, cell in enumerate(CELLS)}, "region": {"West": (0, 1, 2), "East": (3, 4, 5)}},
)
MANY = [20.0, 30.0] * 30


def prepared(values, waves=("term 1",), history=()):
    rows = tuple(np.sort(np.array(one, float)) for one in values)
    counts = Counts(FORM, CELLS, np.array([len(one) for one in rows]), {"weekly": NumberValues(ITEM, rows)})
    covered = waves if isinstance(waves, Waves) else Waves(waves)
    return release(counts, Occasion(Population("round", "means/1"), covered, STRUCTURE), STANDARD, history)


def told(one):
    """The mean and base of each group whose mean is told, by its areas."""
    found = {}
    for name, partition in one.release.partitions.items():
        for group, table in [
            (None, partition.whole["weekly"]),
            *((g, t["weekly"]) for g, t in partition.groups.items()),
        ]:
            if isinstance(table.mean, Shown):
                found[frozenset(STRUCTURE.members(name, group))] = (table.base.value, table.mean.value)
    return found


def worked_out(figures):
    """The intruder: of every set of areas the sum that follows from the told sums by adding and taking away."""
    sets = list(figures)
    marks = np.array([[at in one for at in range(len(CELLS))] for one in sets], float)
    sums = np.array([people * mean for people, mean in figures.values()])
    for number in range(1, 2 ** len(CELLS)):
        wanted = np.array([number >> at & 1 for at in range(len(CELLS))], float)
        weights = np.linalg.lstsq(marks.T, wanted, rcond=None)[0]
        if np.allclose(marks.T @ weights, wanted):
            yield [at for at in range(len(CELLS)) if wanted[at]], float(weights @ sums)


def test_a_region_less_its_other_areas_does_not_tell_what_one_person_gets():
    """One of twelve in West 1 gets 9,000 pounds: no mean of West 1 is told, nor the region's beside those of both others."""
    one = prepared([[20.0] * 5 + [30.0] * 6 + [9000.0], [25.0, 35.0] * 300, MANY, MANY, MANY, MANY])
    figures = told(one)
    assert frozenset({0}) not in figures
    assert len({frozenset({0, 1, 2}), frozenset({1}), frozenset({2})} & set(figures)) < 3


def test_an_area_less_its_other_groups_tells_no_one_either_where_the_smallest_are_not_named():
    """Of three groups of an area two are told; the third, which no release names, holds the one with 9,000 pounds."""
    structure = Structure(CELLS[:3], {"area": {"West": (0, 1, 2)}, "age": {"young": (1,), "old": (2,)}})
    rows = tuple(np.sort(np.array(one)) for one in ([20.0] * 5 + [30.0] * 6 + [9000.0], [25.0, 35.0] * 300, MANY))
    counts = Counts(FORM, CELLS[:3], np.array([len(one) for one in rows]), {"weekly": NumberValues(ITEM, rows)})
    tables = release(counts, Occasion(Population("round", "means/1"), Waves(("term 1",)), structure), STANDARD).release
    area, age = tables.partitions["area"].groups["West"], tables.partitions["age"]
    shown = [isinstance(one["weekly"].mean, Shown) for one in (area, age.whole, *age.groups.values())]
    assert any(shown)
    assert not (shown[0] and (shown[1] or all(shown[2:])))


answers = st.lists(st.sampled_from([0.0, 10.0, 20.0, 30.0, 4000.0]), min_size=0, max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.lists(answers, min_size=6, max_size=6))
def test_no_sum_that_follows_is_ruled_by_one_answer(values):
    figures = told(prepared(values))
    for areas, _ in worked_out(figures) if figures else ():
        own = np.sort(np.concatenate([values[at] for at in areas]))
        assert not len(own) or is_undominated(own, STANDARD)


def test_what_came_since_the_last_term_is_ruled_by_nobody():
    """Ten came, one of them with 2,000 pounds: the mean of all hides it, the two sums beside each other would not."""
    ledger = MemoryLedger()
    first = prepared([MANY * 2] * 6)
    ledger.append(first.draft("2026-12-18T12:00:00+00:00"), ledger.read()[1])
    came = [20.0, 30.0] * 4 + [25.0, 2000.0]
    then = prepared([MANY * 2 + came, *[MANY * 2] * 5], ("term 1", "term 2"), ledger.read()[0])
    assert {frozenset({0}), frozenset({1})} <= set(told(first))
    assert is_undominated(np.sort(np.array(MANY * 2 + came)), STANDARD)
    assert not any(0 in areas for areas in told(then))
    assert frozenset({1}) in told(then)


def test_after_somebody_left_means_go_out_all_the_same():
    ledger = MemoryLedger()
    ledger.append(prepared([MANY * 2] * 6).draft("2026-12-18T12:00:00+00:00"), ledger.read()[1])
    waves = Waves(("term 1", "term 2"), {"term 1": "left term 1 before term 2"}, 1)
    came = [20.0, 30.0] * 20
    then = prepared([(MANY * 2)[1:] + came, *[MANY * 2 + came] * 5], waves, ledger.read()[0])
    assert frozenset({1}) in told(then)


def test_newcomers_of_many_like_answers_move_the_mean_on():
    before = (120, float(sum(MANY * 2)))
    assert hides_newcomers(np.array(MANY * 2 + [20.0, 30.0] * 5), before, STANDARD)
    assert not hides_newcomers(np.array(MANY * 2 + [0.0] * 9 + [30.0]), before, STANDARD)


@pytest.mark.parametrize("others", [0, 1, 4])
def test_nothing_withheld_says_that_all_gave_ones_own_answer(others):
    """Were the median of exactly the groups of one mind held back, whoever is in one would know what all others said."""
    values = np.sort(np.array([10.0] * (20 - others) + [12.0, 14.0, 16.0, 18.0][:others]))
    _, (table,) = number_tables(NumberValues(ITEM, (values,)), STANDARD)
    assert table.base == Shown(20)
    assert all(isinstance(one, Withheld) for one in (*table.quartiles, table.mean))


def test_from_the_smallest_cell_on_people_of_other_answers_let_the_median_be_told():
    values = np.sort(np.array([10.0] * 15 + [12.0] * 5))
    _, (table,) = number_tables(NumberValues(ITEM, (values,)), STANDARD)
    assert table.quartiles[1] == Shown(10.0)


def test_where_a_policy_shows_that_all_are_alike_it_still_does():
    values = np.array([10.0] * 20)
    _, (table,) = number_tables(NumberValues(ITEM, (values,)), replace(STANDARD, everyone=True))
    assert table.quartiles[1] == Shown(10.0)


def test_areas_less_the_whole_are_held_to_it_without_a_release_too():
    """By rule alone, as on live pages."""
    values = ([20.0] * 5 + [30.0] * 6 + [9000.0], [25.0, 35.0] * 300, MANY)
    rows = tuple(np.sort(np.array(one)) for one in values)
    people = np.array([len(one) for one in rows])
    one = protect(Counts(FORM, CELLS[:3], people, {"weekly": NumberValues(ITEM, rows)}))
    shown = [isinstance(tables["weekly"].mean, Shown) for tables in one.groups.values()]
    assert not shown[0]
    assert not (isinstance(one.whole["weekly"].mean, Shown) and all(shown[1:]))
