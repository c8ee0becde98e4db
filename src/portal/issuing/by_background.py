"""Results by background in a run: each declared question is a release of its own beside the main one, held against all that
was told by it before, and stands in the ledger with it or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from poet.count import Packed
from poet.findings import Level
from poet.findings.backgrounds import by_background, declared_for, planned_beside
from poet.findings.told_by import Background, told_by
from poet.findings.words import EVERYBODY
from poet.instrument import Instrument
from poet.protect import Population, Protected, Release, Waves
from poet.protect.issuing import Issued, issue
from poet.protect.ledger import Entry
from poet.protect.planning import HistoryLeaks
from poet.protect.proof.audit import Cache
from poet.protect.proof.history import Unfitting
from poet.protect.release import Prepared
from portal.councils.models import Area
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY
from portal.rounds.models import Round

_CROSSED = " x "


def prepared_by_background(
    asking: Round,
    core: Instrument,
    kept: Packed,
    whose: tuple[Population, Waves],
    main: Release,
    entries: Sequence[Entry],
    cache: Cache,
) -> Iterator[Prepared]:
    """What may be told by each declared background beside the main release; nothing by one of which too much was told
    before, or of which answers were taken back since."""
    plan = declared_for(core)
    if plan is None:
        return
    regions = dict(Area.objects.values_list("name", "region"))
    by_region = _is_every_region_told(asking, main)
    for laid in by_background(plan, kept, regions, whose, POLICY, by_region=by_region):
        if _is_told_apart(laid.by, whose[0], entries):
            continue
        try:
            found = planned_beside(laid, main, POLICY, entries, cache)
        except (HistoryLeaks, Unfitting):
            continue
        if found is not None:
            yield found


def _is_every_region_told(asking: Round, main: Release) -> bool:
    """Whether each region with a council in the round is told as one: a region that is not would follow from the nation and
    all others, and then no region is told by background. Who takes part is known before anybody answers; were it asked where
    somebody has answered, regions would be there or not for one answer."""
    told = main.partitions.get(Level.REGION.value)
    asked = Area.objects.filter(participations__round=asking).values_list("region", flat=True)
    return told is not None and set(asked) <= set(told.groups)


def _is_told_apart(by: str, population: Population, entries: Sequence[Entry]) -> bool:
    """Whether findings of a settled plan told people apart by a question, in the main release: what stands here may then not
    be proved beside it alone."""
    marks = (f"{_CROSSED}{by}", f"{_CROSSED}{by}=")
    return any(
        name.endswith(marks[0]) or marks[1] in name
        for entry in entries
        if entry.draft.population.key == population.key
        for name in entry.draft.structure.partitions
    )


def issued_beside(one: Prepared, at: str, cache: Cache) -> Mapping[str, Protected]:
    """Append a release by background to the ledger; its tables by partition, none where the audit refused it. Raises
    Overtaken."""
    if not isinstance(issue(one.draft(at), POLICY, DatabaseLedger(), cache), Issued):
        return {}
    return {name: tables for name, tables in one.release.partitions.items() if _CROSSED in name}


def backgrounds(core: Instrument, tables: Mapping[str, Protected], region: str = "") -> tuple[Background, ...]:
    """A region's people, or everybody, by the backgrounds that were declared; each without groups where none is told."""
    plan = declared_for(core)
    level, home = (Level.REGION, region) if region else (Level.NATION, EVERYBODY)
    return told_by(plan, tables, level, home) if plan is not None else ()
