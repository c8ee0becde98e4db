"""Results by background in a report whose other figures have moved on: printed again as they were issued, none counted anew."""

from __future__ import annotations

import msgspec

from poet.report import texts
from poet.report.model import Note, Report, Section, Words
from poet.report.numbering import numbered

_CHAPTER, _TABLES, _PARTS = "by-background", "by-background-tables", "by-"


def tells_by_background(report: Report) -> bool:
    """Whether a report has the chapter."""
    return any(section.id == _CHAPTER for section in report.sections)


def with_backgrounds(fresh: Report, issued: Report) -> Report:
    """The fresh report with the chapter and the tables of the issued one, where it has none of its own. Each figure keeps its
    claim, and so the name of the release it was issued in."""
    if tells_by_background(fresh) or not tells_by_background(issued):
        return fresh
    chapter = [_marked(one) for one in issued.sections if one.id.startswith(_PARTS)]
    behind = [one for one in issued.annex if one.id == _TABLES]
    sections = _put(fresh.sections, chapter, issued.sections)
    annex = _put(fresh.annex, behind, issued.annex)
    return numbered(msgspec.structs.replace(fresh, sections=sections, annex=annex))


def _marked(section: Section) -> Section:
    again = Note((Words(texts.BACKGROUNDS_AGAIN),))
    if section.id != _CHAPTER or again in section.blocks:
        return section
    return msgspec.structs.replace(section, blocks=(again, *section.blocks))


def _put(there: tuple[Section, ...], more: list[Section], order: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with more of them, behind the nearest one that stands before these in the order of the other report."""
    if not more:
        return there
    before = [one.id for one in order[: [one.id for one in order].index(more[0].id)]]
    at = max((place for place, one in enumerate(there, 1) if one.id in before), default=0)
    return (*there[:at], *more, *there[at:])
