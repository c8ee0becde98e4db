"""Every report of a run from its one release: a council's, a region's, the nation's, with what the last round said."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version as installed
from typing import TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from poet.compare import Period
from poet.draw import FORMATS
from poet.protect import Protected
from poet.report import MOST_ROUNDS, About, Chosen, Earlier, Other, Report, local, overall
from portal.caseloads.targets import targets
from portal.councils.models import Area
from portal.engagement.said_done import acted_on
from portal.issuing import words
from portal.issuing.by_background import backgrounds
from portal.issuing.drafting import becomes_a_draft
from portal.issuing.models import Finished, Piece, Run, Told
from portal.issuing.releasing import AREA, LEAST_COUNCILS, REGION, tables_of
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import Opened, benchmark
from portal.reporting.beside import beside_each
from portal.reporting.ground import Ground, formerly, ground
from portal.reporting.results import alone, asked_by, narrowed
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

# What is kept of each report: the value that every other format is drawn from, and the document that is read.
KEPT = ("json", "pdf")
REGIONAL, NATIONAL = "regional", "national"


class NotTold(Exception):
    """A report that is refused, with the reason."""


class Before(TypedDict):
    """What a report is told of earlier rounds, and of what others said in this one."""

    earlier: Earlier | None
    further: tuple[Earlier, ...]
    voices: tuple[Other, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What all reports of a questionnaire in a run are made of."""

    run: Run
    version: Version
    told: Told
    tables: Mapping[str, Protected]
    chosen: Mapping[str, str]
    beside: Mapping[str, tuple[Chosen, ...]]
    earlier: Mapping[str, tuple[Earlier, ...]]
    voices: Mapping[str, tuple[Other, ...]]
    ground: Ground

    def about(self, groups: str) -> About:
        """What each report says of itself."""
        asking = self.run.round
        return About(
            date=timezone.localdate(self.run.at).isoformat(),
            round_name=asking.name,
            software=f"POET {installed('poet')}",
            made_up=asking.made_up,
            publisher=settings.PUBLISHER,
            licence=settings.LICENCE,
            release=_release_name(self.told),
            groups=groups,
        )

    def before(self, partition: str, area: Area | None = None) -> Before:
        """The last round, and those before it; with an `area` what of them is that area's own."""
        every = self.earlier.get(partition, ())
        every = self.ground.earlier(area, every) if area else every
        return {
            "earlier": every[0] if every else None,
            "further": every[1:],
            "voices": self.voices.get(partition, ()),
        }


def material(run: Run, told: Told) -> Material:
    """What is needed of a release that was issued, read once a questionnaire. All of a run are released before."""
    version, tables = told.version, tables_of(told, run.round)
    return Material(
        run,
        version,
        told,
        tables,
        chosen_in(run.round, version),
        beside_each(run.round, version.instrument, tables[AREA], tables[REGION].groups if REGION in tables else ()),
        _earlier(run.round, version),
        _voices(run, version),
        ground(),
    )


def _voices(run: Run, version: Version) -> dict[str, tuple[Other, ...]]:
    """What was released of the run's other questionnaires, by partition."""
    found: dict[str, tuple[Other, ...]] = {}
    released = Told.objects.filter(run=run).exclude(entry=None).exclude(version__form=version.form)
    for told in released.select_related("version").order_by("version_id"):
        for name, tables in tables_of(told, run.round).items():
            found[name] = (*found.get(name, ()), Other(tables, _release_name(told)))
    return found


def _release_name(told: Told) -> str:
    """What a release is named by in reports."""
    return f"ledger entry {told.entry}, sha256:{told.digest[:16]}"


def _earlier(asking: Round, version: Version) -> dict[str, tuple[Earlier, ...]]:
    """The last release of the same questionnaire in each of a few earlier rounds, newest first, by partition: what was
    issued then, read as it was issued."""
    before = (
        Told.objects.filter(
            version__form=version.form, run__round__closes__lte=asking.opens, run__round__made_up=asking.made_up
        )
        .exclude(entry=None)
        .order_by("-run__round__closes", "-pk")
    )
    last: dict[int, int] = {}
    for told, round_ in before.values_list("pk", "run__round"):
        last.setdefault(round_, told)
    found: dict[str, tuple[Earlier, ...]] = {}
    for told in list(last.values())[: MOST_ROUNDS - 1]:
        for name, one in _as_issued(told, asking):
            found[name] = (*found.get(name, ()), one)
    return found


def _as_issued(told: int, asking: Round) -> Iterator[tuple[str, Earlier]]:
    """A release of an earlier round, by partition."""
    last = Told.objects.select_related("run__round", "version").get(pk=told)
    then = last.run.round
    periods = (_period(asking), _period(then))
    for name, tables in tables_of(last, then).items():
        yield (
            name,
            Earlier(tables, then.name, periods if periods[1].last < periods[0].first else None, _release_name(last)),
        )


def _period(asking: Round) -> Period:
    return Period(timezone.localdate(asking.opens), timezone.localdate(asking.closes))


def kind_of(piece: Piece, run: Run) -> str:
    """The kind of a report of a run."""
    return run.kind if piece.area_id else REGIONAL if piece.region else NATIONAL


def report_of(piece: Piece, of: Material) -> Report:
    """The report. Raises NotTold."""
    if piece.area is not None:
        return _of_an_area(piece.area, of)
    if piece.region:
        if REGION not in of.tables or piece.region not in of.tables[REGION].groups:
            raise NotTold(_why_not(piece.region, of))
        core = narrowed(of.tables[REGION], of.version.instrument)
        parted = backgrounds(of.version.instrument, of.tables, piece.region)
        return local(core, piece.region, of.about("regions"), REGIONAL, backgrounds=parted, **of.before(REGION))
    core, parted = narrowed(of.tables[AREA], of.version.instrument), backgrounds(of.version.instrument, of.tables)
    return overall(core, of.about("councils"), NATIONAL, backgrounds=parted, **of.before(AREA))


def _why_not(region: str, of: Material) -> str:
    """Why a region is not told: by who takes part, which is known before anybody answers, and not by where somebody has."""
    many = Area.objects.filter(region=region, participations__round=of.run.round).count()
    return words.FEW_COUNCILS.format(least=LEAST_COUNCILS) if many < LEAST_COUNCILS else words.REGIONS_TELL


def _of_an_area(area: Area, of: Material) -> Report:
    tables = of.tables[AREA]
    release = narrowed(tables, asked_by(area, of.version, of.chosen))
    target = targets(of.run.round, area, [of.version.form])[of.version.form].people
    opened = isinstance(benchmark(tables, of.run.round, area, target), Opened)
    told = release if opened else alone(release)
    about = replace(
        of.about("councils"),
        chosen=of.beside.get(area.pk, ()) if opened else (),
        done=acted_on(of.run.round, area, of.version),
        formerly=formerly(area, of.run.round, of.version),
    )
    return local(told, area.name, about, of.run.kind, **of.before(AREA, area))


def make(piece: Piece, of: Material) -> bool:
    """Make a report and keep its files, all or nothing; False where somebody else has made it meanwhile. Raises NotTold."""
    report = report_of(piece, of)
    fonts = settings.FONTS if settings.FONTS.is_dir() else None
    drawn = {ending: FORMATS[ending].draw(report, fonts) for ending in KEPT}
    with transaction.atomic():
        if not Piece.objects.filter(pk=piece.pk, state=Piece.State.QUEUED).update(state=Piece.State.MADE, why=""):
            return False
        for ending, data in drawn.items():
            Finished.objects.create(
                piece=piece, ending=ending, digest=hashlib.sha256(data).hexdigest(), data=zlib.compress(data)
            )
        becomes_a_draft(piece, report)
    return True
