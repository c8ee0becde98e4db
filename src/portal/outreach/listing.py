"""Lists of people to invite: addresses checked in full before any is stored, codes for letters, and erasing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from portal.outreach import codes, words
from portal.outreach.models import NAME_LENGTH, Invitation, InvitationList, Letter, new_key
from portal.rounds.models import Link

# Fewer could be told apart by who has answered; whoever is fewer is given a group link.
FEWEST, MOST = 10, 20_000


class NotListed(Exception):
    """A list that cannot be made; each message says what is wrong and what to do. `at` is the field they are about."""

    def __init__(self, messages: Sequence[str], at: str) -> None:
        super().__init__(" ".join(messages))
        self.messages, self.at = tuple(messages), at


@transaction.atomic
def make(link: Link, *, name: str, addresses: Sequence[str] = (), letters: int = 0, on: date) -> InvitationList:
    """A list with an invitation for each address, or for so many letters. Raises NotListed, and stores nothing then."""
    called = " ".join(name.split())
    _check(link, called, len(addresses) or letters, by_mail=bool(addresses))
    made = InvitationList.objects.create(link=link, name=called, by_mail=bool(addresses), made=on)
    Invitation.objects.bulk_create(_invitations(made, addresses or [""] * letters), batch_size=500)
    return made


def _check(link: Link, name: str, number: int, *, by_mail: bool) -> None:
    if not name:
        raise NotListed([words.LIST_NAMELESS], "name")
    if len(name) > NAME_LENGTH:
        raise NotListed([words.LIST_LONG], "name")
    if InvitationList.objects.filter(link=link, name=name).exists():
        raise NotListed([words.list_taken(name)], "name")
    if not FEWEST <= number <= MOST:
        raise NotListed([words.too_few_or_many(number, FEWEST, MOST)], "addresses" if by_mail else "letters")


def _invitations(made: InvitationList, addresses: Sequence[str]) -> Iterator[Invitation]:
    for address in addresses:
        key = new_key()
        yield Invitation(key=key, list=made, digest=codes.digest_of(codes.plain(key)), address=address)


@transaction.atomic
def erase(made: InvitationList, on: date) -> int:
    """Erase the addresses of a list and what has to do with sending; how many addresses went."""
    invitations = Invitation.objects.filter(list=made)
    gone = invitations.exclude(address="").count()
    Letter.objects.filter(invitation__list=made).delete()
    invitations.update(address="")
    InvitationList.objects.filter(pk=made.pk).update(erased=on, stopped=True)
    return gone
