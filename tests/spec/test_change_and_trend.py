"""Change since last time, trends, and lines that break: against published figures and stated rules."""

from datetime import date

import numpy as np
import pytest

from poet.compare import (
    Asked,
    NotTested,
    Period,
    Verdict,
    change,
    newcombe,
    overlap,
    trend,
    trend_line,
    trend_over,
    verdict,
)
from poet.count.model import Counts, OptionCounts
from poet.instrument import parse
from poet.measure import Interval
from poet.protect import STANDARD, Why, Withheld, protect
from spec.test_measures import OPEN


def form(version, ask="I was heard.", item="heard", was="", codes=("good", "middling", "bad")):
    sides = dict(zip(("good", "middling", "bad"), ("favourable", "neutral", "unfavourable"), strict=True))
    options = ", ".join(f'{{ code = "{code}", text = "{code}", side = "{sides[code]}" }}' for code in codes)
    return parse(
        f"""
        id = "world"
        version = "{version}"
        title = "A small form"
        respondents = "people"
        [[sections]]
        id = "all"
        title = "All"
        kind = "process"
        [[items]]
        id = "{item}"
        section = "all"
        kind = "one"
        ask = "{ask}"
        options = [{options}]
        {f'was = "{was}"' if was else ""}
        """,
        "world.toml",
    )


FORM = form("1")


def table(favourable, base, instrument=FORM, policy=STANDARD):
    item = instrument.items[0]
    row = np.zeros((1, len(item.options)), np.int64)
    row[0, 0], row[0, -1] = favourable, base - favourable
    raw = OptionCounts(item, row, row.sum(axis=1))
    return protect(Counts(instrument, ("anyshire",), row.sum(axis=1), {item.id: raw}), policy).whole[item.id]


def year(number):
    return Period(date(number, 9, 1), date(number + 1, 8, 31))


@pytest.mark.parametrize(
    ("interval", "equivalence", "word"),
    [  # margin .05: (95 % interval, 90 % interval)
        ((0.02, 0.20), (0.03, 0.19), "better"),
        ((-0.20, -0.02), (-0.19, -0.03), "worse"),
        ((-0.03, 0.055), (-0.02, 0.045), "no meaningful change"),
        ((0.001, 0.049), (0.005, 0.045), "no meaningful change"),  # surely there, surely small
        ((-0.03, 0.06), (-0.02, 0.05), "too uncertain to say"),  # an end on the margin is not inside it
        ((-0.02, 0.20), (-0.01, 0.19), "too uncertain to say"),
        ((0.0, 0.20), (0.01, 0.19), "too uncertain to say"),
    ],
)
def test_a_change_is_said_in_one_of_four_words(interval, equivalence, word):
    assert verdict(Interval(*interval), Interval(*equivalence), 0.05) == Verdict(word)


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [
        ((320, 400), (240, 400), "better"),
        ((240, 400), (320, 400), "worse"),
        ((2400, 4000), (2410, 4000), "no meaningful change"),
        ((30, 50), (25, 50), "too uncertain to say"),
    ],
)
def test_a_change_of_counts_is_judged_by_newcombes_intervals(now, before, word):
    found = change(table(*now), table(*before), 0.05)
    assert found.verdict == Verdict(word)
    assert found.difference.interval == newcombe(*now, *before)
    assert found.equivalence == newcombe(*now, *before, confidence=0.9)


@pytest.mark.parametrize("margin", [0, 1, -0.05])
def test_a_margin_that_is_none_is_refused(margin):
    with pytest.raises(ValueError, match="no meaningful change"):
        change(table(30, 50), table(25, 50), margin)


def test_what_is_withheld_has_not_changed_in_any_way_that_may_be_told():
    assert change(table(6, 8), table(25, 50), 0.05) == Withheld(Why.FEW_ANSWERS)


def test_cumulative_counts_are_never_tested_against_each_other():
    autumn = Period(date(2025, 9, 1), date(2025, 12, 31))
    whole_year = Period(date(2025, 9, 1), date(2026, 8, 31))
    found = change(table(30, 50), table(25, 50), 0.05, periods=(whole_year, autumn))
    assert found == NotTested("the periods overlap: some of the same answers are in both")


def test_periods_that_meet_on_a_day_overlap_and_neighbours_do_not():
    assert not overlap([year(2024), year(2023)])
    assert overlap([Period(date(2024, 1, 1), date(2024, 4, 1)), Period(date(2024, 4, 1), date(2024, 8, 1))])
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2024, 4, 2), date(2024, 4, 1))


def test_the_chi_squared_for_trend_is_the_published_one():
    # Fleiss 1981, p. 139, smokers among patients; R prop.trend.test: X-squared = 8.2249, p-value = 0.004132
    found = trend([83, 90, 129, 70], [86, 93, 136, 82])
    assert (round(found.statistic, 4), round(found.p, 6), found.periods) == (8.2249, 0.004132, 4)
    assert found.slope < 0


def test_a_trend_is_the_same_whatever_the_unit_of_its_scores():
    plain = trend([83, 90, 129, 70], [86, 93, 136, 82])
    years = trend([83, 90, 129, 70], [86, 93, 136, 82], [2020, 2022, 2024, 2026])
    assert (years.statistic, years.slope * 2) == pytest.approx((plain.statistic, plain.slope))


@pytest.mark.parametrize(
    ("counts", "bases", "why"),
    [
        ([5], [10], "two periods"),
        ([5, 6], [10], "two periods"),
        ([5, 11], [10, 10], "above its base"),
        ([0, 0], [10, 10], "everybody, or nobody"),
        ([0, 0], [0, 10], "base is nought"),
    ],
)
def test_what_has_no_trend_says_why(counts, bases, why):
    with pytest.raises(ValueError, match=why):
        trend(counts, bases)


def test_scores_that_are_all_the_same_have_no_trend():
    with pytest.raises(ValueError, match="same score"):
        trend([5, 6], [10, 10], [1, 1])


def test_a_trend_needs_five_periods_that_do_not_overlap():
    tables = [(year(2020 + place), table(50 + 5 * place, 100)) for place in range(5)]
    found = trend_over(tables[::-1])
    assert found == trend([50, 55, 60, 65, 70], [100] * 5)
    assert trend_over(tables[:4]) == NotTested("a trend needs 5 periods, and there are 4")
    twice = [*tables[:4], (Period(date(2020, 9, 1), date(2025, 8, 31)), tables[4][1])]
    assert trend_over(twice) == NotTested("the periods overlap: some of the same answers are in both")
    assert trend_over([*tables[:4], (year(2024), table(6, 8))]) == Withheld(Why.FEW_ANSWERS)
    flat = [(year(2020 + place), table(50, 50, policy=OPEN)) for place in range(5)]
    assert trend_over(flat) == NotTested("everybody, or nobody, said so in every period")


def line(*rounds):
    """The trend line of (year, form, favourable of 100)."""
    asked = [Asked(year(when), form, {form.items[0].id: table(said, 100, form)}) for when, form, said in rounds]
    found = trend_line(asked, asked[-1].instrument.items[0])
    return [[(point.period.first.year, point.marked) for point in run.points] for run in found.runs]


def test_a_line_runs_on_over_versions_that_ask_the_same():
    assert line((2020, FORM, 50), (2021, FORM, 52), (2022, form("2"), 54)) == [
        [(2020, False), (2021, False), (2022, False)]
    ]


def test_other_words_mark_the_line_at_the_first_round_that_used_them():
    other = form("2", ask="People listened to me.")
    assert line((2020, FORM, 50), (2021, other, 52), (2022, other, 54)) == [
        [(2020, False), (2021, True), (2022, False)]
    ]


def test_another_scale_breaks_the_line():
    short = form("2", codes=("good", "bad"))
    assert line((2020, FORM, 50), (2021, short, 52), (2022, short, 54)) == [
        [(2020, False)],
        [(2021, False), (2022, False)],
    ]


def test_a_line_follows_an_item_to_the_id_it_had_and_ends_where_it_was_new():
    renamed, unlike = form("2", item="listened", was="heard"), form("0", item="other")
    assert line((2019, unlike, 40), (2020, FORM, 50), (2021, renamed, 52)) == [[(2020, False), (2021, False)]]


def test_each_unbroken_run_has_its_own_test_for_trend():
    asked = [Asked(year(2020 + place), FORM, {"heard": table(50 + 5 * place, 100)}) for place in range(5)]
    found = trend_line(asked, FORM.items[0])
    assert found.runs[0].trend == trend([50, 55, 60, 65, 70], [100] * 5)


def test_a_line_needs_a_round():
    with pytest.raises(ValueError, match="needs a round"):
        trend_line([], FORM.items[0])
