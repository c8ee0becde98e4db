"""The term planner: before a term's end, what could be told now, and what ten more answers would unlock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.protect import words
from poet.protect.drafting import Occasion
from poet.protect.ledger import Entry
from poet.protect.model import Release, Shown, Table
from poet.protect.policy import Policy
from poet.protect.proof.audit import Cache
from poet.protect.release import release

MORE = 10

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of a group: how many of its items could be told now, and how many if ten more people answered like the others; None
    where its number of people is not told, as it would follow from who is hidden there."""

    partition: str
    group: str
    now: int
    then: int | None
    items: int

    def __str__(self) -> str:
        then = self.then
        line = words.COULD_LATER if then is None else words.COULD_NOW if then <= self.now else words.COULD_THEN
        return line.format(
            group=self.group, partition=self.partition, now=self.now, then=self.then, items=self.items, more=MORE
        )


def outlook(
    counts: Counts, occasion: Occasion, policy: Policy, history: Sequence[Entry] = (), partition: str = ""
) -> Iterator[Outlook]:
    """What could be told now of each group of a partition (the first that is told of), and with ten more answers in each
    of its groups at once, spread over every question as the answers so far are. Nothing is issued. Raises what `release`
    raises."""
    cache, partition = Cache(), partition or occasion.partitions[0]
    now = release(counts, occasion, policy, history, cache).release
    then = release(_with_more(counts, occasion, partition), occasion, policy, history, cache).release
    for group in occasion.structure.partitions[partition]:
        tables = now.partitions[partition].groups[group]
        told = _told(now, partition, group)
        is_known = isinstance(now.partitions[partition].respondents[group], Shown)
        more = len(told | {one for one in _told(then, partition, group) if not tables[one].item.when})
        yield Outlook(partition, group, len(told), more if is_known else None, len(tables))


def _told(issued: Release, partition: str, group: str) -> set[str]:
    tables: Mapping[str, Table] = issued.partitions[partition].groups[group]
    return {name for name, table in tables.items() if isinstance(table.base, Shown)}


def _with_more(counts: Counts, occasion: Occasion, partition: str) -> Counts:
    """Ten more people in each group, put into its largest cell."""
    respondents = counts.respondents.copy()
    extra = np.zeros(len(counts.groups), np.int64)
    for places in occasion.structure.partitions[partition].values():
        names = [occasion.structure.cells[at] for at in places if occasion.structure.cells[at] in counts.groups]
        if names:
            largest = max((counts.groups.index(name) for name in names), key=lambda at: (respondents[at], -at))
            extra[largest] += MORE
    items = {name: _more(raw, extra) for name, raw in counts.items.items()}
    return Counts(counts.instrument, counts.groups, respondents + extra, items)


def _more(raw: ItemCounts, extra: Ints) -> ItemCounts:
    match raw:
        case OptionCounts():
            # Where nobody answered, newcomers answer like everybody: what they would unlock must not tell nobody from somebody.
            usual = raw.by_option.sum(axis=0)
            like = [row if row.any() else usual for row in raw.by_option]
            spread = np.stack([_spread(row, int(more)) for row, more in zip(like, extra, strict=True)])
            return OptionCounts(raw.item, raw.by_option + spread, raw.answered + np.where(extra, extra, 0))
        case NumberValues():
            usual_values = np.concatenate([*raw.values, np.empty(0)])
            like_values = [values if len(values) else usual_values for values in raw.values]
            grown = (
                np.sort(np.concatenate([values, np.resize(like, more) if len(like) else like]))
                for values, like, more in zip(raw.values, like_values, extra, strict=True)
            )
            return NumberValues(raw.item, tuple(grown))
        case TextCounts():
            return TextCounts(raw.item, raw.written + extra)


def _spread(row: Ints, more: int) -> Ints:
    """So many people over the options as the row has them: whole people, the largest remainders first."""
    if not more or not row.sum():
        return np.zeros(len(row), np.int64)
    exact = row / row.sum() * more
    whole = np.asarray(np.floor(exact), np.int64)
    for at in np.argsort(-(exact - whole), kind="stable")[: max(0, more - int(whole.sum()))]:
        whole[at] += 1
    return whole
