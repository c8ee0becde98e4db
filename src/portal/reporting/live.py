"""Live results for a council's own managers: what stands on the pages, and when it may move on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from poet.instrument import Instrument
from poet.protect import (
    STANDARD_POLICIES,
    Audience,
    Population,
    Protected,
    Release,
    Structure,
    Waves,
    refreshed,
)
from poet.protect.drafting import Occasion, drafted
from poet.protect.keeping import dump, load
from poet.protect.ledger import Draft, Overtaken
from portal.questionnaires.models import Version
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.models import Standing
from portal.rounds.models import Round

POLICY = STANDARD_POLICIES[Audience.OWN]
# What was looked at last in this process: with the same answers and tables there is nothing to decide again.
_LOOKED_AT: dict[int, tuple[str, int]] = {}


def standing(
    asking: Round, version: Version, asked: Instrument, responses: int, now: Callable[[], Protected]
) -> Protected:
    """The tables that stand on the pages when so many have answered and `now` gives their tables: as they were shown
    last, moved on only where every figure that changes gained ten people or more. Each move is ledgered with it.

    `asked` is all that was asked anywhere in the round.
    """
    kept = _kept(asking, version).defer("tables").first()
    if kept is None:
        return _first(asking, version, asked, now())
    before = _loaded(kept.digest, asked, kept.pk)
    if _LOOKED_AT.get(kept.pk) == (kept.digest, responses):
        return before
    after = refreshed(before, now())
    if after != before and not _moved(asking, version, kept, before, after):
        return before
    _LOOKED_AT[kept.pk] = (hashlib.sha256(dump(after)).hexdigest(), responses)
    return after


def forget() -> None:
    """Forget what this process has looked at; everything is decided again from the database."""
    _LOOKED_AT.clear()
    _loaded.cache_clear()


def _kept(asking: Round, version: Version) -> QuerySet[Standing]:
    return Standing.objects.filter(round=asking, version=version, audience=POLICY.audience)


@lru_cache(maxsize=16)
def _loaded(digest: str, asked: Instrument, standing_id: int) -> Protected:
    """The tables of a digest, which never change."""
    tables = bytes(Standing.objects.values_list("tables", flat=True).get(pk=standing_id, digest=digest))
    return load(tables, asked, POLICY)


def _first(asking: Round, version: Version, asked: Instrument, now: Protected) -> Protected:
    tables = dump(now)
    try:
        with transaction.atomic():
            _ledgered(asking, version, now, None, 1)
            Standing.objects.create(
                round=asking,
                version=version,
                audience=POLICY.audience,
                tables=tables,
                digest=hashlib.sha256(tables).hexdigest(),
            )
    except (IntegrityError, Overtaken):
        # Somebody looked at the same moment: what they were shown is what stands.
        kept = _kept(asking, version).defer("tables").get()
        return _loaded(kept.digest, asked, kept.pk)
    return now


def _moved(asking: Round, version: Version, kept: Standing, before: Protected, after: Protected) -> bool:
    """Whether the pages moved on; not where another request moved them, or issued something, at the same moment."""
    tables = dump(after)
    digest = hashlib.sha256(tables).hexdigest()
    try:
        with transaction.atomic():
            state = Standing.objects.filter(pk=kept.pk, digest=kept.digest)
            if not state.update(tables=tables, refreshes=kept.refreshes + 1, digest=digest):
                return False
            _ledgered(asking, version, after, before, kept.refreshes + 1)
    except Overtaken:
        return False
    return True


def _ledgered(asking: Round, version: Version, after: Protected, before: Protected | None, refresh: int) -> None:
    """Append what is new on the pages. Raises Overtaken."""
    core, areas = version.instrument, tuple(after.groups)
    occasion = Occasion(
        Population(f"{asking.slug}/{asking.pk}", core.name, core.digest),
        Waves(tuple(f"refresh {number}" for number in range(1, refresh + 1))),
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
