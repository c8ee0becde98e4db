"""manage.py forget_tables: discard the tables that were handed in and that nobody has decided about for a week."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.councils import scope
from portal.uploads import receiving


class Command(BaseCommand):
    """Forget what has waited long enough; running it again changes nothing."""

    help = "Discard tables of answers that were handed in and neither stored nor discarded for 7 days."

    def handle(self, *_: object, **__: object) -> None:
        """Forget, and say how many tables went."""
        with scope.everywhere("tables are discarded wherever they wait"):
            gone = receiving.forget(now=timezone.now())
        self.stdout.write(f"Tables discarded: {gone}.")
