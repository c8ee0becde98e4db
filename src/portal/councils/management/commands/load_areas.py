"""manage.py load_areas: England's councils into the database."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.councils import england


class Command(BaseCommand):
    """Load the areas; running it again brings names and caseloads up to date."""

    help = "Load England's councils from the project's own table, or from another file of the same columns."

    def add_arguments(self, parser: CommandParser) -> None:
        """One optional file."""
        parser.add_argument("file", nargs="?", type=Path, default=england.TABLE)

    def handle(self, *_: object, file: Path, **__: object) -> None:
        """Load, or say what is wrong with the file."""
        try:
            loaded = england.load(file)
        except FileNotFoundError as fault:
            raise CommandError(f"There is no file {file}. Give the path of a CSV file of areas.") from fault
        except england.NotLoaded as fault:
            raise CommandError(f"{file.name} was not loaded, and nothing was changed.\n{fault}") from fault
        self.stdout.write(f"{loaded} areas are loaded.")
