"""A letter as an e-mail: text and a page of its own words, no picture, nothing that tells when or whether it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string

from portal.outreach.wording import Part, Sheet

# Addresses in headers are long, and stay in one piece on one line.
_POLICY = SMTP.clone(max_line_length=900)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one letter has of its own: to whom, its lasting name, the code and where it leads, where to ask for no more."""

    to: str
    message_id: str
    code: str
    address: str
    silence: str = ""


def message(said: Sheet, one: Envelope, at: datetime) -> EmailMessage:
    """The e-mail, with the headers by which a mail program offers to write no more (RFC 8058)."""
    made = EmailMessage(policy=_POLICY)
    made["Subject"] = said.parts[0].subject
    made["From"] = Address(display_name=said.signed or said.area, addr_spec=settings.DEFAULT_FROM_EMAIL)
    made["To"] = one.to
    made["Message-ID"] = f"<{one.message_id}>"
    made["Date"] = format_datetime(at)
    made["Auto-Submitted"] = "auto-generated"
    if one.silence:
        made["List-Unsubscribe"] = f"<{one.silence}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(text(said, one))
    made.add_alternative(page(said, one), subtype="html")
    return made


def text(said: Sheet, one: Envelope) -> str:
    """The letter as plain text."""
    return "\n\n----\n\n".join("\n\n".join(_lines(part, one)) for part in said.parts) + "\n"


def _lines(part: Part, one: Envelope) -> list[str]:
    silence = [f"{part.silence}:\n{one.silence}"] if one.silence else []
    return [
        *part.notes,
        part.call,
        *part.before,
        f"{part.open}:\n{one.address}",
        f"{part.type}\n{one.code}",
        *part.after,
        *silence,
    ]


def page(said: Sheet, one: Envelope) -> str:
    """The letter as a page that is read aloud in its languages."""
    return render_to_string("outreach/letter.html", {"sheet": said, "one": one})
