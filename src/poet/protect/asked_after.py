"""What is asked only after an answer, held back where it would tell how few answered otherwise.

Whoever answers such a question gave the answer that leads to it. The base of the leading question, or the number who took
part, less its base is therefore the most that can have answered otherwise, and is held to the rule of a small category.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect.choosing import too_few_left
from poet.protect.ledger import Rule
from poet.protect.leftovers import Leftovers
from poet.protect.levels import Before, Levels
from poet.protect.plan import HistoryLeaks, Plan, Seen
from poet.protect.policy import Policy
from poet.protect.proof.audit import Apart, Cache, Leak
from poet.protect.proof.history import RESPONDENTS
from poet.protect.proof.lattice import UNKNOWN, Means
from poet.protect.proof.routes import Linked
from poet.protect.proving import leaks_of, step_plan

Counts = NDArray[np.int64]
Key = tuple[str, str]
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What is asked after an answer, as one audience sees it, and the groups that a release may name."""

    links: tuple[Linked, ...]
    named: tuple[int, ...]


def hold_back(
    plans: Mapping[Key, Plan], seen: Sequence[Beside], policy: Policy, rule: Rule, cache: Cache | None
) -> None:
    """Step down, in place, the plans of what is asked after an answer until neither it nor the leading question tells too
    much of who answered otherwise; without a cache to prove with, by rule alone. Raises HistoryLeaks where the past does."""
    for one in seen[0].links:
        views = [
            _Routes(other, Seen.of(other.subject, other.subject.covered[-1], beside.named), plans)
            for beside in seen
            for other in beside.links
            if other.link.key == one.link.key
        ]
        for view in views:
            view.step_by_rule(policy)
        if cache is not None:
            _prove(views, rule, cache)


def _prove(views: Sequence[_Routes], rule: Rule, cache: Cache) -> None:
    apart = [Apart.none(view.seen.known.size) for view in views]
    while True:
        found = [
            (view, leaks_of(view, [view.seen], rule, cache, [before]))
            for view, before in zip(views, apart, strict=True)
        ]
        if not any(leaks for _, leaks in found):
            return
        stepped = [view.step(leaks) for view, leaks in found]
        # Figures that no people could have given are told of nobody: somebody answered what they were not asked.
        if not any(stepped) and not views[0].hold_all():
            raise HistoryLeaks(tuple(leak for _, leaks in found for leak in leaks))


@dataclass(frozen=True, slots=True, eq=False)
class _Routes:
    """A leading question with what is asked after it, as one audience sees them, and the plans of both."""

    linked: Linked
    seen: Seen
    plans: Mapping[Key, Plan]

    @property
    def leading(self) -> Plan | None:
        """The plan of the leading question; None where this release does not tell of it."""
        return self.plans.get((self.linked.link.question.item, ""))

    def fill(self, known: Counts, now: int) -> None:
        """Put what is told of the leading question, and how many answered each that is asked after it, into the known."""
        if self.leading is not None:
            own = np.full((1, known.shape[1], len(self.linked.own)), UNKNOWN, np.int64)
            self.leading.fill(own, 0)
            groups, answers = np.nonzero(own[0] != UNKNOWN)
            known[now, groups, np.array(self.linked.own, np.int64)[answers]] = own[0, groups, answers]
        for led, place in self.linked.place.items():
            if led in self.plans:
                told = _is_told(self.plans[led])
                known[now, told, place] = _people(self.plans[led])[told]

    def step_by_rule(self, policy: Policy) -> None:
        """Tell nothing of what is asked after an answer where those who may have answered otherwise are too few, are too few
        among who came since, or too few are left over of a whole. How many gave answers that stand apart counts last: these
        give way alone."""
        if self.leading is None:
            return
        around = self.leading.ladders.main.base
        for one in self.linked.link.routed:
            base = self.plans.get((one.item, ""))
            if base is None:
                continue
            self._step_base((one.item, ""), base, around, policy)
            aparts = [self.plans[one.item, code] for code in one.apart if (one.item, code) in self.plans]
            answered = _people(base) + sum((_people(apart) for apart in aparts), np.zeros(len(around), np.int64))
            for apart in aparts:
                _hold(apart, too_few_left(around - answered, policy))

    def _step_base(self, led: Key, plan: Plan, around: Counts, policy: Policy) -> None:
        people, rest = _people(plan), (around - _people(plan))[:, None]
        may = _is_told(plan) & ~too_few_left(rest[:, 0], policy)
        earlier = [*self._earlier(self.linked.place[led])]
        for known_around, known_people in earlier:
            is_told = (known_around != UNKNOWN) & (known_people != UNKNOWN)
            came, answered = around - known_around, people - known_people
            may &= ~is_told | ~too_few_left(came - answered, policy) | ((came == 0) & (answered == 0))
        levels = Levels((rest,), people, ((0,),), few=False)
        before = [
            Before((np.where((one != UNKNOWN) & (other != UNKNOWN), one - other, UNKNOWN)[:, None],))
            for one, other in earlier
        ]
        rung = np.where(may, 0, 1).astype(np.int64)
        relations = self.seen.subject.lattice.groups.relations
        Leftovers.of(levels, relations, before, policy, rung).settle()
        _hold(plan, rung > 0)

    def _earlier(self, place: int) -> Iterator[tuple[Counts, Counts]]:
        """What earlier releases told of fewer people: of the leading question's base, and of who answered what is asked
        after it."""
        waves, base = self.seen.subject.lattice.waves.sets, self._base
        for at, one in enumerate(waves):
            if one < waves[self.seen.now]:
                yield self.seen.known[at, :, base], self.seen.known[at, :, place]

    @property
    def _base(self) -> int:
        return self.seen.subject.lattice.answers.means.index(Means.BASE)

    def step(self, leaks: Sequence[Leak]) -> bool:
        """Tell less of what these leaks are told by; whether there was anything to tell less of."""
        stepped: set[Place] = set()
        for leak in leaks:
            if not leak.sources & stepped and (source := self._cheapest(leak)):
                self._step(source)
                stepped.add(source)
        return bool(stepped)

    def hold_all(self) -> bool:
        """Tell nothing of what is asked after an answer; whether anything was told of it."""
        plans = [self.plans[led] for led in self.linked.place if led in self.plans]
        was_told = any(_is_told(plan).any() for plan in plans)
        for plan in plans:
            _hold(plan, np.ones(len(plan.main), np.bool_))
        return was_told

    def _cheapest(self, leak: Leak) -> Place | None:
        """Of the numbers that a leak is told by, one of what is asked after an answer, or else of the leading question: in the
        smallest group, and what stands apart before a base. Where none is of this release, of all that hang together."""
        names = {place: led for led, place in self.linked.place.items() if led in self.plans}
        is_people = self.linked.link.question.item == RESPONDENTS.item
        own = () if is_people else self.linked.own
        for sources in (leak.sources, leak.around):
            near = [source for source in sources if source[0] == self.seen.now]
            if led := [source for source in near if source[2] in names]:
                return min(led, key=lambda one: (not names[one[2]][1], self._people_at(one), -one[1]))
            if leading := [source for source in near if source[2] in own]:
                return min(leading, key=lambda one: (self._people_at(one), -one[1]))
        return None

    def _people_at(self, source: Place) -> int:
        names = {place: led for led, place in self.linked.place.items()}
        plan = self.plans[names[source[2]]] if source[2] in names else self.leading
        return int(_people(plan)[source[1]]) if plan is not None else 0

    def _step(self, source: Place) -> None:
        _, group, answer = source
        names = {place: led for led, place in self.linked.place.items()}
        if answer in names:
            only = np.zeros(self.seen.known.shape[1], np.bool_)
            only[group] = True
            _hold(self.plans[names[answer]], only)
        elif self.leading is not None:
            step_plan(self.leading, (0, group, self.linked.own.index(answer)))
            self.leading.keep_ticks_with_base()


def _people(plan: Plan) -> Counts:
    """How many people are in each group's base, or gave the answer that stands apart."""
    return plan.ladders.main.tables[-1][:, 0]


def _is_told(plan: Plan) -> NDArray[np.bool_]:
    return np.asarray(plan.main < plan.ladders.main.nothing)


def _hold(plan: Plan, groups: NDArray[np.bool_]) -> None:
    """Tell nothing of these groups."""
    plan.main[groups] = plan.ladders.main.nothing
    plan.keep_ticks_with_base()
