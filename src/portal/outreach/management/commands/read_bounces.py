"""manage.py read_bounces: read e-mails that came back, from a Maildir, an mbox, or one message on standard input."""

from __future__ import annotations

import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.outreach import bouncing, words


class Command(BaseCommand):
    """Nothing is removed from a mailbox; reading it again changes nothing."""

    help = "Read e-mails that came back, and write to these addresses no more. Reading again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """A Maildir or an mbox; without, one message comes in on standard input."""
        parser.add_argument("mailbox", nargs="?", type=Path)

    def handle(self, *_: object, **options: Any) -> None:
        """Read, and say how many were ours."""
        found = [bouncing.read(one) for one in _messages(options["mailbox"])]
        self.stdout.write(words.bounces_read(len(found), sum(found)))


def _messages(place: Path | None) -> Iterator[bytes]:
    if place is None:
        yield sys.stdin.buffer.read()
    elif place.exists():
        kept = mailbox.Maildir(place, create=False) if place.is_dir() else mailbox.mbox(place, create=False)
        with closing(kept):
            yield from (kept.get_bytes(key) for key in kept.iterkeys())
    else:
        raise CommandError(words.no_mailbox(str(place)))
