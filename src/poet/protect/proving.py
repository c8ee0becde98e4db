"""A plan stepped down by proof: what the audit finds is given up, until it finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from poet.protect.ledger import Rule
from poet.protect.plan import HistoryLeaks, Plan, Seen, Stuck
from poet.protect.proof.audit import Apart, Cache, Leak, audit_subject


class Told(Protocol):
    """What is to be told of an item."""

    def fill(self, known: NDArray[np.int64], now: int) -> None:
        """Put the counts that are told into a lattice's known ones."""


def leaks_of(
    plan: Told, seen: Sequence[Seen], rule: Rule, cache: Cache, apart: Sequence[Apart | None]
) -> tuple[Leak, ...]:
    """What the plan would tell, to whoever sees it; `apart` is what was found of each of them when more was told."""
    found: dict[tuple[int, int, int], Leak] = {}
    for view, before_ in zip(seen, apart, strict=True):
        known = view.subject.lattice.known.copy()
        plan.fill(known, view.now)
        subject = replace(view.subject, lattice=replace(view.subject.lattice, known=known))
        found |= {leak.place: leak for leak in audit_subject(subject, rule, cache, before_, all_of_them=False).leaks}
    return tuple(found.values())


def step_down(plan: Plan, seen: Sequence[Seen], rule: Rule, cache: Cache) -> None:
    """Step down what the audit finds until it finds nothing. Each round takes a group at least one rung down, and whoever
    stands on the last is told of no more: so there are no more rounds than rungs. Raises Stuck where there would be."""
    apart = [Apart.none(view.known.size) for view in seen]
    left = plan.rungs_left()
    while leaks := leaks_of(plan, seen, rule, cache, apart):
        if left <= 0:
            raise Stuck(leaks)
        left -= 1
        stepped: set[tuple[int, ...]] = set()
        for leak in leaks:
            if not leak.sources & stepped and (source := _cheapest(plan, leak, seen[0].now)):
                step_plan(plan, source)
                stepped.add(source)
        if not stepped:
            raise HistoryLeaks(leaks)
        plan.keep_ticks_with_base()


def _cheapest(plan: Plan, leak: Leak, now: int) -> tuple[int, ...] | None:
    """Of the numbers of this release that tell a leak, the one in the smallest group; of equals, not a base, and the
    last."""

    def loss(source: tuple[int, ...]) -> tuple[int, bool, int]:
        levels, _ = plan.ladder_of(source[2])
        return int(levels.base[source[1]]), source[2] in levels.sets[-1], -source[1]

    near = [source for source in leak.sources if source[0] == now]
    return min(near or [source for source in leak.around if source[0] == now], key=loss, default=None)


def step_plan(plan: Plan, source: tuple[int, ...]) -> None:
    """Tell one number less: a table as much coarser as it takes, or nothing of the group where it is the base."""
    _, group, answer = source
    levels, rung = plan.ladder_of(answer)
    rung[group] += 1
    while rung[group] < levels.nothing and answer in levels.sets[int(rung[group])]:
        rung[group] += 1
    rung[group] = levels.nothing if answer in levels.sets[-1] else rung[group]
