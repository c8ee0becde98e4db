"""Tallies of groups, told in tens beside a page that tells how many they are part of.

A group counts answers and not which: its tally stands in no table, and no audit of tables reaches it. So it is moved by a
rule under which nothing follows from it: whatever was told could have come of each group having up to nine more than it is
told to have, and everybody else the fewer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poet.protect.tally import STEP, tens


@dataclass(frozen=True, slots=True)
class Among:
    """A number of people that a page tells, of which some `groups` are part: `people` by now, and by how many it `gained`
    since it was told last."""

    groups: frozenset[str]
    people: int
    gained: int


def moved(told: Mapping[str, int], counts: Mapping[str, int], among: Sequence[Among]) -> dict[str, int]:
    """What each group is told to have at least (a multiple of ten, 0: nothing), when the page moves on; `told` is what it was
    told to have, `counts` how many it has.

    All groups together leave ten of those they are part of, and rise by no more than these gained. A group that is part of no
    number that is told waits. The smallest tally goes first, of equals the first by name.
    """
    found = {name: told.get(name, 0) for name in counts}
    while raised := _next(found, told, counts, among):
        found[raised] += STEP
    return found


def _next(found: Mapping[str, int], told: Mapping[str, int], counts: Mapping[str, int], among: Sequence[Among]) -> str:
    waiting = [name for name, told_now in found.items() if tens(counts[name]) >= told_now + STEP]
    for name in sorted(waiting, key=lambda one: (found[one], one)):
        own = [one for one in among if name in one.groups]
        if own and all(_has_room(found, told, one) for one in own):
            return name
    return ""


def _has_room(found: Mapping[str, int], told: Mapping[str, int], one: Among) -> bool:
    sum_now = sum(found[name] for name in one.groups if name in found) + STEP
    before = sum(told.get(name, 0) for name in one.groups if name in found)
    return sum_now + STEP <= one.people and sum_now - before <= one.gained
