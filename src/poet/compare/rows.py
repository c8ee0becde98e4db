"""Several groups' answers to one item as rows of counts on the finest scale that all of them show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.instrument import Item, Side
from poet.protect import OptionTable, Shown, Why, Withheld, best_first

Category = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`counts[g, k]` people of group g answered in category k (int64), from the least to the most favourable;
    `favourable` marks the categories that count as such."""

    counts: NDArray[np.int64]
    favourable: NDArray[np.bool_]


def rows(tables: Sequence[OptionTable]) -> Rows | Withheld:
    """The tables of one judged item's groups on one scale: every option, else the three sides, else favourable or not.

    Withheld where one of them shows not even that, and where the item is not judged."""
    item = tables[0].item
    if not item.judged:
        return Withheld(Why.NOT_ASKED)
    favourable = frozenset(option.code for option in item.in_base if option.side is Side.FAVOURABLE)
    for scale in _scales(item, favourable):
        found = [_row(table, scale) for table in tables]
        counts = [row for row in found if row is not None]
        if len(counts) == len(found):
            return Rows(np.array(counts, np.int64), np.array([category <= favourable for category in scale]))
    return next(_withheld(table) for table in tables if not isinstance(table.favourable, Shown))


def _scales(item: Item, favourable: Category) -> tuple[tuple[Category, ...], ...]:
    lowest_first = [option.code for option in reversed(best_first(item))]
    sides = [
        frozenset(option.code for option in item.in_base if (option.side or Side.NEUTRAL) is side)
        for side in (Side.UNFAVOURABLE, Side.NEUTRAL, Side.FAVOURABLE)
    ]
    halves = (frozenset(lowest_first) - favourable, favourable)
    return tuple(frozenset([code]) for code in lowest_first), tuple(side for side in sides if side), halves


def _row(table: OptionTable, scale: Sequence[Category]) -> list[int] | None:
    """The table's counts in these categories, or None where its own are coarser or withheld."""
    counts = dict.fromkeys(scale, 0)
    told = 0
    for part in table.parts:
        home = next((category for category in scale if set(part.codes) <= category), None)
        if home is None or isinstance(part.count, Withheld):
            return None
        counts[home] += part.count.value
        told += len(part.codes)
    return list(counts.values()) if told == len(table.item.in_base) else None


def _withheld(table: OptionTable) -> Withheld:
    for cell in (table.base, table.favourable, *(part.count for part in table.parts)):
        if isinstance(cell, Withheld):
            return cell
    raise AssertionError("a table that shows its favourable share shows favourable or not")
