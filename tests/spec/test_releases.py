"""Releases, the manual: what may be told of several tables together, and beside what was told before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from poet.count.model import Counts, OptionCounts
from poet.protect import (
    STANDARD,
    Grain,
    Population,
    Shown,
    Structure,
    Waves,
    protect,
)
from poet.protect.drafting import Occasion, drafted
from poet.protect.issuing import Issued, Refused, issue
from poet.protect.ledger import Cell, MemoryLedger, Printed
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache, audit
from poet.protect.proof.history import Unfitting
from poet.protect.release import release
from poet.protect.terms import outlook
from poet.protect.views import rule_of
from spec.test_protection import FORM

POPULATION = Population("2026 to 2027", "world/1")
AREAS = Structure(
    ("Anyshire", "Othershire", "Nowhere"),
    {"area": {"Anyshire": (0,), "Othershire": (1,), "Nowhere": (2,)}, "region": {"North": (0, 1), "South": (2,)}},
)
RULE = rule_of(STANDARD)


def counted(rows, cells=AREAS.cells):
    rows = np.array([[*row, 0][:6] for row in rows], np.int64)
    return Counts(FORM, cells, rows.sum(axis=1), {"heard": OptionCounts(FORM.by_id["heard"], rows, rows.sum(axis=1))})


def when(*waves, structure=AREAS, **more):
    return Occasion(POPULATION, Waves(waves, **more), structure)


def prepared(rows, occasion=None, history=()):
    occasion = occasion or when("term 1")
    return release(counted(rows, occasion.structure.cells), occasion, STANDARD, history)


def grains(one, partition="area"):
    return {group: tables["heard"].grain for group, tables in one.release.partitions[partition].groups.items()}


TERM_1 = [[20, 10, 10, 10, 10], [20, 10, 10, 10, 10], [20, 10, 10, 10, 10]]


def ledger_of(*drafts):
    ledger = MemoryLedger()
    for draft in drafts:
        ledger.append(draft, ledger.read()[1])
    return ledger


def test_large_groups_are_told_in_full_in_every_partition():
    one = prepared(TERM_1)
    assert set(grains(one).values()) == set(grains(one, "region").values()) == {Grain.OPTIONS}


def test_a_release_has_the_shape_that_reports_are_made_from():
    one = prepared(TERM_1).release
    assert set(one.partitions) == {"area", "region"}
    assert one.partitions["area"].groups == protect(counted(TERM_1)).groups
    assert one.partitions["region"].respondents == {"North": Shown(120), "South": Shown(60)}


def test_what_a_region_leaves_over_is_protected_too():
    """Nowhere's 7 answers would be the nation less its two other areas, or the South itself."""
    one = prepared([[20, 10, 10, 10, 10], [20, 10, 10, 10, 10], [3, 1, 1, 1, 1]])
    assert grains(one)["Nowhere"] == grains(one, "region")["South"] == Grain.NOTHING
    assert Grain.NOTHING in {grains(one, "region")["North"], grains(one)["Anyshire"], grains(one)["Othershire"]}


def test_the_newcomers_of_a_term_are_not_told_by_what_is_told_of_all():
    """Three more answers in Anyshire: its second table stays back, as it would tell the three apart."""
    first = prepared(TERM_1)
    history = ledger_of(first.draft("2026-12-18T12:00:00+00:00")).read()[0]
    rows = [[21, 11, 11, 10, 10], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]]
    later = prepared(rows, when("term 1", "term 2"), history)
    assert grains(later)["Anyshire"] == Grain.NOTHING
    assert grains(later)["Nowhere"] == Grain.OPTIONS


def test_ten_newcomers_unlock_a_table_again():
    first = prepared(TERM_1)
    history = ledger_of(first.draft("2026-12-18T12:00:00+00:00")).read()[0]
    rows = [[30, 20, 20, 20, 20], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]]
    assert set(grains(prepared(rows, when("term 1", "term 2"), history)).values()) == {Grain.OPTIONS}


def test_a_release_that_would_leak_is_refused_with_the_smallest_set_to_withhold_and_an_offer():
    ledger = ledger_of(prepared(TERM_1).draft("2026-12-18T12:00:00+00:00"))
    rows = [[23, 10, 10, 10, 10], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]]
    alone = prepared(rows, when("term 1", "term 2"))
    outcome = issue(alone.draft("2027-03-26T12:00:00+00:00"), STANDARD, ledger)
    assert isinstance(outcome, Refused)
    assert len(ledger.lines) == 1
    assert {held.item for held in outcome.withhold} == {"", "heard"}
    assert outcome.offer is not None
    assert isinstance(issue(outcome.offer, STANDARD, ledger), Issued)


def test_what_the_planner_offers_beside_the_history_is_issued():
    ledger = ledger_of(prepared(TERM_1).draft("2026-12-18T12:00:00+00:00"))
    rows = [[23, 10, 10, 10, 10], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]]
    one = prepared(rows, when("term 1", "term 2"), ledger.read()[0])
    assert isinstance(issue(one.draft("2027-03-26T12:00:00+00:00"), STANDARD, ledger), Issued)


COUNTIES = Structure(
    ("Mid small", "Mid large", "Far small", "Far large"),
    {
        "county": {"Mid": (0, 1), "Far": (2, 3)},
        "size": {"small": (0, 2), "large": (1, 3)},
        "county x size": {"Mid small": (0,), "Mid large": (1,), "Far small": (2,), "Far large": (3,)},
    },
)


def linked(*tables):
    empty = prepared(TERM_1).draft("2026-12-18T12:00:00+00:00")
    return replace(empty, structure=COUNTIES, respondents=(), tables=tables)


def row(partition, group, *counts):
    cells = tuple(
        Cell((code,), n)
        for code, n in zip(("always", "mostly", "sometimes", "rarely", "never"), counts, strict=True)
        if n is not None
    )
    return Printed(partition, group, "heard", None, cells)


def test_tables_that_are_each_safe_can_pin_a_cell_exactly_together():
    """Each 2 x 2 margin table hides its small cell behind another; two such tables share the cell and solve it."""
    draft = linked(
        row("county", "Mid", 20, 20, 20, 20, 20),
        row("county x size", "Mid large", None, 12, 12, 12, 12),
        row("size", "small", 20, 20, 20, 20, 20),
        row("county x size", "Far small", 18, None, 12, 12, 12),
    )
    told = {(leak.what, leak.low, leak.high) for leak in audit([draft], RULE).leaks if "Mid small" in leak.what}
    assert ("always (heard) in Mid small, term 1", 2, 2) in told


def test_the_same_tables_with_the_pinning_row_withheld_are_safe():
    draft = linked(
        row("county", "Mid", 20, 20, 20, 20, 20),
        row("size", "small", 20, 20, 20, 20, 20),
    )
    assert audit([draft], RULE).leaks == ()


def test_a_table_of_one_row_is_planned_like_any_other():
    structure = Structure(("Anyshire",), {"area": {"Anyshire": (0,)}})
    assert grains(prepared([[20, 10, 10, 10, 10]], when("term 1", structure=structure))) == {"Anyshire": Grain.OPTIONS}
    assert grains(prepared([[4, 1, 1, 1, 1]], when("term 1", structure=structure))) == {"Anyshire": Grain.NOTHING}


def test_people_in_two_areas_are_refused():
    twice = Structure(("Anyshire", "Othershire"), {"area": {"Anyshire": (0, 1), "Othershire": (1,)}})
    with pytest.raises(Unfitting, match="stand in two groups of 'area'"):
        prepared(TERM_1[:2], when("term 1", structure=twice))


def test_answers_from_no_group_are_refused():
    strange = counted(TERM_1, ("Anyshire", "Othershire", "Elsewhere"))
    with pytest.raises(Unfitting, match="Elsewhere"):
        release(strange, when("term 1"), STANDARD)


def test_a_withdrawal_that_nobody_mentioned_is_noticed():
    history = ledger_of(prepared(TERM_1).draft("2026-12-18T12:00:00+00:00")).read()[0]
    with pytest.raises(Unfitting, match="withdrew or changed an answer"):
        prepared([[20, 10, 10, 10, 9], *TERM_1[1:]], when("term 1", "late"), history)


def test_after_a_withdrawal_nothing_tells_what_that_person_had_answered():
    history = ledger_of(prepared(TERM_1).draft("2026-12-18T12:00:00+00:00")).read()[0]
    gone = when("term 1", "term 2", left={"term 1": "left term 1"}, withdrawn=1)
    one = prepared([[20, 10, 10, 10, 9], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]], gone, history)
    assert grains(one)["Anyshire"] != Grain.OPTIONS
    drafts = [history[0].draft, one.draft("2027-03-26T12:00:00+00:00")]
    assert audit(drafts, RULE).leaks == ()


def test_a_history_that_leaks_already_is_named_and_nothing_is_planned_on_it():
    draft = prepared(TERM_1).draft("2026-12-18T12:00:00+00:00")
    sides = (Cell(("always", "mostly"), 47), Cell(("sometimes",), 10), Cell(("rarely", "never"), 3))
    small = Printed("area", "Anyshire", "heard", 60, sides)
    planted = replace(draft, tables=(small,))
    history = ledger_of(planted).read()[0]
    with pytest.raises(HistoryLeaks, match=r"rarely or never \(heard\) in Anyshire, term 1: exactly 3"):
        prepared([[70, 20, 20, 20, 20], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]], when("term 1", "term 2"), history)


THREE_REGIONS = Structure(
    tuple(f"{region} {number}" for region in ("West", "East", "North") for number in (1, 2, 3)),
    {
        "area": {
            f"{name} {n + 1}": (3 * at + n,) for at, name in enumerate(("West", "East", "North")) for n in range(3)
        },
        "region": {"West": (0, 1, 2), "East": (3, 4, 5), "North": (6, 7, 8)},
    },
)


def do_not_know(*people):
    """So many who did not know in each area; all else is told with ease."""
    return [[20, 20, 20, 20, 20, count] for count in people]


def not_known(one, partition):
    tables = one.release.partitions[partition].groups
    return {
        group: cell.value for group, table in tables.items() if isinstance(cell := table["heard"].apart[0].count, Shown)
    }


@pytest.mark.parametrize(
    ("people", "areas"),
    [
        ([1, 1, 1, 0, 8, 0, 8, 8, 8], {"East 2": 8, "North 1": 8, "North 2": 8}),
        ([8, 8, 0, 8, 8, 8, 1, 0, 3], {"West 1": 8, "West 2": 8, "East 1": 8, "East 2": 8}),
    ],
)
def test_what_is_left_of_two_regions_beside_an_area_of_one_is_held_back_and_not_blamed_on_the_past(people, areas):
    """Everybody less the told region less the told area leaves a few people in two regions: a single equation tells it.
    Nothing was issued before, so that something of this release must step back."""
    one = prepared(do_not_know(*people), when("term 1", structure=THREE_REGIONS))
    assert audit([one.draft("2026-12-18T12:00:00+00:00")], RULE).leaks == ()
    assert {name: count for name, count in not_known(one, "area").items() if count} == areas
    assert isinstance(one.release.partitions["region"].whole["heard"].apart[0].count, Shown)


def test_the_plan_is_the_same_on_every_run():
    rows = [[7, 3, 9, 1, 12], [6, 6, 2, 8, 5], [11, 4, 4, 9, 6]]
    assert prepared(rows) == prepared(rows)


def test_two_processes_plan_what_one_plans():
    rows = [[7, 3, 9, 1, 12], [6, 6, 2, 8, 5], [11, 4, 4, 9, 6]]
    occasion, cache = when("term 1"), Cache()
    beside = release(counted(rows, occasion.structure.cells), occasion, STANDARD, (), cache, workers=2)
    assert beside == prepared(rows)
    before = cache.known()
    assert release(counted(rows, occasion.structure.cells), occasion, STANDARD, (), cache) == beside
    assert cache.known() == before, "what another process found is known"


def test_before_a_terms_end_it_is_said_what_ten_more_answers_would_unlock():
    looks = {
        one.group: (one.now, one.then, one.items)
        for one in outlook(counted([[3, 3, 3, 2, 1], *TERM_1[1:]]), when("term 1"), STANDARD)
    }
    assert looks["Anyshire"] == (1, 1, 1)


@pytest.mark.parametrize("hidden", [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [3, 2, 1, 1, 1]])
def test_a_look_ahead_tells_nobody_from_somebody_nowhere(hidden):
    looks = {str(one) for one in outlook(counted([hidden, *TERM_1[1:]]), when("term 1"), STANDARD)}
    assert (
        "Anyshire: 0 of 1 questions could be told now; too few answered, here or beside it, to say what 10 more answers would "
        "unlock."
    ) in looks


@pytest.mark.parametrize("said", [0, 1, 8])
def test_a_look_ahead_tells_not_whether_anybody_of_those_who_took_part_answered(said):
    raw = counted([[10, 10, 10, 10, 10], *TERM_1[1:]])
    few = raw.items["heard"].by_option.copy()
    few[0] = [said, 0, 0, 0, 0, 0][: few.shape[1]]
    items = {"heard": replace(raw.items["heard"], by_option=few, answered=few.sum(axis=1))}
    looks = [one for one in outlook(replace(raw, items=items), when("term 1"), STANDARD) if one.group == "Anyshire"]
    assert [(one.now, one.then) for one in looks] == [(0, 1)]


def test_two_audiences_are_held_against_what_both_have_seen():
    """What the public sees, own managers see beside their own tables."""
    own = replace(STANDARD, audience=STANDARD.audience.__class__("own managers"), digest="")
    mine = release(counted(TERM_1), when("term 1"), own)
    ledger = ledger_of(drafted(mine.release, mine.occasion, "2026-12-18T12:00:00+00:00", mine.questions))
    rows = [[23, 10, 10, 10, 10], [30, 20, 20, 20, 20], [30, 20, 20, 20, 20]]
    public = release(counted(rows), when("term 1", "term 2"), replace(STANDARD, digest=""), ledger.read()[0])
    assert grains(public)["Anyshire"] == Grain.NOTHING
