"""The figures of a NUMBER item: quartiles, mean and, where a policy allows, the ends."""

from __future__ import annotations

from dataclasses import dataclass

from poet.measure import words
from poet.measure.estimate import NotEstimable
from poet.protect import NumberTable, Shown, Withheld

Figure = float | Withheld


@dataclass(frozen=True, slots=True)
class Numbers:
    """What `base` people said in numbers, in the item's unit. No interval goes with them: it would need each answer."""

    base: int
    lower_quartile: Figure
    median: Figure
    upper_quartile: Figure
    mean: Figure
    lowest: Figure
    highest: Figure


def numbers(table: NumberTable) -> Numbers | Withheld | NotEstimable:
    """The figures of a protected table, each withheld for its own reason."""
    if isinstance(table.base, Withheld):
        return table.base
    if table.base.value == 0:
        return NotEstimable(words.NOBODY)
    figures = (*table.quartiles, table.mean, table.lowest, table.highest)
    return Numbers(table.base.value, *(one.value if isinstance(one, Shown) else one for one in figures))
