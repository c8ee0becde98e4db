"""An audit or an attack that stopped before the end says what it did not look at, and is no clean bill."""

from __future__ import annotations

import pytest

from oracle.test_long_refreshes import shown
from oracle.test_many_releases import three_newcomers
from poet.__main__ import main
from poet.attack import attack, intruder, puzzle, read, solving
from poet.protect import STANDARD_POLICIES, Audience
from poet.protect.issuing import issue
from poet.protect.ledger import MemoryLedger
from poet.protect.proof import audit
from poet.protect.proof.history import TooMuch
from spec.test_releases import prepared, when

PUBLIC = STANDARD_POLICIES[Audience.PUBLIC]
SAFE = three_newcomers(3)[:2]


def of(drafts):
    ledger = MemoryLedger()
    for one in drafts:
        ledger.append(one, ledger.read()[1])
    return ledger


TERMS = [
    [[6, 5, 3, 9, 1], [7, 2, 8, 6, 3], [11, 5, 5, 2, 2]],
    [[5, 5, 1, 4, 6], [9, 9, 3, 1, 2], [6, 1, 6, 7, 1]],
    [[8, 6, 0, 2, 1], [5, 6, 2, 2, 7], [12, 1, 5, 5, 3]],
]


def released(rows):
    """What may be told of three areas in two regions with so many of each answer, and a term later when each has doubled."""
    first = prepared(rows).draft("2026-12-18T12:00:00+00:00")
    ledger = of([first])
    then = [[2 * count for count in row] for row in rows]
    second = prepared(then, when("term 1", "term 2"), ledger.read()[0])
    ledger.append(second.draft("2027-03-31T12:00:00+00:00"), ledger.read()[1])
    return ledger


def written(tmp_path, ledger):
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(b"".join(line if line.endswith(b"\n") else line + b"\n" for line in ledger.lines))
    return str(file)


def test_a_page_that_leaks_with_every_look_is_told_in_forty_lines_and_that_there_is_more(tmp_path, capsys):
    file = written(tmp_path, shown(1, 60, at_least=1).ledger)
    assert main(["audit", file]) == 1
    said = capsys.readouterr().err
    assert "helpers: 200 counts are told, and no more were looked for. What is not named here was not proved" in said
    assert said.count("\n") < 50
    assert main(["attack", file, "--no-own"]) == 1
    assert "is no clean bill" in capsys.readouterr().out


def test_an_audit_of_more_than_it_can_look_at_says_so_and_is_not_sound(tmp_path, capsys, monkeypatch):
    file = written(tmp_path, of(SAFE))
    assert main(["audit", file]) == 0
    monkeypatch.setattr(audit, "MOST_MARKS", 10)
    capsys.readouterr()
    assert main(["audit", file]) == 1
    said = capsys.readouterr()
    assert (
        "q: 2 releases over so many groups are more than can be proved together, so nothing was looked at." in said.err
    )
    assert "none can be told" not in said.out


def test_what_is_more_than_can_be_proved_is_not_issued(monkeypatch):
    ledger = of(SAFE[:1])
    monkeypatch.setattr(audit, "MOST_MARKS", 10)
    with pytest.raises(TooMuch, match="nothing is proved"):
        issue(SAFE[1], PUBLIC, ledger)
    assert len(ledger.lines) == 1


def test_an_intruder_who_cannot_look_at_all_does_not_say_that_nothing_is_there(tmp_path, capsys, monkeypatch):
    file = written(tmp_path, of(SAFE))
    assert main(["attack", file]) == 0
    monkeypatch.setattr(puzzle, "MOST_MARKS", 10)
    capsys.readouterr()
    assert main(["attack", file]) == 1
    said = capsys.readouterr().out
    assert "q: 2 releases over so many groups are more than can be looked at." in said
    assert said.endswith("Nothing was found, but not all was looked at (see above): that is no clean bill.\n")


def without_looks(monkeypatch, tries):
    monkeypatch.setattr(solving, "FEW_LOOKS", 0)
    monkeypatch.setattr(solving, "OWN_TRIES", tries)
    monkeypatch.setattr(intruder, "OWN_TRIES", tries)


def test_an_intruder_who_did_not_try_every_own_answer_says_so_and_ends_with_one(tmp_path, capsys, monkeypatch):
    file = written(tmp_path, released(TERMS[0]))
    assert main(["attack", file]) == 0
    without_looks(monkeypatch, 3)
    capsys.readouterr()
    assert main(["attack", file]) == 1
    said = capsys.readouterr().out
    assert "was searched for 3 pairs of a count and an answer, the narrowest counts first; " in said
    assert "more pairs were not looked at, so this is no clean bill." in said
    assert "Nothing small can be worked out" not in said
    assert said.endswith("Nothing was found, but not all was looked at (see above): that is no clean bill.\n")
    assert main(["attack", file, "--no-own"]) == 0


@pytest.mark.parametrize("rows", TERMS)
def test_own_answers_settled_together_tell_what_they_tell_one_by_one(rows, monkeypatch):
    entries = read(released(rows).lines)
    together = [one.found for one in attack(entries)]
    without_looks(monkeypatch, 10**6)
    assert together == [one.found for one in attack(entries)]
