"""A settled plan run on its round's answers: what `poet analyse` finds in the same answers, and what was declared of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from poet.compare import Period
from poet.count import Packed, packed
from poet.findings import Declared, Findings, Material, declared, release, run
from poet.frame import frame
from portal.analyses.models import AnalysisPlan
from portal.analyses.settling import fitted
from portal.councils import scope
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.extract import AREA_COLUMN, extract
from portal.rounds.models import Round
from portal.rounds.planning import first_day, last_day

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Analysed:
    """What a settled plan found, and the comparisons of subgroups that it had declared."""

    settled: AnalysisPlan
    declared: tuple[Declared, ...]
    findings: Findings


def analysed(held: AnalysisPlan, *, proved: bool = False, told: Told = lambda _: None) -> Analysed:
    """Run the plan that holds for a questionnaire of a round on all its answers; `told` hears which of three stages begins.

    Raises poet.instrument.Refused where this software no longer reads the plan.
    """
    asking, version = held.round, held.version
    plan = fitted(held.text, version.digest)
    told(0)
    with scope.everywhere("running the analysis plan that was settled for a round"):
        kept, regions = answers(asking, version), dict(Area.objects.values_list("name", "region"))
    told(1)
    own = release(plan, kept, regions, proved=proved)
    told(2)
    period = Period(first_day(asking), last_day(asking))
    found = run(plan, Material(release=own, regions=regions, period=period, kept=kept, proved=proved))
    told(3)
    return Analysed(held, declared(plan), found)


def answers(asking: Round, version: Version) -> Packed:
    """The answers to the questions of a questionnaire itself: what single councils added, and how answers came, is in no
    plan."""
    sheet = extract(asking, version)
    beside = set(sheet.columns) - version.instrument.by_id.keys()
    return packed(frame(version.instrument, sheet, area_column=AREA_COLUMN, ignored=beside).frame)
