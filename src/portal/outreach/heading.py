"""What stands above every e-mail of the portal: who writes, its lasting name, and how to ask for no more (RFC 8058)."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

# Addresses in headers are long, and stay in one piece on one line.
_POLICY = SMTP.clone(max_line_length=900)


def headed(subject: str, sender: str, to: str, *, message_id: str, silence: str, at: datetime) -> EmailMessage:
    """A letter without its text; `silence` is where somebody asks for no more letters, "" where there is no such place."""
    made = EmailMessage(policy=_POLICY)
    made["Subject"] = subject
    made["From"] = Address(display_name=sender, addr_spec=settings.DEFAULT_FROM_EMAIL)
    made["To"] = to
    made["Message-ID"] = f"<{message_id}>"
    made["Date"] = format_datetime(at)
    made["Auto-Submitted"] = "auto-generated"
    if silence:
        made["List-Unsubscribe"] = f"<{silence}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return made
