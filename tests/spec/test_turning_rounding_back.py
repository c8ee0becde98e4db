"""Percentages and intervals turned back into people: what is planted is always found."""

from __future__ import annotations

import random

import pytest

from poet.__main__ import main
from poet.attack import NoPercentages, inverted, read_percentages
from poet.measure import wilson

HEAD = "group,item,answer,percent,base,low,high"


def rows(*lines, base_step=1):
    return read_percentages([HEAD, *lines], base_step)


def tenth(value):
    return f"{int(1000 * value + 0.5) / 10:.1f}"


@pytest.mark.parametrize("seed", range(20))
def test_counts_behind_one_decimal_and_their_base_are_always_found(seed):
    dice = random.Random(seed)
    people = [dice.randint(0, 60) for _ in range(4)] + [10]
    base = sum(people)
    (row,) = rows(*(f"north,heard,{at},{tenth(count / base)},{base},," for at, count in enumerate(people)))
    assert inverted(row, with_own=False).counts == tuple(people)


@pytest.mark.parametrize("base", [10, 26, 50])
def test_a_percentage_with_its_limits_gives_count_and_hidden_base_away(base):
    """With 95 % limits to one decimal, up to 50 people, always: the figure of decision 14."""
    for count in (base // 3, base // 2, base - 2):
        ends = wilson(count, base)
        (row,) = rows(f"north,heard,yes,{tenth(count / base)},,{tenth(ends.low)},{tenth(ends.high)}")
        found = inverted(row, with_own=False)
        assert found.counts == (count, base - count)
        assert "have these limits" in str(found)


def test_whole_percentages_of_a_rounded_base_hide_a_row_that_has_a_neighbour():
    (row,) = rows("north,heard,yes,50,40,,", "north,heard,no,50,40,,", base_step=5)
    assert inverted(row) is None


def test_who_is_the_only_one_learns_that_all_others_answered_otherwise():
    """Of 12 people nobody or one said no: in steps of 20 both print as 0 % and 100 %."""
    table = ["group,item,answer,percent,base,step", "north,heard,no,0,12,20", "north,heard,yes,100,12,20"]
    (row,) = read_percentages(table)
    assert inverted(row, with_own=False) is None
    assert (inverted(row).counts, inverted(row).own) == ((1, 11), "no")


def test_a_table_without_percentages_is_refused():
    with pytest.raises(NoPercentages, match="no column percent, base"):
        read_percentages(["group,item,answer", "a,b,c"])


def test_the_command_reads_a_table_of_percentages(tmp_path, capsys):
    file = tmp_path / "open.csv"
    file.write_text(f"{HEAD}\nnorth,heard,yes,33.3,30,,\nnorth,heard,no,66.7,30,,\n", encoding="utf-8")
    assert main(["attack", str(file)]) == 1
    assert "heard, north: yes 10, no 20, the only people whose percentages are rounded so." in capsys.readouterr().out
    file.write_text(f"{HEAD}\nnorth,heard,yes,50,,,\nnorth,heard,no,50,,,\n", encoding="utf-8")
    assert main(["attack", str(file)]) == 0
    assert "None of 1 row can be worked out" in capsys.readouterr().out
