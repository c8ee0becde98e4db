"""Which means may be told on live pages beside all that were told before: newcomers are a group like any other, and so is who is
left of a wider group when all that is told inside it is taken away, between any two moves.

Nobody knows who of a group came when, so it is held to the largest of all answers that may be among theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from poet.count.model import Counts, NumberValues
from poet.instrument import Item
from poet.protect.ledger import Draft, Structure
from poet.protect.means import LARGEST_ESTIMATE, SUM
from poet.protect.model import NumberTable, Protected, Shown, Table, Why, Withheld
from poet.protect.policy import Policy

# A group by the smallest groups in it, the page's own.
Members = frozenset[str]
Largest = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A mean with its base, as a reader takes them together: so many people, and what they said in all."""

    people: int
    total: float

    def less(self, other: Sum) -> Sum:
        """What is left when this much is taken away."""
        return Sum(self.people - other.people, self.total - other.total)


_NOBODY = Sum(0, 0.0)
# What was told at one time, by the group it was told of.
Moment = Mapping[Members, Sum]
History = Mapping[str, Sequence[Moment]]


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """What the means of a page are held against: of each item and group the two largest answers, which go no further, and the
    means told before, which are only asked for where one would be told anew."""

    largest: Mapping[str, Mapping[str, Largest]]
    told: Callable[[], History]


def largest_of(counts: Counts) -> dict[str, dict[str, Largest]]:
    """The two largest answers to every number, by item and group: raw, for `Numbers` alone."""
    return {
        name: {group: _two(map(float, values)) for group, values in zip(counts.groups, raw.values, strict=True)}
        for name, raw in counts.items.items()
        if isinstance(raw, NumberValues)
    }


def _two(values: Iterable[float]) -> Largest:
    first, second, *_ = *sorted(map(abs, values), reverse=True), 0.0, 0.0
    return first, second


def means_of(drafts: Iterable[Draft], groups: Iterable[str]) -> History:
    """The means that entries over the same people told of these groups and of groups of them, by item, in the order of the
    waves they cover: what is passed on to others later tells of the people it was told of first."""
    found: dict[str, dict[int, dict[Members, Sum]]] = {}
    named = frozenset(groups)
    for draft in drafts:
        lies = _lying(draft.structure, named)
        for table in draft.tables:
            of = lies.get((table.partition, table.group))
            if of and table.base is not None and SUM in table.figures:
                moments = found.setdefault(table.item, {})
                moments.setdefault(len(draft.waves.covered), {})[of] = Sum(table.base, table.figures[SUM])
    return {item: [moments[time] for time in sorted(moments)] for item, moments in found.items()}


def _lying(structure: Structure, named: Members) -> dict[tuple[str, str | None], Members]:
    """Of which of these groups the groups of a release are made up, where they are. Everybody is all of them: nobody had
    answered yet in a group that a release does not know.
    """
    own = {cell: frozenset({place}) for place, cell in enumerate(structure.cells) if cell in named}
    for of in structure.partitions.values():
        own |= {group: frozenset(places) for group, places in of.items() if group in named}
    found = {}
    for name, of in structure.partitions.items():
        for group in (None, *of):
            places = frozenset(structure.members(name, group))
            if len(places) == len(structure.cells):
                found[name, group] = named
                continue
            inside = frozenset(one for one, its in own.items() if its and its <= places)
            if frozenset[int]().union(*(own[one] for one in inside)) == places:
                found[name, group] = inside
    return found


def with_means(before: Protected, after: Protected, numbers: Numbers | None) -> Protected:
    """The page as it moves on from one state to the next, without the means that would tell of a few newcomers; without any
    new one where it is not known what they are held against."""
    groups = {group: dict(tables) for group, tables in after.groups.items()}
    whole, everybody, told = dict(after.whole), frozenset(groups), None
    for name in after.whole:
        pairs: list[tuple[Members, Table | None, dict[str, Table]]] = [(everybody, before.whole.get(name), whole)]
        pairs += [(frozenset({group}), before.groups.get(group, {}).get(name), of) for group, of in groups.items()]
        moment = {of: one for of, was, now in pairs if name in now and (one := _sum(was, now[name]))}
        if not moment:
            continue
        allowed: frozenset[Members] = frozenset()
        if numbers is not None:
            told = numbers.told() if told is None else told
            between = Between(
                after.instrument.by_id[name], after.policy, numbers.largest.get(name, {}), [*told.get(name, ()), moment]
            )
            allowed = between.allowed()
        for of, _, now in pairs:
            table = now.get(name)
            if of in moment and of not in allowed and isinstance(table, NumberTable):
                now[name] = replace(table, mean=Withheld(Why.DOMINANCE))
    return replace(after, whole=whole, groups=groups)


def _sum(before: Table | None, after: Table) -> Sum | None:
    """What a mean that is told anew tells with its base."""
    if not isinstance(after, NumberTable) or after == before:
        return None
    match after.base, after.mean:
        case Shown(value=people), Shown(value=mean):
            return Sum(people, people * mean)
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """The moves of one item's means up to one that is to come, its last moment."""

    item: Item
    policy: Policy
    largest: Mapping[str, Largest]
    moments: Sequence[Moment]

    def allowed(self) -> frozenset[Members]:
        """Of which groups the mean may be told now. Small groups give way first, of equals the first by name."""
        *before, now = self.moments
        told = dict(now)
        while (out := next(self._telling([*before, told]), None)) is not None:
            del told[out]
        return frozenset(told)

    def _telling(self, moments: Sequence[Moment]) -> Iterator[Members]:
        """Groups whose mean tells now of somebody beside the others, each with what gives way."""
        last = len(moments) - 1
        for whole in sorted(moments[last], key=lambda of: (len(of), sorted(of))):
            for start in (None, *(at for at in range(last) if whole in moments[at])):
                for inside in _partings(whole, moments):
                    if start is None and not inside:
                        continue  # The group itself, which is held to the rule beside its neighbours.
                    rest = _rest(whole, start, inside, moments)
                    if not self._hides(rest, moments[last][whole].people):
                        fresh = [part for part in rest.taken if part in moments[last]]
                        yield min(fresh, key=lambda of: (moments[last][of].people, sorted(of)), default=whole)

    def _hides(self, rest: _Rest, base: int) -> bool:
        """Whether what is left over is ruled by nobody, whichever answers are in it. It hides each answer too where the largest
        changes no printed mean by half of what it is rounded to, `base` being that of the mean it was taken from."""
        people, total = rest.left.people, rest.left.total
        if people <= 0 or self.policy.largest_share >= 1:
            return True
        largest, second = _two(one for group in rest.within for one in self.largest.get(group, (inf, inf)))
        blurred = base * self.item.step / 2
        is_small = largest <= self.policy.largest_share * total
        is_hidden = is_small and total - largest - second >= LARGEST_ESTIMATE * largest
        return (
            people >= self.policy.minimum_base
            and (is_hidden or largest <= blurred)
            and (self.policy.everyone or not self._is_at_an_end(rest.left))
        )

    def _is_at_an_end(self, left: Sum) -> bool:
        """Whether the sum can only be where all but a few said the least, or the most, that may be said."""
        few = (self.policy.minimum_cell - 1) * self.item.step
        over, under = left.total - left.people * self.item.low, left.people * self.item.high - left.total
        return min(over, under) <= few


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left over, the smallest groups it may be of, and the groups that were taken away."""

    left: Sum
    within: Members
    taken: tuple[Members, ...]


def _partings(whole: Members, moments: Sequence[Moment]) -> list[tuple[Members, ...]]:
    """Ways to part a group by what was ever told inside it: not at all, by the smallest groups, by the largest."""
    if len(whole) == 1:
        return [()]
    inside = sorted({of for moment in moments for of in moment if of < whole}, key=lambda of: (len(of), sorted(of)))
    return list(dict.fromkeys(((), _apart(inside), _apart(inside[::-1]))))


def _apart(groups: Iterable[Members]) -> tuple[Members, ...]:
    taken: list[Members] = []
    for of in groups:
        if all(of.isdisjoint(other) for other in taken):
            taken.append(of)
    return tuple(taken)


def _rest(whole: Members, start: int | None, parts: Iterable[Members], moments: Sequence[Moment]) -> _Rest:
    """What is left of a group, or of who came to it since a moment, when as much as is told inside it is taken away."""
    last = len(moments) - 1
    left = moments[last][whole].less(_NOBODY if start is None else moments[start][whole])
    within, taken = whole, []
    for part in parts:
        times = [at for at in range(start or 0, last + 1) if part in moments[at]]
        if not times or (start is not None and len(times) == 1):
            continue
        left = left.less(moments[times[-1]][part].less(_NOBODY if start is None else moments[times[0]][part]))
        taken.append(part)
        if times[-1] == last and start in {None, times[0]}:
            within -= part
    return _Rest(left, within, tuple(taken))
