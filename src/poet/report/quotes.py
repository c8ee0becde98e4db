"""What people said in their own words, where somebody chose and approved it: read from a file, set beside its question.

Nothing of it is taken from the answers. A quote stands only beside a question of which figures are shown, and says no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from poet.instrument import Instrument, Item
from poet.protect import Shown
from poet.report import texts, words
from poet.report.model import Bars, Block, Chart, Claim, Dots, Note, Quote, Report, Section, Table, Words
from poet.report.scope import Approved, Scope

LONGEST = 300
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(words.SMALL_NUMBERS[2:])})\b", re.IGNORECASE)


class NotApproved(ValueError):
    """A file of quotes cannot be used; each line says what to mend."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    about: str
    approved_by: str
    approved_on: date
    area: str | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quote: tuple[_Entry, ...] = ()


def approved(file: Path, instrument: Instrument) -> tuple[Approved, ...]:
    """The approved quotes of a TOML file. Raises NotApproved with every fault found in it."""
    try:
        found = msgspec.toml.decode(file.read_bytes(), type=_File).quote
    except (OSError, ValueError) as error:
        raise NotApproved(texts.QUOTES_UNREADABLE.format(file=file.name, why=error)) from error
    faults = [
        f"{file.name}, {place}: {fault}" for place, one in enumerate(found, 1) for fault in _faults(one, instrument)
    ]
    if faults:
        raise NotApproved("\n".join(faults))
    return tuple(
        Approved(" ".join(one.text.split()), one.about, one.approved_by, one.approved_on.isoformat(), one.area)
        for one in found
    )


def _faults(one: _Entry, instrument: Instrument) -> Iterator[str]:
    yield from faults_of(one.text)
    if not one.approved_by.strip():
        yield texts.QUOTE_NOBODY
    if one.about not in instrument.by_id:
        yield texts.QUOTE_ABOUT.format(about=one.about)


def faults_of(text: str) -> Iterator[str]:
    """What keeps a text from being quoted: its length, and numbers in it."""
    if not text.strip() or len(text) > LONGEST:
        yield texts.QUOTE_LENGTH.format(longest=LONGEST)
    if number := _NUMBER.search(text):
        yield texts.QUOTE_NUMBER.format(number=number.group())


def beside(report: Report, placed: Sequence[tuple[str, Approved]]) -> Report:
    """A finished report with approved quotes, each at the end of the section it names, where that tells of its question."""
    there = {(section.id, item) for section in report.sections for item in _told_in(section)}
    told = [(section, one) for section, one in placed if (section, one.about) in there]

    def woven(section: Section) -> Section:
        here = tuple(as_block(one) for place, one in told if place == section.id)
        return msgspec.structs.replace(section, blocks=(*section.blocks, *here)) if here else section

    return msgspec.structs.replace(report, sections=tuple(map(woven, report.sections)))


def quotable(report: Report, item: Item) -> bool:
    """Whether a quote about a question has a place in a report: the question's section is there and tells of it."""
    return any(section.id == item.section and item.id in _told_in(section) for section in report.sections)


def _told_in(section: Section) -> frozenset[str]:
    """The questions of which a section shows figures."""
    return frozenset(claim.item for block in section.blocks for claim in _claims(block))


def _claims(block: Block) -> Iterator[Claim]:
    if isinstance(block, Table | Note):  # a note says why nothing is shown
        return
    yield from (
        claim for said in ((block.caption,) if isinstance(block, Chart) else block.sentences) for claim in said.claims
    )
    if isinstance(block, Chart):
        rows = block.bars if isinstance(block, Bars) else block.dots if isinstance(block, Dots) else block.lines
        yield from (claim for row in rows for claim in row.claims)


def as_block(one: Approved) -> Quote:
    """An approved quote as reports hold it."""
    return Quote((Words(one.text),), one.by, one.on)


def quotes(scope: Scope, items: Sequence[Item]) -> tuple[Quote, ...]:
    """The approved quotes about these questions, in the order of the file, where figures of the question are shown."""
    told = {item.id for item in items if _is_told(scope, item)}
    here = (one for one in scope.about.quotes if one.area == scope.group and one.about in told)
    return tuple(map(as_block, here))


def _is_told(scope: Scope, item: Item) -> bool:
    table = scope.tables.get(item.id)
    return table is not None and isinstance(table.base, Shown)
