"""What an area is set beside. Each kind is a type of its own, so that no two are taken for one another."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rest:
    """Everybody in `of` but the area itself, pooled: each answer counts once.

    `left_out` areas of `of` are not in it, because their figure is withheld and would be known from the rest."""

    of: str
    left_out: int = 0
    kind: str = field(default="the rest, pooled", init=False)


@dataclass(frozen=True, slots=True)
class AllAnswers:
    """Everybody in `of`, the area itself included, pooled: each answer counts once."""

    of: str
    kind: str = field(default="all answers, pooled", init=False)


@dataclass(frozen=True, slots=True)
class AverageArea:
    """The mean of the areas' own figures, the area itself included: each area counts once, however many answered there.

    `areas` are in it; `left_out` are not, because their figure is withheld."""

    of: str
    areas: int
    left_out: int
    kind: str = field(default="the average area", init=False)


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """Areas that somebody chose and named, without the area itself, pooled: each answer counts once.

    `areas` are in it; `left_out` are not, because their figure is withheld or they did not take part."""

    name: str
    areas: tuple[str, ...]
    left_out: int
    kind: str = field(default="a chosen group, pooled", init=False)


@dataclass(frozen=True, slots=True)
class LastRound:
    """The area itself, the last time it was asked."""

    name: str
    kind: str = field(default="the area's own last round", init=False)


Comparator = Rest | AllAnswers | AverageArea | NamedGroup | LastRound
