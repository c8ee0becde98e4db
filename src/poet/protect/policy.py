"""The rule of what may be printed, as data with its date, source and author."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A protection policy; what was issued under one is never rewritten.

    `minimum_base`: fewer valid answers than this and nothing of the item is shown.
    `minimum_cell`: a category of 1 to `minimum_cell - 1` people is not shown.
    `each_side`: a median or quartile needs this many people at or beyond it on each side.
    `largest_share`: a mean is not shown when one answer makes up more than this share of the total.
    `everyone`: whether "everyone gave the same answer" may be shown.
    `extremes`: whether a lowest and a highest figure, one person's each, may be shown.
    `model_people`, `model_residual`: a model output needs this many people, and this many more than it has parameters.
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


STANDARD = Policy(
    id="standard-2026",
    dated="2026-11-24",
    author="The POET contributors",
    source="ONS research outputs show no cell under 10; the GP Patient Survey withholds what rests on few people",
    minimum_base=10,
    minimum_cell=5,
    each_side=5,
    largest_share=0.5,
    everyone=False,
    extremes=False,
)
