"""The mail server: letters are handed to it one at a time, and what it says of each is one of four things.

What goes wrong is told without anybody's address: a server's words may repeat it, so they are never passed on.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from enum import Enum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from portal.outreach import words

_SECONDS = 20.0


class Fate(Enum):
    """What became of a letter."""

    ACCEPTED = "the server has it"
    LATER = "the server says: not now"
    NEVER = "the server says: not at all"
    NO_SUCH_ADDRESS = "the server says: nobody is there"


class Trouble(Exception):
    """The server is not to be spoken with at present; no letter is to blame. The message says what to do."""


class Post:
    """A conversation with the server, opened where it is needed and closed at the end."""

    def __init__(self) -> None:
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Raises Trouble where nobody answers, or where we are not let in."""
        try:
            self._line = _opened()
        except (OSError, smtplib.SMTPException):
            raise Trouble(words.SERVER_SILENT) from None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: BaseException | TracebackType | None) -> None:
        """Say good-bye."""
        if self._line is None:
            return
        try:
            self._line.quit() if kind is None else self._line.close()
        except (OSError, smtplib.SMTPException):
            self._line.close()

    def hand(self, letter: EmailMessage, to: str) -> Fate:
        """Hand a letter over. Raises Trouble: then nobody knows whether the server has it."""
        assert self._line is not None
        try:
            self._line.send_message(letter, from_addr=settings.DEFAULT_FROM_EMAIL, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            return _fate(*next(iter(refused.recipients.values())))
        except smtplib.SMTPDataError as refused:
            return _fate(refused.smtp_code, refused.smtp_error)
        except smtplib.SMTPSenderRefused:
            raise Trouble(words.SERVER_REFUSES_US) from None
        except smtplib.SMTPNotSupportedError:
            return Fate.NEVER  # letters outside ASCII before the @, and a server that knows none
        except (OSError, smtplib.SMTPException):
            raise Trouble(words.SERVER_SILENT) from None
        return Fate.ACCEPTED


def _fate(code: int, said: bytes | str) -> Fate:
    """4 means later, 5 never (RFC 5321); 5.1 before the words, that the address is wrong (RFC 3463)."""
    if code < 500:
        return Fate.LATER
    begins = said if isinstance(said, str) else said.decode("ascii", "replace")
    return Fate.NO_SUCH_ADDRESS if begins.startswith("5.1.") else Fate.NEVER


def _opened() -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    ours = urlsplit(settings.SITE).hostname or "localhost"
    line = kind(
        settings.EMAIL_HOST, settings.EMAIL_PORT, local_hostname=ours, timeout=settings.EMAIL_TIMEOUT or _SECONDS
    )
    if settings.EMAIL_USE_TLS:
        line.starttls(context=ssl.create_default_context())
    if settings.EMAIL_HOST_USER:
        line.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    return line
