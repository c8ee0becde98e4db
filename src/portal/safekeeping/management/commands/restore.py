"""manage.py restore: an empty database from a backup."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.safekeeping import backing_up
from portal.safekeeping.words import NotDone


class Command(BaseCommand):
    """Fill an empty database from a file that backup has made."""

    help = "Fill an empty database from a file that backup has made."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_: object, file: Path, **__: object) -> None:
        """Do it, or say why not."""
        try:
            self.stdout.write(str(backing_up.restore(file)))
        except NotDone as fault:
            raise CommandError(str(fault)) from fault
