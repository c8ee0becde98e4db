"""What a reader may ask of a report's making: the lines that every format prints at its end."""

from __future__ import annotations

from poet.draw import words
from poet.report.model import Report


def about(report: Report) -> list[tuple[str, str]]:
    """Return name and answer of each line, without the empty ones."""
    source = report.source
    told = [
        (words.AREA, report.area or ""),
        (words.DATE, words.shown_date(report.date, report.language)),
        (words.INSTRUMENT, source.instrument),
        (words.DIGEST, source.digest),
        (words.POLICY, source.policy),
        (words.SOFTWARE, source.software),
        (words.PUBLISHER, report.publisher),
        (words.LICENCE, report.licence),
    ]
    return [(name, text) for name, text in told if text]
