"""A letter as an e-mail: text and a page of its own words, no picture, nothing that tells when or whether it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from django.template.loader import render_to_string

from portal.outreach.heading import headed
from portal.outreach.wording import Part, Sheet


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one letter has of its own: to whom, its lasting name, the code and where it leads, where to ask for no more."""

    to: str
    message_id: str
    code: str
    address: str
    silence: str = ""


def message(said: Sheet, one: Envelope, at: datetime) -> EmailMessage:
    """The e-mail: its words as text, and as a page."""
    subject, sender = said.parts[0].subject, said.signed or said.area
    made = headed(subject, sender, one.to, message_id=one.message_id, silence=one.silence, at=at)
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
