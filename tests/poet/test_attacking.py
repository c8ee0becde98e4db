"""The planner's own three terms are attacked from the command line: nothing is found but one more table, planted."""

from __future__ import annotations

import csv
import shutil
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
    asked = ["demo-history", str(folder), "--instrument", str(PARENTS), "--items", "3", "--formats", "json,html,csv"]
    assert main(asked) == 0
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


def test_nothing_is_found_in_the_files_of_three_terms_two_regions_and_the_nation(history, capsys):
    asked = ["attack", str(history / "issued"), "--instrument", str(PARENTS), "--regions", str(history / "regions.csv")]
    assert main([*asked, "--no-own"]) == 0
    assert "Nothing was found in 3 releases." in capsys.readouterr().out
    files = [file.relative_to(history / "issued").as_posix() for file in (history / "issued").rglob("*.*")]
    assert {file.split("/")[1] for file in files} == {"nation", "councils", "regions", "councils.csv", "regions.csv"}
    assert len(files) == 3 * (2 * (1 + 8 + 2) + 2)


def test_files_that_were_not_issued_are_found_beside_those_that_were(history, tmp_path, capsys):
    """The third term's counts by themselves, as if no term had been before it."""
    issued = tmp_path / "issued"
    shutil.copytree(history / "issued", issued)
    table = ["count", "--instrument", str(PARENTS), "--answers", str(history / "answers-2.csv"), "--by", "area"]
    assert main(table) == 0
    (issued / "term-2/more.csv").write_text(capsys.readouterr().out)
    asked = ["attack", str(issued), "--instrument", str(PARENTS), "--regions", str(history / "regions.csv"), "--no-own"]
    assert main(asked) == 1
    assert "leaks found" in capsys.readouterr().out


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
