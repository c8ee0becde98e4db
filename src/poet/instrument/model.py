"""The questionnaire as frozen values: an instrument has sections, sections have items, items have options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class Side(StrEnum):
    """Which way a response option points; an option of a non-judgemental item points nowhere (None)."""

    FAVOURABLE = "favourable"
    NEUTRAL = "neutral"
    UNFAVOURABLE = "unfavourable"


class Kind(StrEnum):
    """How an item may be answered."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"


class SectionKind(StrEnum):
    """What a section is about: the process, the outcomes, the context, or people's own words."""

    PROCESS = "process"
    OUTCOME = "outcome"
    CONTEXT = "context"
    COMMENT = "comment"


class Unit(StrEnum):
    """What a number counts."""

    YEARS = "years"
    MONTHS = "months"
    POUNDS = "pounds"
    COUNT = "count"


# What stands in the cell of an item that somebody did not understand; no option of a file bears this code.
NOT_UNDERSTOOD = "dont-understand"


@dataclass(frozen=True, slots=True)
class Option:
    """One response option.

    `apart` marks "don't know" and its like: counted apart, never in a base.
    `alone` marks an option of a MANY item that no other can stand beside ("none of these"); what is apart is alone too.
    """

    code: str
    text: str
    side: Side | None = None
    apart: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Met when the answer to an earlier item holds at least one of the codes."""

    item: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what may be answered to it.

    `options` of a scaled item are those of its scale, in the scale's order, from one end to the other.
    `low`, `high` bound a NUMBER item and `step` is what published figures of it are rounded to.
    `variants` names the wording variants that ask the item; none named means all of them.
    `block` joins neighbouring items of one scale on one page.
    `not_understood` is how the item offers "I don't understand this question", where the questionnaire does: the last
    of `options` where there are options, else a tick beside the field.
    `was` is the item's id in the version before, where that was another.
    """

    id: str
    section: str
    kind: Kind
    ask: str
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    scale: str | None = None
    unit: Unit | None = None
    low: float = 0.0
    high: float = 1e9
    step: float = 1.0
    when: tuple[Condition, ...] = ()
    variants: tuple[str, ...] = ()
    block: str | None = None
    source: tuple[str, ...] = ()
    was: str | None = None
    not_understood: Option | None = None

    @property
    def judged(self) -> bool:
        """Whether answers are favourable or not: context questions are never coloured good or bad."""
        return any(option.side for option in self.options)

    @property
    def in_base(self) -> tuple[Option, ...]:
        """The options that make up the base, in order."""
        return tuple(option for option in self.options if not option.apart)

    @property
    def apart(self) -> tuple[Option, ...]:
        """The options counted apart ("don't know", "does not apply")."""
        return tuple(option for option in self.options if option.apart)

    def option(self, code: str) -> Option | None:
        """The option with this code, or None."""
        for option in self.options:  # a plain loop: every answer of every response passes here
            if option.code == code:
                return option
        return None


@dataclass(frozen=True, slots=True)
class Section:
    """A group of items about one thing. The answers of a `private` one are for the respondent's eyes alone."""

    id: str
    title: str
    kind: SectionKind
    intro: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of the same questions: what stands in the place of each {word}."""

    id: str
    title: str
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one version. `digest` is the SHA-256 of the file it was read from.

    `follows` is the version before, with which it shares a lineage. `core` is the digest of the questionnaire that a
    council added questions to, and empty where none were added.
    """

    id: str
    version: str
    title: str
    language: str
    respondents: str
    about: str
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    variants: tuple[Variant, ...]
    digest: str
    not_understood: str = ""
    follows: str | None = None
    core: str = ""

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def name(self) -> str:
        """How the version is named in links and reports, e.g. `ehc-parents/2014`."""
        return f"{self.id}/{self.version}"

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """Items by their id."""
        return MappingProxyType({item.id: item for item in self.items})

    def variant(self, variant_id: str | None) -> Variant:
        """The named wording variant; the first one when none is named. Raises KeyError on an unknown one."""
        if variant_id is None:
            return self.variants[0]
        for variant in self.variants:
            if variant.id == variant_id:
                return variant
        raise KeyError(f"{self.name} has no wording variant {variant_id!r}")

    def section(self, section_id: str) -> Section:
        """The section with this id. Raises KeyError on an unknown one."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(f"{self.name} has no section {section_id!r}")

    def items_of(self, section: Section) -> tuple[Item, ...]:
        """The section's items in the order in which they are asked."""
        return tuple(item for item in self.items if item.section == section.id)


def worded(text: str, variant: Variant) -> str:
    """The text with each {word} replaced by the variant's own."""
    return text.format_map(variant.words) if "{" in text else text
