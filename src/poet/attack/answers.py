"""How answers to one item part people: the sets that are printed, those that could be worked out, and what binds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from poet.attack import words
from poet.attack.issued import Item
from poet.attack.overlay import Members

Codes = tuple[str, ...]
BASE: Codes = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """One item's answers as `size` parts of a group. `printed[codes]` are the parts that a printed figure counts, under
    () those of the base. `sets` are all sets worth knowing with their words; `telling` those of which nought tells that
    everybody else answered alike. `bonds` are rows of parts that add up to nought in every group, `orders` rows that
    add up to nought or less. Where parts are `shared`, some hold people whom others hold too."""

    size: int
    printed: dict[Codes, Members]
    sets: dict[Members, str]
    telling: frozenset[Members]
    bonds: tuple[dict[int, int], ...] = ()
    orders: tuple[dict[int, int], ...] = ()
    shared: bool = False

    @property
    def base(self) -> Members | None:
        """The parts that make up the base; None where there is none."""
        return self.printed.get(BASE)


def parts_of(item: Item) -> Parts:
    """The parts of an item's base."""
    if item.kind == "many":
        return _many(item)
    if item.kind == "one" and item.options:
        return _one(item)
    return Parts(1, {BASE: frozenset({0})}, {frozenset({0}): words.ANYBODY}, frozenset())


def standing_apart(code: str) -> Parts:
    """An answer outside the base, about which nothing else is printed."""
    return Parts(1, {(code,): frozenset({0})}, {frozenset({0}): code}, frozenset())


def _one(item: Item) -> Parts:
    place = {code: at for at, code in enumerate(item.options)}
    everybody = frozenset(place.values())
    groups = [(code,) for code in item.options] + [codes for grouping in item.groupings for codes in grouping]
    printed: dict[Codes, Members] = {codes: frozenset(place[code] for code in codes) for codes in groups}
    sets = {everybody: words.ANYBODY}
    for codes, members in printed.items():
        sets.setdefault(members, words.OR.join(codes))
    rests = {everybody - members: words.NOT.format(answer=sets[members]) for members in printed.values()}
    for members, called in rests.items():
        if members:
            sets.setdefault(members, called)
    printed[BASE] = everybody
    return Parts(len(place), printed, sets, frozenset(rests) - {everybody})


def _many(item: Item) -> Parts:
    """Two parts an option: those who ticked it and those who did not, of one base."""
    ticked = {code: 2 * at for at, code in enumerate(item.options)}
    base = frozenset({0, 1})
    printed: dict[Codes, Members] = {(code,): frozenset({at}) for code, at in ticked.items()}
    sets = {base: words.ANYBODY}
    for code, at in ticked.items():
        sets[frozenset({at})] = code
        sets[frozenset({at + 1})] = words.NOT.format(answer=code)
    bonds = tuple({0: 1, 1: 1, at: -1, at + 1: -1} for at in ticked.values() if at)
    printed[BASE] = base
    return Parts(2 * len(ticked), printed, sets, frozenset(sets) - {base}, bonds, tuple(_orders(item, ticked)))


def _orders(item: Item, ticked: dict[str, int]) -> Iterable[dict[int, int]]:
    """With U people who ticked no option that excludes all others: each other option was ticked by at most U of them,
    and since whoever answered ticked something, all together by at least U."""
    alone = [ticked[code] for code in item.options if code in item.alone]
    others = [ticked[code] for code in item.options if code not in item.alone]
    for at in others:
        yield _added({at: 1}, {0: -1, 1: -1}, dict.fromkeys(alone, 1))
    yield _added({0: 1, 1: 1}, dict.fromkeys(alone, -1), dict.fromkeys(others, -1))


def _added(*rows: dict[int, int]) -> dict[int, int]:
    total: dict[int, int] = {}
    for row in rows:
        for at, value in row.items():
            total[at] = total.get(at, 0) + value
    return total
