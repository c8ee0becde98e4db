"""`manage.py check_upload KEY`: check a table that was handed in. The pages start it by themselves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.uploads.checking import run


class Command(BaseCommand):
    """Check a table that was handed in."""

    help = "Check a table that was handed in. The pages start it by themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        """The table's key."""
        parser.add_argument("key", type=int)

    def handle(self, *_: Any, **options: Any) -> None:
        """Check it."""
        run(options["key"])
