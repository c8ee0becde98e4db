"""Live results for a council's own managers: what stands on the pages, and when it may move on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Exists, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from poet.instrument import Instrument
from poet.protect import (
    STANDARD_POLICIES,
    Audience,
    Population,
    Protected,
    Release,
    Shown,
    Structure,
    Waves,
    refreshed,
)
from poet.protect.drafting import Occasion, drafted
from poet.protect.keeping import dump, load
from poet.protect.ledger import Draft, Overtaken
from portal.capture.models import Response
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import Standing, Step
from portal.rounds.models import Round

POLICY = STANDARD_POLICIES[Audience.OWN]
# Up to so many responses a page counts anew by itself; beyond, `manage.py refresh_results` does, and no reader waits.
COUNTED_BY_PAGES = 5_000


# The tables of the digests that this process has read last: they never change.
_TABLES: dict[tuple[int, str], Protected] = {}
_MOST_TABLES = 16


@dataclass(frozen=True, slots=True)
class Stands:
    """The tables that stand on the pages, the SHA-256 of how they are kept, and when it was last decided whether they
    may move on."""

    tables: Protected
    at: datetime | None
    digest: str

    @property
    def release(self) -> str:
        """What a report names these figures by."""
        return f"sha256:{self.digest[:16]}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a questionnaire, without its tables, and how many responses there are now: None where they are too
    many for a page to count."""

    row: Standing
    so_far: int | None


@dataclass(frozen=True, slots=True)
class Counting:
    """How a questionnaire is counted when that is needed: all that was asked anywhere in the round, how many responses
    there are, and the tables of so many."""

    asked: Callable[[], Instrument]
    responses: Callable[[], int]
    now: Callable[[int], Protected]


def kept_of(asking: Round, versions: Collection[Version]) -> dict[int, Kept]:
    """What is kept of a round's questionnaires, by version in one statement."""
    there = Response.objects.filter(round=OuterRef("round"), version=OuterRef("version")).order_by()
    counted = Coalesce(Subquery(there.values("version").annotate(people=Count("pk")).values("people")), 0)
    # Whether there is one more than pages count: so that no reader waits until a million are counted.
    more = Exists(there.values("pk")[COUNTED_BY_PAGES : COUNTED_BY_PAGES + 1])
    few = Case(When(more, then=None), default=counted)
    rows = Standing.objects.filter(round=asking, version__in=versions, audience=POLICY.audience)
    return {row.version_id: Kept(row, row.so_far) for row in rows.defer("tables").annotate(so_far=few)}


def standing(asking: Round, version: Version, kept: Kept | None, counting: Counting, *, wait: bool = False) -> Stands:
    """The tables that stand on the pages: as they were shown last, moved on only where every figure that changes gained
    ten people or more. Each move is ledgered with it.

    `kept` is what `kept_of` found of the version. With `wait` the responses are counted however many there are; otherwise
    only while they are few, or where nothing stands yet.
    """
    if kept is None:
        so_far = counting.responses()
        return _first(asking, version, counting, counting.now(so_far), so_far)
    before = _loaded(kept.row, counting)
    there = counting.responses() if wait else kept.so_far
    so_far = kept.row.counted if there is None else there
    if so_far == kept.row.counted or (so_far > COUNTED_BY_PAGES and not wait):
        return Stands(before, kept.row.at, kept.row.digest)
    after = refreshed(before, counting.now(so_far))
    if after == before:
        at = timezone.now()
        Standing.objects.filter(pk=kept.row.pk, digest=kept.row.digest).update(counted=so_far, at=at)
        return Stands(before, at, kept.row.digest)
    return _moved(asking, version, kept.row, (before, after), so_far) or Stands(before, kept.row.at, kept.row.digest)


def waves_now(asking: Round, version: Version) -> tuple[str, ...]:
    """The waves that a release covers which is issued now: all that stood on the pages so far, and whoever came since."""
    kept = Standing.objects.filter(round=asking, version=version, audience=POLICY.audience).first()
    return _waves(kept.refreshes + 1 if kept else 1)


def replace_standing(asking: Round, version: Version, tables: Protected, so_far: int) -> None:
    """Let the area tables of a release that the proof allowed stand on the pages from now on; it is `waves_now`'s last
    wave. Call it in the transaction that ledgers the release."""
    kept, at, data = kept_of(asking, [version]).get(version.pk), timezone.now(), dump(tables)
    _stepped(asking, version, tables, None, at)
    Standing.objects.update_or_create(
        round=asking,
        version=version,
        audience=POLICY.audience,
        defaults={
            "tables": data,
            "refreshes": kept.row.refreshes + 1 if kept else 1,
            "digest": hashlib.sha256(data).hexdigest(),
            "counted": so_far,
            "at": at,
        },
    )


def _waves(refreshes: int) -> tuple[str, ...]:
    return tuple(f"refresh {number}" for number in range(1, refreshes + 1))


def forget() -> None:
    """Forget what this process has read; everything is read again from the database."""
    _TABLES.clear()


def _loaded(row: Standing, counting: Counting) -> Protected:
    """The tables of what is kept."""
    name = (row.pk, row.digest)
    found = _TABLES.get(name)
    if found is None:
        tables = bytes(Standing.objects.values_list("tables", flat=True).get(pk=row.pk, digest=row.digest))
        found = load(tables, counting.asked(), POLICY)
        while len(_TABLES) >= _MOST_TABLES:
            _TABLES.pop(next(iter(_TABLES)), None)
        _TABLES[name] = found
    return found


def _first(asking: Round, version: Version, counting: Counting, now: Protected, so_far: int) -> Stands:
    tables, at = dump(now), timezone.now()
    digest = hashlib.sha256(tables).hexdigest()
    try:
        with transaction.atomic():
            _ledgered(asking, version, now, None, 1)
            Standing.objects.create(
                round=asking,
                version=version,
                audience=POLICY.audience,
                tables=tables,
                digest=digest,
                counted=so_far,
                at=at,
            )
            _stepped(asking, version, now, None, at)
    except (IntegrityError, Overtaken):
        # Somebody looked at the same moment: what they were shown is what stands.
        kept = kept_of(asking, [version])[version.pk].row
        return Stands(_loaded(kept, counting), kept.at, kept.digest)
    return Stands(now, at, digest)


def _moved(
    asking: Round, version: Version, kept: Standing, moves: tuple[Protected, Protected], so_far: int
) -> Stands | None:
    """The pages as they moved on; None where another request moved them, or issued something, at the same moment."""
    before, after = moves
    tables, at = dump(after), timezone.now()
    digest = hashlib.sha256(tables).hexdigest()
    changes = {
        "tables": tables,
        "refreshes": kept.refreshes + 1,
        "digest": digest,
        "counted": so_far,
        "at": at,
    }
    try:
        with transaction.atomic():
            if not Standing.objects.filter(pk=kept.pk, digest=kept.digest).update(**changes):
                return None
            _ledgered(asking, version, after, before, kept.refreshes + 1)
            _stepped(asking, version, after, before, at)
    except Overtaken:
        return None
    return Stands(after, at, digest)


def _stepped(asking: Round, version: Version, after: Protected, before: Protected | None, at: datetime) -> None:
    """Keep, for each area whose number of people moved on, what its pages show from today."""
    was = before.respondents if before else {}
    moved = {
        area: cell.value
        for area, cell in after.respondents.items()
        if isinstance(cell, Shown) and was.get(area) != cell
    }
    codes = dict(Area.objects.filter(name__in=moved).values_list("name", "code"))
    Step.objects.bulk_create(
        [
            Step(round=asking, version=version, area_id=codes[area], day=timezone.localdate(at), people=people)
            for area, people in moved.items()
        ],
        update_conflicts=True,
        unique_fields=["round", "version", "area", "day"],
        update_fields=["people"],
    )


def _ledgered(asking: Round, version: Version, after: Protected, before: Protected | None, refresh: int) -> None:
    """Append what is new on the pages. Raises Overtaken."""
    core, areas = version.instrument, tuple(after.groups)
    occasion = Occasion(
        Population(f"{asking.slug}/{asking.pk}", core.name, core.digest),
        Waves(_waves(refresh)),
        Structure(areas, {"area": {area: (place,) for place, area in enumerate(areas)}}),
    )
    at = timezone.now().isoformat(timespec="seconds")
    draft = drafted(Release(after.instrument, POLICY, {"area": after}), occasion, at)
    ledger = DatabaseLedger()
    ledger.append(_news(draft, before, occasion) if before else draft, ledger.head())


def _news(draft: Draft, before: Protected, occasion: Occasion) -> Draft:
    """The draft with the tables and numbers alone that are new: a table that stayed tells of fewer people than these."""
    old = drafted(Release(before.instrument, POLICY, {"area": before}), occasion, draft.at, draft.questions)
    tables = tuple(one for one in draft.tables if one not in old.tables)
    respondents = tuple(one for one in draft.respondents if one not in old.respondents)
    return Draft(
        at=draft.at,
        audience=draft.audience,
        rule=draft.rule,
        population=draft.population,
        waves=draft.waves,
        structure=draft.structure,
        questions=draft.questions,
        respondents=respondents,
        tables=tables,
    )
