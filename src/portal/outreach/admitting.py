"""Whom a link lets begin: everybody, or only who brings an invitation."""

from __future__ import annotations

from django.db import transaction

from portal.outreach import words
from portal.outreach.models import Admission
from portal.rounds.models import Link


class NotAdmitted(Exception):
    """A link that would let nobody begin; the message says why and what to do."""


@transaction.atomic
def admit(link: Link, *, only_invited: bool) -> bool:
    """Let only those begin who bring an invitation, or everybody again; whether that is new. Who has begun may go on either
    way. Raises NotAdmitted."""
    if only_invited and not link.invitation_lists.exists():
        raise NotAdmitted(words.NOBODY_INVITED)
    found, _ = Admission.objects.select_for_update().get_or_create(link=link)
    if found.by_invitation == only_invited:
        return False
    found.by_invitation = only_invited
    found.save(update_fields=["by_invitation"])
    return True
