"""A report as JSON: the form in which an issued report is kept, and from which it can be drawn again."""

from __future__ import annotations

import msgspec

from poet.draw import words
from poet.report.model import Report


class NotAReport(ValueError):
    """The bytes do not hold a report; the message says why and what to do."""


def dump(report: Report) -> bytes:
    """Return the report as indented UTF-8 JSON, ending in a line feed; `load` gives the same value back."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


def load(data: bytes) -> Report:
    """Return the report that `dump` wrote. Raises NotAReport where the bytes hold something else."""
    try:
        return msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotAReport(words.NOT_A_REPORT.format(why=error)) from error
