"""Worlds: sets of people that give every printed number to the last digit. Where two worlds differ widely in a count,
nobody can know it; where all agree, everybody can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from poet.protect.proof.programs import Programs
from poet.protect.proof.system import ENDLESS, NoWorld, Piece

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# How an end is looked for: the weights, and 1 for the least or -1 for the most; the end, whether it is reached, a world.
_Look = Callable[["_Search", Floats, int], tuple[int, bool, Ints | None]]

# Worlds are looked for with no more people of a kind than all that is printed and so many more, so that a search for
# many people ends. The cap is sound because nothing is ever concluded from it: a world found below it is checked to be
# one, and that there is none, or where an interval ends, is only ever asked without it.
UNTOLD = 1000.0
TOLERANCE = 1e-6
_FIRST, _LATER = 2, 6
# Where nothing is known of more than this share of the quantities, it is looked everywhere first.
_MANY = 0.5
# More quantities than this are pushed at once before each is pushed alone, with a nudge for the others.
_FEW = 8
_NUDGE = 0.2
# How often and how little what is asked for is tilted, to meet whole numbers.
_TRIES, _TILT = 4, 1e-4
# How near the best a world comes that is only to lie far from others: whole worlds of the very best are dear.
NEAR_ENOUGH, NEARLY = 0.2, 0.05
# Branches after which the search for a world that lies far from others gives up; the same on every machine. Where an
# interval ends is searched for to the end.
_MOST_NODES = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How far apart worlds were found for each quantity of a piece: `low` <= truth's own interval's ends <= `high` is
    not claimed; that a world exists at both ends is."""

    low: Ints
    high: Ints

    @classmethod
    def none(cls, size: int) -> Spread:
        """Nothing was found yet."""
        return cls(np.full(size, ENDLESS, np.int64), np.full(size, -1, np.int64))

    def beside(self, other: Spread) -> Spread:
        """What the worlds of both show."""
        return Spread(np.minimum(self.low, other.low), np.maximum(self.high, other.high))


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the greatest count in any world. `reached` says of either end whether a world is known that has it:
    an end that is not reached lies outside all worlds, or at their end. `beside` is how far apart the worlds at its ends
    set all quantities of the piece."""

    low: int
    high: int
    reached: tuple[bool, bool] = (True, True)
    beside: Spread | None = field(default=None, compare=False, repr=False)


def spread(piece: Piece, enough: Ints, width: int, known: Spread | None = None) -> Spread:
    """Worlds as far apart as a few searches bring them: a quantity is done with once its ends are `width` apart or a
    world has `enough[q]` people in it. What is `known` of some quantities need not be looked for again. Raises NoWorld."""
    seen = _Seen(piece, known or Spread.none(len(piece.quantities)))
    search = _Search(piece)
    dice = np.random.default_rng(1)
    if (seen.high < 0).mean() > _MANY:
        _look_everywhere(seen, search, dice)
    for _ in range(_LATER):
        todo = np.flatnonzero(seen.near(enough, width))
        before = int((seen.high - seen.low)[todo].sum())
        if len(todo) > _FEW:
            _push(seen, search, dice, todo)
        if int((seen.high - seen.low)[todo].sum()) == before:
            break
    return seen.spread


def led_to(piece: Piece, quantity: int, enough: Ints, width: int, known: Spread) -> Spread:
    """Worlds with as many and with as few people in one quantity as may be found, beside what is `known`; they may lie
    far from others in the other quantities too that are not done with."""
    seen = _Seen(piece, known)
    search = _Search(piece)
    for sign in (-1, 1):
        is_near = seen.near(enough, width)
        if is_near[quantity] and not (sign > 0 and seen.low[quantity] == 0):
            _lead(seen, search, quantity, np.flatnonzero(is_near), sign)
    return seen.spread


def _lead(seen: _Seen, search: _Search, one: int, todo: Ints, sign: int) -> None:
    """Look for a world with most (sign -1) or fewest people in one quantity, and with many in the others if it may be."""
    others = todo[todo != one]
    aim = _row(seen.piece.full, one)
    aim += _row(seen.piece.some, one) if sign < 0 else 0
    aim *= sign
    aim -= _NUDGE * np.asarray(seen.piece.full[others].sum(axis=0) + seen.piece.some[others].sum(axis=0))
    seen.add(search.world(aim, gap=NEARLY))


def _look_everywhere(seen: _Seen, search: _Search, dice: np.random.Generator) -> None:
    kinds = seen.piece.left.shape[1]
    for _ in range(_FIRST):
        aim = dice.uniform(0.5, 1.5, kinds) * dice.choice([-1.0, 1.0], kinds)
        seen.add(search.light_world(aim))
        seen.add(search.light_world(-aim))


def _push(seen: _Seen, search: _Search, dice: np.random.Generator, todo: Ints) -> None:
    """Look for two worlds that lie far from one another in these quantities."""
    pushed = dice.choice([-1.0, 1.0], len(todo)) * dice.uniform(0.5, 1.5, len(todo))
    aim = np.asarray(pushed @ seen.piece.full[todo]) + np.asarray(np.abs(pushed) @ seen.piece.some[todo]) * 0.5
    seen.add(search.world(aim))
    seen.add(search.world(-aim))


def bounds(piece: Piece, quantity: int) -> Interval:
    """An interval of a piece's quantity that holds all worlds', and mostly is theirs. Raises NoWorld."""
    return _between(piece, quantity, _Search.bound, (False, False), None)


def interval(piece: Piece, quantity: int, outer: Interval | None = None) -> Interval:
    """The exact integer interval of a piece's quantity, from its `bounds` where they are known. Raises NoWorld."""
    outer = outer or bounds(piece, quantity)
    return outer if all(outer.reached) else _between(piece, quantity, _Search.end, outer.reached, outer)


def _between(piece: Piece, quantity: int, look: _Look, done: tuple[bool, bool], outer: Interval | None) -> Interval:
    """The ends of a quantity as they are looked for, but for those which are done."""
    least = _row(piece.full, quantity)
    search = _Search(piece)
    seen = _Seen(piece, outer.beside if outer and outer.beside else Spread.none(len(piece.quantities)))
    ends = [outer.low, outer.high] if outer else [0, 0]
    reached = list(done)
    for at, (weights, sign) in enumerate(((least, 1), (least + _row(piece.some, quantity), -1))):
        if not done[at]:
            ends[at], reached[at], world = look(search, weights, sign)
            seen.add(world)
    return Interval(ends[0], ends[1], (reached[0], reached[1]), seen.spread)


def binding(piece: Piece, quantity: int) -> frozenset[int]:
    """The equations that hold a quantity's ends, by their rows: those with a price in the linear programs for its least and
    its greatest count. While all of them stand, the interval stays; the other equations may go and change nothing."""
    least = _row(piece.full, quantity)
    search = _Search(piece)
    prices = [search.prices(weights) for weights in (least, -least - _row(piece.some, quantity))]
    return frozenset(int(row) for price in prices for row in np.flatnonzero(np.abs(price) > TOLERANCE))


def _row(matrix: sparse.csr_array, row: int) -> Floats:
    return np.asarray(matrix[[row]].toarray()[0], np.float64)


class _Seen:
    """The least and greatest count of each quantity over the worlds seen so far."""

    def __init__(self, piece: Piece, known: Spread) -> None:
        self.piece = piece
        self.low, self.high = known.low, known.high

    @property
    def spread(self) -> Spread:
        """How far apart they are."""
        return Spread(self.low, self.high)

    def near(self, enough: Ints, width: int) -> NDArray[np.bool_]:
        """Which quantities are not done with."""
        return np.asarray((self.high - self.low < width) & (self.high < enough))

    def add(self, world: Ints | None) -> None:
        """Take in a world, once it is shown in whole numbers that it gives every printed figure."""
        if world is None or (world < 0).any() or (self.piece.left @ world != self.piece.right).any():
            return
        least = self.piece.full @ world
        self.low = np.minimum(self.low, least)
        self.high = np.maximum(self.high, least + self.piece.some @ world)


@lru_cache(maxsize=32)
def _programs(piece: Piece) -> Programs:
    """A piece's equations in the solver, while it is being asked about."""
    return Programs(piece.left, piece.right)


class _Search:
    """Linear searches over the worlds of one piece. In whole numbers, and for prices, each is begun anew."""

    def __init__(self, piece: Piece) -> None:
        self.piece = piece
        self.left = sparse.csr_array(piece.left, dtype=np.float64)
        self.right = piece.right.astype(np.float64)
        self.dice = np.random.default_rng(1)
        self.most = min(float(np.abs(piece.right).sum()) + UNTOLD, float(ENDLESS))
        self.printed = LinearConstraint(self.left, self.right, self.right)

    def light_world(self, aim: Floats) -> Ints | None:
        """A world like `world`'s where linear programs alone find whole numbers, which they mostly do; else None."""
        found = self._relaxed(aim, self.most)
        return None if found is None else self._whole_at(found, aim, self.most)

    def _whole_at(self, found: Floats, aim: Floats, most: float) -> Ints | None:
        """Whole numbers with as little of what `aim` weighs as was `found`, or hardly more; None where a few tries bring none.

        Many worlds have the least, some in broken numbers. What is asked for is tilted a little, so that another of them
        is the least: mostly one in whole numbers, and far sooner than by a search among whole numbers alone.
        """
        whole = _whole_numbers(found)
        for _ in range(_TRIES):
            if whole is not None:
                return whole
            tilted = self._relaxed(aim + self.dice.uniform(0.0, _TILT, len(aim)), most)
            whole = None if tilted is None else _whole_numbers(tilted)
        return whole

    def world(self, aim: Floats, gap: float = NEAR_ENOUGH) -> Ints | None:
        """A world with as little as may be of what `aim` weighs; None where the search found none in whole numbers."""
        found = self.light_world(aim)
        return self._whole(aim, self.most, gap) if found is None else found

    def bound(self, weights: Floats, sign: int) -> tuple[int, bool, Ints | None]:
        """The least (sign 1) or greatest (sign -1) weighted sum over all worlds or something beyond it, whether a world is
        known to have it, and a world near; of a sum without end ENDLESS, and a world with many.

        Where the linear program has no end, people can be added in a direction that leaves every equation as it is. The
        equations are in whole numbers, so some multiple of it is too: one world makes as many as one likes.
        """
        found = self._relaxed(sign * weights, np.inf)
        if found is None:
            return int(ENDLESS), True, self.world(sign * weights)
        bound = float(weights @ found)
        end = int(np.ceil(bound - TOLERANCE) if sign > 0 else np.floor(bound + TOLERANCE))
        whole = _whole_numbers(found)
        return end, whole is not None and round(float(weights @ whole)) == end, whole

    def end(self, weights: Floats, sign: int) -> tuple[int, bool, Ints]:
        """The least (sign 1) or greatest (sign -1) weighted sum over all worlds, searched for to the end however many
        branches that takes, and the world that has it. Raises NoWorld."""
        world = self._whole(sign * weights, np.inf, nodes=None)
        if world is None:
            raise NoWorld
        return round(float(weights @ world)), True, world

    def prices(self, aim: Floats) -> Floats:
        """By how much the least of what `aim` weighs would change with one person more in each equation; nothing where
        it has no end, as no equation holds it. Raises NoWorld."""
        bounds = np.stack([np.zeros(len(aim)), np.full(len(aim), np.inf)], axis=1)
        found = linprog(aim, A_eq=self.left, b_eq=self.right, bounds=bounds, method="highs")
        if found.x is None:
            self.refuse_no_world()
            return np.zeros(len(self.right))
        return np.asarray(found.eqlin.marginals, np.float64)

    def refuse_no_world(self) -> None:
        """Raises NoWorld where no numbers at all, whole or not, however large, give what is printed."""
        found = milp(np.zeros(self.left.shape[1]), constraints=self.printed, bounds=Bounds(0, np.inf))
        if found.x is None:
            raise NoWorld(found.message)

    def _relaxed(self, aim: Floats, most: float) -> Floats | None:
        """The least of what `aim` weighs in any numbers; None where it has no end, or the cap leaves no room."""
        found = _programs(self.piece).least(aim, most)
        if found is None:
            self.refuse_no_world()
        return found

    def _whole(self, aim: Floats, most: float, gap: float = 0.0, nodes: int | None = _MOST_NODES) -> Ints | None:
        """A world with the least of what `aim` weighs, to a gap; None where there is none, or none was found."""
        found = milp(
            aim,
            constraints=self.printed,
            bounds=Bounds(0, most),
            integrality=np.ones(len(aim)),
            options={"mip_rel_gap": gap, **({"node_limit": nodes} if nodes else {})},
        )
        return None if found.x is None else np.asarray(np.rint(found.x), np.int64)


def _whole_numbers(found: Floats) -> Ints | None:
    """A solution in whole numbers where it is one but for the machine's rounding."""
    whole = np.rint(found)
    return np.asarray(whole, np.int64) if np.abs(found - whole).max() < TOLERANCE else None
