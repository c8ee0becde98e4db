"""The generated part of a draft: made from the figures that stand on the round's pages by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version as installed
from typing import Any

from django.conf import settings
from django.dispatch import Signal
from django.utils import timezone

from poet.protect import Protected
from poet.report import About, Chosen, Done, Report, kinds, local, overall
from portal.caseloads.targets import targets
from portal.councils.models import Area
from portal.editing import words
from portal.editing.rounds_before import other_voices, rounds_before
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import Opened, benchmark
from portal.reporting.beside import beside_each
from portal.reporting.ground import formerly
from portal.reporting.live import POLICY
from portal.reporting.models import Standing
from portal.reporting.results import alone, asked_by, narrowed, stands
from portal.rounds.choosing import chosen_in
from portal.rounds.comparing import settle
from portal.rounds.models import Round, Window

REGIONAL = "regional"
# Asked of whoever knows what a council does about its findings: answered with the Done values of a round (`asking`), an `area`
# and a `version`.
acting = Signal()


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
    earlier, *further = rounds_before(asking, version, area) or (None,)
    voices = other_voices(asking, version)
    if area is None:
        release = narrowed(found.tables, version.instrument)
        return overall(release, about, kind, earlier=earlier, further=further, voices=voices)
    if area.name not in found.tables.groups:
        raise NotMade(words.NOTHING_YET)
    release = narrowed(found.tables, asked_by(area, version, chosen))
    about = replace(about, done=_acted_on(asking, area, version), formerly=formerly(area, asking, version))
    if _is_opened(found.tables, asking, area, version):
        about = replace(about, chosen=_beside(found.tables, asking, area, version))
    else:
        release = alone(release)
    return local(release, area.name, about, kind, earlier=earlier, further=further, voices=voices)


def _acted_on(asking: Round, area: Area, version: Version) -> tuple[Done, ...]:
    heard: Sequence[tuple[object, Any]] = acting.send(Round, asking=asking, area=area, version=version)
    return tuple(one for _, done in heard for one in done)


def _is_opened(tables: Protected, asking: Round, area: Area, version: Version) -> bool:
    """Whether the rest of the country stands beside an area: only where it does on the area's own pages."""
    target = targets(asking, area, [version.form])[version.form].people
    return isinstance(benchmark(tables, asking, area, target), Opened)


def _beside(tables: Protected, asking: Round, area: Area, version: Version) -> tuple[Chosen, ...]:
    """The groups that were settled with the round: while people can still answer, none are settled but by a run."""
    if asking.window(timezone.now()) is Window.CLOSED:
        settle(asking)
    # Which regions have a report is not known here: as if each had one.
    regions = set(Area.objects.filter(name__in=tables.groups).values_list("region", flat=True))
    return beside_each(asking, version.instrument, tables, regions).get(area.pk, ())


def _release(asking: Round, version: Version) -> str:
    """The name of the figures: the digest of the tables that stand."""
    found = Standing.objects.filter(round=asking, version=version, audience=POLICY.audience).values_list(
        "digest", flat=True
    )
    return f"{asking.slug}/{version}/{(found.first() or '')[:12]}"
