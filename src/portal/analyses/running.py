"""A settled plan run on its round's answers: what `poet analyse` finds in the same answers, and what was declared of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from poet.compare import Period
from poet.findings import Declared, Findings, Material, Plan, declared, outside, release, run
from poet.protect import Release
from portal.analyses.models import AnalysisPlan
from portal.analyses.releasing import Answered, answered, released
from portal.analyses.settling import fitted
from portal.councils import scope
from portal.councils.models import Area
from portal.reporting.live import POLICY
from portal.rounds.planning import first_day, last_day

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """What a settled plan found, and the comparisons of subgroups that it had declared."""

    settled: AnalysisPlan
    declared: tuple[Declared, ...]
    findings: Findings


def analysed(held: AnalysisPlan, *, told: Told = lambda _: None) -> Analysed:
    """Run the plan that holds for a questionnaire of a round on all its answers, from tables that stand in the release ledger;
    `told` hears which of three stages begins.

    Raises poet.instrument.Refused where this software no longer reads the plan, and NotReleased where its tables may not be
    told beside what was told before.
    """
    asking, version = held.round, held.version
    plan = fitted(held.text, version.digest)
    told(0)
    with scope.everywhere("running the analysis plan that was settled for a round"):
        of = answered(asking, version, dict(Area.objects.values_list("name", "region")))
        told(1)
        own = _tables(plan, of)
    told(2)
    period = Period(first_day(asking), last_day(asking))
    found = run(plan, Material(release=own, regions=of.regions, period=period, kept=of.kept, proved=True))
    told(3)
    return Analysed(held, declared(plan), found)


def _tables(plan: Plan, of: Answered) -> Release:
    """Of nobody there is nothing to issue. Raises NotReleased."""
    if not of.kept.frame.areas:
        return release(plan, of.kept, of.regions, POLICY, proved=True)

    def models(own: Release) -> tuple[str, ...]:
        return outside(plan, Material(release=own, regions=of.regions, kept=of.kept, proved=True))

    return released(plan, of, models)
