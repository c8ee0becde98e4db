"""The rule of what may be printed, as data with its date, source and author."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who a release is for."""

    OWN = "own managers"
    COUNCILS = "other councils"
    PUBLIC = "public"
    RESEARCHERS = "researchers"


class Opening(StrEnum):
    """How open data are given to an audience: counts as they are, percentages rounded until no row can be worked out, or
    counts with noise by cell keys."""

    EXACT = "exact"
    ROUNDING = "rounding"
    NOISE = "noise"


# What each audience has seen beside its own releases: what is public is seen by all.
ALSO_SEEN: dict[Audience, frozenset[Audience]] = {
    Audience.OWN: frozenset({Audience.COUNCILS, Audience.PUBLIC}),
    Audience.COUNCILS: frozenset({Audience.PUBLIC}),
    Audience.PUBLIC: frozenset(),
    Audience.RESEARCHERS: frozenset({Audience.PUBLIC}),
}


def sees(audience: Audience) -> frozenset[Audience]:
    """All audiences whose releases this one has seen."""
    return ALSO_SEEN[audience] | {audience}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A protection policy for one audience; what was issued under one is never rewritten.

    `minimum_base`: fewer valid answers than this and nothing of the item is shown.
    `minimum_cell`: a category of 1 to `minimum_cell - 1` people is not shown, and no count that is not shown can be
    told to an interval narrower than this.
    `each_side`: a median or quartile needs this many people at or beyond it on each side.
    `largest_share`: a mean is not shown when one answer makes up more than this share of the total.
    `everyone`: whether "everyone gave the same answer" may be shown.
    `extremes`: whether a lowest and a highest figure, one person's each, may be shown.
    `model_people`, `model_residual`: a model output needs this many people, and this many more than it has parameters.
    `decimals` of a percentage, `rounding`: the multiple that counts are shown to.
    `opening`: how open data are given to the audience; None where the policy leaves that open.
    `digest`: the SHA-256 of the published file it was read from, empty for one made in a program.
    """

    id: str
    dated: str
    author: str
    source: str
    minimum_base: int
    minimum_cell: int
    each_side: int
    largest_share: float
    everyone: bool
    extremes: bool
    model_people: int = 30
    model_residual: int = 10
    decimals: int = 0
    rounding: int = 1
    audience: Audience = Audience.PUBLIC
    opening: Opening | None = None
    digest: str = ""
