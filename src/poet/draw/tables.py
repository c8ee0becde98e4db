"""Tables as drawings need them: which columns hold figures, and what a chart shows as rows of text."""

from __future__ import annotations

from poet.draw import words
from poet.report.model import Bar, Bars, Cell, Dot, Dots, Table


def figure_columns(table: Table) -> list[bool]:
    """Return for each column whether it holds figures, which stand flush with one another's ends."""
    return [column > 0 and any(map(_is_figure, _column(table, column))) for column in range(len(table.head))]


def _column(table: Table, column: int) -> list[Cell]:
    return [row[column] for row in table.rows if column < len(row)]


def _is_figure(cell: Cell) -> bool:
    return cell.number is not None or cell.text[:1].isdigit()


def as_table(chart: Bars | Dots) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return what a chart shows as a header row and body rows of text."""
    if isinstance(chart, Dots):
        return (words.ROW, words.ANSWERED, words.SAID), [_said(row) for row in chart.dots]
    names = tuple(dict.fromkeys(part.label for bar in chart.bars if not bar.withheld for part in bar.segments))
    return (words.ROW, words.ANSWERED, *names), [_spread(bar, names) for bar in chart.bars]


def _said(row: Dot) -> tuple[str, ...]:
    return row.label, row.base, row.withheld or row.text


def _spread(bar: Bar, names: tuple[str, ...]) -> tuple[str, ...]:
    if bar.withheld or not bar.segments:
        why = bar.withheld or words.NOT_SHOWN
        return bar.label, bar.base, *(why if place == 0 else "" for place in range(len(names)))
    texts = {part.label: part.text for part in bar.segments}
    return bar.label, bar.base, *(texts.get(name, "") for name in names)
