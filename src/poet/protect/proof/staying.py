"""Those who stayed. What was told of people before some of them left stays known of the rest, to within how many left: no
release that comes after can change that, so it is not laid to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from poet.protect.proof.lattice import Axis


class Judged(Enum):
    """How a wave set is looked at. Of those who left it must not be told that any of them is somewhere; beside them, that
    few may have come, as few as left, tells nothing; those who stayed are told of by the sets they are part of."""

    FULLY = "fully"
    CAME = "came while others left"
    LEFT = "left"
    STAYED = "stayed"


@dataclass(frozen=True, slots=True)
class Before:
    """The wave set of a release that was issued when some of its people, `gone` at most, had not left yet."""

    waves: int
    gone: int


def before_leaving(
    waves: Axis, covered: Sequence[int], left: Sequence[tuple[int, int]]
) -> dict[int, tuple[Before, ...]]:
    """By each wave set that a release covers, those which hold the same people and some who have left since; `left` are
    the wave sets of those who left, with how many they are."""
    sets, told = waves.sets, frozenset[int]().union(*(waves.sets[at] for at in covered))
    # Of who came and went between two releases nothing was told: of those who left, the others alone were told of.
    gone = {at: (sets[at] & told, count) for at, count in left}
    found: dict[int, list[Before]] = {}
    for now in dict.fromkeys(covered):
        for then in dict.fromkeys(covered):
            if sets[now] < sets[then]:
                more = sets[then] - sets[now]
                inside = [(members, few) for members, few in gone.values() if members <= more]
                if frozenset().union(*(members for members, _ in inside)) == more:
                    found.setdefault(now, []).append(Before(then, sum(few for _, few in inside)))
    return {now: tuple(many) for now, many in found.items()}


def judged(
    waves: Axis, atoms: Sequence[str], covered: Sequence[int], gone: frozenset[str], split: frozenset[str]
) -> tuple[Judged, ...]:
    """How each wave set is looked at; `atoms` are the waves' names, `covered` the wave set of each release, `gone` the waves
    of those who left and `split` those they left."""
    found = []
    for place, members in enumerate(waves.sets):
        names = {atoms[at] for at in members}
        if place in covered or not gone:
            found.append(Judged.FULLY)
        elif names <= gone:
            found.append(Judged.LEFT)
        else:
            found.append(Judged.STAYED if names & (split | gone) else Judged.CAME)
    return tuple(found)
