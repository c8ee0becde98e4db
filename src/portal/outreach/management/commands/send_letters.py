"""manage.py send_letters: send invitations and reminders that are due, once or for as long as it runs."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from portal.outreach import words
from portal.outreach.outbox import Sending

PAUSE, LONGEST = 30, 900  # seconds


class Command(BaseCommand):
    """Any number of these may run at the same time: each letter is sent by one of them."""

    help = "Send invitations and reminders by e-mail that are due. Any number of these may run at the same time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or on and on."""
        parser.add_argument("--once", action="store_true", help="Send what is due now, and end.")

    def handle(self, *_: object, **options: Any) -> None:
        """Send; in trouble wait longer each time, up to a quarter of an hour."""
        if not settings.SENDS_LETTERS:
            raise CommandError(words.NO_SERVER)
        pause = PAUSE
        while True:
            sending = Sending(timezone.now)
            sending.run()
            self._tell(sending)
            if options["once"]:
                return
            pause = min(pause * 2, LONGEST) if sending.trouble else PAUSE
            close_old_connections()
            time.sleep(pause)

    def _tell(self, sending: Sending) -> None:
        """How many, and to nobody by name."""
        if any(sending.done.values()):
            self.stdout.write(words.sent_off(sending.done))
        if sending.trouble:
            self.stderr.write(sending.trouble)
