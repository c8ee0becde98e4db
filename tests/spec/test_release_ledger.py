"""The ledger keeps what was issued: nothing in it can be altered, dropped or slipped in unseen, and no release overtakes another."""

from __future__ import annotations

from dataclasses import replace
from multiprocessing import get_context

import pytest

from poet.protect.ledger import (
    BEGINNING,
    Backdated,
    Cell,
    Draft,
    Entry,
    FileLedger,
    LedgerBroken,
    MemoryLedger,
    Overtaken,
    Population,
    Printed,
    Question,
    Respondents,
    Rule,
    Structure,
    Waves,
    line_of,
)
from poet.protect.ledger.renaming import renamed

DRAFT = Draft(
    at="2026-12-18T12:00:00+00:00",
    audience="public",
    rule=Rule("standard-2026", "5" * 64, 10, 5, everyone=False),
    population=Population("2026 to 2027", "world/1"),
    waves=Waves(("term 1",)),
    structure=Structure(("Anyshire", "Othershire"), {"area": {"Anyshire": (0,), "Othershire": (1,)}}),
    questions=(Question("heard", "one", ("yes", "no"), groupings=((("yes",), ("no",)),)),),
    respondents=(Respondents("area", None, 50),),
    tables=(Printed("area", "Anyshire", "heard", 20, (Cell(("yes",), 12), Cell(("no",), 8))),),
)
LATER = replace(DRAFT, at="2027-03-26T12:00:00+00:00", waves=Waves(("term 1", "term 2")))


def three():
    ledger = MemoryLedger()
    for draft in (DRAFT, LATER, replace(LATER, at="2027-07-16T12:00:00+00:00")):
        ledger.append(draft, ledger.read()[1])
    return ledger


def broken(lines):
    with pytest.raises(LedgerBroken) as told:
        MemoryLedger(tuple(lines)).read()
    return [(one.line, one.wrong) for one in told.value.broken]


def test_what_is_read_is_what_was_appended(tmp_path):
    ledger = FileLedger(tmp_path / "ledger.jsonl")
    assert ledger.read() == ((), BEGINNING)
    first = ledger.append(DRAFT, BEGINNING)
    second = ledger.append(LATER, ledger.read()[1])
    entries, _ = ledger.read()
    assert entries == (first, second)
    assert [entry.draft for entry in entries] == [DRAFT, LATER]


def test_the_later_of_two_releases_that_race_is_not_appended(tmp_path):
    one, other = FileLedger(tmp_path / "ledger.jsonl"), FileLedger(tmp_path / "ledger.jsonl")
    (_, seen), (_, seen_too) = one.read(), other.read()
    kept = one.append(DRAFT, seen)
    with pytest.raises(Overtaken, match="Nothing was issued"):
        other.append(DRAFT, seen_too)
    assert one.read()[0] == (kept,)


def _append_with_the_other(file, barrier, told):
    """Read the ledger, wait until the other process has read it too, and append."""
    ledger = FileLedger(file)
    _, head = ledger.read()
    barrier.wait()
    try:
        told.put(ledger.append(DRAFT, head).number)
    except Overtaken:
        told.put("overtaken")


def test_of_two_processes_that_race_one_is_refused_and_the_ledger_stays_whole(tmp_path):
    context = get_context("spawn")
    barrier, told = context.Barrier(2), context.Queue()
    racing = [
        context.Process(target=_append_with_the_other, args=(tmp_path / "ledger.jsonl", barrier, told))
        for _ in range(2)
    ]
    for one in racing:
        one.start()
    assert {told.get(timeout=120) for _ in racing} == {1, "overtaken"}
    for one in racing:
        one.join()
    assert len(FileLedger(tmp_path / "ledger.jsonl").read()[0]) == 1


def test_an_altered_figure_is_found_and_its_entry_named():
    first, second, third = three().lines
    assert broken([first, second.replace(b'"count":12', b'"count":13'), third]) == [
        (2, "Entry 2 is not what was issued: its text was altered."),
        (3, "Entry 3 does not follow the entry before it: one of the two was altered or replaced."),
    ]


def test_a_missing_entry_is_found():
    first, _, third = three().lines
    assert broken([first, third]) == [(2, "Entry 3 stands where entry 2 should: an entry is missing or out of place.")]


def test_an_entry_from_another_ledger_does_not_fit_in():
    first, _, third = three().lines
    strange = MemoryLedger()
    strange.append(LATER, BEGINNING)
    strange.append(LATER, strange.read()[1])
    assert [line for line, _ in broken([first, strange.lines[1], third])] == [2, 3]


def test_an_entry_cut_short_is_found():
    first, second, _ = three().lines
    assert [line for line, _ in broken([first, second[:-40]])] == [2]


def test_nothing_is_dated_before_what_it_follows():
    ledger = MemoryLedger()
    ledger.append(LATER, BEGINNING)
    with pytest.raises(Backdated, match="dated 2026-12-18T12:00:00\\+00:00, before the last one in the ledger"):
        ledger.append(DRAFT, ledger.read()[1])
    assert len(ledger.read()[0]) == 1
    backdated = Entry(number=2, previous=ledger.read()[1], draft=DRAFT)
    assert [line for line, _ in broken([*ledger.lines, line_of(backdated)[0]])] == [2]


def test_moments_are_compared_whatever_their_zones():
    ledger = MemoryLedger()
    ledger.append(replace(DRAFT, at="2026-12-18T12:00:00+00:00"), BEGINNING)
    ledger.append(replace(LATER, at="2026-12-18T11:30:00-01:00"), ledger.read()[1])
    assert len(ledger.read()[0]) == 2
    with pytest.raises(Backdated):
        ledger.append(replace(LATER, at="2026-12-18T13:00:00+02:00"), ledger.read()[1])


def test_an_area_with_another_name_is_the_same_cell_and_group_wherever_answers_part_it():
    crossed = replace(
        DRAFT,
        structure=Structure(
            ("Anyshire x 0", "Othershire x 1"),
            {"area": {"Anyshire": (0,), "Othershire": (1,)}, "area x sex": {"Anyshire x f": (0,)}, "region": {"Anyshire": (0, 1)}},
        ),
        respondents=(Respondents("area", "Anyshire", 20), Respondents("region", "Anyshire", 50), Respondents("area", None, 50)),
        tables=(Printed("area x sex", "Anyshire x f", "heard", 20), Printed("area", "Othershire", "heard", 30)),
    )  # fmt: skip
    now = renamed(crossed, {"Anyshire": "Royal Anyshire"})
    assert now.structure.cells == ("Royal Anyshire x 0", "Othershire x 1")
    assert {name: list(of) for name, of in now.structure.partitions.items()} == {
        "area": ["Royal Anyshire", "Othershire"], "area x sex": ["Royal Anyshire x f"], "region": ["Anyshire"],
    }  # fmt: skip
    assert [one.group for one in now.respondents] == ["Royal Anyshire", "Anyshire", None]
    assert [one.group for one in now.tables] == ["Royal Anyshire x f", "Othershire"]
