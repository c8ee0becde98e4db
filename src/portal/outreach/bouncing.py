"""E-mails that came back: reports of delivery (RFC 3464) are read, and an address that failed for good is written to no more."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from django.db import transaction

from portal.councils import scope
from portal.outreach import silencing
from portal.outreach.models import InvitationList, Letter, Silence


@scope.everywhere("an e-mail came back: its area is known by the letter")
@transaction.atomic
def read(content: bytes) -> bool:
    """Whether a message is the report that a letter of ours failed for good; reading it again changes nothing."""
    report = message_from_bytes(content)
    if report.get_content_type() != "multipart/report" or not any(_failures(report)):
        return False
    letter = _letter(report)
    if letter is None:
        return False
    mine = letter.invitation.list
    InvitationList.objects.select_for_update(no_key=True).get(pk=mine.pk)  # letters are laid anew under this lock
    Letter.objects.filter(message_id=letter.message_id).update(
        state=Letter.State.REFUSED, claimed="", claimed_until=None
    )
    area, address = mine.link.area_id, letter.invitation.address
    if address:
        silencing.silence(area, silencing.digest_of(area, address), Silence.Why.BOUNCED)
    return True


def _failures(report: Message) -> Iterator[bool]:
    """Of each recipient, whether it failed for good; what a server holds against us (5.7) is not the address's fault."""
    for part in report.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in (one for one in blocks if isinstance(one, Message)) if isinstance(blocks, list) else ():
            action, status = str(block.get("Action", "")).strip().lower(), str(block.get("Status", "")).strip()
            yield action == "failed" and status.startswith("5.") and not status.startswith("5.7.")


def _letter(report: Message) -> Letter | None:
    """The letter of ours that the report carries, whole or by its head."""
    for part in report.walk():
        kind, inside = part.get_content_type(), part.get_payload()
        if kind == "text/rfc822-headers":
            head = message_from_bytes(part.get_payload(decode=True) or b"")  # type: ignore[arg-type]
        elif kind == "message/rfc822" and isinstance(inside, list) and isinstance(inside[0], Message):
            head = inside[0]
        else:
            continue
        name = str(head.get("Message-ID", "")).strip().strip("<>")
        rows = Letter.objects.select_related("invitation__list__link")
        if name and "\x00" not in name and (found := rows.filter(message_id=name).first()):
            return found
    return None
