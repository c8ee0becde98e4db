"""Protected summaries of NUMBER items: quartiles with people on each side, a mean that no one answer rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from poet.count.model import NumberValues
from poet.instrument import Item
from poet.protect.choosing import Choice, choose, rest_of
from poet.protect.means import are_alike, joined_values, means_told
from poet.protect.model import NumberTable, Shown, Why, Withheld
from poet.protect.policy import Policy

Values = NDArray[np.float64]
_QUARTILES = (0.25, 0.5, 0.75)


def number_tables(
    raw: NumberValues, policy: Policy, asked: NDArray[np.int64] | None = None
) -> tuple[NumberTable, tuple[NumberTable, ...]]:
    """The whole's summary and every group's, in the groups' order; `asked` are those around a question asked after an
    answer."""
    base = np.array([len(values) for values in raw.values], np.int64)
    choice = choose([base[:, None]], base, policy, rest_of(asked, base))
    groups = len(raw.values)
    values = (*raw.values, joined_values(raw.values))
    based = np.append(choice.rung == 0, choice.whole == 0)
    sets = (*(frozenset({g}) for g in range(groups)), frozenset(range(groups)))
    means = means_told(values, based, sets, [(groups, tuple(range(groups)))], policy)
    return summaries(raw, choice, means, policy)


def summaries(
    raw: NumberValues, choice: Choice, means: Sequence[bool], policy: Policy
) -> tuple[NumberTable, tuple[NumberTable, ...]]:
    """The whole's summary and every group's, of those whose base may be told; `means` says of each group, and last of the
    whole, whether its mean may be."""
    *own, of_all = means
    groups = tuple(
        _table(raw.item, values, choice.why[g] if choice.rung[g] else None, mean_shown=own[g], policy=policy)
        for g, values in enumerate(raw.values)
    )
    whole = joined_values(raw.values)
    return _table(raw.item, whole, choice.whole_why if choice.whole else None, mean_shown=of_all, policy=policy), groups


def _table(item: Item, values: Values, why: Why | None, *, mean_shown: bool, policy: Policy) -> NumberTable:
    if why is not None:
        nothing = Withheld(why)
        return NumberTable(item, nothing, (nothing, nothing, nothing), nothing, nothing, nothing)
    if not len(values):
        nothing = Withheld(Why.FEW_ANSWERS)
        return NumberTable(item, Shown(0), (nothing, nothing, nothing), nothing, nothing, nothing)
    low, middle, high = (_quartile(item, values, share, policy) for share in _QUARTILES)
    ends = [Shown(float(end)) if policy.extremes else Withheld(Why.DOMINANCE) for end in (values[0], values[-1])]
    mean = Shown(_rounded(item, float(values.mean()))) if mean_shown else Withheld(Why.DOMINANCE)
    return NumberTable(item, Shown(len(values)), (low, middle, high), mean, ends[0], ends[1])


def _quartile(item: Item, values: Values, share: float, policy: Policy) -> Shown[float] | Withheld:
    """A quantile by linear interpolation (Hyndman-Fan type 7), if enough people stand on each side of it."""
    point = float(np.quantile(values, share))
    if are_alike(values, policy):
        return Withheld(Why.TOO_TELLING)
    below, above = int((values <= point).sum()), int((values >= point).sum())
    if min(below, above) < policy.each_side:
        return Withheld(Why.TOO_TELLING)
    return Shown(_rounded(item, point))


def _rounded(item: Item, value: float) -> float:
    return round(round(value / item.step) * item.step, 10)
