"""How finely a row may be printed where its base is rounded or hidden.

The figures of docs/reference/methods.md are counted again here: rows of five options drawn by chance, and every count of
every base up to 200.
"""

from collections import Counter

import numpy as np
import pytest

from poet.measure import wilson
from poet.protect.open_data import Printed, Printing, govern, is_recoverable, ladder, printed, rows_behind

ONE_DECIMAL = Printing(base_step=5, tenths=1)
WHOLE_PERCENT = Printing(base_step=5, tenths=10)


def limits(count, base):
    interval = wilson(count, base)
    return interval.low, interval.high


def drawn(base, shares=(0.3, 0.3, 0.2, 0.12, 0.08), rows=400):
    return [tuple(int(count) for count in row) for row in np.random.default_rng(base).multinomial(base, shares, rows)]


def given_away(how, base):
    rows = drawn(base)
    return sum(is_recoverable(row, how, range(1, base + 6)) for row in rows) / len(rows)


def test_a_row_is_printed_as_steps_of_its_percentage_halves_up():
    assert printed((3, 10, 12), ONE_DECIMAL) == Printed(25, (120, 400, 480))
    assert printed((1, 7), Printing(base_step=5, tenths=50)) == Printed(10, (3, 18))
    assert printed((1, 7), Printing(base_step=0, tenths=10)).base is None


def test_the_rows_behind_a_print_are_found_by_trying_bases():
    assert list(rows_behind(printed((5, 5, 2), WHOLE_PERCENT), WHOLE_PERCENT, range(1, 30))) == [(5, 5, 2)]
    tens = Printing(base_step=5, tenths=100)
    assert list(rows_behind(printed((4, 6), tens), tens, range(1, 30))) == [
        (3, 5), (4, 5), (4, 6), (4, 7), (5, 7),
    ]  # fmt: skip


@pytest.mark.parametrize("base", [10, 15, 25, 50, 100, 200, 400])
def test_a_base_rounded_to_5_with_one_decimal_gives_nearly_every_row_away(base):
    assert given_away(ONE_DECIMAL, base) >= 0.995


@pytest.mark.parametrize("base", [25, 30, 40, 50])
def test_whole_percentages_give_95_of_100_rows_away_at_bases_of_25_to_50(base):
    assert given_away(WHOLE_PERCENT, base) >= 0.95


def test_whole_percentages_hide_nearly_every_row_of_200():
    assert given_away(WHOLE_PERCENT, 200) <= 0.02


def test_an_estimate_with_its_limits_gives_count_and_base_away_though_the_base_is_hidden():
    hidden = Printing(base_step=0, tenths=1, limits=limits)
    prints = {
        (count, base): printed((count, base - count), hidden) for base in range(1, 201) for count in range(base + 1)
    }
    often = Counter(prints.values())
    by_size = {
        sizes: np.mean([often[prints[count, base]] == 1 for base in sizes for count in range(base + 1)])
        for sizes in (range(10, 51), range(51, 101), range(10, 201))
    }
    assert {sizes: round(float(rate), 3) for sizes, rate in by_size.items()} == {
        range(10, 51): 1.0,
        range(51, 101): 0.972,
        range(10, 201): 0.887,
    }


def test_the_rows_behind_limits_are_those_whose_limits_are_printed_alike():
    hidden = Printing(base_step=0, tenths=1, limits=limits)
    assert list(rows_behind(printed((21, 4), hidden), hidden, range(1, 201))) == [(21, 4)]
    coarse = Printing(base_step=0, tenths=50, limits=limits)
    alike = [
        (count, base - count)
        for base in range(10, 60)
        for count in range(base + 1)
        if [round(100 * part / base / 5) for part in (count, base - count)] == [17, 3]
        and [round(20 * one) for one in limits(count, base)] == [round(20 * one) for one in limits(21, 25)]
    ]
    assert list(rows_behind(printed((21, 4), coarse), coarse, range(10, 60))) == alike
    assert (21, 4) in alike


@pytest.mark.parametrize("base", [12, 25, 48, 96, 203])
def test_the_governor_takes_the_finest_printing_that_gives_no_row_away(base):
    rows = drawn(base, rows=12)
    rungs = ladder(5)
    governed = govern(rows, rungs, range(10, base + 20))
    assert governed.how is not None
    assert not any(is_recoverable(row, governed.how, range(10, base + 20)) for row in rows)
    finer = rungs[: rungs.index(governed.how)]
    assert [one.how for one in governed.avoided] == list(finer)
    assert governed.leak_rate == (governed.avoided[0].given_away / 12 if finer else 0)
    assert governed.leak_rate >= 0.9


def test_a_reader_who_knows_the_rule_learns_no_more_from_the_step_that_was_chosen():
    """Of all rows behind the print at least one other would have been printed in the same step."""
    for base in (11, 13, 18, 23):
        for row in drawn(base, rows=6):
            rungs, bases = ladder(5), range(10, 40)
            governed = govern([row], rungs, bases)
            if governed.how is None:
                continue
            others = [other for other in rows_behind(governed.rows[0], governed.how, bases) if other != row]
            assert any(not is_recoverable(other, governed.how, bases) for other in others)
            finer = rungs[: rungs.index(governed.how)]
            assert any(all(is_recoverable(other, rung, bases) for rung in finer) for other in others)


def test_where_no_rounding_is_safe_only_the_base_is_printed():
    exact = ladder(1)[:2]
    governed = govern([(7, 3), (1, 9)], exact, range(10, 11))
    assert (governed.how, governed.rows) == (None, (Printed(10, ()), Printed(10, ())))
    assert [(tried.how, tried.given_away) for tried in governed.avoided] == [(how, 2) for how in exact]


def test_nobody_has_no_percentages():
    with pytest.raises(ValueError, match="a row of nobody"):
        printed((0, 0), ONE_DECIMAL)
