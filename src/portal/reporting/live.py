"""Live results for a council's own managers: what stands on the pages, and when it may move on."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from poet.protect import (
    STANDARD_POLICIES,
    Audience,
    Population,
    Protected,
    Release,
    Shown,
    Structure,
    Waves,
    as_told,
    refreshed,
)
from poet.protect.between import Numbers, means_of
from poet.protect.drafting import Occasion, drafted, news
from poet.protect.keeping import dump, load
from poet.protect.ledger import Overtaken
from poet.protect.means import SUM
from poet.protect.refresh import AT_LEAST, waves_of
from poet.protect.silent import telling
from portal.capture.models import Response
from portal.councils.models import Area, Former
from portal.questionnaires.models import Version
from portal.reporting.called import called_in, counted_today, today
from portal.reporting.counting import Counted, Counting
from portal.reporting.group_tallies import move_on
from portal.reporting.leaving import Gone, gone, told
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import Standing, Step
from portal.reporting.moments import opens_again
from portal.rounds import repeating
from portal.rounds.models import Participation, Round

POLICY = STANDARD_POLICIES[Audience.OWN]
# Up to so many responses a page counts anew by itself; beyond, `manage.py refresh_results` does, and no reader waits.
COUNTED_BY_PAGES = 5_000


# The tables of the digests that this process has read last: they never change.
_TABLES: dict[tuple[int, str], Protected] = {}
_MOST_TABLES = 16


@dataclass(frozen=True, slots=True)
class Stands:
    """The tables that stand on the pages, of the areas of which they tell something, a digest of what they tell, until when
    answers are counted in them, and, of so many councils that take part, from when they may move on; None where they may now."""

    tables: Protected
    at: datetime | None
    digest: str
    again: datetime | None

    @property
    def release(self) -> str:
        """What a report names these figures by."""
        return f"sha256:{self.digest[:16]}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a questionnaire, without its tables, how many responses there are now (None where they are too many for
    a page to count), how many councils take part, and whether some of them had other names once."""

    row: Standing
    so_far: int | None
    councils: int
    renamed: bool

    def again(self, asking: Round, moved: int | None = None) -> datetime | None:
        """From when the pages may move on that have moved so often."""
        return opens_again(asking, self.councils, self.row.refreshes if moved is None else moved, timezone.now())

    def stands(self, asking: Round, tables: Protected, at: datetime | None) -> Stands:
        """What is kept, as it stands."""
        return Stands(telling(tables), at, self.row.digest, self.again(asking))


def kept_of(asking: Round, versions: Collection[Version]) -> dict[int, Kept]:
    """What is kept of a round's questionnaires, by version in one statement."""
    return {version: kept for (_, version), kept in kept_each([(asking, one) for one in versions]).items()}


def kept_each(asked: Collection[tuple[Round, Version]]) -> dict[tuple[int, int], Kept]:
    """What is kept of questionnaires of several rounds, by both their keys in one statement."""
    if not asked:
        return {}
    there = Response.objects.filter(round=OuterRef("round"), version=OuterRef("version")).order_by()
    counted = Coalesce(Subquery(there.values("version").annotate(people=Count("pk")).values("people")), 0)
    # Whether there is one more than pages count: so that no reader waits until a million are counted.
    more = Exists(there.values("pk")[COUNTED_BY_PAGES : COUNTED_BY_PAGES + 1])
    few = Case(When(more, then=None), default=counted)
    of = reduce(or_, (Q(round=asking, version=version) for asking, version in asked))
    taking_part = Participation.objects.filter(round=OuterRef("round")).order_by()
    councils = Coalesce(Subquery(taking_part.values("round").annotate(areas=Count("pk")).values("areas")), 0)
    kept = Standing.objects.filter(of, audience=POLICY.audience).defer("tables")
    renamed = Exists(Former.objects.filter(area__participations__round=OuterRef("round")))
    rows = kept.annotate(so_far=few, councils=councils, renamed=renamed)
    return {(row.round_id, row.version_id): Kept(row, row.so_far, row.councils, row.renamed) for row in rows}


def standing(asking: Round, version: Version, kept: Kept | None, counting: Counting, *, wait: bool = False) -> Stands:
    """The tables that stand on the pages: as they were shown last, moved on only where every figure that changes gained
    ten people or more, and only at a moment at which pages of so many councils move. Each move is ledgered with it.

    `kept` is what `kept_of` found of the version. With `wait` the responses are counted however many there are; otherwise
    only while they are few, or where nothing stands yet.
    """
    if kept is None:
        return _first(asking, version, counting)
    names = called_in(asking) if kept.renamed else {}
    before = today(_loaded(kept.row, counting), names)
    there = counting.responses() if wait else kept.so_far
    if there is None or kept.again(asking):
        return kept.stands(asking, before, kept.row.at)
    if there == kept.row.counted:  # When answers were counted is told, and not whether anybody has come since.
        return kept.stands(asking, before, _looked(kept.row, there) if wait else timezone.now())
    counted = counted_today(counting.now(there, gone(asking, version.pk).ever), names)
    after = refreshed(before, counted.tables, numbers=_numbers(asking, version, counted))
    if telling(after) == telling(before):
        return kept.stands(asking, before, _looked(kept.row, there))
    return _moved(asking, version, kept, (before, after), there) or kept.stands(asking, before, kept.row.at)


def _looked(row: Standing, so_far: int) -> datetime:
    """Keep that so many responses were looked at and nothing moves; when."""
    Standing.objects.filter(pk=row.pk, digest=row.digest).update(counted=so_far, at=(at := timezone.now()))
    return at


def waves_now(asking: Round, version: Version, left: Gone) -> Waves:
    """The waves that a release covers which is issued now: all that stood on the pages so far, and whoever came since,
    without those who left."""
    kept = Standing.objects.filter(round=asking, version=version, audience=POLICY.audience).first()
    return waves_of(kept.refreshes + 1 if kept else 1, left.untold)


def replace_standing(asking: Round, version: Version, tables: Protected, so_far: int) -> None:
    """Let the area tables of a release that the proof allowed stand on the pages from now on; it is `waves_now`'s last
    wave. Call it in the transaction that ledgers the release."""
    tables = as_told(tables)
    kept, at, data = kept_of(asking, [version]).get(version.pk), timezone.now(), dump(tables)
    _stepped(asking, version, tables, None, at)
    Standing.objects.update_or_create(
        round=asking,
        version=version,
        audience=POLICY.audience,
        defaults={
            "tables": data,
            "refreshes": kept.row.refreshes + 1 if kept else 1,
            "digest": _digest(tables),
            "counted": so_far,
            "at": at,
        },
    )


def _digest(tables: Protected) -> str:
    """Of what the tables tell: it is printed, and does not change by what they do not."""
    return hashlib.sha256(dump(telling(tables))).hexdigest()


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


def _first(asking: Round, version: Version, counting: Counting) -> Stands:
    left = gone(asking, version.pk)
    so_far = counting.responses()
    now = counting.now(so_far, left.ever).tables
    tables, at, digest = dump(now), timezone.now(), _digest(now)
    try:
        with transaction.atomic():
            _ledgered(asking, version, now, None, 1)
            told(asking, version.pk, left)
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
            move_on(asking, version, now, None)
            repeating.move_on(asking.pk, version.pk, AT_LEAST)
    except (IntegrityError, Overtaken):
        # Somebody looked at the same moment: what they were shown is what stands.
        kept = kept_of(asking, [version])[version.pk]
        return kept.stands(asking, _loaded(kept.row, counting), kept.row.at)
    return Stands(telling(now), at, digest, None)


def _numbers(asking: Round, version: Version, counted: Counted) -> Numbers:
    """What the means of pages are held against: all that was told of them, on pages and in reports."""
    of = _population(asking, version)
    return Numbers(counted.largest, lambda: means_of(DatabaseLedger().holding(SUM, of), counted.tables.groups))


def _population(asking: Round, version: Version) -> Population:
    return Population(f"{asking.slug}/{asking.pk}", version.instrument.name, version.instrument.digest)


def _moved(asking: Round, version: Version, of: Kept, moves: tuple[Protected, Protected], so_far: int) -> Stands | None:
    """The pages as they moved on; None where another request moved them, or issued something, at the same moment."""
    (before, after), kept = moves, of.row
    tables, at, digest = dump(after), timezone.now(), _digest(after)
    changes = {
        "tables": tables,
        "refreshes": kept.refreshes + 1,
        "digest": digest,
        "counted": so_far,
        "at": at,
    }
    try:
        with transaction.atomic():
            # Not only the tables: something may have been issued that left them as they are, and is a wave of its own.
            stood = Standing.objects.filter(pk=kept.pk, digest=kept.digest, refreshes=kept.refreshes)
            if not stood.update(**changes):
                return None
            _ledgered(asking, version, after, before, kept.refreshes + 1)
            _stepped(asking, version, after, before, at)
            move_on(asking, version, after, before)
            repeating.move_on(asking.pk, version.pk, AT_LEAST)
    except Overtaken:
        return None
    return Stands(telling(after), at, digest, of.again(asking, kept.refreshes + 1))


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
    areas = tuple(after.groups)
    structure = Structure(areas, {"area": {area: (place,) for place, area in enumerate(areas)}})
    occasion = Occasion(_population(asking, version), waves_of(refresh), structure)
    at = timezone.now().isoformat(timespec="seconds")
    draft = drafted(Release(after.instrument, POLICY, {"area": after}), occasion, at)
    if before:
        shown = drafted(Release(before.instrument, POLICY, {"area": before}), occasion, at, draft.questions)
        draft = news(draft, shown)
    ledger = DatabaseLedger()
    ledger.append(draft, ledger.head())
