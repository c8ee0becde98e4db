"""A report's register of claims as JSON: what `poet lint-report` holds a finished file against."""

from __future__ import annotations

import msgspec

from poet.report.model import Report
from poet.report.register import register


def dump(report: Report) -> bytes:
    """Return every statement of the report with its claims, as indented UTF-8 JSON that ends in a line feed."""
    return msgspec.json.format(msgspec.json.encode(register(report)), indent=1) + b"\n"
