"""`poet release --plan`: the groups, bands and joinings of a plan are issued term after term, and hold together."""

from __future__ import annotations

import csv
import random

import pytest

from poet.__main__ import main
from poet.protect.ledger import FileLedger
from spec.test_protection import SOURCE

PLAN = """
id = "by-hours"
title = "By hours"
level = "area"
[bands.weekly]
from = [100, 200, 300]
[[joinings]]
by = "weekly"
neighbours = true
[[joinings]]
by = "helpers"
into = "anybody"
answers = ["family", "school"]
[[measures]]
items = ["heard"]
what = ["favourable"]
[[subgroups]]
by = ["weekly"]
items = ["heard"]
[[models]]
what = "across-areas"
level = "nation"
by = ["weekly"]
items = ["heard"]
"""
# How many people of two areas have hours in each of four bands, in the first term and in the second.
TERMS = (
    {"Anyshire": (2, 25, 30, 25), "Othershire": (25, 25, 25, 25)},
    {"Anyshire": (18, 15, 15, 15), "Othershire": (15, 15, 15, 15)},
)


def rows(terms):
    dice = random.Random(35)
    for term in terms:
        for area, bands in term.items():
            for band, people in enumerate(bands):
                for _ in range(people):
                    heard = dice.choice(["always", "mostly", "sometimes", "rarely", "never"])
                    yield [area, heard, dice.choice(["family", "school"]), str(100 * band + dice.randint(0, 99))]


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    folder = tmp_path_factory.mktemp("by plan")
    for name, text in (("form", SOURCE), ("plan", PLAN)):
        (folder / f"{name}.toml").write_text(text)
    (folder / "regions.csv").write_text("area,region\nAnyshire,North\nOthershire,North\n")
    for number in (1, 2):
        with (folder / f"{number}.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows([["area", "heard", "helpers", "weekly"], *rows(TERMS[:number])])
        assert main(asked(folder, number)) == 0
    return folder


def asked(folder, number):
    files = [(f"--{name}", str(folder / file)) for name, file in (("instrument", "form.toml"), ("plan", "plan.toml"))]
    return [
        *("release", *(word for pair in files for word in pair), "--answers", str(folder / f"{number}.csv")),
        *("--regions", str(folder / "regions.csv"), "--round", "2026", "--ledger", str(folder / "ledger.jsonl")),
        *(
            "--waves",
            ",".join(f"term {one}" for one in range(1, number + 1)),
            "--at",
            f"2026-0{number}-01T12:00:00+00:00",
        ),
    ]


def groups(entry, area):
    partition = entry.draft.structure.partitions["area x weekly"]
    return {name.partition(" x ")[2] for name in partition if name.startswith(area)}


def test_two_people_are_joined_with_the_next_band_until_more_have_come(issued):
    first, second = FileLedger(issued / "ledger.jsonl").read()[0]
    assert groups(first, "Anyshire") == {"under-200", "200-to-under-300", "300-and-over"}
    assert groups(first, "Othershire") == {"under-100", "100-to-under-200", "200-to-under-300", "300-and-over"}
    assert groups(second, "Anyshire") == groups(first, "Othershire")
    told = {one.group for one in first.draft.tables if one.item == "heard" and one.base}
    assert "Anyshire x under-200" in told


def test_the_whole_history_holds_and_an_intruder_finds_nothing(issued, capsys):
    assert main(["audit", str(issued / "ledger.jsonl")]) == 0
    assert main(["attack", str(issued / "ledger.jsonl"), "--no-own"]) == 0
    assert "Nothing was found in 2 releases." in capsys.readouterr().out


def test_the_ledger_names_the_models_of_the_plan_by_itself(issued, capsys):
    named = "across-areas (nation): 30 people or more, 10 or more in the smallest group, 10 more than parameters"
    assert FileLedger(issued / "ledger.jsonl").read()[0][0].draft.outside == (named,)
    main(["audit", str(issued / "ledger.jsonl")])
    assert f"record by record ({named})" in capsys.readouterr().out


def test_a_plan_says_what_parts_people_and_nothing_else_does(issued, capsys):
    assert main([*asked(issued, 1), "--by", "need"]) == 2
    assert "give --plan or --by, not both" in capsys.readouterr().err
