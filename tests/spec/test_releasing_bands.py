"""What leaves of a banding: bands behind the gate and two rounded parameters, where enough people stand behind them."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from poet.associate.areas import (
    AreaBands,
    Band,
    BetaBinomial,
    RankInterval,
    rank_tables,
    release_bands,
    release_every_band,
    release_model,
    shrink_table,
    words,
)
from poet.count import Counts, OptionCounts
from poet.measure import NotEstimable
from poet.protect import STANDARD, Behind, ModelOutput, Why, Withheld, protect
from world import FORM

HEARD = FORM.by_id["heard"]
# Mostly, sometimes, never, don't know: eight ordinary areas, one far below, one of 6 people, one of nobody.
TABLE = [
    [52, 13, 15, 2],
    [58, 10, 12, 0],
    [45, 20, 15, 0],
    [60, 10, 10, 4],
    [50, 15, 15, 0],
    [40, 20, 20, 1],
    [55, 12, 13, 0],
    [48, 16, 16, 0],
    [8, 12, 60, 0],
    [0, 0, 6, 0],
    [0, 0, 0, 3],
]
AREAS = tuple(f"area {place}" for place in range(len(TABLE)))


def raw(table=TABLE, item=HEARD):
    counts = np.array(table, np.int64)
    return OptionCounts(item, counts, counts.sum(axis=1))


def protected(table):
    found = raw(table)
    return protect(Counts(FORM, AREAS[: len(table)], found.answered, {"heard": found}))


def test_the_bands_and_two_rounded_parameters_leave_and_nothing_else():
    out = release_bands(raw(), AREAS)
    assert isinstance(out, ModelOutput)
    assert {field.name for field in fields(AreaBands)} == {"target", "tau", "of_area"}
    assert (out.of, out.value.target) == ("heard", round(416 / 726, 2))
    assert out.behind == Behind(people=726, smallest=80, residual=724)
    assert out.value.of_area["area 8"] is Band.WORSE
    assert {out.value.of_area[f"area {place}"] for place in range(8)} == {Band.AS_EXPECTED}


def test_all_judged_items_are_banded_at_once_and_no_others():
    found, helpers = raw(), OptionCounts(FORM.by_id["helpers"], np.full((11, 3), 9), np.full(11, 20))
    counts = Counts(FORM, AREAS, found.answered, {"heard": found, "helpers": helpers})
    assert release_every_band(counts) == {"heard": release_bands(found, AREAS)}


def test_six_people_and_nobody_are_both_not_enough_to_say():
    told = release_bands(raw(), AREAS).value.of_area
    assert told["area 9"] == told["area 10"] == NotEstimable(words.NOT_ENOUGH)


def test_where_areas_differ_by_chance_alone_no_area_is_banded():
    out = release_bands(raw([[20, 5, 5, 0]] * 6), AREAS[:6])
    assert set(out.value.of_area.values()) == {NotEstimable(words.NOT_ENOUGH)}


def test_too_few_people_behind_it_and_nothing_leaves():
    few = [[3, 1, 1, 0], [4, 1, 0, 0], [1, 2, 2, 0], [2, 2, 1, 0], [5, 0, 0, 0]]
    assert release_bands(raw(few), AREAS[:5]) == Withheld(Why.FEW_FOR_MODEL)
    assert release_model(raw(few)) == Withheld(Why.FEW_FOR_MODEL)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (TABLE[:1], words.ONE_AREA),
        ([[30, 0, 0, 0]] * 6, words.ALL_THE_SAME),
        ([[0, 0, 0, 9]] * 6, words.NOBODY_ANYWHERE),
        (TABLE[:3], words.FEW_AREAS.format(least=5)),
    ],
)
def test_what_cannot_be_banded_says_why(table, why):
    assert release_bands(raw(table), AREAS[: len(table)]) == NotEstimable(why)


def test_a_question_without_sides_is_not_banded():
    helpers = FORM.by_id["helpers"]
    counts = OptionCounts(helpers, np.full((6, 3), 9), np.full(6, 20))
    assert release_bands(counts, AREAS[:6]) == NotEstimable(words.NOTHING_JUDGED)
    assert release_model(counts) == NotEstimable(words.NOTHING_JUDGED)


def test_shrunken_shares_come_from_shown_counts_and_a_model_that_was_let_out():
    model = release_model(raw())
    assert (model.value, model.value.icc) == (
        BetaBinomial(model.value.mean, model.value.icc),
        round(model.value.icc, 3),
    )
    found = shrink_table(protected(TABLE[:9]).groups["area 8"]["heard"], model)
    assert found.raw == 0.1
    assert found.raw < found.shrunken < model.value.mean
    assert shrink_table(protected(TABLE).groups["area 9"]["heard"], model) == Withheld(Why.FEW_ANSWERS)


def test_ranks_are_told_as_intervals_among_the_areas_shown():
    tables = {area: found["heard"] for area, found in protected(TABLE[:9]).groups.items()}
    found = rank_tables(tables)
    assert set(found) == set(AREAS[:9])
    assert found["area 8"] == RankInterval(9, 9)
    assert found["area 0"].worst > found["area 0"].best


def test_the_policy_decides_how_many_answers_an_area_needs():
    assert STANDARD.minimum_base == 10
    told = release_bands(raw([*TABLE[:9], [0, 1, 8, 0]]), AREAS[:10], enough=0.0).value.of_area
    assert told["area 9"] == NotEstimable(words.NOT_ENOUGH)
