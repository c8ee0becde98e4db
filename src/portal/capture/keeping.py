"""Drafts: begun, kept at every page, and forgotten when they have lain long enough."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from poet.instrument.overlays import STANDARD
from portal.capture.models import KEY_LENGTH, Draft, Look, Receipt
from portal.capture.tallying import Passed, add, figures
from portal.councils import scope
from portal.outreach.models import Swap
from portal.outreach.swapping import KEPT_FOR as SWAPS_KEPT_FOR
from portal.rounds.models import Round

# A draft nobody has touched for this long is removed with the receipts of that age.
KEPT_FOR = timedelta(days=30)
ENDED = timedelta(days=2)  # the time in which what was begun may be finished is over by then
_KEY = re.compile(rf"[A-Za-z0-9_-]{{{KEY_LENGTH}}}")


def new_key() -> str:
    """A draft's key: 192 bits."""
    return secrets.token_urlsafe(KEY_LENGTH * 3 // 4)


def is_key(said: str) -> bool:
    """Whether this can be a draft's key at all."""
    return _KEY.fullmatch(said) is not None


def receipt_digest(draft_key: str) -> str:
    """What a receipt keeps of a draft's key."""
    return hashlib.sha256(draft_key.encode()).hexdigest()


def is_sent(draft_key: str) -> bool:
    """Whether the draft with this key was sent and its response is stored."""
    return Receipt.objects.filter(digest=receipt_digest(draft_key)).exists()


@transaction.atomic
def keep(
    *,
    draft_key: str,
    link: str,
    cells: Mapping[str, str],
    today: date,
    face: str = STANDARD,
    look: str = Look.PLAIN,
    passed: Passed | None = None,
    as_shown: Collection[str] = (),
) -> dict[str, str] | None:
    """Write the cells of a page, and how it was asked, into the draft, begun if need be; an empty cell removes an
    answer. `link` is the link's token. `passed` is the page, if it was taken in whole: it is tallied the first time.
    `as_shown` are the items that were sent as the page showed them: what another tab said of them since stays.

    Gives all the draft's answers, or None if the draft was sent in the meantime or belongs to another link.
    """
    found = Draft.objects.select_for_update().filter(key=draft_key).first()
    if found is None:
        if is_sent(draft_key):
            return None
        as_shown = ()  # what was shown lay in a draft that is gone
        # Of two that begin it together one does; and a key that belongs to another link stays there.
        Draft.objects.bulk_create([Draft(key=draft_key, link_id=link, touched=today)], ignore_conflicts=True)
        found = Draft.objects.select_for_update().filter(key=draft_key).first()
    if found is None or found.link_id != link:
        return None
    said = {item: cell for item, cell in cells.items() if item not in as_shown}
    found.answers = {item: cell for item, cell in {**found.answers, **said}.items() if cell}
    found.face, found.look, found.touched = face, look, today
    if passed is not None and passed.at >= found.passed:
        found.passed = passed.at + 1
        add(passed.asked, figures(passed, cells))
    found.save(update_fields=["answers", "face", "look", "passed", "touched"])
    return dict(found.answers)


@scope.everywhere("forgetting what has lain too long")
@transaction.atomic
def forget(*, today: date) -> int:
    """Remove drafts and receipts that nobody has touched for a month; how many drafts went.

    A receipt stays while a round with invitations goes on: without it a voucher would be good once more.
    """
    before = today - KEPT_FOR
    _, gone = Draft.objects.filter(touched__lt=before).delete()
    inviting = Round.objects.filter(links__invitation_lists__isnull=False)
    going_on = inviting.filter(opens__date__lte=today, closes__date__gte=today - ENDED)
    first = going_on.order_by("opens").values_list("opens", flat=True).first()
    Receipt.objects.filter(touched__lt=min(before, timezone.localdate(first)) if first else before).delete()
    Swap.objects.filter(day__lt=today - SWAPS_KEPT_FOR).delete()
    return gone.get(Draft._meta.label, 0)  # the ways back that go with a draft are not counted
