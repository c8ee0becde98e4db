"""How many there are, told in tens or in wider steps, so that no page and no two pages tell of a single answer.

The one place where counts of people are made coarse: links, groups, a round at a glance, the national table.
"""

from __future__ import annotations

from collections.abc import Sequence

from poet.protect.model import Shown, Why, Withheld

STEP = 10


def tens(number: int) -> int:
    """A number down to tens."""
    return number // STEP * STEP


def tally(told: int | Shown[int] | Withheld, steps: Sequence[int] = ()) -> Shown[int] | Withheld:
    """A count, or a figure that may be withheld, down to tens, or to the last of these `steps` that it has reached; withheld
    under ten, or under the first step. It moves on only with ten more answers, for steps lie ten or more apart."""
    if isinstance(told, Withheld):
        return told
    number = told.value if isinstance(told, Shown) else told
    least = max((step for step in steps if step <= number), default=0) if steps else tens(number)
    return Shown(least) if least >= STEP else Withheld(Why.FEW_ANSWERS)
