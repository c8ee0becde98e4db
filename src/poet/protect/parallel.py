"""The items of a release planned side by side: each needs nothing of the others but what was proved of the same equations."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

from poet.protect.ledger import Rule
from poet.protect.planning import Ladders, Plan, Seen, planned
from poet.protect.policy import Policy
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Subject

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What one item's plan is made from. `views` are what `Seen.of` takes, for each audience that sees the release."""

    ladders: Ladders
    views: tuple[tuple[Subject, int, tuple[int, ...]], ...]
    policy: Policy
    rule: Rule

    def plan(self, cache: Cache | None) -> Plan:
        """The item's plan; without a cache by rule alone. Raises what `Seen.of` and `planned` raise."""
        return planned(self.ladders, [Seen.of(*view) for view in self.views], self.policy, self.rule, cache)


def all_planned(tasks: Mapping[Name, Task], cache: Cache, workers: int) -> dict[Name, Plan]:
    """The plan of every task, the same by one process or many, whatever the cache knows: what counts as told follows from
    exact intervals, and who finds them in which order only costs time. This process is one of the `workers`, and begins
    at once. The cache takes in what all of them found. Raises what the first task that fails raises."""
    hands = min(workers, len(tasks))
    if hands < 2:
        return {name: task.plan(cache) for name, task in tasks.items()}
    # Spawned, so that it is the same on every system, and no thread of the numeric libraries is forked in its sleep.
    context = multiprocessing.get_context("spawn")
    # What the others begin with is laid down now: this process finds more while it is sent to them.
    known, more = Cache(), list[Cache]()
    known.take_in(cache)
    with (
        ProcessPoolExecutor(hands - 1, context, _begin, (known,)) as pool,
        ThreadPoolExecutor(hands) as threads,
    ):

        def beside(task: Task) -> Plan:
            plan, found = pool.submit(_planned_beside, task).result()
            more.append(found)
            return plan

        free = SimpleQueue[Callable[[Task], Plan]]()
        for hand in (*[beside] * (hands - 1), lambda task: task.plan(cache)):
            free.put(hand)
        plans = list(threads.map(lambda task: _in_hand(task, free), tasks.values()))
    for one in more:
        cache.take_in(one)
    return dict(zip(tasks, plans, strict=True))


def _in_hand(task: Task, free: SimpleQueue[Callable[[Task], Plan]]) -> Plan:
    """The plan of a task by whoever is free; there are as many hands as tasks in hand."""
    hand = free.get()
    try:
        return hand(task)
    finally:
        free.put(hand)


# What a process of the pool has found so far; set once when it begins.
_KEPT = Cache()


def _begin(cache: Cache) -> None:
    _KEPT.take_in(cache)


def _planned_beside(task: Task) -> tuple[Plan, Cache]:
    """The plan, and what was found for it that the process did not know before."""
    before = _KEPT.known()
    plan = task.plan(_KEPT)
    return plan, _KEPT.beyond(before)
