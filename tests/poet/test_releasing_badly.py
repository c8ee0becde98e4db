"""What goes wrong with a release at the command line: said where and what to do, and nothing is issued by mistake."""

from __future__ import annotations

import csv
import fcntl
import sys
import threading
import time

import pytest

from history import people
from poet.__main__ import main
from poet.protect import Audience, published
from poet.protect.ledger import FileLedger, MemoryLedger
from poet.protect.publishing import SHELF
from spec.test_protection import SOURCE

SIZES = {f"Area {letter}": (90, 60) for letter in "ABCDEFGH"}
OPTIONAL = ("need", "helpers", "weekly")


def rows(terms):
    """A row a person, of one question."""
    found = people(3, terms, SIZES)
    return [
        dict(zip(found, row, strict=True)) | dict.fromkeys(OPTIONAL, "") for row in zip(*found.values(), strict=True)
    ]


class Desk:
    """Somebody at a command line with a ledger."""

    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        self.ledger = folder / "ledger.jsonl"
        (folder / "form.toml").write_text(SOURCE)

    def asked(self, answers, waves, *more):
        file = self.folder / "answers.csv"
        with file.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, ["id", "area", "heard", *OPTIONAL])
            writer.writeheader()
            writer.writerows(answers)
        day = 9 if "--any" in more else 1 + (len(FileLedger(self.ledger).read()[0]) if self.ledger.exists() else 0)
        return [
            *("release", "--instrument", str(self.folder / "form.toml"), "--answers", str(file), "--id-column", "id"),
            *("--round", "2026", "--waves", waves, "--ledger", str(self.ledger)),
            *("--at", f"2026-12-{day:02}T12:00:00+00:00", *(one for one in more if one != "--any")),
        ]

    def releases(self, answers, waves, *more):
        code = main(self.asked(answers, waves, *more))
        out, err = self.capsys.readouterr()
        return code, out, err

    def kept(self):
        return self.ledger.read_bytes() if self.ledger.exists() else None


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path, capsys)


@pytest.fixture
def issued(desk):
    """Two terms are in the ledger."""
    for number, waves in ((1, "term 1"), (2, "term 1,term 2")):
        code, _, said = desk.releases(rows(number), waves)
        assert (code, said) == (0, "")
    return desk


def test_on_a_ledger_with_a_missing_entry_nothing_is_issued(issued):
    first, second = issued.kept().splitlines(keepends=True)
    assert first
    issued.ledger.write_bytes(second)
    code, _, said = issued.releases(rows(2), "term 1,term 2", "--any")
    assert code == 1
    assert "line 1: Entry 2 stands where entry 1 should: an entry is missing or out of place." in said
    assert "Put back the last copy that was kept, and issue nothing until the ledger is whole." in said
    assert issued.kept() == second


def test_on_an_altered_ledger_nothing_is_issued(issued):
    altered = issued.kept().replace(b'"base":', b'"base": ', 1)
    issued.ledger.write_bytes(altered)
    code, _, said = issued.releases(rows(2), "term 1,term 2", "--any")
    assert code == 1
    assert "line 1: Entry 1 is not what was issued: its text was altered." in said
    assert issued.kept() == altered


def test_of_two_releases_that_race_the_later_is_told_to_audit_again(desk):
    """While this one is planned, another is appended under the ledger's lock."""
    other = MemoryLedger()
    assert desk.releases(rows(1), "term 1")[0] == 0
    other.lines = desk.kept().splitlines(keepends=True)
    desk.ledger.unlink()
    codes = []
    with desk.ledger.open("a+b") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        asked = desk.asked(rows(1), "term 1", "--any")
        racing = threading.Thread(target=lambda: codes.append(main(asked)))
        racing.start()
        while racing.is_alive() and sys._current_frames()[racing.ident].f_code.co_name != "append":
            time.sleep(0.02)
        stream.write(other.lines[0])
        stream.flush()
        fcntl.flock(stream, fcntl.LOCK_UN)
        racing.join()
    assert codes == [1]
    assert "Another release was issued in the meantime. Nothing was issued" in desk.capsys.readouterr().err
    assert desk.kept() == other.lines[0]


def test_a_policy_with_a_hole_issues_nothing(desk):
    file = desk.folder / "policy.toml"
    whole = (SHELF / "standard-2026.toml").read_text()
    file.write_text("".join(line for line in whole.splitlines(keepends=True) if not line.startswith("minimum_cell")))
    code, _, said = desk.releases(rows(1), "term 1", "--policy", str(file))
    assert code == 1
    assert "An audience needs the key 'minimum_cell'. Add it." in said
    assert f"{file}, line " in said
    assert desk.kept() is None


def test_under_which_policy_each_was_issued_stays_as_it_was(issued):
    """The third release goes out under another policy: the first two are what they were, and audited by their own."""
    before, other = issued.kept(), SHELF / "open-data-2026.toml"
    code, _, said = issued.releases(rows(2), "term 1,term 2", "--policy", str(other))
    assert (code, said) == (0, "")
    assert issued.kept().startswith(before)
    assert main(["audit", str(issued.ledger)]) == 0
    lines = issued.capsys.readouterr().out.splitlines()
    under = [line for line in lines if line.startswith("Entry ")]
    shelf = published()
    digests = [
        shelf[name][Audience.PUBLIC].digest[:16] for name in ("standard-2026", "standard-2026", "open-data-2026")
    ]
    assert [digest in line for digest, line in zip(digests, under, strict=True)] == [True] * 3
    assert under[0].startswith("Entry 1, 2026-12-01, public: under standard-2026 (sha256:")
    assert under[0].endswith("base of 10 or more, no category under 5.")


def test_a_table_of_one_row_tells_nothing_and_not_how_many(desk):
    code, out, said = desk.releases(rows(1)[:1], "term 1")
    assert (code, said) == (0, "")
    assert "Entry 1: 0 of " in out
    assert "of some people" in out
    assert main(["audit", str(desk.ledger)]) == 0


def test_a_person_in_two_areas_is_refused_with_the_rows(desk):
    answers = rows(1)
    answers.append(answers[0] | {"area": "Area H"})
    code, _, said = desk.releases(answers, "term 1")
    assert code == 1
    assert f"row {len(answers) + 1}" in said
    assert "p0" in said
    assert desk.kept() is None


def test_an_area_in_two_regions_is_refused(desk):
    regions = desk.folder / "regions.csv"
    regions.write_text("area,region\nArea A,North\nArea A,South\n")
    code, _, said = desk.releases(rows(1), "term 1", "--regions", str(regions))
    assert code == 1
    assert "'Area A' stands in two regions. Keep one of the two lines." in said
    assert desk.kept() is None


def test_a_release_dated_before_the_last_one_is_not_issued_and_the_ledger_stays_whole(issued):
    before = issued.kept()
    asked = issued.asked(rows(2), "term 1,term 2")
    asked[asked.index("--at") + 1] = "2026-12-01T00:00:00+00:00"
    assert main(asked) == 1
    assert "Nothing was issued: date it later, or set the clock." in issued.capsys.readouterr().err
    assert issued.kept() == before
    asked[asked.index("--at") + 1] = "yesterday"
    with pytest.raises(SystemExit):
        main(asked)
    assert "no moment with a time zone" in issued.capsys.readouterr().err


def test_a_withdrawal_after_a_release_is_noticed_and_goes_out_once_it_is_said(issued):
    """Somebody of the first term withdraws: without a word nothing is issued, with one the third release is."""
    before, gone = issued.kept(), [row for row in rows(2) if row["id"] != "p0"]
    code, _, said = issued.releases(gone, "term 1,term 2")
    assert code == 1
    assert "1200 and 1199 for the same figure of 'respondents'. Somebody came, withdrew or changed an answer" in said
    assert "--left" in said
    assert issued.kept() == before
    code, out, said = issued.releases(gone, "term 1,term 2", "--left", "term 1", "--withdrawn", "1")
    assert (code, said) == (0, "")
    assert "Entry 3" in out
    assert main(["audit", str(issued.ledger)]) == 0
    assert main(["attack", str(issued.ledger), "--no-own"]) == 0


def test_after_a_withdrawal_areas_of_which_the_least_was_told_stop_no_release(desk, monkeypatch):
    """Where 5 gave an answer and one of all the people left, 4 or 5 of them stayed: nobody can take that back, and the next release goes out."""
    monkeypatch.setattr(sys.modules[__name__], "SIZES", {f"Area {letter}": (20, 15) for letter in "ABCDEFGH"})
    for number, waves in ((1, "term 1"), (2, "term 1,term 2")):
        assert desk.releases(rows(number), waves)[0] == 0
    entries, _ = FileLedger(desk.ledger).read()
    told = [cell.count for entry in entries for table in entry.draft.tables for cell in table.cells]
    assert min(told) == 5
    gone = [row for row in rows(2) if row["id"] != "p0"]
    code, out, said = desk.releases(gone, "term 1,term 2", "--left", "term 1", "--withdrawn", "1")
    assert (code, said) == (0, "")
    assert "Entry 3" in out
    assert main(["audit", str(desk.ledger)]) == 0
    assert main(["attack", str(desk.ledger), "--no-own"]) == 0
