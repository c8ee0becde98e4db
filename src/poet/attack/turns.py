"""Whose turn it is: the waves, and the stretches between two releases, that are worth knowing something of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from poet.attack.overlay import Members, Overlay


def every(laid: Overlay) -> list[Members]:
    """Each wave, release and difference of two."""
    differences = [one - other for one in laid.covered for other in laid.covered if other < one]
    return list(dict.fromkeys([*_alone(laid), *laid.covered, *differences]))


def turns(laid: Overlay, told: Callable[[Members], frozenset[int]], *, together: bool) -> list[Members]:
    """Each wave and release, and of differences those of two releases that both tell a count which none between them tells:
    any other stretch of a count that is told is made of these. `told` says which counts follow for some waves. Where answers
    are bound `together`, several counts lead to one, and it is whether one release between them tells all that both tell.
    Where somebody left, stretches in which people only came are looked at one by one."""
    known = {one: told(one) for one in dict.fromkeys(laid.covered)}
    differences = [late - early for early, late in _stretches(known, together=together)]
    leaving = laid.split.union(*(waves for waves, _ in laid.left))
    if leaving:
        differences += [
            late - early for early in known for late in known if early < late and not (late - early) & leaving
        ]
    return list(dict.fromkeys([*_alone(laid), *laid.covered, *differences]))


def _alone(laid: Overlay) -> list[Members]:
    return [frozenset({at}) for at in range(len(laid.waves))]


def _stretches(known: dict[Members, frozenset[int]], *, together: bool) -> Iterator[tuple[Members, Members]]:
    for early, first in known.items():
        for late, last in known.items():
            if early < late:
                both = first & last
                between = [known[one] for one in known if early < one < late]
                untold = [both - one for one in between] if together else [both.difference(*between)]
                if not between or all(untold):
                    yield early, late
