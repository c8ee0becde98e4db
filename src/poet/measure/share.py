"""The share of people who gave an answer, from protected counts."""

from __future__ import annotations

from poet.measure.estimate import Estimate
from poet.measure.wilson import wilson
from poet.protect import OptionTable, Shown, Why, Withheld


def share(count: Shown[int] | Withheld, base: Shown[int] | Withheld, of: str) -> Estimate | Withheld:
    """`count` of `base` with Wilson's interval; withheld where either is. `of` says what was counted."""
    if isinstance(base, Withheld):
        return base
    if isinstance(count, Withheld):
        return count
    if base.value == 0:
        return Withheld(Why.FEW_ANSWERS)
    interval = wilson(count.value, base.value)
    return Estimate(of, count.value / base.value, interval, base.value, count.value, "wilson")


def favourable(table: OptionTable) -> Estimate | Withheld:
    """The share of a judged item's base that answered favourably."""
    return share(table.favourable, table.base, "favourable")


def unfavourable(table: OptionTable) -> Estimate | Withheld:
    """The share of a judged item's base that answered unfavourably."""
    return share(table.unfavourable, table.base, "unfavourable")
