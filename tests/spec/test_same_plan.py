"""The same plan on every run, the manual: what was guessed, kept or dealt out among processes saves time and decides nothing."""

from __future__ import annotations

import numpy as np
import pytest

from poet.count.model import Counts, OptionCounts
from poet.protect import STANDARD, Structure, Waves, blocks
from poet.protect.drafting import Occasion
from poet.protect.issuing import Issued, issue
from poet.protect.ledger import MemoryLedger
from poet.protect.proof import worlds
from poet.protect.proof.audit import Cache
from poet.protect.release import release
from spec.test_protection import FORM
from spec.test_releases import POPULATION

# Nine areas in three regions, both also parted by gender: what one table holds back, three others tell.
PARTS = ("f", "m", "x")
AREAS = {f"area {at}": tuple(range(3 * at, 3 * at + 3)) for at in range(9)}
REGIONS = {f"region {at}": tuple(range(9 * at, 9 * at + 9)) for at in range(3)}
LINKED = Structure(
    tuple(f"{area} | {part}" for area in AREAS for part in PARTS),
    {
        "area": AREAS,
        "region": REGIONS,
        "area x gender": {f"{a} | {p}": (cells[at],) for a, cells in AREAS.items() for at, p in enumerate(PARTS)},
        "region x gender": {f"{r} | {p}": cells[at::3] for r, cells in REGIONS.items() for at, p in enumerate(PARTS)},
    },
)


def answered(dice, people):
    return np.stack([dice.multinomial(count, (0.3, 0.3, 0.15, 0.1, 0.08, 0.07)) for count in people])


def counted(rows):
    heard = OptionCounts(FORM.by_id["heard"], rows, rows.sum(axis=1))
    return Counts(FORM, LINKED.cells, rows.sum(axis=1), {"heard": heard})


def third_term(cache=None, workers=1, late=0):
    """The tables of a third term after two that were issued, with so many late returns."""
    ledger, dice, rows = MemoryLedger(), np.random.default_rng(11), np.zeros((27, 6), np.int64)
    for term in (1, 2):
        rows = rows + answered(dice, dice.integers(4, 30, 27))
        one = release(counted(rows), when(term), STANDARD, ledger.read()[0], SHARED)
        assert isinstance(issue(one.draft(f"2027-0{term}-01T12:00:00+00:00"), STANDARD, ledger, SHARED), Issued)
    rows = rows + answered(dice, dice.integers(4, 30, 27))
    rows[0, 0] += late
    return release(counted(rows), when(3), STANDARD, ledger.read()[0], cache, workers).release


# The two terms before are the same in every test.
SHARED = Cache()


def when(terms):
    return Occasion(POPULATION, Waves(tuple(f"term {at + 1}" for at in range(terms))), LINKED)


@pytest.fixture(scope="module")
def cold():
    return third_term()


def test_what_is_known_from_before_changes_nothing(cold):
    cache = Cache()
    third_term(cache, late=1)
    assert third_term(cache) == cold
    solved = cache.solved
    assert third_term(cache) == cold
    assert cache.solved == solved, "nothing is looked for twice"


def test_two_processes_plan_what_one_plans(cold):
    assert third_term(workers=2) == cold


def test_regions_that_are_planned_by_themselves_first_are_proved_with_everybody_all_the_same(monkeypatch):
    monkeypatch.setattr(blocks, "LEAST_GROUPS", 4)
    blocks.blocks_of.cache_clear()
    cache = Cache()
    first = third_term(cache)
    assert cache.plans, "the three regions were planned by themselves"
    assert third_term(cache, late=1) == third_term(late=1)
    assert third_term() == first
    blocks.blocks_of.cache_clear()


def test_guesses_decide_nothing(cold, monkeypatch):
    """Without a single world found by guessing everything is bounded to its end, and comes out the same."""
    monkeypatch.setattr(worlds._Search, "world", lambda *_, **__: None)
    monkeypatch.setattr(worlds._Search, "light_world", lambda *_: None)
    assert third_term() == cold
