"""How sure can so few be: what difference a sample would find, what the silent could change, what ten more would buy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

from scipy.optimize import brentq

from poet.associate import words
from poet.measure import CONFIDENCE, NotEstimable, wilson

POWER = 0.8
# What is expected where nothing is known: about two thirds of answers are favourable.
USUAL_SHARE = 0.65
MORE = 10


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest true difference (0-1) that two groups of this size would show, downwards and upwards from a share;
    not estimable where even nobody, or everybody, would not be found different."""

    down: float | NotEstimable
    up: float | NotEstimable
    people: int
    share: float
    power: float


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """What those who did not answer would have to say for the share to come down, or up, to a threshold.

    `observed` is the share among those who answered; the silent would need `needed` (0-1), which is `difference` away
    (silent minus observed). `is_possible`: no share below 0 or above 1 would be needed; where it is False nothing that
    the silent say could change the result. `silent` is how many they are."""

    threshold: float
    observed: float
    needed: float
    difference: float
    is_possible: bool
    answered: int
    silent: int


@dataclass(frozen=True, slots=True)
class MoreAnswers:
    """Half the width of the interval (0-1) now and with so many `more` answers at the same share, and what is gained."""

    now: float
    then: float
    gained: float
    more: int


def detectable_difference(
    people: int, share: float = USUAL_SHARE, *, power: float = POWER, confidence: float = CONFIDENCE
) -> Detectable | NotEstimable:
    """The smallest difference from a share that two equal groups of so many people find with this power (two-sided).

    Source: the normal sample-size formula with the pooled variance under no difference (Fleiss, Levin and Paik 2003,
    section 4.2, no continuity correction); as R power.prop.test."""
    if people < 2 or not 0 < share < 1:
        return NotEstimable(words.FEW_PEOPLE.format(people=people, least=2) if people < 2 else words.NOT_A_SHARE)
    z, z_power = NormalDist().inv_cdf((1 + confidence) / 2), NormalDist().inv_cdf(power)

    def short(difference: float) -> float:
        other = share + difference
        middle = (share + other) / 2
        apart = share * (1 - share) + other * (1 - other)
        return (z * sqrt(2 * middle * (1 - middle)) + z_power * sqrt(apart)) / sqrt(people) - abs(difference)

    return Detectable(_crossing(short, -share), _crossing(short, 1 - share), people, share, power)


def tipping_point(favourable: int, answered: int, caseload: int, threshold: float) -> TippingPoint | NotEstimable:
    """What those on the caseload who did not answer would have to say for the share of everybody to reach `threshold`
    (the limit of a band, or a comparator's share), given `favourable` of those who `answered`.

    Everybody's share is r * observed + (1 - r) * silent, with r the share who answered. Source: tipping-point analysis
    of missing answers (Cro et al. 2020; Little and Rubin 2019), worked out by hand in the specs."""
    if not 0 < answered <= caseload or caseload == inf:
        return NotEstimable(words.NOBODY_ANSWERED if answered < 1 else words.MORE_THAN_CASELOAD)
    if not 0 <= favourable <= answered or not 0 <= threshold <= 1:
        return NotEstimable(words.NOT_A_SHARE)
    silent = caseload - answered
    if silent == 0:
        return NotEstimable(words.EVERYBODY_ANSWERED)
    observed = favourable / answered
    needed = (threshold * caseload - favourable) / silent
    return TippingPoint(threshold, observed, needed, needed - observed, 0 <= needed <= 1, answered, silent)


def more_answers(
    favourable: int, answered: int, more: int = MORE, confidence: float = CONFIDENCE
) -> MoreAnswers | NotEstimable:
    """How much narrower Wilson's interval becomes with `more` answers that are favourable as often as those so far."""
    if answered < 1:
        return NotEstimable(words.NOBODY_ANSWERED)
    if not 0 <= favourable <= answered or more < 1:
        return NotEstimable(words.NOT_A_SHARE)
    share = favourable / answered
    now, then = (_half_width(share, people, confidence) for people in (answered, answered + more))
    return MoreAnswers(now, then, now - then, more)


def _half_width(share: float, people: int, confidence: float) -> float:
    limits = wilson(share * people, people, confidence)
    return (limits.high - limits.low) / 2


def _crossing(short: Callable[[float], float], furthest: float) -> float | NotEstimable:
    """The difference at which the sample is just large enough."""
    if short(furthest) > 0:
        return NotEstimable(words.NOTHING_DETECTABLE)
    return abs(float(brentq(short, furthest * 1e-9, furthest, xtol=1e-12)))
