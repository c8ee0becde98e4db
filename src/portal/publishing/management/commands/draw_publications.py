"""`manage.py draw_publications [KEY ...]`: draw the files of reports that wait for them, and let them out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from portal.publishing import words
from portal.publishing.drawing import draw, waiting


class Command(BaseCommand):
    """Draw the files of reports that are to be published."""

    help = "Draw the files of reports that wait for them, and let them out. The pages start it by themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which reports; all that wait when none is named."""
        parser.add_argument("keys", nargs="*", type=int, help="keys of reports; all that wait when left out")

    def handle(self, *_: Any, **options: Any) -> None:
        """Draw them one after another, saying how far it is."""
        keys = options["keys"] or [one.pk for one in waiting(timezone.now())]
        for place, key in enumerate(keys, 1):
            draw(key, said=lambda done, of: self.stdout.write(words.drawn(place, len(keys), done, of)))  # noqa: B023 (called at once)
        self.stdout.write(words.all_drawn(len(keys)))
