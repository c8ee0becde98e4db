"""manage.py remind_actions: tell by e-mail, once, what is overdue in a council's plan; run it every hour."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.engagement import words
from portal.engagement.reminding import Reminding
from portal.outreach.words import NO_SERVER


class Command(BaseCommand):
    """Any number of these may run at the same time: nobody is told twice."""

    help = "Tell councils' managers by e-mail, once, which actions of their plans are overdue. Run it every hour."

    def handle(self, *_: object, **__: Any) -> None:
        """Tell who is to be told, and say how many were."""
        if not settings.SENDS_LETTERS:
            raise CommandError(NO_SERVER)
        work = Reminding(timezone.now)
        work.run()
        if work.sent:
            self.stdout.write(words.told_overdue(work.sent))
        if work.trouble:
            self.stderr.write(work.trouble)
