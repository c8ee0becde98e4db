"""What a run may tell: one release of a questionnaire over councils, regions and the nation, proved beside all before it, and
beside it one over regions and nation by each declared background.

It becomes what stands on the councils' pages too, in the transaction that appends it to the ledger, so that pages and
reports show the same figures and the next refresh is held against them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from poet.count import Counts, count_packed, packed
from poet.frame import frame
from poet.protect import Population, Protected, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.keeping import dump, load
from poet.protect.ledger import Draft, Entry
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache
from poet.protect.release import Prepared, release
from poet.protect.silent import telling
from portal.councils.models import Area
from portal.issuing import words
from portal.issuing.by_background import issued_beside, prepared_by_background
from portal.issuing.models import Run, Told
from portal.questionnaires.models import Version
from portal.reporting.called import called_in, today
from portal.reporting.extract import AREA_COLUMN, asked_in, extract
from portal.reporting.leaving import gone
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY, waves_now
from portal.reporting.releasing import NotReleased, OnPages, PagesLedger, Sayings, issued, tried
from portal.reporting.ways import counted_with
from portal.rounds.models import Round

LEAST_COUNCILS = 3
AREA, REGION = "area", "region"
_SAY = Sayings(words.LEAKS, words.BROKEN_LEDGER, words.OVERTAKEN)


def told_by(run: Run, version: Version) -> Told:
    """The release of a questionnaire in a run: the one that is there, or a new one. A refusal is kept with its reason, and
    tried anew when the run is."""
    found = Told.objects.filter(run=run, version=version).first()
    if found is not None and found.entry is not None:
        return found
    try:
        return tried(lambda: _attempt(run, version), _SAY)
    except NotReleased as refused:
        return Told.objects.update_or_create(run=run, version=version, defaults={"why": str(refused)})[0]


def tables_of(told: Told, asking: Round) -> dict[str, Protected]:
    """The tables of a release by partition, of the councils of which it tells something."""
    asked = counted_with(asked_in(asking, told.version))
    found = {name: load(json.dumps(tables).encode(), asked, POLICY) for name, tables in told.tables.items()}
    return found | {AREA: today(telling(found[AREA]), called_in(asking))}


def _attempt(run: Run, version: Version) -> Told:
    """Raises Overtaken, HistoryLeaks, Unfitting, LedgerBroken and NotReleased."""
    asking, cache = run.round, Cache()
    entries, head = DatabaseLedger().read()
    left = gone(asking, version.pk)
    asked = counted_with(asked_in(asking, version))
    kept = packed(frame(asked, extract(asking, version), area_column=AREA_COLUMN).frame)
    counts = count_packed(kept)
    if not counts.groups:
        raise NotReleased(words.NOBODY_ANYWHERE)
    core, waves = version.instrument, waves_now(asking, version, left)
    population = Population(f"{asking.slug}/{asking.pk}", core.name, core.digest)
    prepared = _planned(counts, population, waves, entries, cache)
    whose = population, waves
    parted = tuple(prepared_by_background(asking, core, kept, whose, prepared.release, entries, cache))
    people = int(counts.respondents.sum())
    pages = OnPages(asking, version, prepared.release.partitions[AREA], people, left, head)
    keeping = _Keeping(run, version, prepared, parted, PagesLedger(pages), cache)
    issued(prepared.draft(timezone.now().isoformat(timespec="seconds")), keeping, cache, _SAY)
    assert keeping.told is not None
    return keeping.told


def _planned(counts: Counts, population: Population, waves: Waves, entries: Sequence[Entry], cache: Cache) -> Prepared:
    """With the regions where the proof allows them beside the councils, else without. Raises HistoryLeaks, Unfitting."""
    whole = structure_of(counts)
    if REGION in whole.partitions:
        try:
            return release(counts, Occasion(population, waves, whole), POLICY, entries, cache)
        except HistoryLeaks:
            whole = replace(whole, partitions={AREA: whole.partitions[AREA]})
    return release(counts, Occasion(population, waves, whole), POLICY, entries, cache)


def structure_of(counts: Counts) -> Structure:
    """Councils by name, and the regions of which enough councils have answers to be told as regions. A council with fewer
    answers than may be told is not counted: that a region is told would tell that somebody has answered there."""
    place = {name: at for at, name in enumerate(counts.groups)}
    regions: dict[str, list[int]] = defaultdict(list)
    for name, region in Area.objects.filter(name__in=place).values_list("name", "region"):
        regions[region].append(place[name])
    areas = {name: (at,) for name, at in place.items()}
    enough = {
        name for name, at in regions.items() if sum(counts.respondents[at] >= POLICY.minimum_base) >= LEAST_COUNCILS
    }
    wide = {name: tuple(sorted(at)) for name, at in sorted(regions.items()) if name in enough}
    return Structure(tuple(counts.groups), {AREA: areas, **({REGION: wide} if wide else {})})


class _Keeping:
    """The ledger of the pages, which keeps in the same transaction what was told by background beside, and what the run told."""

    def __init__(
        self,
        run: Run,
        version: Version,
        prepared: Prepared,
        parted: Sequence[Prepared],
        ledger: PagesLedger,
        cache: Cache,
    ) -> None:
        self._run, self._version, self._prepared, self._parted = run, version, prepared, parted
        self._ledger, self._cache = ledger, cache
        self.told: Told | None = None

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last. Raises LedgerBroken."""
        return self._ledger.read()

    def append(self, draft: Draft, expected: str) -> Entry:
        """All of it, or nothing. Raises Overtaken, also where something was issued since all of it was planned."""
        partitions = dict(self._prepared.release.partitions)
        with transaction.atomic():
            entry = self._ledger.append(draft, expected)
            for one in self._parted:
                partitions |= issued_beside(one, draft.at, self._cache)
            tables: Mapping[str, bytes] = {name: dump(of) for name, of in partitions.items()}
            # It is printed, and does not change by what is told of nobody.
            told_of = {**tables, AREA: dump(telling(partitions[AREA]))}
            kept = {name: json.loads(of) for name, of in tables.items()}
            digest = hashlib.sha256(b"".join(told_of[name] for name in sorted(told_of))).hexdigest()
            self.told = Told.objects.update_or_create(
                run=self._run,
                version=self._version,
                defaults={"entry": entry.number, "tables": kept, "digest": digest, "why": ""},
            )[0]
        return entry
