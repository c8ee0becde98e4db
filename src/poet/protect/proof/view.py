"""One item with all that is known of it: what sums tell, and how narrowly all worlds together tell the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from poet.protect.ledger import Rule
from poet.protect.proof.history import Subject
from poet.protect.proof.kept import Apart, Cache, binding_of, bounds_of, interval_of, led_of, spread_of
from poet.protect.proof.known import worked_out
from poet.protect.proof.lattice import UNKNOWN, Means
from poet.protect.proof.leak import Leak, Place
from poet.protect.proof.staying import Judged
from poet.protect.proof.system import ENDLESS, Cut, Piece, cut
from poet.protect.proof.worlds import Interval, Spread

Ints = NDArray[np.int64]


def _smallest(means: Means, rule: Rule) -> int:
    """The least count that may be told, apart from nought."""
    return rule.minimum_base if means is Means.BASE else rule.minimum_cell


class View:
    """One item with all that is known of it, worked out as far as sums go, and the pieces of what is not."""

    def __init__(self, subject: Subject, rule: Rule, cache: Cache, apart: Apart, *, traced: bool = True) -> None:
        """Only where it is `traced` does a leak name the numbers it is told by: to follow each costs more than to find it."""
        self.traced = traced
        self.subject, self.rule, self.cache, self.apart = subject, rule, cache, apart
        self.means = subject.lattice.answers.means
        self.worked = worked_out(subject.lattice)
        self.known = self.worked.known
        self.base = self.means.index(Means.BASE) if Means.BASE in self.means else None
        self.spreads: dict[int, Spread] = {}
        self.searched = 0

    @cached_property
    def cut(self) -> Cut:
        """What sums leave open, cut up into what hangs together."""
        return cut(self.subject.lattice, self.known)

    def told_by_sums(self) -> Iterator[Leak]:
        """Counts that follow by adding and taking away, and are too small or tell that all are alike."""
        for answer, means in enumerate(self.means):
            layer = self.known[:, :, answer]
            bad = (layer > 0) & (layer < _smallest(means, self.rule)) & (means is not Means.SLACK)
            if means is Means.REST and not self.rule.everyone:
                bad |= layer == 0
            bad[self.is_like(Judged.LEFT)] = layer[self.is_like(Judged.LEFT)] > 0
            bad &= self.is_judged
            for wave, group in np.argwhere(bad):
                count = int(layer[wave, group])
                if count or self.is_anybody(int(wave), int(group)):
                    yield self.leak((int(wave), int(group), answer), Interval(count, count), by_sums=True)

    def is_like(self, like: Judged) -> NDArray[np.bool_]:
        """Which wave sets are looked at in this way."""
        return np.array([one is like for one in self.subject.judged])

    @cached_property
    def is_judged(self) -> NDArray[np.bool_]:
        """`[wave, group]`: what is looked at on its own."""
        groups = np.ones(self.known.shape[1], np.bool_)
        groups[list(self.subject.beyond)] = False
        return ~self.is_like(Judged.STAYED)[:, None] & groups[None, :]

    def is_told(self, place: Place, found: Interval) -> bool:
        """Whether an interval tells too much of an unknown count."""
        judged, means = self.subject.judged[place[0]], self.means[place[2]]
        if judged is Judged.LEFT:
            return found.low > 0
        if found.high == 0:
            is_alike = judged is Judged.FULLY and means is Means.REST and not self.rule.everyone
            return is_alike and self.is_anybody(place[0], place[1])
        if judged is Judged.CAME and found.low == 0 and found.high <= self.subject.withdrawn:
            return False
        is_narrow = found.high - found.low < self.rule.minimum_cell and found.low < _smallest(means, self.rule)
        return is_narrow and not any(
            found.low <= count - gone and count <= found.high for count, gone in self.told_before(place)
        )

    def told_before(self, place: Place) -> Iterator[tuple[int, int]]:
        """What was told of a count before some of its people left, where that was not too small to be told, and how many
        left: that is known of the others whatever is told of them, and holding back would not change it."""
        wave, group, answer = place
        for before in self.subject.stayed.get(wave, ()):
            count = int(self.known[before.waves, group, answer])
            if count >= _smallest(self.means[answer], self.rule):
                yield count, min(before.gone, count)

    def is_anybody(self, wave: int, group: int) -> bool:
        """Whether there may be anybody in the group at all: of nobody, nothing is told."""
        if self.base is None:
            return True
        count = int(self.known[wave, group, self.base])
        return count > 0 if count != UNKNOWN else self.interval((wave, group, self.base)).high > 0

    def told_by_bounds(self, *, all_of_them: bool) -> Iterator[Leak]:
        """Counts that do not follow by sums, but that all worlds together tell too narrowly."""
        done: set[int] = set()
        for flat in map(int, self.unsure()):
            place = self.place(flat)
            inside = {at for at, _, _ in self.parts(flat)}
            if inside & done and not all_of_them:
                continue
            found = self.narrowed(flat, exactly=all_of_them)
            if found and self.is_told(place, found):
                done |= inside
                yield self.leak(place, found, by_sums=False)

    def narrowed(self, flat: int, *, exactly: bool) -> Interval | None:
        """The interval of a count; None where two worlds set it far enough apart, for then nobody needs to know it. Unless
        it is to be known `exactly`, one that holds it, where that is enough to say whether it is told."""
        if self.is_apart(flat):
            return None
        self.searched += 1
        outer = self.bounds(flat)
        if self.is_wide(flat, outer):
            for at, piece, row in self.parts(flat):
                self.keep(at, piece, led_of(piece, row, self.wanted(piece), self.cache, self.spreads[at]))
        elif self.is_decided(flat, outer, exactly=exactly):
            return outer
        return None if self.is_apart(flat) else self.interval(self.place(flat))

    def is_decided(self, flat: int, outer: Interval, *, exactly: bool) -> bool:
        """Whether it follows from a narrow interval that holds a count's whether it is told: it is not where it cannot be
        small; and it is, however narrow, where worlds show that it can be small and that it can be somebody."""
        judged, smallest, seen = self.subject.judged[self.place(flat)[0]], int(self.small[flat]), self.seen(flat)
        if judged is Judged.LEFT:
            return False
        if any(self.told_before(self.place(flat))):
            return outer.low >= smallest
        is_told = judged is Judged.FULLY and seen.low < smallest and seen.high > 0
        return outer.low >= smallest or (is_told and not exactly)

    def unsure(self) -> Ints:
        """The counts of which no two worlds were found wide enough apart, in flat places."""
        todo = self.near(self.apart)
        self.look_for_worlds(todo)
        return np.flatnonzero(todo & self.near(self.apart))

    def near(self, apart: Apart) -> NDArray[np.bool_]:
        """Which unknown counts no worlds set far enough apart, or, of those who left, none is without."""
        groups = self.known.shape[1]
        small, place = self.small, np.arange(self.known.size) // len(self.means)
        is_near = (apart.high - apart.low < self.rule.minimum_cell) & (apart.high < small - 1 + self.rule.minimum_cell)
        is_left = self.is_like(Judged.LEFT)[place // groups]
        is_near = np.where(is_left, apart.low > 0, is_near) & self.is_judged.ravel()[place]
        is_count = np.tile([one is not Means.SLACK for one in self.means], len(place) // len(self.means))
        return np.asarray((self.known.ravel() == UNKNOWN) & is_count & is_near)

    @cached_property
    def small(self) -> Ints:
        """The least count that may be told, in flat places."""
        return np.tile([_smallest(one, self.rule) for one in self.means], self.known.size // len(self.means))

    def look_for_worlds(self, todo: NDArray[np.bool_]) -> None:
        """Look for worlds in every piece that holds a part of a count that is to be set apart."""
        low, high = self.cut.low.copy(), self.cut.high.copy()
        for at, piece in enumerate(self.cut.pieces):
            is_open = bool(todo[piece.quantities].any())
            found = spread_of(piece, *self.wanted(piece), self.cache, self.known_of(piece), look=is_open)
            self.spreads[at] = found
            if is_open:
                low[piece.quantities] += found.low
                high[piece.quantities] += found.high
        self.apart.low[todo] = np.minimum(self.apart.low, low)[todo]
        self.apart.high[todo] = np.maximum(self.apart.high, high)[todo]

    def wanted(self, piece: Piece) -> tuple[Ints, int]:
        """How many people are enough in each quantity of a piece, and how far apart is far enough."""
        width = self.rule.minimum_cell
        return self.small[piece.quantities] - 1 + width, width

    def known_of(self, piece: Piece) -> Spread:
        """What was found before of those of a piece's quantities that lie in it alone: of a count's ends, at most what is
        settled elsewhere is not in the piece."""
        own = piece.quantities
        is_alone = self.shared[own] == 1
        is_low, is_high = is_alone & (self.apart.low[own] < ENDLESS), is_alone & (self.cut.high[own] < ENDLESS)
        is_high &= self.apart.high[own] >= self.cut.high[own]
        return Spread(
            np.where(is_low, self.apart.low[own] - self.cut.low[own], ENDLESS),
            np.where(is_high, self.apart.high[own] - self.cut.high[own], -1),
        )

    @cached_property
    def shared(self) -> Ints:
        """How many pieces hold a part of each count, in flat places."""
        found = np.zeros(self.known.size, np.int64)
        for piece in self.cut.pieces:
            found[piece.quantities] += 1
        return found

    def is_apart(self, flat: int) -> bool:
        """Whether worlds that were found on the way set a count far enough apart, so that it need not be bounded."""
        return self.is_wide(flat, self.seen(flat))

    def seen(self, flat: int) -> Interval:
        """How far apart worlds that were found set a count."""
        low, high = int(self.cut.low[flat]), int(self.cut.high[flat])
        for at, _, row in self.parts(flat):
            low, high = low + int(self.spreads[at].low[row]), high + int(self.spreads[at].high[row])
        return Interval(low, high)

    def is_wide(self, flat: int, found: Interval) -> bool:
        """Whether a count that is so wide is not told; of who left it is told that they are anybody, however wide."""
        if self.subject.judged[self.place(flat)[0]] is Judged.LEFT:
            return False
        width = self.rule.minimum_cell
        return found.high - found.low >= width or found.high >= int(self.small[flat]) - 1 + width

    def keep(self, at: int, piece: Piece, found: Spread | None) -> None:
        """Take in worlds that were found of a piece."""
        if found is None or at not in self.spreads:
            return
        self.spreads[at] = now = self.spreads[at].beside(found)
        alone = self.shared[piece.quantities] == 1
        own = piece.quantities[alone]
        self.apart.low[own] = np.minimum(self.apart.low[own], self.cut.low[own] + now.low[alone])
        self.apart.high[own] = np.maximum(self.apart.high[own], self.cut.high[own] + now.high[alone])

    def interval(self, place: Place) -> Interval:
        """The interval of an unknown count: the sum of those of its parts in all pieces."""
        return self.added_up(int(np.ravel_multi_index(place, self.known.shape)), interval_of)

    def bounds(self, flat: int) -> Interval:
        """An interval that holds that of an unknown count."""
        return self.added_up(flat, bounds_of)

    def added_up(self, flat: int, of: Callable[[Piece, int, Cache], Interval]) -> Interval:
        """The sum of what is found of a count's parts; worlds that are found on the way are kept."""
        parts = [Interval(int(self.cut.low[flat]), int(self.cut.high[flat]))]
        for at, piece, row in self.parts(flat):
            parts.append(of(piece, row, self.cache))
            self.keep(at, piece, parts[-1].beside)
        return Interval(sum(one.low for one in parts), sum(one.high for one in parts))

    def parts(self, flat: int) -> list[tuple[int, Piece, int]]:
        """The pieces that hold a part of a count: their number, the piece, and the count's row in it."""
        flats, pieces, rows = self.holding
        first, last = np.searchsorted(flats, (flat, flat + 1))
        return [
            (int(at), self.cut.pieces[at], int(row))
            for at, row in zip(pieces[first:last], rows[first:last], strict=True)
        ]

    @cached_property
    def holding(self) -> tuple[Ints, Ints, Ints]:
        """The flat places of what the pieces hold parts of, in their order, with the piece and the row in it of each."""
        sizes = [len(piece.quantities) for piece in self.cut.pieces]
        flats = np.concatenate([np.empty(0, np.int64), *(piece.quantities for piece in self.cut.pieces)])
        pieces = np.repeat(np.arange(len(sizes)), sizes)
        rows = np.concatenate([np.empty(0, np.int64), *map(np.arange, sizes)])
        order = np.argsort(flats, kind="stable")
        return flats[order], pieces[order], rows[order]

    def place(self, flat: int) -> Place:
        """The place of a flat place."""
        wave, group, answer = np.unravel_index(flat, self.known.shape)
        return int(wave), int(group), int(answer)

    def leak(self, place: Place, found: Interval, *, by_sums: bool) -> Leak:
        """A count that is told."""
        near, around = self.told_from(place, by_sums=by_sums) if self.traced else (set(), set())
        name = self.subject.name(*place)
        return Leak(self.subject.item, name, place, found.low, found.high, by_sums, frozenset(near), frozenset(around))

    def told_from(self, place: Place, *, by_sums: bool) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
        """The printed numbers that a leak is told by, and all that hang together with them."""
        return (self.worked.sources([place]), set()) if by_sums else self.behind(place)

    def behind(self, place: Place) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
        """The printed numbers behind the equations that hold a count's ends, and behind all that hang together with them."""
        flat = int(np.ravel_multi_index(place, self.known.shape))
        near, around = list(self.cut.alone.behind(flat)), list[int]()
        for _, piece, row in self.parts(flat):
            held = binding_of(piece, row, self.cache)
            near += [known for equation in held for known in piece.printed[equation]]
            around += [known for printed in piece.printed for known in printed]
        by_near = self.worked.sources(map(self.place, near))
        return by_near, by_near | self.worked.sources(map(self.place, around))
