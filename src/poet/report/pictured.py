"""Whether a report has pictures beside its sentences: who drew them is then said in it."""

from __future__ import annotations

from poet.report.model import Points, Report
from poet.report.texts import PICTURES_BY


def pictures_by(report: Report) -> str:
    """Who drew the report's pictures, and on what terms; nothing where it has none."""
    blocks = (block for section in (*report.summary, *report.sections) for block in section.blocks)
    return PICTURES_BY if any(isinstance(block, Points) and block.pictures for block in blocks) else ""
