"""The latest responses lie in an order by chance: no row's place and no transaction's number says which came last.

A new response is laid down together with the latest ones of its kind, all anew, in an order drawn by lot. When they are
twice TOGETHER, TOGETHER of them, drawn by lot too, stay where they are from then on; the others go on with those to come.
"""

from __future__ import annotations

from random import SystemRandom
from uuid import UUID

from portal.capture.models import Response
from portal.councils import scope
from portal.outreach.swapping import TOGETHER
from portal.rounds.models import Link

_chance = SystemRandom()


def store(new: Response, link: str) -> list[UUID]:
    """Store a response that came by the link with this token, inside the transaction that takes it in. Gives the keys of
    all that were laid down anew: what hangs on them is to be laid anew as well, or its own order would tell."""
    # Who sends at the same link waits: two that lay the same rows would lose each other's.
    Link.objects.select_for_update(no_key=True).get(pk=link)
    # Whoever holds a link adds to its area; what is read here is laid down again and reaches nobody.
    with scope.within({new.area_id}):
        latest = Response.objects.filter(
            round=new.round_id, area=new.area_id, version=new.version_id, variant=new.variant, settled=False
        )
        rows = [*latest, new]
        _chance.shuffle(rows)
        if len(rows) >= 2 * TOGETHER:
            for one in rows[:TOGETHER]:
                one.settled = True
        # Raw: nothing that hangs on a response may go with it, as it is there again before the transaction ends.
        latest._raw_delete(latest.db)
        Response.objects.bulk_create(rows)
    return [one.key for one in rows]
