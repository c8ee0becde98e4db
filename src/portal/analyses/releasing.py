"""What a settled plan's tables may tell: a release like any other, proved beside all that was told of the same people, and in
the ledger before anybody reads a finding.

Its cells are councils by answers, so that pages, reports and findings lie over one another. As a run's do, its figures of
councils stand on their pages from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils import timezone

from poet.count import Packed, packed
from poet.findings import Level, Plan
from poet.findings.tables import laid_out
from poet.frame import frame
from poet.protect import Population, Protected, Release
from poet.protect.ledger import Draft, Entry
from poet.protect.proof.audit import Cache
from poet.protect.release import Prepared, release
from portal.analyses import words
from portal.questionnaires.models import Version
from portal.reporting.extract import AREA_COLUMN, asked_in, extract
from portal.reporting.leaving import Gone, gone
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY, waves_now
from portal.reporting.releasing import NotReleased, OnPages, PagesLedger, Sayings, issued, tried
from portal.reporting.ways import counted_with
from portal.rounds.models import Round

_SAY = Sayings(words.LEAKS, words.BROKEN_LEDGER, words.OVERTAKEN_LEDGER)
# The models of which something is told beside a release, by their names.
Models = Callable[[Release], tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """All answers to a questionnaire of a round, each area's region, and who had left when they were read.

    `kept` holds the questions of the questionnaire itself, which a plan may name, and is what models open; `every` also what
    councils added and how answers came, which pages and reports tell of the same people."""

    asking: Round
    version: Version
    kept: Packed
    every: Packed
    regions: Mapping[str, str]
    left: Gone

    @property
    def population(self) -> Population:
        """These people, as the ledger names them."""
        core = self.version.instrument
        return Population(f"{self.asking.slug}/{self.asking.pk}", core.name, core.digest)


def answered(asking: Round, version: Version, regions: Mapping[str, str]) -> Answered:
    """Read once, so that tables and models are made of the same people."""
    left, sheet = gone(asking, version.pk), extract(asking, version)
    beside = set(sheet.columns) - version.instrument.by_id.keys()
    kept = packed(frame(version.instrument, sheet, area_column=AREA_COLUMN, ignored=beside).frame)
    every = packed(frame(counted_with(asked_in(asking, version)), sheet, area_column=AREA_COLUMN).frame)
    return Answered(asking, version, kept, every, regions, left)


def released(plan: Plan, of: Answered, models: Models) -> Release:
    """The plan's tables, which stand in the ledger when they come back. What stood there already, figure by figure, is not
    issued again. Raises NotReleased."""
    return tried(lambda: _attempt(plan, of, models), _SAY)


def _attempt(plan: Plan, of: Answered, models: Models) -> Release:
    """Raises Overtaken, HistoryLeaks, Unfitting, LedgerBroken and NotReleased."""
    ledger, cache = DatabaseLedger(), Cache()
    entries, head = ledger.read()
    _refuse_twice_apart(plan, of, entries)
    whose = of.population, waves_now(of.asking, of.version, of.left)
    counts, occasion = laid_out(plan, of.every, of.regions, POLICY, entries, whose, by_area=True)
    prepared = release(counts, occasion, POLICY, entries, cache)
    own = _for_the_plan(plan, prepared.release, of.version)
    draft = prepared.draft(timezone.now().isoformat(timespec="seconds"), models(own))
    if not of.left.untold and any(_is_same(entry.draft, draft) for entry in entries):
        return own
    pages = OnPages(of.asking, of.version, _areas(prepared), of.every.frame.respondents, of.left, head)
    issued(draft, PagesLedger(pages), cache, _SAY)
    return own


def _refuse_twice_apart(plan: Plan, of: Answered, entries: Sequence[Entry]) -> None:
    """A question that reports tell by background was proved as a population of its own, beside tables that do not part
    people by it: then this plan's may not."""
    told_by = {entry.draft.population.key for entry in entries}
    population = of.population
    for by in dict.fromkeys(one.by for one in plan.subgroups().values()):
        if (f"{population.round} by {by.id}", population.instrument) in told_by:
            raise NotReleased(words.TOLD_BY_BACKGROUND.format(question=by.label))


def _for_the_plan(plan: Plan, whole: Release, version: Version) -> Release:
    """The tables of the levels that the plan names, told of the questionnaire itself."""
    levels = {level.value for level in plan.levels()}
    kept = {name: of for name, of in whole.partitions.items() if name != Level.AREA.value or name in levels}
    return replace(whole, instrument=version.instrument, partitions=MappingProxyType(kept))


def _is_same(before: Draft, draft: Draft) -> bool:
    """Whether an entry tells these very figures of these people, and these models."""
    return (
        before.population.key == draft.population.key
        and set(before.respondents) == set(draft.respondents)
        and before.outside == draft.outside
        and _by_place(before) == _by_place(draft)
    )


def _by_place(draft: Draft) -> dict[tuple[str, str | None, str], object]:
    return {(one.partition, one.group, one.item): (one.base, one.cells, one.apart, one.figures) for one in draft.tables}


def _areas(prepared: Prepared) -> Protected:
    return prepared.release.partitions[Level.AREA.value]
