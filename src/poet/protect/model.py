"""What may leave: every figure is Shown, or Withheld with its reason. Nothing else is ever printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from poet.instrument import Instrument, Item
from poet.protect.policy import Policy

Number = TypeVar("Number", int, float)


class Why(StrEnum):
    """Why a figure is withheld, as far as that may be told.

    A reason is printed too: were "everyone gave the same answer" told apart from "few people gave this answer", the
    reason itself would give the answer away; and were "fewer than ten answered" told apart from "ten or more, but it would
    tell of others", two groups left over of 18 people would be told to be nine each."""

    FEW_ANSWERS = "too few people answered, here or beside it, for it to be shown safely"
    TOO_TELLING = "would tell too much about a few people"
    DOMINANCE = "would point at one person's answer"
    NOT_ASKED = "the question has no such answer"
    NOT_TOLD = "is not told to these readers"
    JOINED = "is told together with others"
    IN_REPORTS = "is told in reports alone, since not everybody was asked"
    FEW_FOR_MODEL = "fewer people answered than a model needs to hide each of them"


@dataclass(frozen=True, slots=True)
class Shown(Generic[Number]):
    """A figure that may be printed."""

    value: Number


@dataclass(frozen=True, slots=True)
class Withheld:
    """A figure that may not be printed, and why."""

    why: Why


def minus(whole: Shown[int] | Withheld, *parts: Shown[int] | Withheld) -> Shown[int] | Withheld:
    """What is left of a shown figure when shown figures are taken from it: anybody could work it out."""
    for figure in (whole, *parts):
        if isinstance(figure, Withheld):
            return figure
    first, *others = (figure.value for figure in (whole, *parts) if isinstance(figure, Shown))
    return Shown(first - sum(others))


class Grain(StrEnum):
    """How finely an item's options are shown, finest first."""

    OPTIONS = "every option"
    SIDES = "favourable, neutral, unfavourable"
    FAVOURABLE = "favourable or not"
    LARGEST = "the largest groups, all others together"
    BASE = "only how many answered"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """One printed category: the options it joins (by code), its words, and how many people."""

    key: str
    label: str
    codes: tuple[str, ...]
    count: Shown[int] | Withheld


@dataclass(frozen=True, slots=True)
class OptionTable:
    """A ONE or MANY item of one group, protected.

    `parts` at the table's grain; of a ONE item they add up to the base, of a MANY item they need not.
    `apart` holds "don't know" and its like, outside the base. `favourable` and `unfavourable` are the summaries
    of a judged item, shown where the grain allows.
    """

    item: Item
    grain: Grain
    base: Shown[int] | Withheld
    parts: tuple[Part, ...]
    apart: tuple[Part, ...]
    favourable: Shown[int] | Withheld
    unfavourable: Shown[int] | Withheld


@dataclass(frozen=True, slots=True)
class NumberTable:
    """A NUMBER item of one group, protected: rounded to the item's step. `lowest` and `highest` are one family's
    figures and stay withheld under every policy that a report may use."""

    item: Item
    base: Shown[int] | Withheld
    quartiles: tuple[Shown[float] | Withheld, Shown[float] | Withheld, Shown[float] | Withheld]
    mean: Shown[float] | Withheld
    lowest: Shown[float] | Withheld
    highest: Shown[float] | Withheld


@dataclass(frozen=True, slots=True)
class TextTable:
    """A TEXT item of one group, protected: how many people wrote something."""

    item: Item
    base: Shown[int] | Withheld


Table = OptionTable | NumberTable | TextTable


@dataclass(frozen=True, slots=True)
class Protected:
    """All tables of one release: for the whole set and for every group. `tables[group][item_id]`."""

    instrument: Instrument
    policy: Policy
    respondents: Mapping[str, Shown[int] | Withheld]
    all_respondents: Shown[int] | Withheld
    whole: Mapping[str, Table]
    groups: Mapping[str, Mapping[str, Table]]


@dataclass(frozen=True, slots=True)
class Release:
    """Protected tables by partition: "area", "region", "nation", or an area crossed with a question ("area x gender").

    Each partition parts the same respondents into groups; what may be shown in one was decided with all others, and all
    that was issued before, in sight.
    """

    instrument: Instrument
    policy: Policy
    partitions: Mapping[str, Protected]
