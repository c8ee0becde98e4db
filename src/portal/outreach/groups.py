"""Links of groups: made, paused, opened, and counted when an answer is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.dispatch import Signal

from portal.councils import scope
from portal.councils.models import Collector
from portal.outreach import words
from portal.outreach.models import NAME_LENGTH, GroupLink
from portal.outreach.vouchers import voucher, way_of
from portal.rounds.models import Link

# Asked with the tokens of `groups`: whoever hears answers how many of each may be told, in tens, by token.
tallies = Signal()


class NotMade(Exception):
    """A group link that cannot be made; the message says why and what to do. `at` is the field it is about."""

    def __init__(self, message: str, at: str) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Named:
    """A group as a manager names it; `collector` is the area's organisation that hands the link out, if any."""

    name: str
    kind: str
    collector: Collector | None = None


def make(link: Link, named: Named) -> GroupLink:
    """A link for a group. Raises NotMade."""
    name = " ".join(named.name.split())
    if not name:
        raise NotMade(words.GROUP_NAMELESS, "name")
    if len(name) > NAME_LENGTH:
        raise NotMade(words.GROUP_LONG, "name")
    if named.kind not in GroupLink.Kind.values:
        raise NotMade(words.GROUP_KINDLESS, "kind")
    try:
        with transaction.atomic():
            return GroupLink.objects.create(link=link, name=name, kind=named.kind, collector=named.collector)
    except IntegrityError:
        raise NotMade(words.group_taken(name), "name") from None


@scope.everywhere("a group's short address is opened: its area is known by then")
def link_of(token: str) -> str | None:
    """The token of the link that a group's link leads to; None for one that no group has."""
    return GroupLink.objects.filter(token=token).values_list("link_id", flat=True).first()


def in_group(link: str, token: str) -> GroupLink | None:
    """The group with this token at a link."""
    return GroupLink.objects.filter(link=link, token=token).first()


def renewed(link: str, key: str) -> str | None:
    """A new voucher for the group that a draft's key came by; None where it came by none that is open."""
    way = way_of(key, link, GroupLink.objects.filter(link=link, paused=False).values_list("token", flat=True))
    return voucher(link, way) if way else None


def told(groups: Collection[str]) -> dict[str, int]:
    """How many answers of each of these groups (tokens) are told, in tens; of whom nothing is told, nothing."""
    heard: Sequence[tuple[object, Any]] = tallies.send(sender=GroupLink, groups=groups)
    return {token: people for _, found in heard for token, people in found.items() if people}


def count_for_its_group(link: str, key: str) -> None:
    """Count what is being sent for the group that its draft's key came by, if it came by one."""
    way = way_of(key, link, GroupLink.objects.filter(link=link).values_list("token", flat=True))
    if way:
        GroupLink.objects.filter(token=way).update(sent=F("sent") + 1)
