"""What the logs may hold: no token of a link, no answer, nobody's address."""

from __future__ import annotations

import logging
import re

_TOKEN = re.compile(
    r"(/a/|/by/|/g/|/i/|/r/|/invitation/|/silence/|/links/[^/\s]+/[^/\s]+/(?:groups/)?(?!groups/|lists/))[^/\s'\"?]+"
)


class NoTokens(logging.Filter):
    """Replaces the token of a questionnaire's or a group's link or of an invitation in a log line, wherever it stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message; every record passes."""
        record.msg, record.args = _TOKEN.sub(r"\1-", record.getMessage()), ()
        return True
