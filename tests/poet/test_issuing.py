"""Three terms issued from the command line, and audited again from the ledger alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from poet.__main__ import main

ROOT = Path(__file__).parents[2]
PARENTS = ROOT / "instruments/ehc-parents/2026.toml"


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    folder = tmp_path_factory.mktemp("history")
    assert main(["demo-history", str(folder), "--instrument", str(PARENTS), "--items", "6"]) == 0
    return folder


def test_a_history_of_three_terms_holds(history, capsys):
    assert main(["audit", str(history / "ledger.jsonl")]) == 0
    said = capsys.readouterr().out
    assert "3 entries, nothing altered, nothing missing" in said
    assert "Outside this proof:" in said
    assert "record by record (none is named)" in said


def test_the_same_history_is_made_on_every_run(history, tmp_path):
    main(["demo-history", str(tmp_path), "--instrument", str(PARENTS), "--items", "6"])
    assert (tmp_path / "ledger.jsonl").read_bytes() == (history / "ledger.jsonl").read_bytes()


def test_an_altered_ledger_is_broken_where_it_was_altered(history, tmp_path, capsys):
    first, second, third = (history / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(first + second.replace(b'"base":', b'"base": ', 1) + third)
    assert main(["audit", str(file)]) == 1
    assert "line 2: Entry 2 is not what was issued" in capsys.readouterr().err


def test_an_end_that_is_missing_is_found_by_the_last_hash(history, tmp_path, capsys):
    main(["audit", str(history / "ledger.jsonl")])
    head = capsys.readouterr().out.partition("Last hash: ")[2].split()[0]
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join((history / "ledger.jsonl").read_bytes().splitlines(keepends=True)[:2]))
    assert main(["audit", str(file), "--head", head]) == 1
    assert "entries at the end are missing" in capsys.readouterr().err


def test_a_release_planned_by_two_processes_is_the_same(history, tmp_path, capsys):
    ledger = tmp_path / "ledger.jsonl"
    asked = [
        *("release", "--instrument", str(PARENTS), "--answers", str(history / "answers-1.csv"), "--id-column", "id"),
        *("--regions", str(history / "regions.csv"), "--round", "2026 to 2027", "--waves", "term 1"),
        *("--ledger", str(ledger), "--at", "2026-12-18T12:00:00+00:00", "--audience", "public", "--workers", "2"),
    ]
    assert main(asked) == 0
    assert ledger.read_bytes() == (history / "ledger.jsonl").read_bytes().splitlines(keepends=True)[0]
    with pytest.raises(SystemExit):
        main([*asked[:-1], "0"])
    assert "Give 1 or more" in capsys.readouterr().err
