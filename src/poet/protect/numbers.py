"""Protected summaries of NUMBER items: quartiles with people on each side, a mean that no one answer rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from poet.count.model import NumberValues
from poet.instrument import Item
from poet.protect.choosing import Choice, choose
from poet.protect.model import NumberTable, Shown, Why, Withheld
from poet.protect.policy import Policy

Values = NDArray[np.float64]
_QUARTILES = (0.25, 0.5, 0.75)
_LARGEST_ESTIMATE = 0.2


def number_tables(raw: NumberValues, policy: Policy) -> tuple[NumberTable, tuple[NumberTable, ...]]:
    """The whole's summary and every group's, in the groups' order."""
    base = np.array([len(values) for values in raw.values], np.int64)
    return summaries(raw, choose([base[:, None]], base, policy), policy)


def summaries(raw: NumberValues, choice: Choice, policy: Policy) -> tuple[NumberTable, tuple[NumberTable, ...]]:
    """The whole's summary and every group's, of those whose base may be told."""
    whole = np.sort(np.concatenate(raw.values)) if raw.values else np.empty(0)
    means = _means_shown(raw.values, choice.rung == 0, whole if choice.whole == 0 else None, policy)
    groups = tuple(
        _table(raw.item, values, choice.why[g] if choice.rung[g] else None, mean_shown=means[g], policy=policy)
        for g, values in enumerate(raw.values)
    )
    return _table(raw.item, whole, choice.whole_why, mean_shown=_is_undominated(whole, policy), policy=policy), groups


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
    if values[0] == values[-1] and not policy.everyone:
        return Withheld(Why.TOO_TELLING)
    below, above = int((values <= point).sum()), int((values >= point).sum())
    if min(below, above) < policy.each_side:
        return Withheld(Why.TOO_TELLING)
    return Shown(_rounded(item, point))


def _rounded(item: Item, value: float) -> float:
    return round(round(value / item.step) * item.step, 10)


def _is_undominated(values: Values, policy: Policy) -> bool:
    """Whether a mean hides each person in it: no answer makes up more than the policy's share of the total, the
    second largest cannot guess the largest to within a fifth, and answers are not all the same."""
    # Of nobody there is no mean, and one person's is that person's answer, whatever the least base.
    if not len(values) or len(values) < policy.minimum_base:
        return False
    if policy.largest_share >= 1:
        return True
    if len(values) < 2:
        return False
    size = np.sort(np.abs(values))
    total, largest = float(size.sum()), float(size[-1])
    others = total - largest - float(size[-2])
    return largest <= policy.largest_share * total and others >= _LARGEST_ESTIMATE * largest and values[0] != values[-1]


def _means_shown(
    groups: Sequence[Values], based: NDArray[np.bool_], whole: Values | None, policy: Policy
) -> tuple[bool, ...]:
    """Which groups' means may be shown so that what is left of everybody's total is not one person's either."""
    shown = [bool(base) and _is_undominated(values, policy) for values, base in zip(groups, based, strict=True)]
    if whole is None or not _is_undominated(whole, policy):
        return tuple(shown)
    for g in sorted((g for g, is_shown in enumerate(shown) if is_shown), key=lambda g: len(groups[g])):
        left = [values for values, is_shown in zip(groups, shown, strict=True) if not is_shown and len(values)]
        if not left or _is_undominated(np.sort(np.concatenate(left)), policy):
            break
        shown[g] = False
    return tuple(shown)
