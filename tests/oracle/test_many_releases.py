"""Of many releases not every difference of two is looked at; whatever any difference tells is found all the same."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st

from oracle.test_audit_oracle import MANY, MANY_ALONE, ONE, RULE, STRUCTURES, TWO, draft
from oracle.test_audit_oracle import _ways as ways_of
from poet.attack import attack, puzzle, read
from poet.protect.ledger import Cell, MemoryLedger, Printed, Question, Structure
from poet.protect.proof import history
from poet.protect.proof.audit import audit
from poet.protect.proof.history import subjects

NATION = Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}})
YES = Question("q", "one", ("yes", "no"), groupings=((("yes",), ("no",)),))


@contextmanager
def as_of_many(few=0):
    """Any history is looked at as one of many releases is."""
    was = history.FEW, puzzle.FEW
    history.FEW = puzzle.FEW = few
    try:
        yield
    finally:
        history.FEW, puzzle.FEW = was


@st.composite
def long_histories(draw):
    """People of three to five waves, and of each release some tables, one of them of everybody at the end."""
    question = draw(st.sampled_from([ONE, TWO, MANY, MANY_ALONE]))
    structure = draw(st.sampled_from(STRUCTURES))
    releases, ways = draw(st.integers(3, 5)), ways_of(question)
    # Large enough for many of the waves themselves to be safe, so that what is told is told by differences.
    people = st.sampled_from(draw(st.sampled_from([(0, 0, 5, 6), (0, 3, 5, 8), (0, 4, 6, 9)])))
    came = [[[draw(people) for _ in ways] for _ in structure.cells] for _ in range(releases)]
    held = draw(st.sampled_from([2, 4, 7]))
    drafts = []
    for last in range(releases):
        tables = []
        for partition, groups in structure.partitions.items():
            for group in (None, *groups):
                if draw(st.integers(0, 9)) < held:
                    continue
                members = structure.members(partition, group)
                counted = [
                    sum(wave[cell][at] for wave in came[: last + 1] for cell in members) for at in range(len(ways))
                ]
                grouping = draw(st.sampled_from([*question.groupings, ()]))
                cells = tuple(
                    Cell(codes, sum(n for way, n in zip(ways, counted, strict=True) if way & set(codes)))
                    for codes in grouping
                    if draw(st.integers(0, 4))
                )
                tables.append(Printed(partition, group, "q", sum(counted) if draw(st.integers(0, 4)) else None, cells))
        drafts.append(draft(structure, question, tuple(tables), tuple(f"term {at}" for at in range(last + 1))))
    return drafts


def told(drafts, rule):
    return {(leak.what, leak.low, leak.high) for leak in audit(drafts, rule).leaks}


@settings(max_examples=40)
@given(long_histories(), st.sampled_from([(2, 3), (2, 4), (3, 3)]), st.booleans())
def test_whatever_any_difference_of_two_releases_tells_is_found(drafts, least, everyone):
    rule = replace(RULE, minimum_cell=least[0], minimum_base=least[1], everyone=everyone)
    of_all = told(drafts, rule)
    with as_of_many():
        of_some = told(drafts, rule)
    event("something is told" if of_all else "nothing is told")
    assert of_some <= of_all
    assert bool(of_some) == bool(of_all)


def found(drafts):
    ledger = MemoryLedger()
    for one in drafts:
        ledger.append(one, ledger.read()[1])
    (reader,) = attack(read(ledger.lines), with_own=False)
    return bool(reader.found or reader.contradictions)


@settings(max_examples=40)
@given(long_histories())
def test_whatever_any_difference_tells_the_intruder_finds(drafts):
    of_all = found(drafts)
    with as_of_many():
        assert found(drafts) == of_all


def printed(group, *counts):
    return Printed("area", group, "q", sum(counts), (Cell(("yes",), counts[0]), Cell(("no",), counts[1])))


def three_newcomers(releases):
    """Everybody is told of each time, A at first and at last: of B three came in between that nobody may know of."""
    drafts = []
    for last in range(releases):
        rest = 40 + 20 * last
        tables = [printed(None, 40 + rest, 40 + rest + (3 if last == releases - 1 else 0))]
        tables += [printed("A", rest, rest)] if last in {0, releases - 1} else []
        drafts.append(draft(NATION, YES, tuple(tables), tuple(f"term {at}" for at in range(last + 1))))
    return drafts


def test_few_who_came_between_two_releases_far_apart_are_found():
    big = replace(RULE, minimum_cell=5, minimum_base=10)
    leaks = [leak for leak in audit(three_newcomers(9), big).leaks if leak.low == leak.high == 3]
    assert {leak.what for leak in leaks if "in B" in leak.what} == {
        f"{answer} (q) in B, " + " + ".join(f"term {at}" for at in range(1, 9)) for answer in ("any answer", "no")
    }
    assert found(three_newcomers(9))


def sets_of(releases):
    """How many wave sets are looked at of a page that tells of everybody each time and of an area each third time."""
    drafts = []
    for last in range(releases):
        rest = 40 + 20 * last
        tables = (printed(None, 2 * rest, 2 * rest), *([] if last % 3 else [printed("A", rest, rest)]))
        drafts.append(draft(NATION, YES, tables, tuple(f"term {at}" for at in range(last + 1))))
    (subject,) = (one for one in subjects(drafts) if one.item == "q")
    return len(subject.lattice.waves.sets)


def test_twice_as_many_releases_have_hardly_more_than_twice_as_many_sets():
    assert [sets_of(releases) for releases in (20, 40, 80)] == [45, 92, 185]
