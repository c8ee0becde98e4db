"""Whatever is planned, in one release or after another, an intruder who tries everything finds nothing too narrow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.brute_force import leaks
from poet.count.model import Counts, OptionCounts
from poet.instrument import parse
from poet.protect import (
    STANDARD,
    Population,
    Structure,
    Waves,
)
from poet.protect.drafting import Occasion
from poet.protect.ledger import Cell, MemoryLedger, Printed
from poet.protect.proof.audit import audit
from poet.protect.release import release
from poet.protect.views import rule_of

TINY = replace(STANDARD, id="tiny", digest="", minimum_base=3, minimum_cell=2)
FORM = parse(
    """
    id = "tiny"
    version = "1"
    title = "Tiny"
    respondents = "people"
    [[sections]]
    id = "all"
    title = "All"
    kind = "process"
    [[items]]
    id = "q"
    section = "all"
    kind = "one"
    ask = "Well?"
    options = [{ code = "a", text = "A", side = "favourable" }, { code = "b", text = "B", side = "unfavourable" }]
    """,
    "tiny.toml",
)
AREAS = Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}})
counts = st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=2)


def planned(histories):
    """The drafts of cumulative releases of these terms."""
    ledger, total = MemoryLedger(), np.zeros((2, 2), np.int64)
    for term, rows in enumerate(histories):
        total = total + np.array(rows, np.int64)
        raw = Counts(FORM, AREAS.cells, total.sum(1), {"q": OptionCounts(FORM.by_id["q"], total, total.sum(1))})
        waves = Waves(tuple(f"term {number + 1}" for number in range(term + 1)))
        one = release(raw, Occasion(Population("round", "tiny/1"), waves, AREAS), TINY, ledger.read()[0])
        ledger.append(one.draft(f"2026-12-1{term}T12:00:00+00:00"), ledger.read()[1])
    return [entry.draft for entry in ledger.read()[0]]


@settings(max_examples=60)
@given(st.lists(counts, min_size=1, max_size=3))
def test_nothing_planned_is_told_too_narrowly(histories):
    drafts = planned(histories)
    assert audit(drafts, rule_of(TINY)).leaks == ()
    bounded = any(table.group is None and table.base is not None for table in drafts[-1].tables)
    if bounded and len(drafts) < 3:
        assert leaks(drafts, drafts[-1].questions[0], rule_of(TINY)) == {}


@settings(max_examples=60)
@given(counts)
def test_a_planted_leak_is_always_found(rows):
    draft = planned([rows])[0]
    small = Printed("area", "A", "q", None, (Cell(("a",), 1),))
    assert audit([replace(draft, tables=(small,))], rule_of(TINY)).leaks != ()
