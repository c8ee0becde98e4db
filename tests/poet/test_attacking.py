"""The planner's own three terms are attacked from the command line: nothing is found but one more table, planted."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from poet.__main__ import main
from poet.protect.ledger import Cell, FileLedger, MemoryLedger, Printed

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2026.toml"


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Two questions over three terms, in eight areas of two regions and the nation."""
    folder = tmp_path_factory.mktemp("history")
    assert main(["demo-history", str(folder), "--instrument", str(PARENTS), "--items", "2"]) == 0
    return folder


def entries(folder):
    found, _ = FileLedger(folder / "ledger.jsonl").read()
    return found


def chained_again(folder, tables_of):
    """A ledger of the same releases with other tables, its chain made anew: only what it says can give it away."""
    ledger = MemoryLedger()
    for entry in entries(folder.parent):
        tables = tuple(tables_of(entry.number, entry.draft.tables))
        ledger.append(replace(entry.draft, tables=tables), ledger.read()[1])
    folder.mkdir()
    file = folder / "ledger.jsonl"
    file.write_bytes(b"".join(ledger.lines))
    return str(file)


def said_in(history, number, area, item):
    """How many people of an area answered an item, out of the answers that were written beside the ledger."""
    with (history / f"answers-{number}.csv").open(encoding="utf-8", newline="") as rows:
        return [row[item] for row in csv.DictReader(rows) if row["area"] == area and row[item]]


@pytest.mark.parametrize("own", [[], ["--no-own"]])
def test_nothing_is_found_in_what_the_planner_issued(history, capsys, own):
    assert main(["attack", str(history / "ledger.jsonl"), *own]) == 0
    assert "Nothing was found in 3 releases." in capsys.readouterr().out


def test_one_more_table_is_found_by_audit_and_attack(history, capsys):
    """Norbury has 9 people in the first term; its tables were kept back, and one is printed all the same."""
    asked = entries(history)[0].draft.questions[0]
    people = said_in(history, 1, "Norbury", asked.item)
    cells = tuple(Cell((code,), people.count(code)) for code in asked.options)
    planted = Printed("area", "Norbury", asked.item, sum(cell.count for cell in cells), cells)
    assert 0 < planted.base < 10
    file = chained_again(history / "one more", lambda number, told: (*told, planted) if number == 1 else told)
    assert main(["audit", file]) == 1
    assert "Norbury" in capsys.readouterr().err
    assert main(["attack", file, "--no-own"]) == 1
    assert f"any answer to {asked.item}, Norbury, term 1: exactly {planted.base}" in capsys.readouterr().out


def test_figures_that_contradict_each_other_are_named_within_seconds(history, capsys):
    """One figure too many in one entry: both say so without searching for people who cannot be."""

    def more(number, told):
        return (
            replace(one, base=one.base + 200) if number == 2 and one.group == "Anyshire" and one.base else one
            for one in told
        )

    file = chained_again(history / "contradicted", more)
    begun = process_time()
    assert main(["audit", file]) == 1
    assert main(["attack", file]) == 1
    said = capsys.readouterr()
    assert "no people could have given all these numbers; one of the entries is wrong" in said.out
    assert "Anyshire" in said.err
    assert process_time() - begun < 30
