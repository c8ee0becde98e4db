"""The generated part of a draft: made from the figures that stand on the round's pages by now."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version as installed

from django.conf import settings
from django.utils import timezone

from poet.protect import Protected
from poet.report import About, Report, kinds, local, overall
from portal.caseloads.targets import targets
from portal.councils.models import Area
from portal.editing import words
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import Opened, benchmark
from portal.reporting.live import POLICY
from portal.reporting.models import Standing
from portal.reporting.results import alone, asked_by, narrowed, stands
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

REGIONAL = "regional"


class NotMade(Exception):
    """No report can be made; the message says why and what to do."""


def kinds_of(area: Area | None) -> Mapping[str, str]:
    """The kinds of report that can be begun for an area, or (None) for the whole country, with what each is for."""
    wanted = "area" if area else "everybody"
    return {name: kind.about for name, kind in kinds().items() if kind.of == wanted and name != REGIONAL}


def made(asking: Round, version: Version, kind: str, area: Area | None) -> Report:
    """The report of a kind on what stands of a round by now. Raises NotMade where nothing may be told yet."""
    if kind not in kinds_of(area):
        raise NotMade(words.NO_SUCH_KIND)
    chosen = chosen_in(asking, version)
    found = stands(asking, version, chosen, wait=True)
    about = About(
        date=timezone.localdate().isoformat(),
        round_name=asking.name,
        software=f"POET {installed('poet')}",
        made_up=asking.made_up,
        publisher=settings.PUBLISHER,
        licence=settings.LICENCE,
        release=_release(asking, version),
    )
    if area is None:
        return overall(narrowed(found.tables, version.instrument), about, kind)
    if area.name not in found.tables.groups:
        raise NotMade(words.NOTHING_YET)
    return local(_of_area(found.tables, asking, area, version, chosen), area.name, about, kind)


def _of_area(tables: Protected, asking: Round, area: Area, version: Version, chosen: Mapping[str, str]) -> Protected:
    """What an area's own pages show: the rest stands beside only where it does there."""
    target = targets(asking, area, [version.form])[version.form].people
    release = narrowed(tables, asked_by(area, version, chosen))
    return release if isinstance(benchmark(tables, asking, area, target), Opened) else alone(release)


def _release(asking: Round, version: Version) -> str:
    """The name of the figures: the digest of the tables that stand."""
    found = Standing.objects.filter(round=asking, version=version, audience=POLICY.audience).values_list(
        "digest", flat=True
    )
    return f"{asking.slug}/{version}/{(found.first() or '')[:12]}"
