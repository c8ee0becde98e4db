"""manage.py ledger: the release ledger as a file, for `poet audit` and `poet attack`."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand

from portal.reporting.ledger import DatabaseLedger


class Command(BaseCommand):
    """Write every line as it was issued."""

    help = "Print the release ledger as JSON lines: manage.py ledger > ledger.jsonl; then poet attack ledger.jsonl."

    def handle(self, *_: object, **__: object) -> None:
        """Print the lines, byte for byte."""
        for line in DatabaseLedger().lines():
            sys.stdout.write(line.decode())
