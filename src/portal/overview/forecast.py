"""How many answers there will be by the end, if they go on coming as they have so far.

Answers come in bursts: a letter goes out, a school evening, a reminder. So their number varies more than chance alone would
make it; the interval allows for bursts of ten (docs/decisions/0018-what-a-council-sees.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, sqrt
from statistics import NormalDist

from poet.protect import STEP, tens

LEAST_PEOPLE = 20
LEAST_TIME = timedelta(days=7)
LEAST_PART = 0.1
# The variance of a number of answers as a multiple of its mean, were each burst of so many.
BURSTS = 10
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Expected:
    """Between `low` and `high` answers by the end, in tens."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TooEarly:
    """Too few answers, or too little time, to say."""


@dataclass(frozen=True, slots=True)
class Over:
    """The round has closed, or has not begun: there is nothing to expect."""


Forecast = Expected | TooEarly | Over


def forecast(people: int | None, *, opens: datetime, closes: datetime, now: datetime) -> Forecast:
    """A 95 % interval for the answers by the end, from how many people are shown by now: in tens, so that up to nine more
    may be there; None where fewer than ten are.

    The arrivals of a Poisson process of bursts at a constant rate: the variance of what is to come is BURSTS times its mean,
    and that of the rate is added. Source: the prediction of one Poisson count from another (Nelson 1970), with the
    quasi-Poisson variance of McCullagh and Nelder 1989, section 6.2.
    """
    if not opens <= now < closes:
        return Over()
    past, rest = (now - opens) / timedelta(days=1), (closes - now) / timedelta(days=1)
    if people is None or people < LEAST_PEOPLE or now - opens < LEAST_TIME or past < LEAST_PART * (past + rest):
        return TooEarly()
    ratio, most = rest / past, people + STEP - 1
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    low, high = (
        count * (1 + ratio) + side * z * sqrt(BURSTS * count * ratio * (1 + ratio))
        for count, side in ((people, -1), (most, 1))
    )
    return Expected(max(people, tens(int(low))), ceil(high / STEP) * STEP)
