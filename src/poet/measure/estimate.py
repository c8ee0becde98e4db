"""One shape for every statistic."""

from __future__ import annotations

from dataclasses import dataclass

from poet.protect import Withheld

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and upper limit of a confidence interval, in the estimate's own unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was found: `value` (a proportion is 0-1, unrounded) among `base` people, `count` of them, with its interval.

    `count` is how many the figure counts: of a net score those for minus those against, of a mean all of the base.
    `method` names the interval's formula as docs/reference/methods.md does."""

    of: str
    value: float
    interval: Interval
    base: int
    count: int
    method: str


@dataclass(frozen=True, slots=True)
class NotEstimable:
    """Why there is no such figure: "every parent gave the same answer". A result like any other, never a number."""

    why: str


Outcome = Estimate | Withheld | NotEstimable
