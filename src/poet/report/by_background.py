"""Results by background: the same questions as different groups of people answered them, each group beside the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from poet.compare import Beside
from poet.findings.told_by import Background, Group
from poet.instrument import Item
from poet.protect import OptionTable, Shown, Why
from poet.report import pictures, tables, texts, words
from poet.report.claims import claim, claim_beside, claim_number, claim_rest
from poet.report.model import Block, Cell, Claim, Dots, Note, Paragraph, Points, Section, Table, Words
from poet.report.scope import Scope
from poet.report.sentences import stands_clear

HEAD = ("Group of people", "Base", "Favourable", "95% interval", "The rest", "Points", "Interval of the points")


def by_background(scope: Scope) -> Iterator[Section]:
    """Who said what, question of background by question of background; nothing where none was declared."""
    if not scope.backgrounds:
        return
    tests = _tests(scope)
    counted = claim_number(scope, "by-background", "comparisons made", tests, unit="comparisons")
    lines = (*map(Words, texts.BY_BACKGROUND), Words(texts.BY_BACKGROUND_TESTS.format(tests=f"{tests:,}"), (counted,)))
    yield Section("by-background", "Results by background", (Paragraph(lines),))
    for one in scope.backgrounds:
        yield Section(f"by-{one.by.id}", f"By {_named(scope, one.by)}", tuple(_told(scope, one)))


def by_background_tables(scope: Scope) -> Iterator[Section]:
    """The tables behind the charts."""
    found = tuple(_table(scope, one, item, rows) for one in scope.backgrounds for item, rows in _shown(scope, one))
    if found:
        yield Section("by-background-tables", "Tables: results by background", found)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One group's table of an item, as the report of a group sees it, and under which mark its claims are known."""

    scope: Scope
    table: OptionTable
    label: str
    mark: str

    @property
    def beside(self) -> Beside | None:
        """The group beside everybody else of the report; None where that is not shown."""
        found = self.scope.beside(self.table.item)
        return found if isinstance(found, Beside) else None

    def marked(self, *claims: Claim) -> tuple[Claim, ...]:
        """The claims under names that no other group's claims have."""
        return tuple(msgspec.structs.replace(one, id=f"{one.id}/{self.mark}") for one in claims)

    def compared(self, beside: Beside) -> tuple[Claim, ...]:
        """The claims behind the group beside the rest."""
        item = self.table.item
        of = claim(self.scope, item, beside.here), claim_rest(self.scope, item, beside)
        return self.marked(claim_beside(self.scope, item, beside), *of)


def _tests(scope: Scope) -> int:
    """How many comparisons are asked for, whether they can be made or not."""
    return max(1, sum(len(one.groups) * len(one.items) for one in scope.backgrounds))


def _named(scope: Scope, by: Item) -> str:
    label = scope.label(by)
    return label[:1].lower() + label[1:]


def _label(scope: Scope, group: Group) -> str:
    return words.sentence_case("; ".join(map(scope.said, group.labels)))


def _rows(scope: Scope, one: Background, item: Item) -> Iterator[_Row]:
    """A row a group. The rest of a group is everybody else who answered the item and whose report this is."""
    for group in one.groups:
        table, label = group.tables.get(item.id), _label(scope, group)
        if isinstance(table, OptionTable):
            tables_ = replace(scope.protected, whole=scope.tables, groups={label: group.tables}, respondents={})
            yield _Row(
                Scope(tables_, label, scope.about, tests=_tests(scope)), table, label, f"{one.by.id}={group.key}"
            )


def _shown(scope: Scope, one: Background) -> list[tuple[Item, list[_Row]]]:
    """The items of which at least one group's favourable share is shown, with all rows."""
    found = [(item, list(_rows(scope, one, item))) for item in one.items]
    return [(item, rows) for item, rows in found if any(isinstance(row.table.favourable, Shown) for row in rows)]


def _told(scope: Scope, one: Background) -> Iterator[Block]:
    shown = _shown(scope, one)
    together = tuple(_label(scope, group) for group in one.groups if len(group.labels) > 1)
    if together and shown:
        yield Paragraph((Words(texts.TOLD_TOGETHER),))
        yield Points(tuple(map(Words, together)))
    for item, rows in shown:
        yield _chart(scope, one, item, rows)
    left = [item for item in one.items if item.id not in {found.id for found, _ in shown}]
    if left:
        why = words.withheld(Why.FEW_ANSWERS, scope.policy)
        yield Note((Words(f"{words.listed(list(map(scope.label, left)))}: {why}", (pictures.policy_claim(scope),)),))


def _chart(scope: Scope, one: Background, item: Item, rows: Sequence[_Row]) -> Dots:
    finding = _finding(scope, one, item, rows)
    name = f"{item.id}-by-{one.by.id}"
    dots = tuple(
        msgspec.structs.replace(dot, label=row.label, claims=row.marked(*dot.claims))
        for row in rows
        for dot in (pictures.dot(row.scope, row.table),)
    )
    here, there = texts.BY_BACKGROUND_LEGEND
    return Dots(name, 0, finding, pictures.alt(finding), dots, here=here, there=there, table=f"{name}-table")


def _finding(scope: Scope, one: Background, item: Item, rows: Sequence[_Row]) -> Words:
    """Which groups stand clear of the rest. A word of difference is used only where interval and test, both for all
    comparisons made here, allow it."""
    head = f"{scope.label(item)}, by {_named(scope, one.by)}"
    tested = [(row, row.beside) for row in rows]
    found = [(row, beside) for row, beside in tested if beside is not None]
    clear = [(row, beside) for row, beside in found if stands_clear(row.scope, beside)]
    if clear:
        parts = [_clearly(way, ahead, clear) for way, ahead in (("higher", True), ("lower", False))]
        claims = tuple(each for row, beside in clear for each in row.compared(beside))
        return Words(f"{head}: favourable answers are {' and '.join(part for part in parts if part)}.", claims)
    if found:
        claims = tuple(each for row, beside in found for each in row.compared(beside))
        return Words(f"{head}: {texts.NO_GROUP_DIFFERS}", claims)
    return Words(f"{head}: {texts.NO_GROUP_COMPARED}")


def _clearly(way: str, ahead: bool, clear: Sequence[tuple[_Row, Beside]]) -> str:  # noqa: FBT001 it goes with the word
    here = [(row, beside) for row, beside in clear if (beside.difference > 0) is ahead]
    named = [
        f"{words.quoted(row.label)} ({words.percent(beside.here)}, the rest {words.percent(beside.rest)})"
        for row, beside in here
    ]
    return f"clearly {way} for {words.listed(named)}" if named else ""


def _table(scope: Scope, one: Background, item: Item, rows: Sequence[_Row]) -> Table:
    caption = f"{scope.label(item)}, by {_named(scope, one.by)}"
    return Table(f"{item.id}-by-{one.by.id}-table", 0, caption, HEAD, tuple(map(_cells, rows)))


def _cells(row: _Row) -> tuple[Cell, ...]:
    """The group's own figures, and the rest's with the difference where they may be told."""
    _, base, share, limits = tables.share_row(row.scope, row.table)
    beside = tables.difference_cells(row.scope, row.table.item)
    cells = (Cell(row.label), base, share, limits, *beside)
    return tuple(
        msgspec.structs.replace(cell, claim=row.marked(cell.claim)[0]) if cell.claim else cell for cell in cells
    )
