"""Every report of a run from its one release: a council's, a region's, the nation's, with what the last round said."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from poet.compare import Period
from poet.draw import FORMATS
from poet.protect import Protected
from poet.report import About, Earlier, Report, local, overall
from portal.caseloads.targets import targets
from portal.councils.models import Area
from portal.issuing import words
from portal.issuing.drafting import becomes_a_draft
from portal.issuing.models import Finished, Piece, Run, Told
from portal.issuing.releasing import AREA, LEAST_COUNCILS, REGION, tables_of
from portal.questionnaires.models import Version
from portal.reporting.benchmarks import Opened, benchmark
from portal.reporting.results import alone, asked_by, narrowed
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Round

# What is kept of each report: the value that every other format is drawn from, and the document that is read.
KEPT = ("json", "pdf")
REGIONAL, NATIONAL = "regional", "national"


class NotTold(Exception):
    """A report that is refused, with the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What all reports of a questionnaire in a run are made of."""

    run: Run
    version: Version
    told: Told
    tables: Mapping[str, Protected]
    chosen: Mapping[str, str]
    earlier: Mapping[str, Earlier]

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
            release=f"ledger entry {self.told.entry}, sha256:{self.told.digest[:16]}",
            groups=groups,
        )


def material(run: Run, told: Told) -> Material:
    """What is needed of a release that was issued, read once a questionnaire."""
    version = told.version
    return Material(
        run, version, told, tables_of(told, run.round), chosen_in(run.round, version), _earlier(run.round, version)
    )


def _earlier(asking: Round, version: Version) -> dict[str, Earlier]:
    """The last release of the same questionnaire in an earlier round, by partition."""
    before = Told.objects.filter(
        version__form=version.form, run__round__closes__lte=asking.opens, run__round__made_up=asking.made_up
    )
    last = (
        before.exclude(entry=None)
        .select_related("run__round", "version")
        .order_by("-run__round__closes", "-pk")
        .first()
    )
    if last is None:
        return {}
    then = last.run.round
    periods = (_period(asking), _period(then))
    release = f"ledger entry {last.entry}, sha256:{last.digest[:16]}"
    return {
        name: Earlier(tables, then.name, periods if periods[1].last < periods[0].first else None, release)
        for name, tables in tables_of(last, then).items()
    }


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
            many = Area.objects.filter(region=piece.region, name__in=of.tables[AREA].groups).count()
            few = words.FEW_COUNCILS.format(least=LEAST_COUNCILS)
            raise NotTold(few if many < LEAST_COUNCILS else words.REGIONS_TELL)
        core = narrowed(of.tables[REGION], of.version.instrument)
        return local(core, piece.region, of.about("regions"), REGIONAL, earlier=of.earlier.get(REGION))
    return overall(narrowed(of.tables[AREA], of.version.instrument), of.about("councils"), NATIONAL)


def _of_an_area(area: Area, of: Material) -> Report:
    tables = of.tables[AREA]
    release = narrowed(tables, asked_by(area, of.version, of.chosen))
    target = targets(of.run.round, area, [of.version.form])[of.version.form].people
    opened = isinstance(benchmark(tables, of.run.round, area, target), Opened)
    told, earlier = release if opened else alone(release), of.earlier.get(AREA)
    return local(told, area.name, of.about("councils"), of.run.kind, earlier=earlier)


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
