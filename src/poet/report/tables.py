"""The tables behind the charts: every printed percentage with its base, its count and its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from poet.compare import Beside
from poet.instrument import Item
from poet.measure import Estimate, favourable, share, unfavourable
from poet.protect import NumberTable, OptionTable, Shown, Withheld, best_first
from poet.report import words
from poet.report.claims import claim, claim_beside, claim_number, claim_rest
from poet.report.model import Cell, Table
from poet.report.scope import Scope

HIDDEN = "[c]"
_NOTHING = Cell(HIDDEN)
# What the figures of a number question are called in claims, in the order of their columns.
FIGURES = ("a quarter at or below", "middle", "a quarter at or above", "mean", "lowest", "highest")


def options(scope: Scope, tables: Sequence[OptionTable], chart_id: str, caption: str) -> Table:
    """Percentages of items that share their options, a row an item."""
    names = [scope.said(option.text) for option in best_first(tables[0].item)]
    rows = tuple((*_head(scope, table), *_percents(scope, table)) for table in tables)
    return Table(f"{chart_id}-table", 0, f"{caption}: percentages", ("Question", "Base", *names), rows)


def sides(scope: Scope, tables: Sequence[OptionTable], chart_id: str, caption: str) -> Table:
    """The favourable and unfavourable shares of judged items, a row an item."""
    head = ("Question", "Base", "Favourable", "95% interval", "Unfavourable")
    rows = tuple((*_head(scope, table), *_summary(scope, table)) for table in tables)
    return Table(f"{chart_id}-sides", 0, f"{caption}: favourable and unfavourable", head, rows)


def people(scope: Scope, tables: Sequence[OptionTable], chart_id: str, caption: str) -> Table:
    """Numbers of people in every option, the options apart included, a row an item."""
    item = tables[0].item
    names = [scope.said(option.text) for option in best_first(item)]
    asides = [f"{scope.said(option.text)} (apart)" for option in item.apart]
    rows = tuple((*_head(scope, table), *_counts(scope, table)) for table in tables)
    return Table(f"{chart_id}-counts", 0, f"{caption}: numbers of people", ("Question", "Base", *names, *asides), rows)


def categories(scope: Scope, table: OptionTable, caption: str) -> Table:
    """One context question, a row a category: people, percentage of those who answered, interval."""
    rows = tuple(_category(scope, table, part.label, part.count) for part in table.parts)
    apart = tuple(
        (
            Cell(f"{scope.said(part.label)} (apart)"),
            _people(scope, table.item, f"{part.label}, people apart", part.count),
            Cell(""),
            Cell(""),
        )
        for part in table.apart
    )
    base = (Cell("Base"), _people(scope, table.item, "base", table.base), Cell(""), Cell(""))
    return Table(
        f"{table.item.id}-table", 0, caption, ("Answer", "People", "Percentage", "95% interval"), (*rows, *apart, base)
    )


def numbers(scope: Scope, tables: Sequence[NumberTable], table_id: str, caption: str) -> Table:
    """Number questions, a row each: base, quartiles and mean, rounded as the question says."""
    head = ("Question", "Base", "A quarter at or below", "Middle", "A quarter at or above", "Mean")
    extremes = ("Lowest", "Highest") if scope.policy.extremes else ()
    return Table(table_id, 0, caption, (*head, *extremes), tuple(_number_row(scope, table) for table in tables))


def beside(scope: Scope, items: Sequence[Item], chart_id: str, caption: str) -> Table:
    """Judged items beside the rest: both favourable shares, the difference in percentage points with its interval."""
    head = ("Question", "Base", "Favourable here", "The rest", "Difference (points)", "95% interval")
    return Table(f"{chart_id}-rest-table", 0, caption, head, tuple(_beside_row(scope, item) for item in items))


def share_row(scope: Scope, table: OptionTable) -> tuple[Cell, Cell, Cell, Cell]:
    """A judged item's name, its base, its favourable share and the share's interval."""
    good = favourable(table)
    return *_head(scope, table), _percent(scope, table.item, good), _limits(scope, table.item, good)


def difference_cells(scope: Scope, item: Item) -> tuple[Cell, Cell, Cell]:
    """The rest's favourable share, the difference from it in percentage points, and the difference's interval."""
    found = scope.beside(item)
    if not isinstance(found, Beside):
        return _NOTHING, _NOTHING, _NOTHING
    points, known = 100 * found.difference, claim_beside(scope, item, found)
    return (
        Cell(words.percent(found.rest), found.rest.value, percent=True, claim=claim_rest(scope, item, found)),
        Cell(words.points(found.difference), points, claim=known),
        Cell(f"{words.points(found.interval.low)} to {words.points(found.interval.high)}", claim=known),
    )


def _head(scope: Scope, table: OptionTable | NumberTable) -> tuple[Cell, Cell]:
    return Cell(scope.label(table.item)), _people(scope, table.item, "base", table.base)


def _people(scope: Scope, item: Item, of: str, count: Shown[int] | Withheld) -> Cell:
    if isinstance(count, Withheld):
        return _NOTHING
    return Cell(f"{count.value:,}", count.value, claim=claim_number(scope, item.id, of, count.value))


def _percents(scope: Scope, table: OptionTable) -> Iterator[Cell]:
    """One cell an option; an option joined with others for safety has none of its own."""
    singles = {part.codes[0]: part for part in table.parts if len(part.codes) == 1}
    for option in best_first(table.item):
        part = singles.get(option.code)
        yield _percent(scope, table.item, share(part.count, table.base, part.label)) if part else _NOTHING


def _counts(scope: Scope, table: OptionTable) -> Iterator[Cell]:
    item = table.item
    singles = {part.codes[0]: part for part in table.parts if len(part.codes) == 1}
    for option in best_first(item):
        part = singles.get(option.code)
        yield _people(scope, item, f"{part.label}, people", part.count) if part else _NOTHING
    yield from (_people(scope, item, f"{part.label}, people apart", part.count) for part in table.apart)


def _percent(scope: Scope, item: Item, estimate: Estimate | Withheld) -> Cell:
    if isinstance(estimate, Withheld):
        return _NOTHING
    return Cell(words.percent(estimate), estimate.value, percent=True, claim=claim(scope, item, estimate))


def _summary(scope: Scope, table: OptionTable) -> tuple[Cell, ...]:
    good = favourable(table)
    interval = _limits(scope, table.item, good)
    return _percent(scope, table.item, good), interval, _percent(scope, table.item, unfavourable(table))


def _category(scope: Scope, table: OptionTable, label: str, count: Shown[int] | Withheld) -> tuple[Cell, ...]:
    estimate = share(count, table.base, label)
    people = _people(scope, table.item, f"{label}, people", count)
    return Cell(scope.said(label)), people, _percent(scope, table.item, estimate), _limits(scope, table.item, estimate)


def _limits(scope: Scope, item: Item, estimate: Estimate | Withheld) -> Cell:
    if isinstance(estimate, Withheld):
        return _NOTHING
    return Cell(words.limits(estimate), claim=claim(scope, item, estimate))


def _number_row(scope: Scope, table: NumberTable) -> tuple[Cell, ...]:
    figures = (*table.quartiles, table.mean, *((table.lowest, table.highest) if scope.policy.extremes else ()))
    cells = (_figure(scope, table.item, of, figure) for of, figure in zip(FIGURES, figures, strict=False))
    return *_head(scope, table), *cells


def _figure(scope: Scope, item: Item, of: str, figure: Shown[float] | Withheld) -> Cell:
    if isinstance(figure, Withheld):
        return _NOTHING
    known = claim_number(scope, item.id, of, figure.value, unit=str(item.unit))
    return Cell(words.measured(figure.value, item.unit), figure.value, claim=known)


def _beside_row(scope: Scope, item: Item) -> tuple[Cell, ...]:
    table = scope.option_tables([item])[0]
    return *_head(scope, table), _percent(scope, item, favourable(table)), *difference_cells(scope, item)
