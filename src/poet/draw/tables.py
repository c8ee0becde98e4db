"""Tables as drawings need them: which columns hold figures, and what a chart shows as rows of text."""

from __future__ import annotations

import re

from poet.draw import letters, words
from poet.report.legend import legend, point_said
from poet.report.model import Bar, Cell, Chart, Dot, Dots, Line, Lines, Table

_FIGURE = re.compile(r"[+−-]?£?\d|\[\w+\]$")
# In ems: how much of the widest text a column makes room for, the first one and each other; the edges of a cell.
_MOST_FIRST, _MOST, _EDGES, _BOLD = 21.0, 9.0, 1.1, 1.1


def figure_columns(table: Table) -> list[bool]:
    """Return for each column whether it holds figures, which stand flush with one another's ends."""
    return [column > 0 and any(map(_is_figure, _column(table, column))) for column in range(len(table.head))]


def _column(table: Table, column: int) -> list[Cell]:
    return [row[column] for row in table.rows if column < len(row)]


def _is_figure(cell: Cell) -> bool:
    """A number, a range or the shorthand that stands in its place: all are read down a column."""
    return cell.number is not None or _FIGURE.match(cell.text) is not None


def column_widths(table: Table) -> list[float]:
    """Return how much room each column wants, as shares of the page: no word of a head is torn, and no figure."""
    return [round(_wanted(table, column), 2) for column in range(len(table.head))]


def _wanted(table: Table, column: int) -> float:
    most = _MOST if column else _MOST_FIRST
    head = max((letters.width(word, _BOLD) for word in table.head[column].split()), default=0.0)
    widest = max((letters.width(cell.text, 1.0) for cell in _column(table, column)), default=0.0)
    return max(head, min(widest, most)) + _EDGES


def as_table(chart: Chart) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return what a chart shows as a header row and body rows of text."""
    if isinstance(chart, Lines):
        said = any(line.said for line in chart.lines)
        return (words.ROW, *((words.SAID,) if said else ()), *chart.rounds), [_over(line, said) for line in chart.lines]
    if isinstance(chart, Dots):
        return (words.ROW, words.ANSWERED, words.SAID), [_said(row) for row in chart.dots]
    names = legend(chart)
    return (words.ROW, words.ANSWERED, *names), [_spread(bar, names) for bar in chart.bars]


def _over(line: Line, said: bool) -> tuple[str, ...]:  # noqa: FBT001 - whether any line of the chart says something
    return line.label, *((line.said,) if said else ()), *map(point_said, line.points)


def _said(row: Dot) -> tuple[str, ...]:
    label = f"{row.under}: {row.label}" if row.under else row.label
    return label, row.base, "; ".join(filter(None, (row.withheld or row.text, row.verdict)))


def _spread(bar: Bar, names: tuple[str, ...]) -> tuple[str, ...]:
    if bar.withheld or not bar.segments:
        why = bar.withheld or words.NOT_SHOWN
        return bar.label, bar.base, *(why if place == 0 else "" for place in range(len(names)))
    texts = {part.label: part.text for part in bar.segments}
    return bar.label, bar.base, *(texts.get(name, "") for name in names)
