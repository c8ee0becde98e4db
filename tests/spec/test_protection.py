"""What the standard policy lets out, and what it keeps."""

import numpy as np
import pytest

from poet.count.model import Counts, NumberValues, OptionCounts
from poet.instrument import parse
from poet.protect import STANDARD, Grain, Shown, Why, Withheld, protect

SOURCE = """
    id = "small"
    version = "1"
    title = "A small form"
    respondents = "people"
    [[scales]]
    id = "often"
    options = [
      { code = "always", text = "Always", side = "favourable" },
      { code = "mostly", text = "Mostly", side = "favourable" },
      { code = "sometimes", text = "Sometimes", side = "neutral" },
      { code = "rarely", text = "Rarely", side = "unfavourable" },
      { code = "never", text = "Never", side = "unfavourable" },
      { code = "dont-know", text = "Don't know", apart = true },
    ]
    [[sections]]
    id = "all"
    title = "All"
    kind = "process"
    [[items]]
    id = "heard"
    section = "all"
    kind = "one"
    scale = "often"
    ask = "I was heard."
    [[items]]
    id = "need"
    section = "all"
    kind = "one"
    ask = "Which need?"
    options = [
      { code = "a", text = "A" }, { code = "b", text = "B" }, { code = "c", text = "C" }, { code = "d", text = "D" },
    ]
    [[items]]
    id = "helpers"
    section = "all"
    kind = "many"
    ask = "Who helped?"
    options = [{ code = "family", text = "Family" }, { code = "school", text = "School" }]
    [[items]]
    id = "weekly"
    section = "all"
    kind = "number"
    unit = "pounds"
    ask = "How much a week?"
"""
FORM = parse(SOURCE, "small.toml")


def heard(**areas):
    """Protected tables of "I was heard" from rows of counts: always, mostly, sometimes, rarely, never[, don't know]."""
    rows = np.array([[*row, 0][:6] for row in areas.values()], np.int64)
    return one("heard", rows, tuple(areas))


def one(item, rows, areas):
    rows = np.array(rows, np.int64)
    raw = OptionCounts(FORM.by_id[item], rows, rows.sum(axis=1))
    return protect(Counts(FORM, areas, rows.sum(axis=1), {item: raw}))


def grains(release, item="heard"):
    return {area: tables[item].grain for area, tables in release.groups.items()}


def parts(table):
    return {part.label: part.count.value for part in table.parts if isinstance(part.count, Shown)}


def test_a_table_of_large_categories_is_shown_option_by_option():
    release = heard(anyshire=[20, 10, 8, 7, 5], othershire=[9, 9, 9, 9, 9])
    assert parts(release.groups["anyshire"]["heard"]) == {
        "Always": 20,
        "Mostly": 10,
        "Sometimes": 8,
        "Rarely": 7,
        "Never": 5,
    }


def test_nothing_is_shown_of_fewer_than_ten_answers():
    table = heard(anyshire=[9, 0, 0, 0, 0], othershire=[20, 20, 20, 20, 20]).groups["anyshire"]["heard"]
    assert (table.grain, table.base, table.parts) == (Grain.NOTHING, Withheld(Why.FEW_ANSWERS), ())


@pytest.mark.parametrize(
    ("row", "grain", "shown"),
    [
        ([20, 10, 8, 6, 1], Grain.SIDES, {"Always or mostly": 30, "Sometimes": 8, "Rarely or never": 7}),
        ([20, 10, 8, 1, 1], Grain.FAVOURABLE, {"Always or mostly": 30, "Any other answer": 10}),
        ([20, 10, 1, 1, 1], Grain.BASE, {}),
        ([20, 10, 0, 0, 0], Grain.BASE, {}),
    ],
)
def test_small_categories_are_joined_before_anything_is_withheld(row, grain, shown):
    release = heard(anyshire=row, othershire=[90, 90, 90, 90, 90], nowhere=[80, 80, 80, 80, 80])
    table = release.groups["anyshire"]["heard"]
    assert (table.grain, parts(table)) == (grain, shown)


def test_everyone_giving_the_same_answer_is_not_told():
    release = heard(anyshire=[30, 0, 0, 0, 0], othershire=[40, 40, 40, 40, 40])
    table = release.groups["anyshire"]["heard"]
    assert (table.base, table.favourable) == (Shown(30), Withheld(Why.TOO_TELLING))


def test_nobody_in_a_category_is_a_figure_like_any_other():
    table = heard(anyshire=[20, 0, 8, 7, 5], othershire=[9, 9, 9, 9, 9]).groups["anyshire"]["heard"]
    assert parts(table)["Mostly"] == 0


def test_one_small_area_is_not_left_over_when_the_others_are_taken_from_the_whole():
    """7 answers in Nowhere = all 127 minus the two areas shown, unless one of these steps back too."""
    release = heard(anyshire=[20, 10, 10, 10, 10], othershire=[20, 10, 10, 10, 10], nowhere=[7, 0, 0, 0, 0])
    assert grains(release) == {
        "anyshire": Grain.OPTIONS,
        "othershire": Grain.NOTHING,
        "nowhere": Grain.NOTHING,
    }
    assert release.groups["othershire"]["heard"].base == Withheld(Why.FEW_ANSWERS)


def test_two_small_areas_hide_each_other_when_together_they_are_large_enough():
    release = heard(
        anyshire=[20, 10, 10, 10, 10], othershire=[20, 10, 10, 10, 10], here=[9, 0, 0, 0, 0], there=[0, 9, 9, 9, 9]
    )
    assert grains(release)["anyshire"] == grains(release)["othershire"] == Grain.OPTIONS


def test_a_small_category_in_one_area_is_not_left_over_either():
    """Anyshire's 2 "never" would be all 12 minus Othershire's 10."""
    release = heard(anyshire=[20, 10, 10, 10, 2], othershire=[20, 10, 10, 10, 10])
    assert grains(release) == {"anyshire": Grain.SIDES, "othershire": Grain.SIDES}
    assert parts(release.whole["heard"]) == {"Always": 40, "Mostly": 20, "Sometimes": 20, "Rarely": 20, "Never": 12}


def test_a_reason_does_not_tell_on_which_side_of_ten_a_group_lies():
    """Two areas left over hold 24 people; were the one of 9 said to have fewer than ten, the other would be told."""
    release = heard(
        anyshire=[20, 10, 10, 10, 10],
        othershire=[20, 10, 10, 10, 10],
        nowhere=[9, 0, 0, 0, 0],
        somewhere=[6, 0, 0, 0, 9],
    )
    held_back = {
        area: tables["heard"].base for area, tables in release.groups.items() if area in {"nowhere", "somewhere"}
    }
    assert held_back == dict.fromkeys(("nowhere", "somewhere"), Withheld(Why.FEW_ANSWERS))


def test_the_rest_is_never_small_because_the_whole_minus_an_area_is_printed_too():
    release = heard(anyshire=[20, 10, 10, 10, 10], nowhere=[1, 0, 0, 0, 0])
    assert release.groups["anyshire"]["heard"].base == Withheld(Why.FEW_ANSWERS)
    assert release.whole["heard"].base == Shown(61)


def test_dont_know_stands_apart_and_is_protected_like_an_answer():
    release = heard(anyshire=[20, 10, 8, 7, 5, 6], othershire=[9, 9, 9, 9, 9, 5], nowhere=[9, 9, 9, 9, 9, 2])
    apart = {area: tables["heard"].apart[0].count for area, tables in release.groups.items()}
    assert apart == {
        "anyshire": Shown(6),
        "othershire": Withheld(Why.FEW_ANSWERS),
        "nowhere": Withheld(Why.FEW_ANSWERS),
    }
    assert release.groups["anyshire"]["heard"].base == Shown(50)


def test_the_small_categories_of_a_context_question_are_joined_the_same_way_everywhere():
    release = one("need", [[30, 20, 3, 2], [30, 20, 9, 9], [30, 30, 9, 9]], ("anyshire", "othershire", "nowhere"))
    assert parts(release.groups["anyshire"]["need"]) == {"A": 30, "B": 20, "All other answers": 5}


def test_each_tick_of_a_many_item_is_a_table_of_its_own():
    ticks = np.array([[30, 3], [20, 10], [20, 10]], np.int64)
    answered = np.array([40, 40, 40], np.int64)
    raw = OptionCounts(FORM.by_id["helpers"], ticks, answered)
    release = protect(Counts(FORM, ("anyshire", "othershire", "nowhere"), answered, {"helpers": raw}))
    table = release.groups["anyshire"]["helpers"]
    assert (table.base, [part.count for part in table.parts]) == (Shown(40), [Shown(30), Withheld(Why.TOO_TELLING)])


def weekly(*areas):
    values = tuple(np.sort(np.array(area, float)) for area in areas)
    people = np.array([len(area) for area in values], np.int64)
    names = tuple(f"area {number}" for number in range(len(areas)))
    return protect(Counts(FORM, names, people, {"weekly": NumberValues(FORM.by_id["weekly"], values)}))


def test_a_middle_is_told_with_people_on_each_side_and_the_ends_are_not():
    table = weekly([100] * 6 + [120] * 6 + [140] * 8, [90] * 20 + [80] * 20).groups["area 0"]["weekly"]
    assert table.quartiles == (Shown(100.0), Shown(120.0), Shown(140.0))
    assert (table.mean, table.lowest, table.highest) == (
        Shown(122.0),
        Withheld(Why.DOMINANCE),
        Withheld(Why.DOMINANCE),
    )


def test_a_quartile_with_fewer_than_five_people_beyond_it_is_kept():
    table = weekly(range(100, 112), [90] * 20 + [80] * 20).groups["area 0"]["weekly"]
    assert table.quartiles == (Withheld(Why.TOO_TELLING), Shown(106.0), Withheld(Why.TOO_TELLING))


def test_a_mean_that_one_answer_makes_up_is_kept():
    table = weekly([10] * 20 + [5_000], [90] * 20 + [80] * 20).groups["area 0"]["weekly"]
    assert table.mean == Withheld(Why.DOMINANCE)


def test_the_standard_policy_says_who_made_it_when_and_from_what():
    assert (STANDARD.minimum_base, STANDARD.minimum_cell, STANDARD.extremes) == (10, 5, False)
    assert all((STANDARD.author, STANDARD.dated, STANDARD.source))
