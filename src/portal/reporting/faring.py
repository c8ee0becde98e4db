"""What stands of how a version's questions fare in a round, and when it may move on: two looks on both sides of one answer
show the same.

Sums that only grow move on by tens, like every live page. How many stopped at a page falls when they go on, and what is asked
only after an answer tells how few newcomers were not asked: that is told once, when nobody answers any more.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from poet.instrument import Item
from poet.protect import OptionTable, Protected, Shown, Table, Why, protect, refreshed
from poet.protect.keeping import dump, load
from poet.protect.publishing import STANDARD
from poet.protect.refresh import nothing
from portal.capture.models import Tally
from portal.councils import scope
from portal.questionnaires.models import Version
from portal.reporting.extract import asked_in
from portal.reporting.models import Standing
from portal.reporting.moments import opens_again
from portal.reporting.tallied import WENT, counts, shaped
from portal.rounds.models import Round, Window

# Authors belong to no council: they are told what everybody may be told.
POLICY = STANDARD
AUDIENCE = "authors, of how questions fare"


def faring(asking: Round, version: Version) -> Protected | None:
    """The tables that stand by now, by face; None before anybody was asked anything. Where they may, they move on first."""
    with scope.everywhere("how the questions fare, in all areas together"):
        kept = Standing.objects.filter(round=asking, version=version, audience=AUDIENCE).first()
        if kept is not None and opens_again(asking, asking.participations.count(), kept.refreshes, timezone.now()):
            return _loaded(kept, asking, version)
        found = _counted(asking, version)
        if found is None or kept is None:
            return found if found is None else _first(asking, version, found)
        before = _loaded(kept, asking, version)
        after = moved(before, found)
        return after if dump(after) == dump(before) or _moves(kept, after) else before


def faces_of(tables: Protected) -> tuple[str, ...]:
    """The faces that are told apart. One alone is not: whether it is all there is, or one person was asked in another, is
    nobody's to see."""
    told = tuple(face for face, of in sorted(tables.groups.items()) if any(map(_is_told, of.values())))
    return told if len(told) > 1 else ()


def moved(before: Protected, found: Protected) -> Protected:
    """What may stand where `before` stood: what is told once is told as it is found, and stays as it was told."""
    after = refreshed(before, found)
    for name, item in after.instrument.by_id.items():
        if _is_told_once(item):
            was = [before.whole.get(name), *(of.get(name) for of in before.groups.values())]
            is_told = any(one is not None and _is_told(one) for one in was)
            after = _with(after, before if is_told else found, name)
    return after


def _with(after: Protected, other: Protected, name: str) -> Protected:
    """The tables with those of one item as they are in others; nothing of it where they have none."""
    groups = {
        face: {**of, name: other.groups.get(face, {}).get(name) or nothing(of[name])}
        for face, of in after.groups.items()
    }
    return replace(after, whole={**after.whole, name: other.whole[name]}, groups=groups)


def _is_told_once(item: Item) -> bool:
    return bool(item.when) or item.id.startswith(WENT[0])


def _is_told(table: Table) -> bool:
    return isinstance(table, OptionTable) and isinstance(table.base, Shown)


def _counted(asking: Round, version: Version) -> Protected | None:
    """What the tallies allow to be told by now if nothing was told before; None where there are none."""
    tallies = list(Tally.objects.filter(round=asking, version=version))
    if not tallies:
        return None
    found = protect(counts(asked_in(asking, version), tallies), POLICY)
    return found if asking.window(timezone.now()) is Window.CLOSED else _while_open(found)


def _while_open(tables: Protected) -> Protected:
    """The tables without what is told once, when the round has closed."""

    def shown(of: Table) -> Table:
        return nothing(of, Why.IN_REPORTS) if _is_told_once(of.item) else of

    whole = {name: shown(one) for name, one in tables.whole.items()}
    groups = {face: {name: shown(one) for name, one in of.items()} for face, of in tables.groups.items()}
    return replace(tables, whole=whole, groups=groups)


def _loaded(kept: Standing, asking: Round, version: Version) -> Protected:
    return load(bytes(kept.tables), shaped(asked_in(asking, version)), POLICY)


def _first(asking: Round, version: Version, found: Protected) -> Protected:
    """Keep what is told first; what somebody else was shown at the same moment, where there is somebody."""
    data = dump(found)
    try:
        with transaction.atomic():
            Standing.objects.create(
                round=asking,
                version=version,
                audience=AUDIENCE,
                tables=data,
                digest=_digest(data),
                at=timezone.now(),
            )
    except IntegrityError:
        return _loaded(Standing.objects.get(round=asking, version=version, audience=AUDIENCE), asking, version)
    return found


def _moves(kept: Standing, after: Protected) -> bool:
    """Keep what stands from now on; False where another look moved it on at the same moment."""
    data = dump(after)
    stood = Standing.objects.filter(pk=kept.pk, digest=kept.digest, refreshes=kept.refreshes)
    changes = {"tables": data, "digest": _digest(data), "refreshes": kept.refreshes + 1, "at": timezone.now()}
    return bool(stood.update(**changes))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
