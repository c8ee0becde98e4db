"""The intruder against trying every number of people there could be, and against leaks that were planted."""

from __future__ import annotations

from itertools import chain, combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from poet.attack import attack, read
from poet.protect.ledger import (
    Cell,
    Draft,
    MemoryLedger,
    Population,
    Printed,
    Question,
    Rule,
    Structure,
    Waves,
)

RULE = Rule("tiny", "5" * 64, minimum_base=3, minimum_cell=2, everyone=False)
MOST = 9
YES_NO = ("yes", "no")


def entries(drafts):
    ledger = MemoryLedger()
    for draft in drafts:
        ledger.append(draft, ledger.read()[1])
    return read(ledger.lines)


def draft(tables, *, waves, groups, options=YES_NO, rule=RULE):
    return Draft(
        at=f"2027-01-{len(waves):02d}T12:00:00+00:00",
        audience="public",
        rule=rule,
        population=Population("round", "tiny/1"),
        waves=Waves(waves),
        structure=Structure(groups, {"area": {name: (at,) for at, name in enumerate(groups)}}),
        questions=(Question("heard", "one", options, groupings=(tuple((one,) for one in options),)),),
        respondents=(),
        tables=tuple(tables),
    )


def figures(world, shape):
    """All figures there are of a world [wave, cell, option]: (waves, cells, options) -> people."""
    axes = [
        [tuple(chosen) for size in range(1, length + 1) for chosen in combinations(range(length), size)]
        for length in shape
    ]
    return {place: int(world[np.ix_(*place)].sum()) for place in product(*axes)}


@st.composite
def tiny_rounds(draw):
    """A world of up to three people a kind, and what is printed of it: some bases and counts, by release and group."""
    shape = draw(st.sampled_from([(1, 2, 2), (2, 1, 2), (1, 1, 3), (1, 1, 4)]))
    world = np.array(draw(st.lists(st.integers(0, 3), min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))))
    world = world.reshape(shape)
    groups = [(at,) for at in range(shape[1])] + ([(0, 1)] if shape[1] == 2 else [])
    options = [(at,) for at in range(shape[2])] + [tuple(range(shape[2]))]
    could = list(product([tuple(range(last + 1)) for last in range(shape[0])], groups, options))
    printed = draw(st.lists(st.sampled_from(could), unique=True, min_size=1))
    return world, printed


def released(world, printed):
    names = tuple(f"area {at}" for at in range(world.shape[1]))
    options = tuple(f"o{at}" for at in range(world.shape[2]))
    drafts = []
    for last in range(world.shape[0]):
        tables = {}
        for waves, cells, answers in printed:
            if waves[-1] == last:
                tables.setdefault(cells, {})[answers] = int(world[np.ix_(waves, cells, answers)].sum())
        sheets = [
            Printed(
                "area",
                None if len(cells) == 2 else names[cells[0]],
                "heard",
                told.get(tuple(range(len(options)))),
                tuple(Cell((options[one[0]],), count) for one, count in told.items() if len(one) == 1),
            )
            for cells, told in tables.items()
        ]
        waves = tuple(f"term {at}" for at in range(last + 1))
        drafts.append(draft(sheets, waves=waves, groups=names, options=options))
    return entries(drafts)


def every_world(shape, world, printed):
    """All worlds of up to MOST people a kind that print the same."""
    atoms = int(np.prod(shape))
    worlds = np.stack([grid.ravel() for grid in np.meshgrid(*[np.arange(MOST + 1)] * atoms, indexing="ij")], axis=1)
    worlds = worlds.reshape(-1, *shape)
    for place in printed:
        counts = worlds[np.ix_(np.arange(len(worlds)), *place)].sum(axis=(1, 2, 3))
        worlds = worlds[counts == world[np.ix_(*place)].sum()]
    return worlds


def told_too_narrowly(shape, worlds):
    """By counting: the intervals of all sets of people that the rule says nobody should tell so narrowly."""
    all_options = tuple(range(shape[2]))
    singles = [(at,) for at in all_options]
    rests = [tuple(at for at in all_options if at != one) for one in all_options]
    waves = [(at,) for at in range(shape[0])] + ([(0, 1)] if shape[0] == 2 else [])
    cells = [(at,) for at in range(shape[1])] + ([(0, 1)] if shape[1] == 2 else [])
    found = set()
    for when, where in product(waves, cells):
        base = worlds[np.ix_(np.arange(len(worlds)), when, where, all_options)].sum(axis=(1, 2, 3))
        for what in dict.fromkeys([*singles, *rests, all_options]):
            counts = worlds[np.ix_(np.arange(len(worlds)), when, where, what)].sum(axis=(1, 2, 3))
            low, high = int(counts.min()), int(counts.max())
            smallest = RULE.minimum_base if what == all_options else RULE.minimum_cell
            is_narrow = high > 0 and high - low < RULE.minimum_cell and low < smallest
            if is_narrow or (high == 0 and what in rests and base.min() > 0):
                found.add((low, high))
    return found


@settings(max_examples=120)
@given(tiny_rounds())
def test_the_intruder_tells_what_trying_every_number_tells_and_no_more(round_):
    world, printed = round_
    worlds = every_world(world.shape, world, printed)
    told = {(one.low, one.high) for reader in attack(released(world, printed), with_own=False) for one in reader.found}
    assert told == told_too_narrowly(world.shape, worlds)


BIG = Rule("standard", "5" * 64, minimum_base=10, minimum_cell=5, everyone=False)
rows = st.lists(st.integers(10, 60), min_size=3, max_size=3)
OPTIONS = ("mostly", "sometimes", "never")


def sheet(group, counts):
    return Printed(
        "area", group, "heard", sum(counts), tuple(Cell((o,), c) for o, c in zip(OPTIONS, counts, strict=True))
    )


@given(st.lists(rows, min_size=2, max_size=4), st.integers(1, 4), st.integers(0, 2), st.data())
def test_newcomers_of_one_to_four_are_always_found(areas, newcomers, option, data):
    place = data.draw(st.integers(0, len(areas) - 1))
    later = [list(row) for row in areas]
    later[place][option] += newcomers
    names = tuple(f"area {at}" for at in range(len(areas)))
    first = [sheet(name, row) for name, row in zip(names, areas, strict=True)]
    # The area with the newcomers is not printed again: everybody is, and all other areas are.
    again = [sheet(None, [sum(column) for column in zip(*later, strict=True)])]
    again += [sheet(name, row) for at, (name, row) in enumerate(zip(names, later, strict=True)) if at != place]
    told = entries(
        [
            draft(first, waves=("term 1",), groups=names, options=OPTIONS, rule=BIG),
            draft(again, waves=("term 1", "term 2"), groups=names, options=OPTIONS, rule=BIG),
        ]
    )
    found = {(one.what, one.low, one.high) for reader in attack(told, with_own=False) for one in reader.found}
    assert (f"{OPTIONS[option]} to heard, {names[place]}, term 2", newcomers, newcomers) in found


@given(st.lists(rows, min_size=2, max_size=4), st.integers(1, 4), st.integers(0, 2))
def test_an_area_left_over_with_a_small_count_is_always_found(areas, few, option):
    areas[-1][option] = few
    names = tuple(f"area {at}" for at in range(len(areas)))
    tables = [sheet(None, [sum(column) for column in zip(*areas, strict=True)])]
    tables += [sheet(name, row) for name, row in zip(names[:-1], areas[:-1], strict=True)]
    found = attack(entries([draft(tables, waves=("term 1",), groups=names, options=OPTIONS, rule=BIG)]))
    told = {(one.what, one.low, one.high) for one in chain.from_iterable(reader.found for reader in found)}
    assert (f"{OPTIONS[option]} to heard, {names[-1]}, term 1", few, few) in told


@given(st.lists(rows, min_size=1, max_size=4))
def test_where_nothing_was_withheld_and_nothing_is_small_nothing_is_found(areas):
    names = tuple(f"area {at}" for at in range(len(areas)))
    tables = [sheet(None, [sum(column) for column in zip(*areas, strict=True)])]
    tables += [sheet(name, row) for name, row in zip(names, areas, strict=True)]
    found = attack(entries([draft(tables, waves=("term 1",), groups=names, options=OPTIONS, rule=BIG)]))
    assert [reader.found for reader in found] == [()]
