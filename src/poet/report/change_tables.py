"""The table behind the arrows: both bases, both shares, the change with its interval, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from poet.compare import Change, NotTested, Verdict
from poet.instrument import Item
from poet.protect import Withheld
from poet.report import words
from poet.report.change_claims import difference, then
from poet.report.claims import claim
from poet.report.model import Cell, Table
from poet.report.scope import Earlier, Scope
from poet.report.tables import HIDDEN

HEAD = ("Question", "Base then", "Then", "Base now", "Now", "Points", "95% interval", "In words")
Row = tuple[Item, Change | Withheld | NotTested, float, Verdict | None]


def table(scope: Scope, earlier: Earlier, rows: Sequence[Row], name: str, caption: str) -> Table:
    """A row a question; what is withheld in either round is withheld in both."""
    return Table(name, 0, caption, HEAD, tuple(_cells(scope, earlier, *row) for row in rows))


def _cells(
    scope: Scope, earlier: Earlier, item: Item, found: Change | Withheld | NotTested, p: float, verdict: Verdict | None
) -> tuple[Cell, ...]:
    if not isinstance(found, Change):
        return Cell(scope.label(item)), *(Cell(HIDDEN),) * (len(HEAD) - 1)
    one = found.difference
    now, before, change = claim(scope, item, one.here), then(scope, earlier, item, one.there), 100 * one.value
    told = difference(scope, earlier, item, found, p)
    limits = f"{words.points(one.interval.low)} to {words.points(one.interval.high)}"
    return (
        Cell(scope.label(item)),
        Cell(f"{one.there.base:,}", one.there.base, claim=before),
        Cell(words.percent(one.there), one.there.value, percent=True, claim=before),
        Cell(f"{one.here.base:,}", one.here.base, claim=now),
        Cell(words.percent(one.here), one.here.value, percent=True, claim=now),
        Cell(words.points(one.value), change, claim=told),
        Cell(limits, claim=told),
        Cell(str(verdict)),
    )
