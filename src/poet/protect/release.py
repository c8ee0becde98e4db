"""One release, many tables: everything that is issued together over the same people, decided together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.protect.asked_after import Beside, hold_back
from poet.protect.choosing import Choice
from poet.protect.door import told_people
from poet.protect.drafting import Occasion, drafted
from poet.protect.ladder import Rung
from poet.protect.ledger import Draft, Entry, Question
from poet.protect.means import SUM, means_told
from poet.protect.model import Protected, Release, Table, TextTable, Why
from poet.protect.numbers import summaries
from poet.protect.options import Choices, told
from poet.protect.parallel import Task, all_planned
from poet.protect.planning import Ladders, Plan
from poet.protect.policy import Policy
from poet.protect.preparing import (
    Laid,
    joined,
    ladders_of,
    laid,
    members_of,
    named_groups,
    people_ladder,
    question_of,
    rungs_of,
)
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import RESPONDENTS, People, Subject, people_of, subjects
from poet.protect.proof.routes import linked
from poet.protect.views import View, rule_of, views

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release that the proof allows beside everything issued before, and what the ledger needs to know of it."""

    release: Release
    occasion: Occasion
    questions: tuple[Question, ...]

    def draft(self, at: str, outside: tuple[str, ...] = ()) -> Draft:
        """The release as the ledger will keep it, issued at a time (ISO 8601 with a time zone), with the names of model
        outputs that are issued beside it, `outside` the proof."""
        return drafted(self.release, self.occasion, at, self.questions, outside)


def release(
    counts: Counts,
    occasion: Occasion,
    policy: Policy,
    history: Sequence[Entry] = (),
    cache: Cache | None = None,
    workers: int = 1,
    *,
    proved: bool = True,
) -> Prepared:
    """The most that may be told of `counts` (a group for each cell of the occasion's structure) by every partition of
    the structure at once, beside all that the policy's audience has seen of the same people. Unless it is to be `proved`
    it is planned by rule alone, which is for the desk and never for issuing.

    Deterministic: the same counts, history and policy give the same tables on every run, by however many `workers`
    (processes, among which the items are dealt out). Raises Unfitting where the
    groups do not lie over one another or over earlier ones, and HistoryLeaks where what was issued before tells too
    much already.
    """
    base = laid(counts, occasion.structure)
    seen = views(history, occasion.population, policy)
    rungs = {
        name: rungs_of(raw, seen[0].drafts) if isinstance(raw, OptionCounts) else ()
        for name, raw in base.counts.items.items()
    }
    questions = tuple(question_of(counts.instrument, raw.item, rungs[name]) for name, raw in base.counts.items.items())
    candidate = _candidate(occasion, policy, questions)
    laid_out = [_Laid.of(view, candidate, occasion.partitions) for view in seen]
    kept = cache if cache is not None else Cache()
    tasks = {key: _task(key, base, rungs, laid_out, policy) for key in laid_out[0].subjects}
    plans = all_planned(tasks, kept, workers) if proved else {key: task.plan(None) for key, task in tasks.items()}
    hold_back(plans, [view.beside() for view in laid_out], policy, laid_out[0].view.rule, kept if proved else None)
    told_of = _Teller(base, laid_out[0], plans, rungs, policy)
    partitions = {name: told_of.partition(name) for name in occasion.partitions}
    return Prepared(Release(counts.instrument, policy, partitions), occasion, questions)


def _candidate(occasion: Occasion, policy: Policy, questions: tuple[Question, ...]) -> Draft:
    """The release to come, with nothing told yet."""
    return Draft(
        at="",
        audience=str(policy.audience.value),
        rule=rule_of(policy),
        population=occasion.population,
        waves=occasion.waves,
        structure=occasion.structure,
        questions=questions,
        respondents=(),
        tables=(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """One audience's view with the release to come laid over it."""

    view: View
    people: People
    subjects: Mapping[Key, Subject]
    named: tuple[int, ...]
    candidate: Draft

    @classmethod
    def of(cls, view: View, candidate: Draft, told: Sequence[str]) -> _Laid:
        drafts = [*view.drafts, candidate]
        people = people_of(drafts)
        asked = {(one.item, one.kind, one.options) for one in (RESPONDENTS, *candidate.questions)}
        found = {
            (one.item, one.apart): one
            for one in subjects(drafts)
            if (one.question.item, one.question.kind, one.question.options) in asked
        }
        named = {place for (partition, _), place in people.place[-1].items() if partition in told}
        return cls(view, people, found, tuple(sorted(named)), candidate)

    def of_item(self, key: Key) -> tuple[Subject, int, tuple[int, ...]]:
        """An item, the wave set of the release to come, and the groups that it may name."""
        return self.subjects[key], self.subjects[key].covered[-1], self.named

    def beside(self) -> Beside:
        """What is asked only after an answer, beside that answer."""
        return Beside(tuple(linked([*self.view.drafts, self.candidate])), self.named)


def _task(key: Key, base: Laid, rungs: Mapping[str, tuple[Rung, ...]], views_: Sequence[_Laid], policy: Policy) -> Task:
    first = views_[0].subjects[key]
    members = members_of(base.structure, views_[0].people.place[-1], len(first.lattice.groups.sets))
    if key[0] == RESPONDENTS.item:
        people = np.array([base.counts.respondents[list(places)].sum() for places in members], np.int64)
        ladders: Ladders = people_ladder(people)
    else:
        ladders = ladders_of(first, joined(base.item(key[0]), members), rungs[key[0]])
    return Task(ladders, tuple(view.of_item(key) for view in views_), policy, views_[0].view.rule)


@dataclass(frozen=True, slots=True, eq=False)
class _Teller:
    """Makes the protected tables of a plan, partition by partition."""

    base: Laid
    seen: _Laid
    plans: Mapping[Key, Plan]
    rungs: Mapping[str, tuple[Rung, ...]]
    policy: Policy
    means: dict[str, tuple[bool, ...]] = field(default_factory=dict)

    def partition(self, name: str) -> Protected:
        """All tables of a partition's groups and of its whole."""
        groups = [group for _, group in named_groups(self.base.structure) if group is not None and _ == name]
        members = [self.base.structure.members(name, group) for group in groups]
        whole: dict[str, Table] = {}
        by_group: dict[str, dict[str, Table]] = {group: {} for group in groups}
        for item_id, raw in self.base.counts.items.items():
            everybody, tables = self._tables(name, groups, joined(raw, members))
            whole[item_id] = everybody
            for group, table in zip(groups, tables, strict=True):
                by_group[group][item_id] = table
        people = np.array([self.base.counts.respondents[list(places)].sum() for places in members], np.int64)
        everyone, respondents = told_people(people, self._choice(name, groups, (RESPONDENTS.item, ""), None))
        return Protected(
            instrument=self.base.counts.instrument,
            policy=self.policy,
            respondents=dict(zip(groups, respondents, strict=True)),
            all_respondents=everyone,
            whole=whole,
            groups=by_group,
        )

    def _tables(self, name: str, groups: Sequence[str], raw: ItemCounts) -> tuple[Table, tuple[Table, ...]]:
        item = raw.item
        main = self._choice(name, groups, (item.id, ""), None)
        match raw:
            case OptionCounts():
                ticked = [
                    self._choice(name, groups, (item.id, ""), at)
                    for at in range(len(self.plans[item.id, ""].ladders.ticked))
                ]
                apart = [self._choice(name, groups, (item.id, option.code), None) for option in item.apart]
                return told(raw, Choices(self.rungs[item.id], main, tuple(ticked), tuple(apart)))
            case NumberValues():
                means = self._means(item.id)
                own = [self.seen.people.place[-1].get((name, group)) for group in (*groups, None)]
                return summaries(raw, main, [at is not None and means[at] for at in own], self.policy)
            case TextCounts():
                everybody, cells = told_people(raw.written, main)
                return TextTable(item, everybody), tuple(TextTable(item, cell) for cell in cells)

    def _means(self, item: str) -> tuple[bool, ...]:
        """Of which groups of all partitions the item's mean may be told beside the others, and beside earlier releases."""
        if item not in self.means:
            plan, axis = self.plans[item, ""], self.seen.subjects[item, ""].lattice.groups
            at = {cell: place for place, cell in enumerate(self.base.structure.cells)}
            # Who left may stand in no cell: beyond the last one.
            where = {atom: at[cell] for atom, cell in enumerate(self.seen.people.cells) if cell in at}
            members = [tuple(where[atom] for atom in sorted(atoms) if atom in where) for atoms in axis.sets]
            raw = joined(self.base.item(item), members)
            assert isinstance(raw, NumberValues)
            based = plan.main < plan.ladders.main.nothing
            earlier = [
                _sums(draft, place, item)
                for draft, place in zip(self.seen.view.drafts, self.seen.people.place, strict=False)
            ]
            self.means[item] = means_told(raw.values, based, axis.sets, axis.relations, self.policy, earlier)
        return self.means[item]

    def _choice(self, name: str, groups: Sequence[str], key: Key, ticked: int | None) -> Choice:
        """The plan of one ladder as a choice among the partition's groups and its whole."""
        plan = self.plans[key]
        levels = plan.ladders.main if ticked is None else plan.ladders.ticked[ticked]
        rung = plan.main if ticked is None else plan.ticked[ticked]
        places = [self.seen.people.place[-1].get((name, group)) for group in (*groups, None)]
        rungs = [levels.nothing if at is None else int(rung[at]) for at in places]
        whys = [_why(one, levels.nothing) for one in rungs]
        shown = [one if one < levels.nothing else -1 for one in rungs]
        return Choice(np.array(shown[:-1], np.int64), shown[-1], tuple(whys[:-1]), whys[-1])


def _sums(draft: Draft, place: Mapping[tuple[str, str | None], int], item: str) -> dict[int, tuple[int, float]]:
    """Of how many people an earlier release told the mean of a number, and their sum, by the place of their group."""
    return {
        place[one.partition, one.group]: (one.base, one.figures[SUM])
        for one in draft.tables
        if one.item == item and one.base is not None and SUM in one.figures and (one.partition, one.group) in place
    }


def _why(rung: int, nothing: int) -> Why | None:
    """Why a group stands no finer than its rung, which anybody sees: a reason that followed from what is held back would
    tell on which side of the minimum base the group lies."""
    if rung == 0:
        return None
    return Why.FEW_ANSWERS if rung >= nothing else Why.TOO_TELLING
