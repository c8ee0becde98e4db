"""`manage.py export_site FOLDER`: the whole public site as files that need no server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.publishing import words
from portal.publishing.exporting import NotExported, export
from portal.publishing.withdrawing import review_all


class Command(BaseCommand):
    """Write the public site into a folder."""

    help = "Write the whole public site into a folder, as files that need no server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="a new folder, or one that an earlier run wrote")

    def handle(self, *_: Any, **options: Any) -> None:
        """Take back what nobody agrees to any more, then write the rest, saying how far it is."""
        for one in review_all(at=timezone.now()):
            self.stdout.write(words.taken_back(one.address))

        def said(files: int) -> None:
            if files % 100 == 0:
                self.stdout.write(words.so_many_files(files))

        try:
            done = export(options["folder"], said=said)
        except NotExported as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(words.exported(done.pages, done.files, done.digest))
