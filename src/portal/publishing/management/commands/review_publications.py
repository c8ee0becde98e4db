"""`manage.py review_publications`: take back what somebody who can be known in it no longer agrees to."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.publishing import words
from portal.publishing.withdrawing import review_all


class Command(BaseCommand):
    """Look at everything that is public once more."""

    help = "Take back every published report that somebody who can be known in it no longer agrees to."

    def handle(self, *_: Any, **__: Any) -> None:
        """Say what was taken back."""
        gone = review_all(at=timezone.now())
        for one in gone:
            self.stdout.write(words.taken_back(one.address))
        self.stdout.write(words.reviewed(len(gone)))
