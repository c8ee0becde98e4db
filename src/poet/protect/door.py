"""The door: raw counts go in, protected tables come out, and nothing else leaves the analysis."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poet.count.model import Counts, ItemCounts, NumberValues, OptionCounts, TextCounts
from poet.protect.choosing import Choice, choose, rest_of
from poet.protect.model import Protected, Shown, Table, TextTable, Why, Withheld
from poet.protect.numbers import number_tables
from poet.protect.options import around, option_tables
from poet.protect.policy import Policy
from poet.protect.publishing import STANDARD

People = NDArray[np.int64]


def protect(counts: Counts, policy: Policy = STANDARD) -> Protected:
    """Everything about `counts` that the policy lets out: for everybody together and for every group."""
    whole: dict[str, Table] = {}
    groups: dict[str, dict[str, Table]] = {group: {} for group in counts.groups}
    for item_id, raw in counts.items.items():
        whole[item_id], tables = _tables(raw, policy, around(counts, raw.item))
        for group, table in zip(counts.groups, tables, strict=True):
            groups[group][item_id] = table
    everybody, respondents = _people(counts.respondents, policy)
    return Protected(
        instrument=counts.instrument,
        policy=policy,
        respondents=dict(zip(counts.groups, respondents, strict=True)),
        all_respondents=everybody,
        whole=whole,
        groups=groups,
    )


def _tables(raw: ItemCounts, policy: Policy, asked: People | None) -> tuple[Table, tuple[Table, ...]]:
    match raw:
        case OptionCounts():
            return option_tables(raw, policy, asked)
        case NumberValues():
            return number_tables(raw, policy, asked)
        case TextCounts():
            everybody, cells = _people(raw.written, policy, asked)
            return TextTable(raw.item, everybody), tuple(TextTable(raw.item, cell) for cell in cells)


def _people(
    people: People, policy: Policy, asked: People | None = None
) -> tuple[Shown[int] | Withheld, tuple[Shown[int] | Withheld, ...]]:
    """How many people there are, in all and by group, where that may be told."""
    return told_people(people, choose([people[:, None]], people, policy, rest_of(asked, people)))


def told_people(people: People, choice: Choice) -> tuple[Shown[int] | Withheld, tuple[Shown[int] | Withheld, ...]]:
    """How many people there are, in all and by group, told as was chosen."""
    cells = tuple(
        Shown(int(count)) if choice.rung[g] == 0 else Withheld(choice.why[g] or Why.FEW_ANSWERS)
        for g, count in enumerate(people)
    )
    whole = Shown(int(people.sum())) if choice.whole == 0 else Withheld(choice.whole_why or Why.FEW_ANSWERS)
    return whole, cells
