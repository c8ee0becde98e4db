"""The share of people who gave an answer, from protected counts."""

from __future__ import annotations

from collections.abc import Sequence

from poet.measure.estimate import CONFIDENCE, Estimate, Interval, Outcome
from poet.measure.statistic import Measured, Statistic, Tallies, Tally, estimates
from poet.measure.wilson import wilson, wilson_limits
from poet.protect import OptionTable, Part, Shown, Why, Withheld

Options = tuple[tuple[Part, Estimate | Withheld], ...]


def share(count: Shown[int] | Withheld, base: Shown[int] | Withheld, of: str) -> Estimate | Withheld:
    """`count` of `base` with Wilson's interval; withheld where either is. `of` says what was counted."""
    tally = _tally(count, base)
    if isinstance(tally, Withheld):
        return tally
    counted, people = tally
    interval: Interval = wilson(counted, people)
    return Estimate(of, counted / people, interval, people, counted, "wilson")


def favourable(table: OptionTable) -> Estimate | Withheld:
    """The share of a judged item's base that answered favourably."""
    return share(table.favourable, table.base, "favourable")


def unfavourable(table: OptionTable) -> Estimate | Withheld:
    """The share of a judged item's base that answered unfavourably."""
    return share(table.unfavourable, table.base, "unfavourable")


def options(table: OptionTable, confidence: float = CONFIDENCE) -> Options:
    """Every printed category of a ONE or MANY item with its share of the base, in the table's order.

    The base is people, never mentions: the shares of a MANY item may add up to more than 1. Categories that were
    joined stay joined. `of` is the category's key.
    """
    return options_of_each([table], confidence)[0]


def options_of_each(tables: Sequence[OptionTable], confidence: float = CONFIDENCE) -> tuple[Options, ...]:
    """The same of many tables, in their order."""
    parts = [part for table in tables for part in table.parts]
    tallies = [_tally(part.count, table.base) for table in tables for part in table.parts]
    found = iter(estimates(_measured, tallies, [part.key for part in parts], "wilson", confidence))
    return tuple(tuple((part, _shown(next(found))) for part in table.parts) for table in tables)


def _shown(outcome: Outcome) -> Estimate | Withheld:
    assert isinstance(outcome, Estimate | Withheld)
    return outcome


def _tally(count: Shown[int] | Withheld, base: Shown[int] | Withheld) -> Tally | Withheld:
    if isinstance(base, Withheld):
        return base
    if isinstance(count, Withheld):
        return count
    return (count.value, base.value) if base.value else Withheld(Why.FEW_ANSWERS)


def _measured(tallies: Tallies, confidence: float) -> Measured:
    count, base = tallies.T
    limits = wilson_limits(count, base, confidence)
    return Measured(count / base, limits.low, limits.high, count, base)


FAVOURABLE = Statistic("favourable", "wilson", 1.0, lambda table: _tally(table.favourable, table.base), _measured)
UNFAVOURABLE = Statistic("unfavourable", "wilson", 1.0, lambda table: _tally(table.unfavourable, table.base), _measured)
