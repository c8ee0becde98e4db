"""The planner: of each item the finest tables for all groups together that tell nothing small, now or beside what was
issued before. First by rule, group by group; then by proof, stepping down what the audit finds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from poet.protect import words
from poet.protect.blocks import plan_blocks
from poet.protect.ledger import Rule
from poet.protect.leftovers import Leftovers
from poet.protect.levels import Before, Levels, allowed, before, finest
from poet.protect.plan import HistoryLeaks, Ladders, Plan, Seen, Stuck
from poet.protect.policy import Policy
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Unfitting
from poet.protect.proof.lattice import UNKNOWN
from poet.protect.proving import leaks_of, step_down

__all__ = ["HistoryLeaks", "Ladders", "Plan", "Seen", "Stuck", "planned"]

Counts = NDArray[np.int64]

# Trying every group again by proof costs an audit each: done where groups are few, the same on every run.
FEW_GROUPS = 40


def planned(ladders: Ladders, seen: Sequence[Seen], policy: Policy, rule: Rule, cache: Cache | None) -> Plan:
    """The plan of one item for everybody who sees the release; without a cache to prove with, by rule alone. Raises
    HistoryLeaks where nothing can be told safely."""
    plan = Plan(ladders, *_by_rule(ladders, seen, policy))
    plan.keep_ticks_with_base()
    if cache is None:
        return plan
    plan_blocks(plan, seen, rule, cache)
    step_down(plan, seen, rule, cache)
    if len(seen[0].named) <= FEW_GROUPS:
        _again(plan, seen, rule, cache, policy)
    return plan


def _by_rule(ladders: Ladders, seen: Sequence[Seen], policy: Policy) -> tuple[Counts, tuple[Counts, ...]]:
    main = _settled(ladders.main, seen, policy, None)
    is_based = main < ladders.main.nothing
    return main, tuple(_settled(one, seen, policy, is_based) for one in ladders.ticked)


def _settled(levels: Levels, seen: Sequence[Seen], policy: Policy, only: NDArray[np.bool_] | None) -> Counts:
    may, earlier = _may(levels, seen, policy)
    _refuse_fewer(levels, earlier, seen[0])
    if only is not None:
        may = may & only
    rung = finest(may)
    left = Leftovers.of(levels, seen[0].subject.lattice.groups.relations, earlier, policy, rung)
    left.settle()
    left.raise_again(may)
    return np.minimum(rung, levels.nothing)


def _refuse_fewer(levels: Levels, earlier: Sequence[Before], view: Seen) -> None:
    """Raises Unfitting where fewer people gave an answer than were told before, though nobody is said to have left."""
    for one in earlier:
        for level in range(levels.nothing):
            gain, is_told = one.gain(levels, level)
            fewer = is_told & (gain < 0).any(axis=1)
            fewer &= np.isin(np.arange(len(fewer)), view.named)
            if fewer.any():
                group = view.subject.groups[int(np.argmax(fewer))]
                raise Unfitting(words.FEWER.format(group=group, item=view.subject.item or words.RESPONDENTS))


def _may(levels: Levels, seen: Sequence[Seen], policy: Policy) -> tuple[NDArray[np.bool_], list[Before]]:
    """Which rungs each group's own tables allow; a group without a name is never told."""
    earlier = [one for view in seen for one in _earlier(levels, view)]
    named = np.zeros(len(levels.base), np.bool_)
    named[list(seen[0].named)] = True
    return allowed(levels, earlier, policy) & named, earlier


def _earlier(levels: Levels, view: Seen) -> list[Before]:
    known, waves = view.known, view.subject.lattice.waves.sets
    inside = [at for at, one in enumerate(waves) if one < waves[view.now]]
    return [before(known[at], levels) for at in inside if (known[at] != UNKNOWN).any()]


def _again(plan: Plan, seen: Sequence[Seen], rule: Rule, cache: Cache, policy: Policy) -> None:
    """Step groups up again where the proof allows it after all: the largest first, each as fine as it may."""
    ladders = [(plan.ladders.main, plan.main), *zip(plan.ladders.ticked, plan.ticked, strict=True)]
    for levels, rung in ladders:
        may, _ = _may(levels, seen, policy)
        for group in sorted(seen[0].named, key=lambda one: (-levels.base[one], one)):
            for level in range(int(rung[group])):
                was = int(rung[group])
                if not may[level, group]:
                    continue
                rung[group] = level
                if not (
                    levels is not plan.ladders.main and plan.main[group] >= plan.ladders.main.nothing
                ) and not leaks_of(plan, seen, rule, cache, [None] * len(seen)):
                    break
                rung[group] = was
