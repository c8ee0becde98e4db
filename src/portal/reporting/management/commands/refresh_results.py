"""manage.py refresh_results: count the answers of every open round, and let its pages move on where they may."""

from __future__ import annotations

import time

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.councils import scope
from portal.reporting.results import stands
from portal.rounds.choosing import chosen_in
from portal.rounds.models import GRACE, Round


class Command(BaseCommand):
    """Refresh once, or again and again."""

    help = "Refresh what the pages of all open rounds show. Rounds of many answers move on by this alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, default=0, help="minutes between two refreshes; once when left out")

    def handle(self, *_: object, every: float, **__: object) -> None:
        """Refresh, and say how many questionnaires were looked at."""
        while True:
            self.stdout.write(f"{refresh()} questionnaires were looked at.")
            if not every:
                return
            time.sleep(every * 60)


def refresh() -> int:
    """Refresh every questionnaire of every round that is open, or has just closed; how many there are."""
    now = timezone.now()
    with scope.everywhere("refreshing what stands of the open rounds"):
        asked = [
            (asking, version)
            for asking in Round.objects.filter(opens__lte=now, closes__gte=now - GRACE)
            for version in asking.versions.all()
        ]
        for asking, version in asked:
            stands(asking, version, chosen_in(asking, version), wait=True)
    return len(asked)
