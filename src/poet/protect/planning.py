"""The planner: of each item the finest tables for all groups together that tell nothing small, now or beside what was
issued before. First by rule, group by group; then by proof, stepping down what the audit finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from poet.protect import words
from poet.protect.ledger import Rule
from poet.protect.levels import Before, Levels, allowed, before, finest, raise_again, settle
from poet.protect.policy import Policy
from poet.protect.proof.audit import Apart, Cache, Leak, audit_subject
from poet.protect.proof.history import Subject, Unfitting
from poet.protect.proof.lattice import UNKNOWN, Relation

Counts = NDArray[np.int64]

# Trying every group again by proof costs an audit each: done where groups are few, the same on every run.
FEW_GROUPS = 40


class HistoryLeaks(Exception):
    """What was issued before tells too much already, whatever this release holds back."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        super().__init__("\n".join(str(leak) for leak in leaks))
        self.leaks = leaks


class Stuck(HistoryLeaks):
    """Whatever was held back, the proof still finds the same: figures stand in this release that no plan put there."""

    def __init__(self, leaks: tuple[Leak, ...]) -> None:
        super().__init__(leaks)
        self.args = (words.STUCK.format(leaks="\n".join(str(leak) for leak in leaks)),)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """An item as one audience sees it: its lattice with everything issued before, what follows from that by sums, the
    wave set of this release, and the groups it may name."""

    subject: Subject
    known: Counts
    now: int
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ladders:
    """The ladders of an item: the one of its base (a ONE item's tables end in it), and one an option that may be ticked."""

    main: Levels
    ticked: tuple[Levels, ...] = ()


@dataclass(slots=True, eq=False)
class Plan:
    """The rung of every group on every ladder; groups are those of the seen subject's lattice."""

    ladders: Ladders
    main: Counts
    ticked: tuple[Counts, ...]

    def fill(self, known: Counts, now: int) -> None:
        """Put the counts that are told into a lattice's known ones; a base is told by the main ladder alone."""
        main = self.ladders.main
        for group in np.flatnonzero(self.main < main.nothing):
            for level in (int(self.main[group]), main.nothing - 1):
                known[now, group, list(main.sets[level])] = main.tables[level][group]
        for levels, rung in zip(self.ladders.ticked, self.ticked, strict=True):
            for group in np.flatnonzero(rung == 0):
                known[now, group, list(levels.sets[0])] = levels.tables[0][group]

    def ladder_of(self, answer: int) -> tuple[Levels, Counts]:
        """The ladder that tells of an answer set, and its rungs."""
        for levels, rung in zip(self.ladders.ticked, self.ticked, strict=True):
            if answer in levels.sets[0]:
                return levels, rung
        return self.ladders.main, self.main

    def rungs_left(self) -> int:
        """How many steps down there are in all until nothing is told."""
        ladders = [(self.ladders.main, self.main), *zip(self.ladders.ticked, self.ticked, strict=True)]
        return sum(int((levels.nothing - rung).clip(0).sum()) for levels, rung in ladders)

    def keep_ticks_with_base(self) -> None:
        """No option is told where the base is not."""
        for rung in self.ticked:
            rung[self.main >= self.ladders.main.nothing] = 1


def planned(ladders: Ladders, seen: Sequence[Seen], policy: Policy, rule: Rule, cache: Cache | None) -> Plan:
    """The plan of one item for everybody who sees the release; without a cache to prove with, by rule alone. Raises
    HistoryLeaks where nothing can be told safely."""
    first = seen[0]
    families = first.subject.lattice.groups.relations
    around = _around(families, len(first.subject.lattice.groups.sets))
    plan = Plan(ladders, *_by_rule(ladders, seen, families, around, policy))
    plan.keep_ticks_with_base()
    if cache is None:
        return plan
    _by_proof(plan, seen, rule, cache)
    if len(first.named) <= FEW_GROUPS:
        _again(plan, seen, rule, cache, policy)
    return plan


def _by_rule(
    ladders: Ladders,
    seen: Sequence[Seen],
    families: Sequence[Relation],
    around: Sequence[Sequence[Relation]],
    policy: Policy,
) -> tuple[Counts, tuple[Counts, ...]]:
    main = _settled(ladders.main, seen, families, around, policy, None)
    is_based = main < ladders.main.nothing
    return main, tuple(_settled(one, seen, families, around, policy, is_based) for one in ladders.ticked)


def _settled(
    levels: Levels,
    seen: Sequence[Seen],
    families: Sequence[Relation],
    around: Sequence[Sequence[Relation]],
    policy: Policy,
    only: NDArray[np.bool_] | None,
) -> Counts:
    may, earlier = _may(levels, seen, policy)
    _refuse_fewer(levels, earlier, seen[0])
    if only is not None:
        may = may & only
    rung = finest(may)
    settle(levels, rung, families, earlier, policy)
    raise_again(levels, rung, may, around, earlier, policy)
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


def _around(families: Sequence[Relation], groups: int) -> list[list[Relation]]:
    found: list[list[Relation]] = [[] for _ in range(groups)]
    for family in families:
        for member in (family[0], *family[1]):
            found[member].append(family)
    return found


def _leaks(
    plan: Plan, seen: Sequence[Seen], rule: Rule, cache: Cache, apart: Sequence[Apart | None]
) -> tuple[Leak, ...]:
    """What the plan would tell, to whoever sees it; `apart` is what was found of each of them when more was told."""
    found: dict[tuple[int, int, int], Leak] = {}
    for view, before_ in zip(seen, apart, strict=True):
        known = view.subject.lattice.known.copy()
        plan.fill(known, view.now)
        subject = replace(view.subject, lattice=replace(view.subject.lattice, known=known))
        found |= {leak.place: leak for leak in audit_subject(subject, rule, cache, before_, all_of_them=False).leaks}
    return tuple(found.values())


def _by_proof(plan: Plan, seen: Sequence[Seen], rule: Rule, cache: Cache) -> None:
    """Step down what the audit finds until it finds nothing. Each round takes a group at least one rung down, and whoever
    stands on the last is told of no more: so there are no more rounds than rungs. Raises Stuck where there would be."""
    apart = [Apart.none(view.known.size) for view in seen]
    left = plan.rungs_left()
    while leaks := _leaks(plan, seen, rule, cache, apart):
        if left <= 0:
            raise Stuck(leaks)
        left -= 1
        stepped: set[tuple[int, ...]] = set()
        for leak in leaks:
            if not leak.sources & stepped and (source := _cheapest(plan, leak, seen[0].now)):
                _step_down(plan, source)
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


def _step_down(plan: Plan, source: tuple[int, ...]) -> None:
    """Tell one number less: a table as much coarser as it takes, or nothing of the group where it is the base."""
    _, group, answer = source
    levels, rung = plan.ladder_of(answer)
    rung[group] += 1
    while rung[group] < levels.nothing and answer in levels.sets[int(rung[group])]:
        rung[group] += 1
    rung[group] = levels.nothing if answer in levels.sets[-1] else rung[group]


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
                ) and not _leaks(plan, seen, rule, cache, [None] * len(seen)):
                    break
                rung[group] = was
