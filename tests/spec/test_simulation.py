"""What a sceptic can run: that flags are as rare as is said, and that the page tells what a run tells."""

from __future__ import annotations

import re
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from poet.__main__ import main
from poet.associate.areas.limits import FEW
from poet.simulate import (
    BEGIN,
    END,
    METHODS,
    Plan,
    Section,
    World,
    coverage,
    detectable,
    flag_rates,
    joined,
    limits_of_few,
    put,
    score_rates,
    steps,
    told,
    words,
    worlds,
)

PAGE = Path(__file__).parents[2] / "docs/reference/methods.md"
SMALL = Plan(seed=1, rounds=20, draws=20)


def chance(seed):
    return np.random.SeedSequence(seed)


@pytest.mark.parametrize("tau", [0.0, 0.06, 0.1])
@pytest.mark.parametrize("equal", [True, False])
@pytest.mark.parametrize(("areas", "rounds"), [(9, 170), (20, 80), (153, 10)])
def test_ordinary_areas_are_flagged_about_as_often_as_is_said(areas, rounds, equal, tau):
    found = flag_rates(World(areas, equal, tau, outliers=False), rounds=rounds, seed=chance(5))
    # Between 4 and 6.5%, give or take three standard errors of some 1,500 areas; the usual formula reaches 10 and more.
    error = sqrt(0.05 * 0.95 / (areas * rounds))
    assert 0.04 - 3 * error < found.false < 0.065 + 3 * error
    assert found.found is None


@pytest.mark.parametrize(("questions", "rounds"), [(1, 1), (8, 1), (8, 2)])
@pytest.mark.parametrize("tau", [0.06, 0.1])
def test_ordinary_areas_are_flagged_as_rarely_by_scores(questions, rounds, tau):
    found = score_rates(Section(50, tau, questions, rounds), times=10, seed=chance(11))
    error = sqrt(0.05 * 0.95 / 1530)
    assert 0.04 - 3 * error < found.false < 0.065 + 3 * error


def test_a_section_and_a_second_round_open_the_gate():
    one, section, both = (
        score_rates(Section(50, 0.06, *kind), times=6, seed=chance(12)).gated for kind in ((1, 1), (8, 1), (8, 2))
    )
    assert one == 1.0
    assert one >= section > both


def test_the_usual_formula_flags_twice_as_many():
    found = flag_rates(World(153, equal=True, tau=0.1, outliers=False), rounds=20, seed=chance(6))
    assert found.usual > 0.09
    assert found.false < 0.065


def test_outliers_are_found_far_more_often_than_ordinary_areas_are_flagged():
    found = flag_rates(World(153, equal=True, tau=0.0, outliers=True), rounds=5, seed=chance(7))
    assert found.found > 0.8
    assert found.false < 0.06


def test_where_areas_differ_by_chance_alone_the_gate_lets_none_through():
    assert flag_rates(World(153, equal=True, tau=0.0, outliers=False), rounds=5, seed=chance(8)).gated == 1.0


def test_the_worlds_told_of_are_those_that_were_promised():
    assert len(set(worlds())) == 2 * 2 * 3 * 2
    assert World(153, equal=False, tau=0.0, outliers=False).bases.mean() == pytest.approx(52, abs=0.5)


@pytest.mark.parametrize("areas", [5, 9, 18, 29])
def test_the_table_of_limits_for_few_areas_comes_out_again(areas):
    drawn = limits_of_few(areas, draws=40_000, seed=chance(9))
    assert drawn[0] == pytest.approx(FEW[areas][0], abs=0.02)
    assert drawn[2] == pytest.approx(FEW[areas][2], abs=0.02)
    assert drawn[1] == pytest.approx(FEW[areas][1], abs=0.08)
    assert drawn[3] == pytest.approx(FEW[areas][3], abs=0.08)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("base", [10, 25, 50, 200])
def test_every_interval_holds_the_truth_about_as_often_as_is_said(name, base):
    found = coverage(METHODS[name], base, draws=1_000, seed=chance(10))
    # The normal interval of a net score is known to be narrow for few answers; the page says by how much.
    least, worst = (0.9, 0.86) if "net" in name else (0.925, 0.885)
    assert least < found.mean < 0.985
    assert found.least > worst


@pytest.mark.parametrize(("base", "low", "high"), [(25, 31, 39), (50, 24, 28), (100, 17, 20), (200, 13, 14)])
def test_a_councils_sample_sees_the_differences_that_were_published(base, low, high):
    found = detectable(base)
    points = 100 * found.rise, 100 * found.fall
    assert points == (pytest.approx(low, abs=0.7), pytest.approx(high, abs=0.7))


def test_where_even_everybody_would_not_be_enough_nothing_is_promised():
    assert detectable(5).rise is None
    with pytest.raises(ValueError, match="nothing is detectable"):
        detectable(0)


def small():
    return told(joined(SMALL, (step() for step in steps(SMALL))))


def shape(tables):
    """The tables' cells with every measured figure taken out."""
    rows = [line.strip("| ").split(" | ") for line in tables.splitlines() if line.startswith("|")]
    return [["%" if "%" in cell else cell for cell in row] for row in rows]


def prose(tables):
    return [line for line in tables.splitlines() if line and not line.startswith("|")]


def test_the_page_holds_the_tables_that_a_run_makes():
    page = PAGE.read_text(encoding="utf-8")
    printed = page[page.index(BEGIN) + len(BEGIN) : page.index(END)]
    assert shape(printed) == shape(small())
    assert prose(printed)[1:] == prose(small())[1:]
    made = re.search(r"--seed (\d+) --rounds (\d+) --draws (\d+)", printed)
    assert [int(one) for one in made.groups()] == [2026, 2000, 4000]


def test_the_page_holds_what_it_says_of_false_flags():
    page = PAGE.read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page[page.index(BEGIN) : page.index(END)].splitlines()]
    ordinary = [row for row in rows if len(row) == 9 and row[3] == "none"]
    assert len(ordinary) == 12
    assert all(4.0 <= float(row[4].rstrip("%")) <= 6.6 for row in ordinary)


def test_the_same_seed_tells_the_same():
    assert small() == small()


def test_the_tables_go_between_the_marks_and_nothing_else_changes():
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert put(page, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    assert put("no marks", "new") is None


def test_the_command_prints_or_fills_a_page_and_says_what_it_needs(tmp_path, capsys):
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n", encoding="utf-8")
    few = ["simulate", "--seed", "1", "--rounds", "20", "--draws", "20"]
    assert main(few) == 0
    printed = capsys.readouterr().out
    assert printed == small() + "\n"
    assert main([*few, "--page", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == f"{BEGIN}\n{small()}\n{END}\n"
    page.write_text("nothing", encoding="utf-8")
    assert main([*few, "--page", str(page)]) == 2
    assert BEGIN in capsys.readouterr().err
    assert main(["simulate", "--rounds", "3"]) == 2
    assert capsys.readouterr().err == f"{words.TOO_FEW}\n"
