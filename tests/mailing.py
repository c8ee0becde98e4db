"""A mail server of the tests' own, over the wire: it keeps what it is given, and refuses what it is told to refuse."""

from __future__ import annotations

import email
import email.policy
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time as clock
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

NOW = "250 OK"


@dataclass
class Server:
    """What came in, by address, and what is said to an address (`says`) or to a letter's content (`after`)."""

    port: int = 0
    got: dict[str, list[EmailMessage]] = field(default_factory=lambda: defaultdict(list))
    says: dict[str, str] = field(default_factory=dict)
    after: str = NOW
    slow: float = 0
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802 (as the library calls it)
        """Take an address, or not."""
        self.asked.append(address)
        said = self.says.get(address, NOW)
        if said == NOW:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 (as the library calls it)
        """Take a letter, or not."""
        time.sleep(self.slow)
        if self.after == NOW:
            with self.lock:
                for to in envelope.rcpt_tos:
                    self.got[to].append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.after

    @property
    def letters(self) -> list[EmailMessage]:
        """Everything that came in."""
        return [one for several in self.got.values() for one in several]


@contextmanager
def server() -> Iterator[Server]:
    """A mail server on a free port of this machine."""
    kept = Server(free_port())
    there = Controller(kept, hostname="127.0.0.1", port=kept.port, enable_SMTPUTF8=True)
    there.start()
    try:
        yield kept
    finally:
        there.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port


def names(settings: Any, port: int) -> None:
    """Tell the portal of the server; nobody is asleep."""
    settings.SENDS_LETTERS = True
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 10
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "poet@portal.example"
    settings.QUIET = (QUIET_NEVER, QUIET_NEVER, frozenset())


QUIET_NEVER = clock()


def plain(letter: EmailMessage) -> str:
    """What a letter says as text."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def page(letter: EmailMessage) -> str:
    """What it says as a page."""
    part = letter.get_body(("html",))
    assert part is not None
    return str(part.get_content())
