"""The generated report with people's commentary in it: one `Report`, so that every face shows the same words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from poet.report import Report
from poet.report.model import Section
from portal.editing import words
from portal.editing.commentary import blocks
from portal.editing.figures import claims_of

_PREFIX = "commentary-"


def assembled(report: Report, commentary: Mapping[str, str]) -> Report:
    """The report with each section's commentary behind it. Commentary on a section that is no longer there stands last:
    what people wrote does not vanish with the figures they wrote about."""
    there = {section.id for section in sections(report)}
    claims = claims_of(report)

    def woven(some: tuple[Section, ...]) -> Iterator[Section]:
        for section in some:
            yield section
            if commentary.get(section.id):
                title = words.commentary_on(section.title)
                yield Section(_PREFIX + section.id, title, blocks(commentary[section.id], claims))

    left = (
        Section(_PREFIX + name, words.COMMENTARY_ON_GONE, blocks(text, claims))
        for name, text in sorted(commentary.items())
        if text and name not in there
    )
    return msgspec.structs.replace(
        report, summary=tuple(woven(report.summary)), sections=(*woven(report.sections), *left)
    )


def sections(report: Report) -> tuple[Section, ...]:
    """The sections of a generated report that can be commented on."""
    return (*report.summary, *report.sections)


def canonical(report: Report) -> bytes:
    """The bytes that a digest is made of: JSON without spaces, its fields in order."""
    return msgspec.json.encode(report, order="deterministic")


def digest(report: Report) -> str:
    """The SHA-256, in hex, of a report's canonical bytes."""
    return hashlib.sha256(canonical(report)).hexdigest()


def is_commentary(section: Section) -> bool:
    """Whether a section of a report that goes out is what people wrote on the one before it."""
    return section.id.startswith(_PREFIX)
