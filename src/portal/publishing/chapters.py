"""A published report as pages: a chapter each, short chapters of words together, heavy ones over several, the tables last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from poet.report import Report
from poet.report.model import Bar, Bars, Block, Chart, Dot, Line, Lines, Section, Table
from portal.editing.inserting import is_commentary
from portal.publishing import words

ANNEX = "annex"
# A page weighs under 100,000 bytes with all that stands around the report. What blocks weigh is estimated, too heavy rather
# than too light: bytes of a chart's row on two sheets and as a table, of each mark in it, of a table's cell, of a note's claim.
HEAVIEST = 72_000
_CHART, _ROW, _MARK, _CELL, _CLAIM, _SENTENCE = 3_500, 800, 330, 55, 230, 250


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a report: the last part of its address, its title, and what stands on it."""

    part: str
    title: str
    report: Report

    def holds(self, part: str) -> bool:
        """Whether a chapter of this name stands on the page, behind the one that the page is named by."""
        return part != self.part and any(section.id == part for section in self.report.sections[1:])


def pages(told: Report) -> tuple[Page, ...]:
    """The pages behind a report's first one, in order; figures and tables keep their numbers."""
    return (*_chapters(told), *_annex(told))


def _chapters(told: Report) -> Iterator[Page]:
    for together in _together(told.sections):
        first, *_ = together
        parts = list(_parted(together))
        for place, some in enumerate(parts, 1):
            title = words.part_of(words.titles(_titled(together)), place, len(parts))
            here = msgspec.structs.replace(told, summary=(), sections=tuple(some), annex=())
            yield Page(_named(first.id, place), title, here)


def _together(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Chapters that share a page: words behind words, and commentary behind what it is on."""
    held: list[Section] = []
    for section in sections:
        joins = is_commentary(section) or (_is_words(section) and all(map(_is_words, held)))
        if held and not joins:
            yield held
            held = []
        held.append(section)
    if held:
        yield held


def _is_words(section: Section) -> bool:
    return not any(isinstance(block, Chart | Table) for block in section.blocks)


def _titled(sections: Sequence[Section]) -> list[str]:
    """The titles that name a page: those of its chapters; commentary is named where there is nothing else."""
    named = [section.title for section in sections if not is_commentary(section)]
    return named or [section.title for section in sections]


def _annex(told: Report) -> Iterator[Page]:
    parts = list(_parted(told.annex)) if told.annex else []
    for place, some in enumerate(parts, 1):
        numbers = [block.number for section in some for block in section.blocks if isinstance(block, Table)]
        title = words.tables(numbers) if len(parts) > 1 and numbers else words.TABLES
        here = msgspec.structs.replace(told, summary=(), sections=(), annex=tuple(some))
        yield Page(_named(ANNEX, place), title, here)


def _named(part: str, place: int) -> str:
    return part if place == 1 else f"{part}-page-{place}"


def _parted(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Sections in light parts, in order: a new part begins where the next block would make one too heavy. A section that goes
    on there has its title again."""
    whole = sum(weight(block) for section in sections for block in section.blocks)
    fair = whole / max(1, -(-whole // HEAVIEST))
    part: list[Section] = []
    heavy = 0
    for section in sections:
        held: list[Block] = []
        for block in section.blocks:
            more = weight(block)
            if heavy and (heavy + more > HEAVIEST or heavy + more / 2 > fair):
                yield [*part, msgspec.structs.replace(section, blocks=tuple(held))] if held else part
                part, held, heavy = [], [], 0
            held.append(block)
            heavy += more
        part.append(msgspec.structs.replace(section, blocks=tuple(held)))
    yield part


def weight(block: Block) -> int:
    """About how many bytes a block is on its page, notes and all."""
    if isinstance(block, Table):
        return sum(_CELL + len(cell.text) for row in block.rows for cell in row)
    if not isinstance(block, Chart):
        return sum(_SENTENCE + len(one.text) + _CLAIM * len(one.claims) for one in block.sentences)
    said = 5 * len(block.caption.text) + 2 * len(block.alt) + _CLAIM * len(block.caption.claims)
    if isinstance(block, Bars):
        rows = sum(_bar(bar) for bar in block.bars)
    else:
        rows = sum(_line(line) for line in block.lines) if isinstance(block, Lines) else sum(map(_dot, block.dots))
    return _CHART + said + rows


def _bar(bar: Bar) -> int:
    return _ROW + 3 * len(bar.label) + _MARK * len(bar.segments)


def _dot(dot: Dot) -> int:
    return _ROW + 3 * len(dot.label) + _MARK


def _line(line: Line) -> int:
    return _ROW + 3 * len(line.label) + 3 * _MARK * len(line.points)
