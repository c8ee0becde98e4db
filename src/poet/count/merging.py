"""Counts of larger groups, added up from those of areas, and of some groups alone."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts


def merged(counts: Counts, into: Mapping[str, str]) -> Counts:
    """The counts of larger groups: `into[group]` names the one that each group of `counts` belongs to.

    The new groups stand in alphabetical order whatever their case. Raises ValueError on a group that belongs nowhere.
    """
    homeless = [group for group in counts.groups if group not in into]
    if homeless:
        raise ValueError(f"{homeless[0]!r} belongs to no larger group")
    names = tuple(sorted({into[group] for group in counts.groups}, key=lambda name: (name.casefold(), name)))
    places = {name: place for place, name in enumerate(names)}
    at = np.array([places[into[group]] for group in counts.groups], np.int64)
    items = {item_id: _merged(raw, at, len(names)) for item_id, raw in counts.items.items()}
    return Counts(counts.instrument, names, _added(counts.respondents, at, len(names)), items)


def only(counts: Counts, groups: range) -> Counts:
    """The counts of some neighbouring groups, by their places: a partition of the people in them."""
    names, places = counts.groups[groups.start : groups.stop], slice(groups.start, groups.stop)
    items = {item_id: _only(raw, places) for item_id, raw in counts.items.items()}
    return Counts(counts.instrument, names, counts.respondents[places], items)


def _only(raw: ItemCounts, places: slice) -> ItemCounts:
    match raw:
        case OptionCounts(item, by_option, answered):
            return OptionCounts(item, by_option[places], answered[places])
        case NumberValues(item, values):
            return NumberValues(item, values[places])
        case TextCounts(item, written):
            return TextCounts(item, written[places])


def _merged(raw: ItemCounts, at: NDArray[np.int64], groups: int) -> ItemCounts:
    match raw:
        case OptionCounts(item, by_option, answered):
            return OptionCounts(item, _added(by_option, at, groups), _added(answered, at, groups))
        case NumberValues(item, values):
            return NumberValues(item, tuple(_joined(values, np.flatnonzero(at == group)) for group in range(groups)))
        case TextCounts(item, written):
            return TextCounts(item, _added(written, at, groups))


def _added(rows: NDArray[np.int64], at: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """Row g of the sum adds up the rows whose place is g."""
    total = np.zeros((groups, *rows.shape[1:]), np.int64)
    np.add.at(total, at, rows)
    return total


def _joined(values: tuple[NDArray[np.float64], ...], members: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.sort(np.concatenate([values[place] for place in members]))
