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


def rest_of(asked: Counts | None, people: Counts) -> Counts | None:
    """Who may have answered otherwise than by the answer that leads to a question: those around it (None where everybody is
    asked) without those who answered it."""
    return None if asked is None else asked - people


def too_few_left(rest: Counts, policy: Policy) -> Flags:
    """Where so few may have answered otherwise that it would be told; nobody, too, unless the policy lets it be told that all
    answered alike."""
    is_nobody = (rest == 0) & policy.everyone
    return np.asarray((rest < policy.minimum_cell) & (policy.minimum_cell > 1) & ~is_nobody)


def choose(tables: Sequence[Counts], base: Counts, policy: Policy, rest: Counts | None = None) -> Choice:
    """The finest safe rung of every group. `tables[r][g, p]` are the counts at rung r (finest first), `base[g]` the
    bases; the coarsest rung, the last, has one part: the base itself.

    The whole is the sum of the groups. A group stays at a rung only if, with everybody's table printed at it, what is
    left over after taking away all groups shown at it is empty or safe itself; otherwise the smallest group that may
    still step down does so. Ties fall to the group that comes last, so the choice is the same on every run.

    Of a question that is asked only after an answer, `rest[g]` are those who may have answered otherwise: too few of them
    are at fault wherever the base is told.
    """
    found = np.stack([faults(table, base, policy, rest) for table in tables])
    whole_tables, whole_base = [table.sum(axis=0) for table in tables], base.sum()
    whole_rest = None if rest is None else rest.sum()
    whole_faults = [int(faults(table, whole_base, policy, whole_rest)) for table in whole_tables]
    safe, whole_safe = _safe_with_joinings(found), _safe_with_joinings(np.array(whole_faults))
    rung, whole = _rungs(_Tables(tables, base, rest), safe, whole_safe, policy)
    return Choice(rung, whole, tuple(_reason(int(one)) for one in rung), _reason(whole))


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """One item's tables by rung and group, the bases, and of a question asked after an answer the rest."""

    tables: Sequence[Counts]
    base: Counts
    rest: Counts | None

    def from_rung(self, rung: int) -> _Tables:
        """The tables of this rung and of all that are coarser."""
        return _Tables(self.tables[rung:], self.base, self.rest)

    def is_left(self, out: Flags, policy: Policy) -> bool:
        """Whether something is wrong with what these groups hold together."""
        left = self.base[out].sum()
        rest = None if self.rest is None else self.rest[out].sum()
        return bool(left) and any(faults(table[out].sum(axis=0), left, policy, rest) for table in self.tables)


def _rungs(of: _Tables, safe: Flags, whole_safe: Flags, policy: Policy) -> tuple[NDArray[np.int64], int]:
    """The rung of every group, and the whole's; no finer figure is shown where the base is not."""
    base, rungs = of.base, len(of.tables)
    nobody = np.zeros(len(base), bool)
    allowed = safe[-1]
    if whole_safe[-1]:
        based = _without_leftover(of.from_rung(rungs - 1), nobody, allowed, policy)
        allowed = nobody if based is None else based
    rung, whole, shown = np.full(len(base), -1), -1, nobody
    for r in range(rungs):
        candidates = shown | (safe[r] & allowed)
        if whole_safe[r]:
            kept = _without_leftover(of.from_rung(r), shown, candidates, policy)
            candidates = candidates if kept is None else kept
            whole = r if whole < 0 and kept is not None else whole
        rung[candidates & ~shown] = r
        shown = candidates
    return rung, whole


def _without_leftover(of: _Tables, fixed: Flags, candidates: Flags, policy: Policy) -> Flags | None:
    """The candidates that may stay so that what is left over is safe; None if even the fixed leave too little."""
    kept, base = candidates.copy(), of.base
    order = [int(g) for g in np.lexsort((-np.arange(len(base)), base)) if candidates[g] and not fixed[g] and base[g]]
    for next_out in (*order, None):
        if not of.is_left(~kept, policy):
            return kept
        if next_out is not None:
            kept[next_out] = False
    return None


def faults(parts: Counts, base: Counts, policy: Policy, rest: Counts | None = None) -> NDArray[np.int64]:
    """What is wrong with showing tables of `parts[..., p]` people in each category among `base[...]`: FEW where too few
    answered, or are in the `rest` of a question asked after an answer, TELLING where a category is small or everyone is in
    the same one, 0 where nothing is."""
    is_few = base < policy.minimum_base
    if rest is not None:
        is_few |= too_few_left(rest, policy)
    return np.where(is_few, FEW, np.where(_is_telling(parts, base, policy), TELLING, 0))


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
