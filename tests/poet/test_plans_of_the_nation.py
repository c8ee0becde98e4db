"""A plan of everybody alone, issued before and after tables of areas: the same people, held against one another."""

from __future__ import annotations

import csv

import pytest

from poet.__main__ import main
from poet.protect.ledger import FileLedger
from spec.test_protection import SOURCE

PLAN = """
id = "everybody"
title = "Everybody"
level = "{level}"
[[measures]]
items = ["heard"]
what = ["favourable"]
"""
# How many people of each area gave each of three answers.
ANSWERS = ("always", "sometimes", "never")
FIRST = {"Anyshire": (20, 20, 20), "Othershire": (15, 15, 15), "Nowhere": (12, 12, 12)}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "form.toml").write_text(SOURCE)
    for level in ("nation", "region"):
        (tmp_path / f"{level}.toml").write_text(PLAN.format(level=level))
    (tmp_path / "regions.csv").write_text("area,region\nAnyshire,North\nOthershire,North\nNowhere,South\n")
    return tmp_path


def issued(folder, people, waves, plan=None, ledger="ledger.jsonl", *, look=False):
    with (folder / "answers.csv").open("w", newline="") as stream:
        rows = [
            [area, answer]
            for area, row in people.items()
            for answer, n in zip(ANSWERS, row, strict=True)
            for _ in range(n)
        ]
        csv.writer(stream).writerows([["area", "heard"], *rows])
    return main(
        [
            *("release", "--instrument", str(folder / "form.toml"), "--answers", str(folder / "answers.csv")),
            *("--regions", str(folder / "regions.csv"), "--round", "2026", "--ledger", str(folder / ledger)),
            *("--waves", ",".join(f"term {at + 1}" for at in range(waves)), "--at", f"2026-0{waves}-01T12:00:00+00:00"),
            *(("--plan", str(folder / f"{plan}.toml")) if plan else ()),
            *(("--look",) if look else ()),
        ]
    )


def entries(folder, ledger="ledger.jsonl"):
    return [entry.draft for entry in FileLedger(folder / ledger).read()[0]]


@pytest.mark.parametrize("level", ["nation", "region"])
def test_a_plan_that_names_no_areas_tells_of_none_and_lies_over_them(folder, level):
    assert issued(folder, FIRST, 1, level) == 0
    (draft,) = entries(folder)
    assert draft.structure.cells == ("Anyshire", "Nowhere", "Othershire")
    assert {table.partition for table in draft.tables} == {one.partition for one in draft.respondents} == {level}


@pytest.mark.parametrize("level", ["nation", "region"])
def test_tables_of_areas_go_out_unchanged_after_it(folder, level):
    assert issued(folder, FIRST, 1, level) == 0
    assert issued(folder, FIRST, 1) == 0
    assert issued(folder, FIRST, 1, ledger="alone.jsonl") == 0
    (*_, after), (alone,) = entries(folder), entries(folder, "alone.jsonl")
    assert after.tables == alone.tables
    assert after.respondents == alone.respondents
    assert main(["audit", str(folder / "ledger.jsonl")]) == 0
    assert main(["attack", str(folder / "ledger.jsonl")]) == 0


def test_three_newcomers_are_hidden_from_who_takes_it_from_all_areas_together(folder):
    """Everybody was told of by the plan; the areas of the next term, added up, would be three more."""
    assert issued(folder, FIRST, 1, "nation") == 0
    assert issued(folder, {**FIRST, "Nowhere": (15, 12, 12)}, 2) == 0
    before, after = entries(folder)
    everybody = next(table.base for table in before.tables if table.group is None)
    told = [one for one in after.tables if one.item == "heard" and one.base is not None]
    assert everybody == 141
    assert 0 < len([one for one in told if one.partition == "area" and one.group]) < 3
    assert [one.base for one in told if one.group is None] == []
    assert main(["audit", str(folder / "ledger.jsonl")]) == 0


def test_what_ten_more_would_unlock_is_said_of_whom_the_plan_names(folder, capsys):
    assert issued(folder, FIRST, 1, "nation", look=True) == 0
    assert capsys.readouterr().out.startswith("everybody: 1 of")
