"""A question that is asked only after an answer tells, by how many answered it, how few can have answered otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from poet.attack import attack, read
from poet.count.model import Counts, NumberValues, OptionCounts, TextCounts
from poet.instrument import load, parse
from poet.protect import (
    STANDARD,
    Population,
    Shown,
    Structure,
    Waves,
    Why,
    Withheld,
    of_everybody,
    protect,
    refreshed,
)
from poet.protect.drafting import Occasion
from poet.protect.issuing import Refused, issue
from poet.protect.ledger import After, MemoryLedger, Printed, line_of
from poet.protect.preparing import question_of
from poet.protect.proof.audit import audit
from poet.protect.release import release
from poet.protect.views import rule_of

FORM = """
id = "plans"
version = "1"
title = "Plans"
respondents = "parents"
[[sections]]
id = "all"
title = "All"
kind = "context"
[[items]]
id = "plan"
section = "all"
kind = "one"
ask = "Is there a plan?"
options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }, { code = "?", text = "Not sure", apart = true }]
[[items]]
id = "who"
section = "all"
kind = "one"
ask = "Who wrote it?"
options = [
  { code = "school", text = "School" },
  { code = "council", text = "Council" },
  { code = "?", text = "Don't know", apart = true },
]
%(when)s
[[items]]
id = "months"
section = "all"
kind = "number"
unit = "months"
low = 0
high = 300
step = 1
ask = "For how long?"
%(when)s
[[items]]
id = "uses"
section = "all"
kind = "many"
ask = "What is in it?"
options = [{ code = "talk", text = "Talking" }, { code = "walk", text = "Walking" }]
%(when)s
[[items]]
id = "more"
section = "all"
kind = "text"
ask = "What else?"
%(when)s
"""
WHEN = 'when = [{ item = "plan", is = ["yes"] }]'
ROUTED, OPEN = (parse(FORM % {"when": when}, "plans.toml") for when in (WHEN, ""))
LED = ("who", "months", "uses", "more")


def counted(rows, form=ROUTED, unsure=()):
    """Counts of areas: who took part, with a plan, without, and of these how many answered every question about it."""
    took_part, yes, no, answered = np.array(rows, np.int64).T
    apart = np.array([*unsure, *[0] * (len(rows) - len(unsure))], np.int64)
    half = answered // 2
    who = np.stack([half, answered - half, apart], axis=1)
    plan = np.stack([yes, no, np.zeros_like(yes)], axis=1)
    items = {
        "plan": OptionCounts(form.by_id["plan"], plan, yes + no),
        "who": OptionCounts(form.by_id["who"], who, answered + apart),
        "months": NumberValues(form.by_id["months"], tuple(np.linspace(1, 100, people) for people in answered)),
        "uses": OptionCounts(form.by_id["uses"], np.stack([half, answered - half], axis=1), answered),
        "more": TextCounts(form.by_id["more"], answered),
    }
    return Counts(form, tuple("ABCD"[: len(rows)]), took_part, items)


def released(raw, entries=(), waves=("term 1",)):
    areas = Structure(raw.groups, {"area": {area: (at,) for at, area in enumerate(raw.groups)}})
    return release(raw, Occasion(Population("round", "plans/1"), Waves(waves), areas), STANDARD, entries)


def told(tables, item):
    """Of which areas the base of a question is told, and whether everybody's is."""
    areas = [area for area, one in tables.groups.items() if isinstance(one[item].base, Shown)]
    return areas + ["all"] * isinstance(tables.whole[item].base, Shown)


# Of 25 people 23 have a plan; in the other areas enough have none.
FEW_WITHOUT = [(25, 23, 2, 23), (40, 30, 10, 28), (60, 45, 15, 44), (30, 20, 10, 15)]


@pytest.mark.parametrize("item", LED)
def test_an_area_in_which_few_have_none_is_not_told_how_long_the_others_had_it(item):
    for tables in (protect(counted(FEW_WITHOUT)), released(counted(FEW_WITHOUT)).release.partitions["area"]):
        assert tables.groups["A"]["plan"].base == Shown(25)
        assert tables.groups["A"][item].base == Withheld(Why.FEW_ANSWERS)


@pytest.mark.parametrize("item", LED)
def test_one_more_area_gives_way_where_all_without_the_rest_would_tell_it(item):
    """Everybody less B, C and D is A: of 25 people 23 answered."""
    for tables in (protect(counted(FEW_WITHOUT)), released(counted(FEW_WITHOUT)).release.partitions["area"]):
        assert told(tables, item) == ["B", "C", "all"]


def test_that_everybody_has_one_is_told_no_more_than_that_nearly_everybody_has():
    rows = [(25, 25, 0, 25), *FEW_WITHOUT[1:]]
    for tables in (protect(counted(rows)), released(counted(rows)).release.partitions["area"]):
        assert told(tables, "who") == ["B", "C", "all"]


def test_who_left_the_question_about_a_plan_out_hides_nobody_who_has_none():
    """31 took part, 25 said whether there is a plan, 23 answered what follows: two at most have none."""
    rows = [(31, 23, 2, 23), *FEW_WITHOUT[1:]]
    for tables in (protect(counted(rows)), released(counted(rows)).release.partitions["area"]):
        assert "A" not in told(tables, "who")


def test_who_was_asked_and_said_nothing_hides_who_was_not_asked():
    rows = [(25, 23, 2, 20), *FEW_WITHOUT[1:]]
    for tables in (protect(counted(rows)), released(counted(rows)).release.partitions["area"]):
        assert told(tables, "who") == ["A", "B", "C", "D", "all"]


def test_dont_know_gives_way_where_it_and_the_base_are_nearly_everybody():
    rows = [(40, 35, 5, 26), (60, 40, 20, 30), (60, 40, 20, 30)]
    for raw in (counted(rows, unsure=(9, 9, 9)), counted(rows, OPEN, unsure=(9, 9, 9))):
        for tables in (protect(raw), released(raw).release.partitions["area"]):
            assert [isinstance(tables.groups[area]["who"].apart[0].count, Shown) for area in "ABC"] == [True] * 3
    rows[0] = (40, 37, 3, 28)
    for tables in (
        protect(counted(rows, unsure=(9, 9, 9))),
        released(counted(rows, unsure=(9, 9, 9))).release.partitions["area"],
    ):
        assert isinstance(tables.groups["A"]["who"].base, Shown)
        assert not isinstance(tables.groups["A"]["who"].apart[0].count, Shown)


def test_a_question_that_everybody_is_asked_is_told_as_ever():
    tables = released(counted(FEW_WITHOUT, OPEN)).release.partitions["area"]
    assert {item: told(tables, item) for item in LED} == {item: ["A", "B", "C", "D", "all"] for item in LED}
    assert protect(counted(FEW_WITHOUT, OPEN)).groups["A"]["who"].base == Shown(23)


def test_newcomers_nearly_all_with_a_plan_wait_for_more_without():
    first = [(40, 30, 10, 28), (60, 45, 15, 44)]
    ledger = MemoryLedger()
    ledger.append(released(counted(first)).draft("2026-12-01T12:00:00+00:00"), ledger.read()[1])
    entries, later = ledger.read()[0], ("term 1", "term 2")
    few = released(counted([(60, 48, 12, 46), (90, 65, 25, 60)]), entries, later).release.partitions["area"]
    assert told(few, "who") == ["all"]
    more = released(counted([(70, 50, 20, 46), (90, 65, 25, 60)]), entries, later).release.partitions["area"]
    assert told(more, "who") == ["A", "B", "all"]
    nobody = released(counted([first[0], (90, 65, 25, 60)]), entries, later).release.partitions["area"]
    assert told(nobody, "who") == ["A", "B", "all"]


def planted():
    """A release in which somebody put back what the planner held back."""
    draft = released(counted(FEW_WITHOUT)).draft("2026-12-01T12:00:00+00:00")
    return replace(draft, tables=(*draft.tables, Printed("area", "A", "who", 23)))


def test_the_ledger_says_what_leads_to_a_question():
    assert [one.after for one in planted().questions] == [(), *[(After("plan", ("yes",)),)] * 4]
    form = load(Path("instruments/ehc-parents/2014.toml"))
    weekly = question_of(form, form.by_id["budget-weekly"], ())
    assert weekly.after == (After("budget-kind", ("weekly", "both")), After("has-budget", ("yes",)))


def test_the_audit_finds_a_planted_leak_and_a_release_with_it_is_refused():
    leaks = audit([planted()], rule_of(STANDARD)).leaks
    assert ("no (plan) in A, term 1", 0, 2) in {(leak.what, leak.low, leak.high) for leak in leaks}
    refused = issue(planted(), STANDARD, MemoryLedger())
    assert isinstance(refused, Refused)
    assert [(one.item, one.groups) for one in refused.withhold] == [("who", (("area", "A"),))]
    assert refused.offer is not None


def test_the_intruder_finds_a_planted_leak():
    ledger = MemoryLedger()
    ledger.append(planted(), ledger.read()[1])
    found = [one for read_ in attack(read(line_of(entry)[0] for entry in ledger.read()[0])) for one in read_.found]
    assert {one.item for one in found} == {"plan", "who took part"}
    assert ("no to plan, A, term 1", 0, 2) in {(one.what, one.low, one.high) for one in found}
    ledger = MemoryLedger()
    ledger.append(released(counted(FEW_WITHOUT)).draft("2026-12-01T12:00:00+00:00"), ledger.read()[1])
    assert [one.found for one in attack(read(line_of(entry)[0] for entry in ledger.read()[0]))] == [()]


def test_the_intruder_finds_it_by_who_took_part_where_the_leading_question_is_not_told():
    draft = planted()
    hidden = replace(draft, tables=tuple(one for one in draft.tables if one.item != "plan"))
    ledger = MemoryLedger()
    ledger.append(hidden, ledger.read()[1])
    found = [one for read_ in attack(read(line_of(entry)[0] for entry in ledger.read()[0])) for one in read_.found]
    assert ("who took part", 0, 2) in {(one.item, one.low, one.high) for one in found}
    assert audit([hidden], rule_of(STANDARD)).leaks != ()


def test_an_entry_from_before_says_nothing_of_what_leads_where():
    draft = planted()
    before = replace(draft, questions=tuple(replace(one, after=()) for one in draft.questions))
    assert audit([before], rule_of(STANDARD)).leaks == ()
    ledger = MemoryLedger()
    ledger.append(before, ledger.read()[1])
    more = [(took + 30, yes + 15, no + 15, answered + 10) for took, yes, no, answered in FEW_WITHOUT]
    tables = released(counted(more), ledger.read()[0], ("term 1", "term 2")).release.partitions["area"]
    assert told(tables, "who") == ["A", "B", "C", "D", "all"]


def test_answers_of_people_who_were_not_asked_are_told_of_nobody():
    """A table that was filled in without regard to the route: more answered than have a plan."""
    rows = [(40, 20, 20, 43), *FEW_WITHOUT[1:]]
    for tables in (protect(counted(rows)), released(counted(rows)).release.partitions["area"]):
        assert "A" not in told(tables, "who")


def test_a_page_that_moves_from_day_to_day_leaves_such_questions_to_the_reports():
    page = of_everybody(protect(counted(FEW_WITHOUT)))
    assert {table.base for item in LED for table in (page.whole[item], page.groups["B"][item])} == {
        Withheld(Why.IN_REPORTS)
    }
    assert page.groups["B"]["plan"] == protect(counted(FEW_WITHOUT)).groups["B"]["plan"]
    run = released(counted(FEW_WITHOUT)).release.partitions["area"]
    more = [(took + 30, yes + 15, no + 15, answered + 12) for took, yes, no, answered in FEW_WITHOUT]
    later = refreshed(run, of_everybody(protect(counted(more))))
    assert later.groups["B"]["who"] == run.groups["B"]["who"]
    assert later.respondents["B"] == Shown(70)
