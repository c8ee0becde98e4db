"""What a run may tell: one release of a questionnaire over councils, regions and the nation, proved beside all before it.

It becomes what stands on the councils' pages too, in the transaction that appends it to the ledger, so that pages and
reports show the same figures and the next refresh is held against them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from poet.count import Counts, count
from poet.frame import frame
from poet.protect import Population, Protected, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.issuing import Refused, issue
from poet.protect.keeping import dump, load
from poet.protect.ledger import Draft, Entry, LedgerBroken, Overtaken
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Unfitting
from poet.protect.release import Prepared, release
from portal.councils.models import Area
from portal.issuing import words
from portal.issuing.models import Run, Told
from portal.questionnaires.models import Version
from portal.reporting.extract import AREA_COLUMN, asked_in, extract
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY, replace_standing, waves_now
from portal.reporting.ways import counted_with
from portal.rounds.models import Round

LEAST_COUNCILS = 3
AREA, REGION = "area", "region"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class NotReleased:
    """Nothing was issued: why, and what to do."""

    why: str


def told_by(run: Run, version: Version) -> Told:
    """The release of a questionnaire in a run: the one that is there, or a new one. A refusal is kept with its reason, and
    tried anew when the run is."""
    found = Told.objects.filter(run=run, version=version).first()
    if found is not None and found.entry is not None:
        return found
    outcome = _released(run, version)
    if isinstance(outcome, Told):
        return outcome
    return Told.objects.update_or_create(run=run, version=version, defaults={"why": outcome.why})[0]


def tables_of(told: Told, asking: Round) -> dict[str, Protected]:
    """The tables of a release by partition."""
    asked = counted_with(asked_in(asking, told.version))
    return {name: load(json.dumps(tables).encode(), asked, POLICY) for name, tables in told.tables.items()}


def _released(run: Run, version: Version) -> Told | NotReleased:
    for _ in range(_TRIES):
        try:
            return _attempt(run, version)
        except Overtaken:
            continue
        except (HistoryLeaks, Unfitting) as refused:
            return NotReleased(words.LEAKS.format(why=_short(str(refused))))
        except LedgerBroken as broken:
            return NotReleased(words.BROKEN_LEDGER.format(why=_short(str(broken))))
    return NotReleased(words.OVERTAKEN)


def _attempt(run: Run, version: Version) -> Told | NotReleased:
    """Raises Overtaken, HistoryLeaks, Unfitting and LedgerBroken."""
    asking, ledger, cache = run.round, DatabaseLedger(), Cache()
    entries, _ = ledger.read()
    asked = counted_with(asked_in(asking, version))
    counts = count(frame(asked, extract(asking, version), area_column=AREA_COLUMN).frame)
    if not counts.groups:
        return NotReleased(words.NOBODY_ANYWHERE)
    core, waves = version.instrument, waves_now(asking, version)
    population = Population(f"{asking.slug}/{asking.pk}", core.name, core.digest)
    prepared = _planned(counts, population, waves, entries, cache)
    keeping = _Keeping(run, version, prepared, counts)
    outcome = issue(prepared.draft(timezone.now().isoformat(timespec="seconds")), POLICY, keeping, cache)
    if isinstance(outcome, Refused):
        return NotReleased(words.LEAKS.format(why=_short("; ".join(str(leak) for leak in outcome.leaks))))
    assert keeping.told is not None
    return keeping.told


def _planned(
    counts: Counts, population: Population, waves: tuple[str, ...], entries: Sequence[Entry], cache: Cache
) -> Prepared:
    """With the regions where the proof allows them beside the councils, else without. Raises HistoryLeaks, Unfitting."""
    whole = structure_of(counts)
    if REGION in whole.partitions:
        try:
            return release(counts, Occasion(population, Waves(waves), whole), POLICY, entries, cache)
        except HistoryLeaks:
            whole = replace(whole, partitions={AREA: whole.partitions[AREA]})
    return release(counts, Occasion(population, Waves(waves), whole), POLICY, entries, cache)


def structure_of(counts: Counts) -> Structure:
    """Councils by name, and the regions of which enough councils have answers to be told as regions."""
    place = {name: at for at, name in enumerate(counts.groups)}
    regions: dict[str, list[int]] = defaultdict(list)
    for name, region in Area.objects.filter(name__in=place).values_list("name", "region"):
        regions[region].append(place[name])
    areas = {name: (at,) for name, at in place.items()}
    wide = {name: tuple(sorted(at)) for name, at in sorted(regions.items()) if len(at) >= LEAST_COUNCILS}
    return Structure(tuple(counts.groups), {AREA: areas, **({REGION: wide} if wide else {})})


class _Keeping:
    """The database's ledger, which keeps in the same transaction what was told and what stands from now on."""

    def __init__(self, run: Run, version: Version, prepared: Prepared, counts: Counts) -> None:
        self._ledger = DatabaseLedger()
        self._run, self._version, self._prepared = run, version, prepared
        self._people = int(counts.respondents.sum())
        self.told: Told | None = None

    def read(self) -> tuple[tuple[Entry, ...], str]:
        """All entries and the hash of the last. Raises LedgerBroken."""
        return self._ledger.read()

    def append(self, draft: Draft, expected: str) -> Entry:
        """All of it, or nothing. Raises Overtaken."""
        partitions = self._prepared.release.partitions
        tables: Mapping[str, bytes] = {name: dump(of) for name, of in partitions.items()}
        kept = {name: json.loads(of) for name, of in tables.items()}
        digest = hashlib.sha256(b"".join(tables[name] for name in sorted(tables))).hexdigest()
        with transaction.atomic():
            entry = self._ledger.append(draft, expected)
            replace_standing(self._run.round, self._version, partitions[AREA], self._people)
            self.told = Told.objects.update_or_create(
                run=self._run,
                version=self._version,
                defaults={"entry": entry.number, "tables": kept, "digest": digest, "why": ""},
            )[0]
        return entry


def _short(text: str) -> str:
    return text if len(text) < 600 else f"{text[:600]} …"
