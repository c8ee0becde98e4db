"""manage.py load_caseload: a publisher's file of caseloads into the database."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.caseloads import loading
from portal.caseloads.models import Counts


class Command(BaseCommand):
    """Check a file in full and store it as a version of its own; earlier files stay."""

    help = "Load a file of EHC plans (SEN2) or of adult social care (ASC-FR, SALT) as it was published."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whom it counts, and which period of it is meant."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--counts", choices=Counts.values, default=None)
        parser.add_argument("--period", default="", help="as the file writes it; the newest when left out")

    def handle(self, *_: object, file: Path, counts: str | None, period: str, **__: object) -> None:
        """Load, or say what is wrong with the file."""
        try:
            source = loading.load(file, at=timezone.now(), counts=Counts(counts) if counts else None, period=period)
        except OSError as fault:
            raise CommandError(
                f"{file} cannot be read. Give the path of a CSV file as its publisher has it."
            ) from fault
        except loading.NotLoaded as fault:
            raise CommandError(f"{file.name} was not loaded, and nothing was changed.\n{fault}") from fault
        areas = source.figures.values("area").distinct().count()
        self.stdout.write(f"{source}: {source.figures.count()} figures of {areas} areas are loaded.")
