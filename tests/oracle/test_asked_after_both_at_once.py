"""A question that is asked only after an answer is proved beside that answer, and beside the number who took part: whoever lays all
three over one another learns no more of how people answered."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oracle.test_asked_after_oracle import TINY
from poet.count.model import Counts, OptionCounts
from poet.instrument import parse
from poet.protect import Population, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import After, Cell, Draft, Printed, Question, Respondents
from poet.protect.proof.audit import audit
from poet.protect.proof.history import Unfitting
from poet.protect.release import release
from poet.protect.views import rule_of

FORM = parse(
    """
    id = "tiny"
    version = "1"
    title = "Tiny"
    respondents = "people"
    [[sections]]
    id = "all"
    title = "All"
    kind = "context"
    [[items]]
    id = "plan"
    section = "all"
    kind = "one"
    ask = "A plan?"
    options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }, { code = "?", text = "?", apart = true }]
    [[items]]
    id = "long"
    section = "all"
    kind = "one"
    ask = "How long?"
    options = [{ code = "a", text = "A" }, { code = "b", text = "B" }]
    when = [{ item = "plan", is = ["yes"] }]
    """,
    "tiny.toml",
)
RULE = rule_of(TINY)
AREAS = Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}})
EVERY = (None, *AREAS.cells)
PLAN = Question("plan", "one", ("yes", "no"), apart=("?",), groupings=((("yes",), ("no",)),))
LONG = Question("long", "one", ("a", "b"), groupings=((("a",), ("b",)),), after=(After("plan", ("yes",)),))
# Of so many people, with an answer about a plan or without, all worlds are tried.
MOST = 20

# Of an area: a plan and how long, a plan and no more, no plan, unsure, and no answer.
people = st.tuples(*[st.integers(0, 5)] * 5)
# Of a group: whether it is told who took part, the base, the answers, who was unsure, and how many said how long.
flags = st.tuples(*[st.booleans()] * 5)


def printed(areas, told, *, unsure_alone=False):
    """A release of these people that tells so much of everybody and of each area, each figure large enough by itself."""
    respondents, tables = [], []
    for group, row, (tells_people, tells_base, tells_answers, tells_unsure, tells_long) in zip(
        EVERY, (np.sum(areas, axis=0), *np.array(areas)), told, strict=True
    ):
        long, only, no, unsure, _ = map(int, row)
        yes, took_part = long + only, int(np.sum(row))
        has_base = tells_base and yes + no >= TINY.minimum_base
        has_answers = has_base and tells_answers and min(yes, no) >= TINY.minimum_cell
        has_unsure = tells_unsure and unsure >= TINY.minimum_cell and (has_base or unsure_alone)
        if tells_people and took_part >= TINY.minimum_base:
            respondents.append(Respondents("area", group, took_part))
        cells = (Cell(("yes",), yes), Cell(("no",), no)) if has_answers else ()
        apart = (Cell(("?",), unsure),) if has_unsure else ()
        if has_base or apart:
            tables.append(Printed("area", group, "plan", yes + no if has_base else None, cells, apart))
        if tells_long and long >= TINY.minimum_base:
            tables.append(Printed("area", group, "long", long))
    return Draft(
        at="2026-12-18T12:00:00+00:00",
        audience="public",
        rule=RULE,
        population=Population("round", "tiny/1"),
        waves=Waves(("term 1",)),
        structure=AREAS,
        questions=(PLAN, LONG),
        respondents=tuple(respondents),
        tables=tuple(tables),
    )


def figures(draft):
    found = {(one.group, "people"): one.count for one in draft.respondents}
    for table in draft.tables:
        found |= {(table.group, table.item): table.base} if table.base is not None else {}
        found |= {
            (table.group, *cell.codes): cell.count for cell in (*table.cells, *table.apart) if table.item == "plan"
        }
    # Whoever is told of everybody and of one area takes one from the other.
    for name in {name for _, name in found} - {"long"}:
        for area, other in (("A", "B"), ("B", "A")):
            if (None, name) in found and (other, name) in found:
                found.setdefault((area, name), found[None, name] - found[other, name])
    return found


def people_in(draft):
    """How many there are at most; too many where that is not told."""
    told = figures(draft)
    return told.get((None, "plan"), told.get((None, "people"), MOST + 1))


def worlds(draft):
    """All numbers of people with and without a plan in two areas that go with everything at once that a release tells."""
    told, most = figures(draft), people_in(draft)
    grid = np.indices((most + 1,) * 4).reshape(4, -1)
    yes, no = grid[:2], grid[2:]
    fits = np.ones(grid.shape[1], np.bool_)
    for group, yes_, no_ in zip(EVERY, (yes.sum(0), *yes), (no.sum(0), *no), strict=True):
        for name, number in (("plan", yes_ + no_), ("yes", yes_), ("no", no_)):
            if (group, name) in told:
                fits &= number == told[group, name]
        fits &= yes_ >= told.get((group, "long"), 0)
        unsure = told.get((group, "?"), sum(told.get((area, "?"), 0) for area in AREAS.cells) if group is None else 0)
        if (group, "people") in told:
            fits &= yes_ + no_ + unsure <= told[group, "people"]
    return yes[:, fits], no[:, fits]


def narrow(draft):
    """Which numbers with or without a plan that are not told are too narrow, where there is anybody."""
    yes, no = worlds(draft)
    assert yes.size
    told = figures(draft)
    found = []
    for at, area in enumerate(AREAS.cells):
        for name, number in (("yes", yes[at]), ("no", no[at])):
            low, high = int(number.min()), int(number.max())
            is_narrow = low < TINY.minimum_cell and high - low < TINY.minimum_cell
            if is_narrow and (area, name) not in told and (yes[at] + no[at]).max():
                found.append((area, name, low, high))
    return found


def is_proved(draft):
    try:
        return audit([draft], RULE).is_clean
    except Unfitting:
        return False


@settings(max_examples=250)
@given(st.tuples(people, people), st.tuples(flags, flags, flags))
def test_what_is_proved_apart_tells_no_more_at_once(areas, told):
    draft = printed(areas, told)
    assume(any(table.item == "long" for table in draft.tables) and people_in(draft) <= MOST)
    found = narrow(draft)
    assert not found or not is_proved(draft), found


@settings(max_examples=25)
@given(st.tuples(people, people))
def test_what_is_planned_tells_no_more_at_once(areas):
    long, only, no, unsure, silent = np.array(areas, np.int64).T
    table = {
        "plan": np.stack([long + only, no, unsure], axis=1),
        "long": np.stack([long - long // 2, long // 2], axis=1),
    }
    items = {name: OptionCounts(FORM.by_id[name], one, one.sum(axis=1)) for name, one in table.items()}
    raw = Counts(FORM, AREAS.cells, long + only + no + unsure + silent, items)
    occasion = Occasion(Population("round", "tiny/1"), Waves(("term 1",)), AREAS)
    draft = release(raw, occasion, TINY).draft("2026-12-18T12:00:00+00:00")
    assume(people_in(draft) <= MOST)
    assert narrow(draft) == []


def test_were_those_unsure_told_without_a_base_all_three_at_once_would_tell():
    """Eight took part, three were unsure, four said how long they have had a plan: one at most has none."""
    areas = ((4, 0, 1, 3, 0), (5, 0, 3, 0, 0))
    told = ((True, False, False, False, False), (True, False, False, True, True), (False,) * 5)
    draft = printed(areas, told, unsure_alone=True)
    assert is_proved(draft)
    assert ("A", "no", 0, 1) in narrow(draft)
    assert narrow(printed(areas, told)) == []
