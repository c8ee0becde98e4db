"""What is asked only after an answer: whatever is planned, nobody who tries all worlds learns how few answered otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.attack import attack, read
from poet.count.model import Counts, OptionCounts
from poet.instrument import parse
from poet.protect import STANDARD, Population, Shown, Structure, Waves, protect
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger, line_of
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
    kind = "context"
    [[items]]
    id = "plan"
    section = "all"
    kind = "one"
    ask = "A plan?"
    options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }]
    [[items]]
    id = "long"
    section = "all"
    kind = "one"
    ask = "How long?"
    options = [{ code = "a", text = "A" }, { code = "b", text = "B" }, { code = "?", text = "?", apart = true }]
    when = [{ item = "plan", is = ["yes"] }]
    [[items]]
    id = "who"
    section = "all"
    kind = "one"
    ask = "Who with?"
    options = [{ code = "a", text = "A" }, { code = "b", text = "B" }]
    when = [{ item = "plan", is = ["yes"] }]
    """,
    "tiny.toml",
)
AREAS = Structure(("A", "B"), {"area": {"A": (0,), "B": (1,)}})
# Of an area: no plan, a plan and so many answers of each kind, a plan and no answer, and no answer about a plan.
area = st.tuples(*[st.integers(0, 3)] * 7)
terms = st.lists(st.tuples(area, area), min_size=1, max_size=2)
# Of so many people with an answer about a plan all worlds are tried.
MOST = 26


def counted(rows):
    """The counts of areas that answered so."""
    no, a, b, unsure, other, neither, silent = np.array(rows, np.int64).T
    yes = a + b + unsure + neither
    with_a = np.minimum(other, yes)
    table = {
        "plan": np.stack([yes, no], axis=1),
        "long": np.stack([a, b, unsure], axis=1),
        "who": np.stack([with_a, np.minimum(yes - with_a, 2)], axis=1),
    }
    items = {name: OptionCounts(FORM.by_id[name], one, one.sum(axis=1)) for name, one in table.items()}
    return Counts(FORM, AREAS.cells, yes + no + silent, items)


def planned(histories):
    """The ledger of cumulative releases of these terms."""
    ledger = MemoryLedger()
    for term in range(len(histories)):
        raw = counted(np.array(histories[: term + 1]).sum(axis=0))
        waves = Waves(tuple(f"term {number + 1}" for number in range(term + 1)))
        one = release(raw, Occasion(Population("round", "tiny/1"), waves, AREAS), TINY, ledger.read()[0])
        ledger.append(one.draft(f"2026-12-1{term}T12:00:00+00:00"), ledger.read()[1])
    return ledger.read()[0]


def printed(draft):
    """What a release prints: by group and name of the figure."""
    found = {}
    for table in draft.tables:
        for codes, count in [((), table.base), *((cell.codes, cell.count) for cell in (*table.cells, *table.apart))]:
            if count is not None and (codes == () or table.item == "plan" or codes == ("?",)):
                found[table.group, table.item, codes] = count
    return found


def worlds(told, most):
    """All numbers of people with and without a plan in two areas that fit what is printed: `yes[area]`, `no[area]`."""
    grid = np.indices((most + 1,) * 4).reshape(4, -1)
    yes, no = grid[:2], grid[2:]
    fits = np.ones(grid.shape[1], np.bool_)
    for group, yes_, no_ in [(None, yes.sum(0), no.sum(0)), *zip(AREAS.cells, yes, no, strict=True)]:
        for codes, people in (((), yes_ + no_), (("yes",), yes_), (("no",), no_)):
            if (group, "plan", codes) in told:
                fits &= people == told[group, "plan", codes]
        fits &= yes_ >= told.get((group, "long", ()), 0) + told.get((group, "long", ("?",)), 0)
        fits &= yes_ >= told.get((group, "who", ()), 0)
    return yes[:, fits], no[:, fits]


def narrow(draft):
    """Which numbers of people with or without a plan are told too narrowly, of an area in which there is anybody."""
    told = printed(draft)
    yes, no = worlds(told, told[None, "plan", ()])
    assert yes.size
    found = []
    for at, group in enumerate(AREAS.cells):
        for answer, people in (("yes", yes[at]), ("no", no[at])):
            low, high = int(people.min()), int(people.max())
            is_known = (group, "plan", (answer,)) in told
            is_anybody = bool((yes[at] + no[at]).max())
            if not is_known and low < TINY.minimum_cell and high - low < TINY.minimum_cell and is_anybody:
                found.append((group, answer, low, high))
    return found


def is_tried(draft):
    """Whether everybody's number is told, and small enough for all worlds to be tried."""
    return 0 < printed(draft).get((None, "plan", ()), 0) <= MOST


@settings(max_examples=80)
@given(terms)
def test_nobody_who_tries_all_worlds_learns_how_few_answered_otherwise(histories):
    entries = planned(histories)
    assert audit([entry.draft for entry in entries], rule_of(TINY)).leaks == ()
    for entry in entries:
        if is_tried(entry.draft):
            assert narrow(entry.draft) == []


@settings(max_examples=40)
@given(terms)
def test_the_intruder_finds_nothing_in_what_is_planned(histories):
    entries = planned(histories)
    assert [str(one) for found in attack(read(line_of(entry)[0] for entry in entries)) for one in found.found] == []


@settings(max_examples=200)
@given(st.tuples(area, area))
def test_by_rule_those_who_may_have_answered_otherwise_are_nowhere_few(rows):
    raw = counted(rows)
    tables = protect(raw, TINY)
    for item in ("long", "who"):
        told = {group: tables.groups[group][item].base for group in AREAS.cells}
        around = dict(zip(AREAS.cells, raw.items["plan"].answered, strict=True))
        rest = {group: around[group] - one.value for group, one in told.items() if isinstance(one, Shown)}
        assert all(count >= TINY.minimum_cell for count in rest.values())
        whole = tables.whole[item].base
        if isinstance(whole, Shown):
            left = sum(around.values()) - whole.value
            assert left >= TINY.minimum_cell
            if len(rest) == 1:
                assert left - sum(rest.values()) >= TINY.minimum_cell or not any(
                    raw.items[item].answered[at] for at, group in enumerate(AREAS.cells) if group not in rest
                )
