"""manage.py load_questionnaires: the published questionnaires into the database."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from poet.instrument import Refused
from portal.questionnaires import publish


class Command(BaseCommand):
    """Load every published questionnaire; running it again changes nothing."""

    help = "Load the published questionnaires of instruments/, each checked against its digest."

    def add_arguments(self, parser: CommandParser) -> None:
        """One optional folder."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.INSTRUMENTS)

    def handle(self, *_: object, folder: Path, **__: object) -> None:
        """Load all, or say what is wrong and load nothing."""
        try:
            versions = publish.publish_folder(folder, on=timezone.localdate())
        except (publish.NotPublished, Refused) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            f"{len(versions)} questionnaires are published: {', '.join(str(version) for version in versions)}."
        )
