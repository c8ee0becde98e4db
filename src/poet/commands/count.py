"""`poet count`: protected counts as CSV on standard output."""

from __future__ import annotations

import sys

from poet.commands.settings import AnswerSettings
from poet.commands.taking_in import protected
from poet.draw import counts_csv


def count(settings: AnswerSettings) -> int:
    """Print the protected counts, a row a group, item and answer."""
    sys.stdout.write(counts_csv.draw(protected(settings)))
    return 0
