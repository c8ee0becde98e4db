"""How a made-up council reaches made-up families: links of groups with their counts, and letters by e-mail, some answered.

Everything through the actions that the council's pages and its families' browsers call. The letters go into files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from portal.capture import keeping
from portal.capture.submitting import Submitted, submit
from portal.demonstration.letter_box import letter_box
from portal.keepsakes.giving import code_of, in_groups
from portal.outreach import codes, groups, listing, outbox, planning, swapping
from portal.outreach.models import GroupLink, Invitation, InvitationList
from portal.outreach.outbox import Sending
from portal.outreach.quiet import loud_from, quiet
from portal.outreach.swapping import TOGETHER, Swapped
from portal.outreach.vouchers import voucher
from portal.outreach.wording import address_of
from portal.rounds.models import Link


@dataclass(frozen=True, slots=True)
class Handed:
    """A group that was given a link: what it is, and how many of it answered."""

    name: str
    kind: GroupLink.Kind
    answered: int


GROUPS = (
    Handed("Made-up Oak School", GroupLink.Kind.SCHOOL, 14),
    Handed("Made-up parents' morning", GroupLink.Kind.COMMUNITY, 4),
    Handed("Made-up town hall event", GroupLink.Kind.EVENT, 0),
)
LIST = "Made-up families with a new plan"
FAMILIES, USED = 30, 3 * TOGETHER + 1
# How many answers come in by groups and letters.
ANSWERS = sum(one.answered for one in GROUPS) + USED
# Whoever of the first group answered first holds the code that is shown to whoever looks at the demonstration.
_KEEPER = b"made-up-code"

Answer = Callable[[], dict[str, str]]


def reach(link: Link, answer: Answer, *, now: datetime) -> None:
    """Hand out the links, send the letters, and let some answer; `answer` makes up what one of them says."""
    for handed in GROUPS:
        made = groups.make(link, groups.Named(handed.name, handed.kind))
        for number in range(handed.answered):
            _sent(link, voucher(link.token, made.token, None if number else _KEEPER), answer(), now)
    made_list = listing.make(link, name=LIST, addresses=_addresses(), on=timezone.localdate(now))
    InvitationList.objects.filter(pk=made_list.pk).update(signed="Made-up SEND team", added="This letter is made up.")
    made_list.refresh_from_db()
    awake = loud_from(now, quiet())
    planning.begin(made_list, outbox.domain(), now)
    with letter_box(letters()):
        Sending(lambda: awake).run()
    for address in _addresses()[:USED]:
        key = Invitation.objects.get(list=made_list, address=address).key
        swapped = swapping.swap(codes.plain(key), swapping.new_chance(), now)
        assert isinstance(swapped, Swapped), swapped
        _sent(link, swapped.voucher, answer(), now)


def _addresses() -> list[str]:
    """Addresses that lead to no letter box."""
    return [f"family-{number:02}@made-up.example" for number in range(1, FAMILIES + 1)]


def _sent(link: Link, key: str, said: dict[str, str], now: datetime) -> None:
    keeping.keep(draft_key=key, link=link.token, cells=said, today=now.date())
    outcome = submit(draft_key=key, now=now)
    assert isinstance(outcome, Submitted), outcome


def letters() -> Path:
    """Where the letters are kept as files."""
    return Path(settings.VAR) / "demo" / "letters"


def invitation(link: Link) -> str:
    """The path of an invitation that nobody has used yet; "" where there is none."""
    rows = Invitation.objects.filter(list__link=link, list__name=LIST, address=_addresses()[-1])
    key = rows.values_list("key", flat=True).first()
    return address_of(codes.code_of(key), "en").removeprefix(settings.SITE) if key else ""


def keepsake(link: Link) -> str:
    """The code that somebody of the first group was given with the thank-you; "" where there is none."""
    found = GroupLink.objects.filter(link=link, name=GROUPS[0].name).first()
    return in_groups(code_of(voucher(link.token, found.token, _KEEPER))) if found else ""
