"""manage.py forget: remove the drafts and receipts that nobody has touched for a month, and who wrote for a council long ago."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.capture import keeping
from portal.people import interest


class Command(BaseCommand):
    """Forget what has lain long enough; running it again changes nothing."""

    help = "Remove drafts, with their picture-words, and receipts that nobody has touched for 30 days."

    def handle(self, *_: object, **__: object) -> None:
        """Forget, and say how many drafts went."""
        gone = keeping.forget(today=timezone.localdate())
        interest.forget(today=timezone.localdate())
        self.stdout.write(f"Drafts removed: {gone}.")
