"""manage.py backup: everything into one file, while the portal serves."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.safekeeping import backing_up
from portal.safekeeping.words import NotDone


class Command(BaseCommand):
    """Copy the whole database into one file; the portal may go on serving."""

    help = "Copy the whole database into one file; the portal may go on serving."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_: object, file: Path, **__: object) -> None:
        """Do it, or say why not."""
        try:
            self.stdout.write(str(backing_up.backup(file)))
        except NotDone as fault:
            raise CommandError(str(fault)) from fault
