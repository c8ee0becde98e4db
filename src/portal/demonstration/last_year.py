"""The made-up round of the year before: a few councils of some regions, closed long since, with a run of its yearly reports.

What became of the reports is told in `together`: written on, signed by two parties, published, refused, taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby

from portal.analyses.settling import settle, shipped_text
from portal.councils.models import Area
from portal.demonstration import colleagues, states
from portal.issuing import running
from portal.issuing.models import Run
from portal.people.rules import Role
from portal.questionnaires.models import Version
from portal.rounds.models import Link, Round
from portal.rounds.statements import Use
from portal.rounds.taking_part import join, open_round

SLUG = "demonstration-last-year"
NAME = "Made-up round of the year before"
FORM, NUMBER = "ehc-parents", "2014"
PLAN = "national"
REGIONS, A_REGION = 3, 4
# How many made-up parents answered in each council.
PEOPLE = 50
# What it was like a year ago, beside the round of today: a little worse.
WENT = -0.25
DAY = timedelta(days=1)
# When its answers came in.
BEFORE = 300 * DAY


def opened(now: datetime) -> list[Link]:
    """The round, a year ago, with the councils that took part in it and what each has agreed to."""
    version = Version.objects.get(form=FORM, version=NUMBER)
    asking = open_round(
        slug=SLUG, name=NAME, opens=now - 395 * DAY, closes=now - 275 * DAY, versions=[version], made_up=True
    )
    settle_the_usual(asking)
    links = join(asking, some_areas())
    wary = some_areas()[1]
    states.sign(asking, now=asking.opens, says=lambda area, use: (area, use) != (wary.pk, Use.OWN_REPORT_IN_PUBLIC))
    return sorted(links, key=lambda link: link.area.name)


def settle_the_usual(asking: Round) -> None:
    """The plan of everybody's results, settled for each questionnaire a day before the round opened."""
    for version in asking.versions.all():
        settle(asking, version, shipped_text(PLAN), PLAN, seen="", by=None, clock=lambda: asking.opens - DAY)


def some_areas() -> list[Area]:
    """Four councils from each of three regions, that of the first council among them."""
    areas = list(Area.objects.all())
    by_region = {region: list(some) for region, some in groupby(sorted(areas, key=_region), _region)}
    first = areas[0].region
    regions = [first, *sorted(set(by_region) - {first})][:REGIONS]
    return [area for region in regions for area in by_region[region][:A_REGION]]


def _region(area: Area) -> str:
    return area.region


def standing() -> Round:
    """The round, once it was opened."""
    return Round.objects.get(slug=SLUG)


def reported(now: datetime, done: Callable[[int], None]) -> Run:
    """Every yearly report of the round, in one run; `done` hears of each."""
    run = running.start(standing(), Run.Kind.ANNUAL, by=colleagues.person(Role.COORDINATOR), now=now)
    assert isinstance(run, Run), run
    running.work(run.pk, lambda _through, _of: done(1))
    return run


def reports() -> int:
    """How many reports such a run makes: each council's, each region's, and the country's."""
    areas = some_areas()
    return len(areas) + len({area.region for area in areas}) + 1
