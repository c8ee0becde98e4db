"""Three releases in a row, with people who left, answers that were changed and areas that merged: planned by us, attacked by
trying everything."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oracle.intruder import leaks
from oracle.test_planning_oracle import FORM, TINY
from poet.count.model import Counts, OptionCounts
from poet.protect import Population, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import audit
from poet.protect.release import release
from poet.protect.views import rule_of

APART = Structure(("A", "B", "C"), {"area": {"A": (0,), "B": (1,), "C": (2,)}, "region": {"N": (0, 1), "S": (2,)}})
MERGED = Structure(("N", "C"), {"area": {"N": (0,), "C": (1,)}})
newcomers = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=3, max_size=3)


@st.composite
def histories(draw):
    """For each of up to three terms: who came, who of an earlier term left (an area, an answer), and whether A and B have
    merged by then."""
    terms = [draw(newcomers) for _ in range(draw(st.integers(2, 3)))]
    leaving = [[]] + [
        draw(st.lists(st.tuples(st.integers(0, at - 1), st.integers(0, 2), st.integers(0, 1)), max_size=2))
        for at in range(1, len(terms))
    ]
    # Who changes an answer leaves and comes again with the other.
    changing = [draw(st.booleans()) for _ in terms]
    merged = draw(st.integers(1, 3))
    return terms, leaving, changing, merged


def played(terms, leaving, changing, merged, *, beside=True, went=None):
    """The releases of a history, each planned and issued with all before it in sight, or as if it were the first. `went`
    are how many came and went before each term's end, where nobody knows how many of those who left did so."""
    came = np.array(terms, np.int64)
    ledger = MemoryLedger()
    for term in range(len(terms)):
        gone = {}
        for wave, area, answer in leaving[term]:
            if came[wave, area, answer]:
                came[wave, area, answer] -= 1
                gone[wave] = gone.get(wave, 0) + 1
                if changing[term]:
                    came[term, area, 1 - answer] += 1
        structure = MERGED if term >= merged else APART
        rows = came[: term + 1].sum(axis=0)
        rows = np.stack([rows[0] + rows[1], rows[2]]) if structure is MERGED else rows
        raw = OptionCounts(FORM.by_id["q"], rows, rows.sum(1))
        left = {f"term {wave + 1}": f"left term {wave + 1} by {term + 1}" for wave in gone}
        if went is not None and went[term] + len(gone):
            left = {f"term {at + 1}": f"left term {at + 1} by {term + 1}" for at in range(term)}
            left["between"] = f"came and went by {term + 1}"
            gone["between"] = went[term]
        waves = Waves(tuple(f"term {at + 1}" for at in range(term + 1)), left, sum(gone.values()))
        one = release(
            Counts(FORM, structure.cells, rows.sum(1), {"q": raw}),
            Occasion(Population("round", "tiny/1"), waves, structure),
            TINY,
            ledger.read()[0] if beside else (),
        )
        draft = one.draft(f"2026-12-1{term}T12:00:00+00:00")
        assert not beside or not audit([*(entry.draft for entry in ledger.read()[0]), draft], rule_of(TINY)).leaks
        ledger.append(draft, ledger.read()[1])
    return [entry.draft for entry in ledger.read()[0]]


@settings(max_examples=10)
@given(histories())
def test_whoever_leaves_changes_or_merges_is_hidden_from_who_tries_everything(history):
    drafts = played(*history)
    for seen in range(1, len(drafts) + 1):
        found = leaks(drafts[:seen], drafts[seen - 1].questions[0], rule_of(TINY))
        assume(found is not None)
        assert found == {}


@settings(max_examples=10)
@given(histories(), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_so_is_whoever_leaves_where_nobody_knows_of_which_release_they_were(history, went):
    """A portal knows how many took their answers back, and not which releases these had stood in, if any."""
    drafts = played(*history, went=went)
    found = leaks(drafts, drafts[-1].questions[0], rule_of(TINY))
    assume(found is not None)
    assert found == {}


def test_a_release_that_knows_nothing_of_the_one_before_is_found_out():
    """One person came to A since: whoever tries everything finds one, and the audit does."""
    history = [[[4, 4], [4, 4], [4, 4]], [[1, 0], [4, 4], [4, 4]]], [[], []], [False, False], 3
    drafts = played(*history, beside=False)
    found = leaks(drafts, drafts[-1].questions[0], rule_of(TINY))
    newcomer = frozenset({"term 2"}), frozenset({"A"}), None
    assert found[newcomer, False] == (1, 1)
    assert any(leak.item == "q" for leak in audit(drafts, rule_of(TINY)).leaks)
    assert leaks(played(*history), drafts[-1].questions[0], rule_of(TINY)) == {}
