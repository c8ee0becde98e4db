"""An area's round at a glance: for each questionnaire how many have answered, beside its target and the caseload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from portal.caseloads.caseload import Caseload, caseloads
from portal.caseloads.targets import Aimed, aim, targets
from portal.councils.models import Area
from portal.overview.forecast import Expected, Forecast, forecast
from portal.overview.tens import Tally, Week, last_week, tallies, tens
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import Benchmark, benchmark
from portal.reporting.models import Step
from portal.reporting.results import stands_together
from portal.reporting.ways import CHANNEL, WORDING
from portal.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Group:
    """One questionnaire of a round in an area. `people` is in tens, None under ten; `caseload` None where nobody publishes
    one."""

    version: Version
    people: int | None
    target: Aimed
    caseload: Caseload | None
    expected: Forecast
    week: Week
    by_wording: tuple[Tally, ...]
    by_channel: tuple[Tally, ...]
    benchmark: Benchmark

    @property
    def is_behind(self) -> bool:
        """Whether its target is out of reach if answers go on coming as they have."""
        return isinstance(self.expected, Expected) and self.expected.high < self.target.people

    @property
    def has_reached(self) -> bool:
        """Whether its target is reached."""
        return self.people is not None and self.people >= self.target.people


@dataclass(frozen=True, slots=True)
class Glance:
    """An area's round: its groups, and when the newest figures were counted."""

    groups: tuple[Group, ...]
    at: datetime | None


def glance(asking: Round, area: Area, now: datetime) -> Glance:
    """How far an area's round is, by what its pages show. Raises OutOfScope outside of the area."""
    versions = list(asking.versions.defer("text").order_by("form"))
    found = stands_together(asking, versions)
    aimed = targets(asking, area, [one.form for one in versions])
    held = caseloads(area, sorted({counts for one in versions if (counts := aim(one.form).counts)}))
    steps: dict[int, list[tuple[date, int]]] = {one.pk: [] for one in versions}
    for version_id, day, shown in Step.objects.filter(round=asking, area=area).values_list(
        "version_id", "day", "people"
    ):
        steps.setdefault(version_id, []).append((day, shown))
    today, opened = timezone.localdate(now), timezone.localdate(asking.opens)
    groups = []
    for version in versions:
        tables, target, counts = found[version.pk].tables, aimed[version.form], aim(version.form).counts
        people = tens(tables.respondents.get(area.name))
        groups.append(
            Group(
                version=version,
                people=people,
                target=target,
                caseload=held[counts] if counts else None,
                expected=forecast(people, opens=asking.opens, closes=asking.closes, now=now),
                week=last_week(steps[version.pk], opened=opened, today=today),
                by_wording=tallies(tables, area.name, WORDING) if len(version.instrument.variants) > 1 else (),
                by_channel=tallies(tables, area.name, CHANNEL),
                benchmark=benchmark(tables, asking, area, target.people),
            )
        )
    return Glance(tuple(groups), max((one.at for one in found.values() if one.at), default=None))
