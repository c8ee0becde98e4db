"""Tables as drawings need them: which columns hold figures, and what a chart shows as rows of text."""

from __future__ import annotations

import re

from poet.draw import letters, words
from poet.report.legend import legend, point_said
from poet.report.model import Bar, Cell, Chart, Dot, Dots, Line, Lines, Table

_FIGURE = re.compile(r"[+−-]?£?\d|\[\w+\]$")
_SHORTHAND = re.compile(r"\[\w+\]$")
# In ems of a table's letters: a page; how much of the widest text a column makes room for, the first and each other; edges.
_PAGE, _MOST_FIRST, _MOST, _EDGES, _BOLD = 47.7, 21.0, 10.5, 1.1, 1.1


def figure_columns(table: Table) -> list[bool]:
    """Return for each column whether it holds figures, which stand flush with one another's ends."""
    return [column > 0 and _holds_figures(_column(table, column)) for column in range(len(table.head))]


def _holds_figures(cells: list[Cell]) -> bool:
    """Shorthand alone stands where figures would; beside words it stands in the place of words."""
    said = [cell for cell in cells if cell.text and not _SHORTHAND.match(cell.text)]
    return any(map(_is_figure, said or cells))


def _column(table: Table, column: int) -> list[Cell]:
    return [row[column] for row in table.rows if column < len(row)]


def _is_figure(cell: Cell) -> bool:
    """A number, a range or the shorthand that stands in its place: all are read down a column."""
    return cell.number is not None or _FIGURE.match(cell.text) is not None


def column_widths(table: Table) -> list[float]:
    """Return how much room each column wants, as shares of the page. No word of a head is torn and no figure; where all can
    not stand in one line, text breaks before heads do, and both before figures."""
    figures = figure_columns(table)
    wanted = [_wanted(table, column, is_figure=figures[column]) for column in range(len(table.head))]
    least, cells, heads = (tuple(one) for one in zip(*wanted, strict=True))
    if sum(heads) <= _PAGE:
        return [round(width, 2) for width in heads]
    less, more = (cells, heads) if sum(cells) <= _PAGE else (least, cells)
    room = max(0.0, _PAGE - sum(less)) / max(sum(more) - sum(less), 1e-9)
    return [round(low + (high - low) * min(room, 1.0), 2) for low, high in zip(less, more, strict=True)]


def rows_of_one_line(table: Table, widths: list[float]) -> list[bool]:
    """Return for each row whether each of its cells surely stands in one line of columns as wide as `widths`, so that nobody
    needs to measure it."""
    rooms = [_PAGE * width / sum(widths) - _EDGES for width in widths]
    return [
        all(letters.surely_fits(cell.text, room) for cell, room in zip(row, rooms, strict=False)) for row in table.rows
    ]


def _wanted(table: Table, column: int, *, is_figure: bool) -> tuple[float, float, float]:
    """A column's room so that no word is torn, so that its cells stand in one line, and so that its head does too."""
    most = _MOST if column else _MOST_FIRST
    head, cells = table.head[column], [cell.text for cell in _column(table, column)]
    word = max((letters.width(one, _BOLD) for one in head.split()), default=0.0)
    widest = max((letters.width(text, 1.0) for text in cells), default=0.0)
    least = max(word, min(widest if is_figure else _longest_word(cells), most))
    line = max(least, min(widest, most))
    return least + _EDGES, line + _EDGES, max(line, min(letters.width(head, _BOLD), most)) + _EDGES


def _longest_word(cells: list[str]) -> float:
    return max((letters.width(one, 1.0) for text in cells for one in text.split()), default=0.0)


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
