"""The audit finds exactly what an intruder finds who tries out every way in which people could have answered."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oracle.brute_force import leaks
from poet.protect.ledger import Cell, Draft, Population, Printed, Question, Rule, Structure, Waves
from poet.protect.proof.audit import audit
from poet.protect.proof.history import subjects

RULE = Rule("tiny", "", minimum_base=3, minimum_cell=2, everyone=False)
ONE = Question("q", "one", ("a", "b", "c"), groupings=((("a",), ("b",), ("c",)), (("a",), ("b", "c"))))
TWO = Question("q", "one", ("a", "b"), groupings=((("a",), ("b",)),))
MANY = Question("q", "many", ("x", "y"), groupings=((("x",), ("y",)),))
MANY_ALONE = Question("q", "many", ("x", "y", "none"), ("none",), groupings=((("x",), ("y",), ("none",)),))
STRUCTURES = (
    Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}}),
    Structure(("Af", "Am"), {"area": {"A": (0, 1)}, "gender": {"f": (0,)}}),
    Structure(("A", "B", "C"), {"area": {"A": (0,), "B": (1,), "C": (2,)}, "region": {"N": (0, 1), "S": (2,)}}),
)


@st.composite
def histories(draw, question, structures=STRUCTURES, terms=2, most=3):
    """Random people, and random tables of them printed in one or two cumulative releases; the first tells the whole."""
    structure = draw(st.sampled_from(structures))
    waves = [f"term {number + 1}" for number in range(draw(st.integers(1, terms)))]
    size = len(structure.cells)
    ways = _ways(question)
    people = {
        (wave, cell, way): draw(st.integers(0, most))
        for wave in waves
        for cell in range(size)
        for way in range(len(ways))
    }
    drafts = []
    for number in range(len(waves)):
        tables = []
        for partition, groups in structure.partitions.items():
            for group in (None, *groups):
                members = structure.members(partition, group)
                counted = {
                    way: sum(people[wave, cell, at] for wave in waves[: number + 1] for cell in members)
                    for at, way in enumerate(ways)
                }
                is_all = len(members) == size and number == len(waves) - 1
                tables.append(draw(_tables(question, partition, group, counted, is_all)))
        drafts.append(draft(structure, question, tuple(tables), tuple(waves[: number + 1])))
    return drafts


def _ways(question):
    if question.kind == "one":
        return [frozenset({code}) for code in question.options]
    free = [code for code in question.options if code not in question.alone]
    return [*(frozenset({code}) for code in question.options), frozenset(free)]


@st.composite
def _tables(draw, question, partition, group, counted, is_all):
    grouping = draw(st.sampled_from([*question.groupings, ()]))
    cells = tuple(
        Cell(codes, sum(n for way, n in counted.items() if way & set(codes)))
        for codes in grouping
        if draw(st.booleans())
    )
    base = sum(counted.values()) if is_all or draw(st.booleans()) else None
    return Printed(partition, group, "q", base, cells)


def draft(structure, question, tables, waves):
    return Draft(
        at="2026-12-18T12:00:00+00:00",
        audience="public",
        rule=RULE,
        population=Population("round", "form"),
        waves=Waves(waves),
        structure=structure,
        questions=(question,),
        respondents=(),
        tables=tables,
    )


def found(drafts, question):
    """The audit's leaks in the intruder's own terms."""
    (subject,) = [one for one in subjects(drafts) if one.item == "q"]
    sets = subject.lattice
    names = subject.waves_of, subject.cells, question.options
    told = {}
    for leak in audit(drafts, RULE).leaks:
        wave, group, answer = leak.place
        who = (
            frozenset(names[0][at] for at in sets.waves.sets[wave]),
            frozenset(names[1][at] for at in sets.groups.sets[group]),
        )
        told[(*who, *_codes(question, sets.answers.axis.sets[answer]))] = (leak.low, leak.high)
    return told


def _codes(question, members):
    if question.kind == "many":
        if len(members) == 2:
            return None, False
        at = min(members)
        return frozenset({question.options[at // 2]}), at % 2 == 1
    codes = frozenset(question.options[at] for at in members)
    return (None, False) if len(codes) == len(question.options) else (codes, False)


def same(theirs, question):
    """All answers but some are the others: one name for each set."""
    every = frozenset(question.options)
    if question.kind == "many":
        return theirs
    return {
        (waves, members, every - codes if is_not else codes, False): ends
        for (waves, members, codes, is_not), ends in theirs.items()
    }


def agree(drafts, question):
    ours = found(drafts, question)
    assert ours == same(leaks(drafts, question, RULE), question)


@settings(max_examples=150)
@given(histories(ONE, STRUCTURES[:2], terms=1))
def test_of_one_release_the_audit_finds_what_trying_everything_finds(drafts):
    agree(drafts, ONE)


@settings(max_examples=120)
@given(histories(TWO))
def test_of_two_releases_the_audit_finds_what_trying_everything_finds(drafts):
    agree(drafts, TWO)


@settings(max_examples=60)
@given(histories(MANY, STRUCTURES[:2], terms=1, most=2))
def test_of_several_answers_the_audit_finds_what_trying_everything_finds(drafts):
    agree(drafts, MANY)


@settings(max_examples=60)
@given(histories(MANY_ALONE, STRUCTURES[:1], terms=1, most=1))
def test_an_answer_that_stands_alone_is_no_way_round(drafts):
    assume(len(drafts) == 1)
    agree(drafts, MANY_ALONE)
