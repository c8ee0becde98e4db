"""An invitation is swapped for a voucher, in a commit of its own, and no row says which for which.

What the database tells apart must be at least TOGETHER people, or a voucher could be followed to an address: by the order
of rows, by transaction numbers, by two backups a day apart. So a used invitation is not marked. A digest waits instead that
without the installation's secret leads to none, in a pool that is laid anew in an order by chance each time. When twice
TOGETHER wait, TOGETHER of them, drawn by lot, are marked at once, and as many stay. Those who are marked together cannot be
told from one another, and neither can those who are not marked: docs/decisions/0019-an-invitation-leads-to-no-answer.md.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from random import SystemRandom

from django.db import transaction
from django.utils import timezone

from portal.councils import scope
from portal.outreach import codes
from portal.outreach.models import Invitation, InvitationList, Swap, Waiting
from portal.outreach.vouchers import INVITATION, keyed, voucher
from portal.rounds.models import Round, Window

TOGETHER = 5
KEPT_FOR = timedelta(days=2)  # a page that is sent twice is sent twice within a browser's session
_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class Swapped:
    """A voucher, and the token of the link it opens."""

    link: str
    voucher: str


class NotSwapped(Enum):
    """Why there is no voucher."""

    UNKNOWN = "no invitation has this code"
    USED = "the invitation was used"
    NOT_OPEN = "the round is not open"


def new_chance() -> str:
    """What a page with a code carries, so that sending it twice asks for the same voucher."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class Invited:
    """Where an invitation leads: its link's token, who asks, and when."""

    link: str
    area: str
    round: Round


@scope.everywhere("an invitation is opened: its area is known by then")
def find(said: str) -> Invited | None:
    """Where a code leads; None for one that no invitation has. Looking takes nothing up."""
    letters = codes.read(said)
    found = _invitation(letters) if letters else None
    if found is None:
        return None
    link = found.list.link
    return Invited(link.token, link.area.name, link.round)


def _invitation(letters: str) -> Invitation | None:
    rows = Invitation.objects.select_related("list__link__area", "list__link__round")
    return rows.filter(digest=codes.digest_of(letters)).first()


@scope.everywhere("an invitation is swapped: its area is known by then")
@transaction.atomic(durable=True)
def swap(said: str, chance: str, now: datetime) -> Swapped | NotSwapped:
    """A voucher for the code; the same one again for the same chance. `durable`: it is a commit of its own."""
    letters = codes.read(said)
    found = _invitation(letters) if letters else None
    if found is None or letters is None:
        return NotSwapped.UNKNOWN
    if found.list.link.round.window(now) is not Window.OPEN:
        return NotSwapped.NOT_OPEN
    mine = InvitationList.objects.select_for_update(no_key=True).get(pk=found.list_id)
    link = found.list.link_id
    ours, digest = codes.swap_digest(letters, chance), codes.spent_digest(letters)
    if not Swap.objects.filter(digest=ours).exists():
        found.refresh_from_db(fields=["used"])
        if found.used or Waiting.objects.filter(digest=digest).exists():
            return NotSwapped.USED
        Swap.objects.create(digest=ours, day=timezone.localdate(now))
        _wait(mine, digest)
    return Swapped(link, voucher(link, INVITATION, keyed("chance", letters, chance)))


def _wait(mine: InvitationList, digest: str) -> None:
    """Put a digest among those that wait; mark some once there are enough."""
    rows = Waiting.objects.filter(list=mine)
    pool = [*rows.values_list("digest", flat=True), digest]
    rows.delete()
    _chance.shuffle(pool)
    if len(pool) >= 2 * TOGETHER:
        _mark(mine, pool[:TOGETHER])
        pool = pool[TOGETHER:]
    Waiting.objects.bulk_create([Waiting(digest=one, list=mine) for one in pool])


def _mark(mine: InvitationList, digests: Iterable[str]) -> None:
    """Find which invitations these are, by trying all that are left, and mark them in one statement."""
    wanted = set(digests)
    left = Invitation.objects.filter(list=mine, used=False).values_list("key", flat=True)
    keys = [key for key in left if codes.spent_digest(codes.plain(key)) in wanted]
    Invitation.objects.filter(key__in=keys).update(used=True)
