"""Figures and tables are numbered in the order in which they stand."""

from __future__ import annotations

from itertools import count

import msgspec

from poet.report.model import Block, Chart, Report, Section, Table


def numbered(report: Report) -> Report:
    """The report with its figures and its tables numbered from 1, each in order of appearance."""
    figures, tables = count(1), count(1)

    def number(block: Block) -> Block:
        if isinstance(block, Chart):
            return msgspec.structs.replace(block, number=next(figures))
        if isinstance(block, Table):
            return msgspec.structs.replace(block, number=next(tables))
        return block

    def renumbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(
            msgspec.structs.replace(section, blocks=tuple(number(block) for block in section.blocks))
            for section in sections
        )

    summary = renumbered(report.summary)
    sections = renumbered(report.sections)
    annex = renumbered(report.annex)
    return msgspec.structs.replace(
        report, summary=summary, sections=sections, annex=annex, figures=renumbered(report.figures)
    )
