"""Live results move on only with ten people or more in every figure that changes."""

from __future__ import annotations

import numpy as np
import pytest

from poet.count.model import Counts, NumberValues, OptionCounts, TextCounts
from poet.protect import (
    STANDARD,
    Population,
    Release,
    Shown,
    Structure,
    Why,
    Withheld,
    may_refresh,
    protect,
    refreshed,
)
from poet.protect.between import Numbers, largest_of, means_of
from poet.protect.drafting import Occasion, drafted
from poet.protect.keeping import dump, load
from poet.protect.refresh import waves_of
from spec.test_protection import FORM
from world import FORM as WORLD


def heard(**areas):
    """Protected tables of "I was heard": always, mostly, sometimes, rarely, never in each area."""
    rows = np.array([[*row, 0][:6] for row in areas.values()], np.int64)
    raw = OptionCounts(FORM.by_id["heard"], rows, rows.sum(axis=1))
    return protect(Counts(FORM, tuple(areas), rows.sum(axis=1), {"heard": raw}))


def always(tables, area):
    return {part.key: part.count for part in tables.groups[area]["heard"].parts}["always"]


NORTH, SOUTH = (30, 20, 20, 20, 20), (40, 30, 20, 20, 20)
BEFORE = heard(north=NORTH, south=SOUTH)


def test_nothing_new_is_shown_as_it_was():
    assert may_refresh(BEFORE, heard(north=NORTH, south=SOUTH))


def test_one_new_answer_changes_nothing():
    after = heard(north=(31, 20, 20, 20, 20), south=SOUTH)
    assert not may_refresh(BEFORE, after)
    assert refreshed(BEFORE, after) == BEFORE


@pytest.mark.parametrize("newcomers", [1, 4, 9])
def test_fewer_than_ten_in_one_answer_hold_the_question_back_however_many_gave_another(newcomers):
    after = heard(north=(30 + newcomers, 45, 20, 20, 20), south=SOUTH)
    assert refreshed(BEFORE, after).groups == BEFORE.groups


def test_ten_and_ten_move_the_area_and_everybody():
    after = heard(north=(40, 30, 20, 20, 20), south=SOUTH)
    assert may_refresh(BEFORE, after)
    assert always(refreshed(BEFORE, after), "north") == Shown(40)


def test_ten_who_all_gave_one_answer_would_be_told_their_answer_so_only_their_number_is():
    after = heard(north=(40, 20, 20, 20, 20), south=SOUTH)
    shown = refreshed(BEFORE, after)
    assert shown.groups == BEFORE.groups
    assert shown.respondents["north"] == Shown(120)
    assert not may_refresh(BEFORE, after)


def test_an_area_with_few_newcomers_waits_while_another_moves():
    after = heard(north=(40, 30, 20, 20, 20), south=(50, 42, 20, 20, 20))
    assert may_refresh(BEFORE, after)
    few = heard(north=(40, 30, 20, 20, 20), south=(42, 30, 20, 20, 20))
    assert refreshed(BEFORE, few).groups == BEFORE.groups, "two newcomers would be left over in the south"


def test_what_stays_behind_in_the_waiting_areas_must_be_many_too():
    third = (30, 30, 30, 30, 30)
    before = heard(north=NORTH, south=SOUTH, west=third)
    after = heard(north=(40, 30, 20, 20, 20), south=(46, 36, 20, 20, 20), west=(34, 34, 30, 30, 30))
    shown = refreshed(before, after)
    assert always(shown, "north") == Shown(40)
    assert (always(shown, "south"), always(shown, "west")) == (Shown(40), Shown(30))
    left = 120 - 40 - 40 - 30
    assert left == 10


def test_a_finer_table_is_held_against_the_coarser_one_it_splits():
    before = heard(north=(18, 12, 20, 3, 17), south=SOUTH)
    assert [part.key for part in before.groups["north"]["heard"].parts] == ["favourable", "neutral", "unfavourable"]
    many_more = heard(north=(28, 12, 20, 15, 17), south=SOUTH)
    assert [part.key for part in many_more.groups["north"]["heard"].parts][:2] == ["always", "mostly"]
    assert may_refresh(before, many_more)
    one_more = heard(north=(19, 12, 20, 15, 17), south=SOUTH)
    assert refreshed(before, one_more).groups["north"] == before.groups["north"]


def test_an_area_that_reaches_ten_is_shown_once_everybody_may_move():
    before = heard(north=NORTH, south=SOUTH, west=(3, 2, 0, 0, 0))
    waiting = heard(north=NORTH, south=SOUTH, west=(6, 5, 0, 0, 0))
    assert not isinstance(refreshed(before, waiting).groups["west"]["heard"].base, Shown)
    later = heard(north=NORTH, south=SOUTH, west=(13, 12, 0, 0, 0))
    assert refreshed(before, later).groups["west"]["heard"].base == Shown(25)


def test_an_area_that_was_not_there_waits_while_everybody_waits():
    after = heard(north=NORTH, south=SOUTH, west=(6, 5, 0, 0, 0))
    shown = refreshed(BEFORE, after)
    assert not isinstance(shown.groups["west"]["heard"].base, Shown)
    assert not isinstance(shown.respondents["west"], Shown) or shown.respondents["west"] == Shown(11)


def test_somebody_who_withdrew_stops_the_table():
    assert refreshed(BEFORE, heard(north=(29, 20, 20, 20, 20), south=SOUTH)) == BEFORE


def everything_counted(number):
    """One area and another, with every kind of question."""
    half = number // 2
    rows = np.array([[half, half], [20, 20]], np.int64)
    values = NumberValues(FORM.by_id["weekly"], (np.arange(number, dtype=float), np.arange(40, dtype=float)))
    items = {
        "helpers": OptionCounts(FORM.by_id["helpers"], rows, np.array([number, 40])),
        "weekly": values,
    }
    return Counts(FORM, ("north", "south"), np.array([number, 40]), items)


def everything(number):
    return protect(everything_counted(number))


def told_since(before, counts):
    """What means are held against where only this page was seen before."""
    page = Occasion(
        Population("autumn", FORM.name),
        waves_of(1),
        Structure(("north", "south"), {"area": {"north": (0,), "south": (1,)}}),
    )
    draft = drafted(Release(FORM, STANDARD, {"area": before}), page, "2026-12-01T12:00:00+00:00")
    return Numbers(largest_of(counts), lambda: means_of([draft], counts.groups))


def test_summaries_of_numbers_move_with_ten_people_and_not_before():
    before = everything(30)
    assert refreshed(before, everything(36)).groups["north"]["weekly"] == before.groups["north"]["weekly"]
    moved = refreshed(before, everything(50), numbers=told_since(before, everything_counted(50)))
    assert moved.groups["north"]["weekly"] == everything(50).groups["north"]["weekly"]
    assert moved.groups["north"]["helpers"] == everything(50).groups["north"]["helpers"]


def test_a_mean_does_not_move_where_nobody_says_what_it_is_held_against():
    moved = refreshed(everything(30), everything(50)).groups["north"]["weekly"]
    assert (moved.base, moved.mean) == (Shown(50), Withheld(Why.DOMINANCE))


def test_how_many_wrote_something_moves_with_ten_people():
    def written(north):
        raw = TextCounts(WORLD.by_id["words"], np.array([north, 50]))
        return protect(Counts(WORLD, ("north", "south"), np.array([60, 60]), {"words": raw}))

    assert not may_refresh(written(20), written(25))
    assert may_refresh(written(20), written(30))


def test_what_is_kept_is_what_is_given_back():
    for tables in (BEFORE, everything(30), heard(north=(3, 2, 1, 0, 0), south=(6, 6, 6, 2, 6))):
        assert load(dump(tables), FORM, STANDARD) == tables


def test_a_groups_tables_are_read_when_they_are_asked_for_and_equal_those_that_were_kept():
    kept = heard(north=NORTH, south=SOUTH)
    read = load(dump(kept), kept.instrument, kept.policy)
    assert tuple(read.groups) == tuple(kept.groups)
    assert read.groups == kept.groups
    assert read == kept
    assert "nowhere" not in read.groups
    assert read.groups["north"] is read.groups["north"]
