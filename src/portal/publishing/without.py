"""A report issued again without what names some councils: nothing is worded anew, things are only left out.

A row or a bar of such a council goes, a sentence that names it goes, and where the caption names it, or where only one council
would be left over, the whole chart or table goes. Numbers of figures and tables stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import msgspec

from poet.report.model import Bars, Block, Chart, Dots, Lines, Points, Report, Section, Table
from portal.publishing.identifying import Finder, left_over, texts


def without(report: Report, gone: Collection[str], names: Mapping[str, str], *, told_of: Collection[str]) -> Report:
    """The report with nothing in it that names the councils `gone` (codes); `names` and `told_of` as in `identified`."""
    return _Leaving(frozenset(gone), Finder(names), frozenset(told_of)).report(report)


class _Leaving:
    def __init__(self, gone: frozenset[str], find: Finder, together: frozenset[str]) -> None:
        self.gone, self.find, self.together = gone, find, together

    def report(self, report: Report) -> Report:
        parts = {
            name: tuple(filter(None, map(self._section, getattr(report, name))))
            for name in ("summary", "sections", "annex", "figures")
        }
        return msgspec.structs.replace(report, **parts)

    def _section(self, section: Section) -> Section | None:
        if self._is_named(section.title):
            return None
        blocks = tuple(filter(None, map(self._block, section.blocks)))
        return msgspec.structs.replace(section, blocks=blocks) if blocks or not section.blocks else None

    def _block(self, block: Block) -> Block | None:
        match block:
            case Bars():
                return self._chart(block, lambda: {"bars": tuple(filter(self._row, block.bars))})
            case Dots():
                return self._chart(block, lambda: {"dots": tuple(filter(self._row, block.dots))})
            case Lines():
                return self._chart(block, lambda: {"lines": tuple(filter(self._row, block.lines))})
            case Table():
                kept = tuple(row for row in block.rows if self._row(row))
                return self._whole(msgspec.structs.replace(block, rows=kept)) if kept or not block.rows else None
            case _:
                said = tuple(filter(self._row, block.sentences))
                # A picture stands beside its own sentence: where one is left out, the others stand without.
                bare = {"pictures": ()} if isinstance(block, Points) and len(said) < len(block.sentences) else {}
                return msgspec.structs.replace(block, sentences=said, **bare) if said else None

    def _chart(self, chart: Chart, kept: Callable[[], Mapping[str, tuple[object, ...]]]) -> Block | None:
        rows = kept()
        return self._whole(msgspec.structs.replace(chart, **rows)) if any(rows.values()) else None

    def _whole(self, block: Block) -> Block | None:
        """The chart or table as it is now, unless it still names somebody or shows who was left out."""
        named = self.find.anywhere(block)
        return None if named & self.gone or left_over(named, self.together) else block

    def _row(self, row: object) -> bool:
        """Whether a row, a bar or a sentence may stay."""
        return not any(self._is_named(text) for text in set(texts(msgspec.to_builtins(row))))

    def _is_named(self, text: str) -> bool:
        return bool(self.find.in_text(text) & self.gone)
