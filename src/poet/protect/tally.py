"""How many came by one way, a link or a group: told in tens, so that no page and no two pages tell of a single answer."""

from __future__ import annotations

from poet.protect.model import Shown, Why, Withheld

STEP = 10


def tally(sent: int) -> Shown[int] | Withheld:
    """A count down to tens; withheld under ten. It moves on only with ten more answers."""
    return Shown(sent // STEP * STEP) if sent >= STEP else Withheld(Why.FEW_ANSWERS)
