"""Miettinen and Nurminen's interval of a difference between two proportions: a check on Newcombe's from another side."""

from __future__ import annotations

from collections.abc import Callable
from math import acos, cos, pi, sqrt

from poet.measure import CONFIDENCE, Interval, two_sided

_HALVINGS = 60


def miettinen_nurminen(
    count: int, base: int, other_count: int, other_base: int, confidence: float = CONFIDENCE
) -> Interval:
    """The differences d that the score test does not refuse: (p1 - p2 - d)^2 / V(d) <= z^2, inside [-1, 1].

    V(d) = (q1 (1 - q1) / n1 + q2 (1 - q2) / n2) N / (N - 1), with q1 - q2 = d the likeliest shares that differ by d.
    Raises ValueError unless 0 <= count <= base, base > 0, the same of the others, and 0 < confidence < 1.
    Source: Miettinen and Nurminen 1985; the restricted shares are the closed form of their appendix.
    """
    if not (0 <= count <= base and 0 <= other_count <= other_base and base > 0 and other_base > 0):
        raise ValueError(f"no interval for {count} of {base} beside {other_count} of {other_base}")
    z = two_sided(confidence)
    difference = count / base - other_count / other_base

    def refused(at: float) -> bool:
        return abs(difference - at) > z * sqrt(_variance(count, base, other_count, other_base, at))

    return Interval(_edge(difference, -1.0, refused), _edge(difference, 1.0, refused))


def _edge(inside: float, end: float, refused: Callable[[float], bool]) -> float:
    """Where the test begins to refuse on the way from the difference to the end of the scale."""
    if not refused(end):
        return end
    outside = end
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if refused(middle) else (middle, outside)
    return inside


def _variance(count: int, base: int, other_count: int, other_base: int, difference: float) -> float:
    people = base + other_base
    other = _likeliest(count, base, other_count, other_base, difference)
    here = min(max(other + difference, 0.0), 1.0)
    spread = here * (1 - here) / base + other * (1 - other) / other_base
    return spread * people / (people - 1)


def _likeliest(count: int, base: int, other_count: int, other_base: int, difference: float) -> float:
    """The other share's restricted maximum likelihood: the root of a cubic that lies within the scale."""
    people, said = base + other_base, count + other_count
    third = people
    second = (base + 2 * other_base) * difference - people - said
    first = (other_base * difference - people - 2 * other_count) * difference + said
    none = other_count * difference * (1 - difference)
    turn = second / (3 * third)
    at = turn**3 - second * first / (6 * third**2) + none / (2 * third)
    width = sqrt(max(turn**2 - first / (3 * third), 0.0))
    if width == 0.0:
        root = -turn
    else:
        size = width if at > 0 else -width
        angle = (pi + acos(min(max(at / size**3, -1.0), 1.0))) / 3
        root = 2 * size * cos(angle) - turn
    return min(max(root, 0.0, -difference), 1.0, 1.0 - difference)
