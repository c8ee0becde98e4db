"""Which groups are told together: what is chosen tells as much as the best of all ways, tried one by one; and it is safe."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.test_planning_oracle import FORM, TINY
from poet.count.model import Counts, OptionCounts
from poet.protect import OptionTable, Population, Shown, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.joining import most_told, neighbours
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import audit
from poet.protect.release import release
from poet.protect.views import rule_of

BANDS = ("young", "middle", "old")
HOMES = ("A", "B")
CELLS = tuple(f"{home} x {band}" for home in HOMES for band in BANDS)
PLACES = {home: tuple(range(3 * at, 3 * at + 3)) for at, home in enumerate(HOMES)}
CUTS = neighbours(BANDS, " or ".join)
people = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=6, max_size=6)


def counted(rows):
    table = np.array(rows, np.int64)
    return Counts(FORM, CELLS, table.sum(1), {"q": OptionCounts(FORM.by_id["q"], table, table.sum(1))})


def groups(home, cut):
    """A home's groups by one way of joining."""
    return {node.name: tuple(PLACES[home][BANDS.index(one)] for one in node.answers) for node in cut}


def lying(chosen):
    named = {f"{home} x {name}": places for home in HOMES for name, places in groups(home, chosen[home]).items()}
    return Structure(CELLS, {"area": PLACES, "area x age": named})


def planned(counts, structure, history=(), wave=1, *, proved):
    waves = Waves(tuple(f"term {number}" for number in range(1, wave + 1)))
    occasion = Occasion(Population("round", "tiny/1"), waves, structure)
    return release(counts, occasion, TINY, history, proved=proved)


def chosen_of(counts, history=(), wave=1):
    partitions = {str(at): {home: groups(home, cut) for home in HOMES} for at, cut in enumerate(CUTS)}

    def plan(structure):
        return planned(counts, structure, history, wave, proved=False).release

    found = most_told(CELLS, PLACES, [[name] for name in partitions], partitions, plan)
    return {home: CUTS[at] for home, at in found.items()}


def told(prepared):
    """How many groups' tables have a figure."""
    tables = [one["q"] for one in prepared.release.partitions["area x age"].groups.values()]
    return sum(isinstance(table, OptionTable) and isinstance(table.favourable, Shown) for table in tables)


@settings(max_examples=40)
@given(people)
def test_no_way_of_joining_tells_more_by_rule(rows):
    counts = counted(rows)
    best = max(
        told(planned(counts, lying(dict(zip(HOMES, cuts, strict=True))), proved=False)) for cuts in product(CUTS, CUTS)
    )
    assert told(planned(counts, lying(chosen_of(counts)), proved=False)) == best


def test_proved_it_tells_at_least_95_of_100_of_the_best_way():
    """Of 40 made-up towns, each with every way tried and proved."""
    dice = np.random.default_rng(6)
    ours = best = 0
    for _ in range(40):
        counts = counted(dice.integers(0, 9, (6, 2)).tolist())
        ours += told(planned(counts, lying(chosen_of(counts)), proved=True))
        ways = (dict(zip(HOMES, cuts, strict=True)) for cuts in product(CUTS, CUTS))
        best += max(told(planned(counts, lying(way), proved=True)) for way in ways)
    assert best > 40
    assert ours / best >= 0.95


@settings(max_examples=25)
@given(st.lists(people, min_size=2, max_size=3))
def test_a_joining_beside_earlier_ones_tells_nothing_too_narrowly(terms):
    """Each term joins as its own people allow, beside all terms before: unions of cells lie across one another."""
    ledger, total = MemoryLedger(), np.zeros((6, 2), np.int64)
    for number, rows in enumerate(terms, 1):
        total = total + np.array(rows, np.int64)
        counts, history = counted(total.tolist()), ledger.read()[0]
        structure = lying(chosen_of(counts, history, number))
        ready = planned(counts, structure, history, number, proved=True)
        ledger.append(ready.draft(f"2026-12-1{number}T12:00:00+00:00"), ledger.read()[1])
    drafts = [entry.draft for entry in ledger.read()[0]]
    assert audit(drafts, rule_of(TINY)).leaks == ()


def test_the_ways_are_all_there_are():
    borders = [edges for number in (2, 1) for edges in ((0, 1, 2, 3), (0, 1, 3), (0, 2, 3)) if len(edges) == number + 2]
    assert [[node.answers for node in cut] for cut in CUTS] == [
        [BANDS[low:high] for low, high in pairwise(edges)] for edges in borders
    ]
