"""What a reader may ask of a report's making: the lines that every format prints at its end."""

from __future__ import annotations

from collections.abc import Iterator

from poet.draw import words
from poet.report.model import Report
from poet.report.pictured import pictures_by


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
        *_published(report),
        (words.LICENCE, report.licence),
        (words.PICTURES, pictures_by(report)),
    ]
    return [(name, text) for name, text in told if text]


def _published(report: Report) -> Iterator[tuple[str, str]]:
    if report.published is None:
        yield words.PUBLISHER, report.publisher
    else:
        yield words.PUBLISHER, report.published.by
        yield words.PUBLISHED, words.shown_date(report.published.on, report.language)
        yield words.ADDRESS, report.published.address
        yield words.SIGNED, report.published.digest
