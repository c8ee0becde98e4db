"""Who may be shown at which rung: own safety first, then what is left over when all that is shown is taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.protect.model import Why
from poet.protect.policy import Policy

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

FEW, TELLING = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What was chosen for one item. `rung[g]` is the finest rung group g may be shown at, -1 where none; `whole` the
    same for everybody together. `why[g]` says why group g stands no finer (None where it is finest)."""

    rung: NDArray[np.int64]
    whole: int
    why: tuple[Why | None, ...]
    whole_why: Why | None


def choose(tables: Sequence[Counts], base: Counts, policy: Policy) -> Choice:
    """The finest safe rung of every group. `tables[r][g, p]` are the counts at rung r (finest first), `base[g]` the
    bases; the coarsest rung, the last, has one part: the base itself.

    The whole is the sum of the groups. A group stays at a rung only if, with everybody's table printed at it, what is
    left over after taking away all groups shown at it is empty or safe itself; otherwise the smallest group that may
    still step down does so. Ties fall to the group that comes last, so the choice is the same on every run.
    """
    found = np.stack([faults(table, base, policy) for table in tables])
    whole_tables, whole_base = [table.sum(axis=0) for table in tables], base.sum()
    whole_faults = [int(faults(table, whole_base, policy)) for table in whole_tables]
    rung, whole = _rungs(tables, base, _safe_with_joinings(found), _safe_with_joinings(np.array(whole_faults)), policy)
    return Choice(rung, whole, tuple(_reason(int(one)) for one in rung), _reason(whole))


def _rungs(
    tables: Sequence[Counts], base: Counts, safe: Flags, whole_safe: Flags, policy: Policy
) -> tuple[NDArray[np.int64], int]:
    """The rung of every group, and the whole's; no finer figure is shown where the base is not."""
    nobody = np.zeros(len(base), bool)
    allowed = safe[-1]
    if whole_safe[-1]:
        based = _without_leftover(tables[-1:], base, nobody, allowed, policy)
        allowed = nobody if based is None else based
    rung, whole, shown = np.full(len(base), -1), -1, nobody
    for r in range(len(tables)):
        candidates = shown | (safe[r] & allowed)
        if whole_safe[r]:
            kept = _without_leftover(tables[r:], base, shown, candidates, policy)
            candidates = candidates if kept is None else kept
            whole = r if whole < 0 and kept is not None else whole
        rung[candidates & ~shown] = r
        shown = candidates
    return rung, whole


def _without_leftover(
    tables: Sequence[Counts], base: Counts, fixed: Flags, candidates: Flags, policy: Policy
) -> Flags | None:
    """The candidates that may stay so that what is left over is safe; None if even the fixed leave too little."""
    kept = candidates.copy()
    order = [int(g) for g in np.lexsort((-np.arange(len(base)), base)) if candidates[g] and not fixed[g] and base[g]]
    for next_out in (*order, None):
        out = ~kept
        left = base[out].sum()
        if left == 0 or not any(faults(table[out].sum(axis=0), left, policy) for table in tables):
            return kept
        if next_out is not None:
            kept[next_out] = False
    return None


def faults(parts: Counts, base: Counts, policy: Policy) -> NDArray[np.int64]:
    """What is wrong with showing tables of `parts[..., p]` people in each category among `base[...]`: FEW where too few
    answered, TELLING where a category is small or everyone is in the same one, 0 where nothing is."""
    return np.where(base < policy.minimum_base, FEW, np.where(_is_telling(parts, base, policy), TELLING, 0))


def is_at_fault(parts: Counts, base: Counts, policy: Policy) -> Flags:
    """Whether anything is wrong with showing tables of `parts[..., p]` people in each category among `base[...]`."""
    return (base < policy.minimum_base) | _is_telling(parts, base, policy)


def _is_telling(parts: Counts, base: Counts, policy: Policy) -> Flags:
    is_telling = (parts > 0) & (parts < policy.minimum_cell)
    if parts.shape[-1] > 1 and not policy.everyone:
        is_telling |= parts == base[..., None]
    return np.asarray(is_telling.any(axis=-1))


def _safe_with_joinings(found: NDArray[np.int64]) -> Flags:
    """Whether nothing is wrong at a rung nor at any coarser one: a table is only as safe as every joining of it."""
    return np.logical_and.accumulate((found == 0)[::-1], axis=0)[::-1]


def _reason(rung: int) -> Why | None:
    """Why a group stands no finer than its rung, which anybody sees: too few answers for any, or too telling for a finer
    one. A reason that followed from what is held back would tell on which side of the minimum base the group lies."""
    if rung == 0:
        return None
    return Why.FEW_ANSWERS if rung < 0 else Why.TOO_TELLING
