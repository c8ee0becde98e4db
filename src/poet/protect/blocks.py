"""A region's tables planned by themselves first: what they tell together is held back before everybody's are looked at, and
a region whose answers stayed the same is planned as it was, by content. The whole is proved afterwards all the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from poet.protect.ledger import Rule
from poet.protect.levels import Levels
from poet.protect.plan import HistoryLeaks, Ladders, Plan, Seen
from poet.protect.proof.audit import Cache
from poet.protect.proof.kept import content_of
from poet.protect.proof.lattice import Axis, Lattice, axis
from poet.protect.proving import step_down

Counts = NDArray[np.int64]

# A block of fewer groups is planned as soon with everybody's.
LEAST_GROUPS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some groups of a lattice that lie within one of them, the `whole`: `groups` are their places, `own` the axis they
    make."""

    whole: int
    groups: Counts
    own: Axis


def plan_blocks(plan: Plan, seen: Sequence[Seen], rule: Rule, cache: Cache) -> None:
    """Step down, in place, what the tables of each block tell by themselves. They print a part of what everything prints,
    so whatever they tell is told; what only all blocks together tell is left to the proof of the whole. So is a block of
    which the base is not told: by itself nothing would bound it."""
    blocks = blocks_of(seen[0].subject.lattice.groups)
    for block in [block for block in blocks if plan.main[block.whole] < plan.ladders.main.nothing]:
        inside, views = _plan_of(plan, block), [_seen_of(view, block) for view in seen]
        key = _content(inside, views, rule)
        if key not in cache.plans:
            try:
                step_down(inside, views, rule, cache)
            except HistoryLeaks:
                # Whatever the past tells is found with everything in sight, and said there.
                inside = _plan_of(plan, block)
            cache.plans[key] = (inside.main, *inside.ticked)
        for rung, found in zip((plan.main, *plan.ticked), cache.plans[key], strict=True):
            rung[block.groups] = found


@lru_cache(maxsize=8)
def blocks_of(groups: Axis) -> tuple[Block, ...]:
    """The parts of everybody that hold most of the other groups among them; nothing where no part holds enough."""
    everybody = frozenset(range(groups.size))
    parted = [
        [groups.sets[part] for part in parts] for whole, parts in groups.relations if groups.sets[whole] == everybody
    ]
    found = [tuple(_blocks(groups, parts)) for parts in parted]
    return max(found, key=lambda blocks: sum(len(block.groups) for block in blocks), default=())


def _blocks(groups: Axis, parts: Sequence[frozenset[int]]) -> Iterator[Block]:
    holder = {cell: at for at, part in enumerate(parts) for cell in part}
    inside: list[list[int]] = [[] for _ in parts]
    for place, members in enumerate(groups.sets):
        at = holder.get(min(members))
        if at is not None and members <= parts[at]:
            inside[at].append(place)
    for part, places in zip(parts, inside, strict=True):
        if len(places) >= LEAST_GROUPS:
            whole = groups.sets.index(part)
            yield Block(whole, np.array(places, np.int64), _axis_of(groups, sorted(part), places))


def _axis_of(groups: Axis, cells: Sequence[int], places: Sequence[int]) -> Axis:
    number = {cell: at for at, cell in enumerate(cells)}
    renamed = {place: frozenset(number[cell] for cell in groups.sets[place]) for place in places}
    families = [
        (renamed[whole], [renamed[part] for part in parts])
        for whole, parts in groups.relations
        if whole in renamed and all(part in renamed for part in parts)
    ]
    return axis(len(cells), renamed.values(), families)


def _plan_of(plan: Plan, block: Block) -> Plan:
    """The plan of the block's groups alone."""
    ladders = Ladders(
        _levels_of(plan.ladders.main, block), tuple(_levels_of(one, block) for one in plan.ladders.ticked)
    )
    return Plan(ladders, plan.main[block.groups], tuple(rung[block.groups] for rung in plan.ticked))


def _levels_of(levels: Levels, block: Block) -> Levels:
    return replace(levels, tables=tuple(table[block.groups] for table in levels.tables), base=levels.base[block.groups])


def _seen_of(view: Seen, block: Block) -> Seen:
    """What was told of the block's groups alone."""
    place = {int(group): at for at, group in enumerate(block.groups)}
    lattice = view.subject.lattice
    own = Lattice(lattice.waves, block.own, lattice.answers, lattice.known[:, block.groups])
    subject = replace(
        view.subject,
        lattice=own,
        groups=tuple(view.subject.groups[group] for group in block.groups),
        beyond=frozenset(place[group] for group in view.subject.beyond if group in place),
    )
    named = tuple(place[group] for group in view.named if group in place)
    return Seen(subject, view.known[:, block.groups], view.now, named)


def _content(plan: Plan, seen: Sequence[Seen], rule: Rule) -> bytes:
    """The same for blocks of which the same would be planned, wherever they stand."""
    found = hashlib.sha256(repr([(view.now, view.named) for view in seen]).encode())
    for view in seen:
        found.update(content_of(view.subject, rule))
    for levels, rung in zip((plan.ladders.main, *plan.ladders.ticked), (plan.main, *plan.ticked), strict=True):
        found.update(repr((levels.sets, levels.few)).encode())
        for table in (*levels.tables, levels.base, rung):
            found.update(repr(table.shape).encode() + np.ascontiguousarray(table, np.int64).tobytes())
    return found.digest()
