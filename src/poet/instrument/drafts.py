"""A questionnaire file as it came: every key it may have, with what each may hold, before any rule is asked.

The fields are the vocabulary of the format; a key that is missing or misshapen is None here, and its fault is found.
"""

# ruff: noqa: RUF009 key() makes a field, as dataclasses.field does

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from poet.instrument import shapes
from poet.instrument.model import Kind, SectionKind, Side, Unit
from poet.instrument.shapes import Drafted, key

SIDE = shapes.one_of(Side, "side")
SECTION_KIND = shapes.one_of(SectionKind, "kind of section")
KIND = shapes.one_of(Kind, "kind of item")
UNIT = shapes.one_of(Unit, "unit")


@dataclass(frozen=True, slots=True)
class DraftOption(Drafted):
    """An option of a scale or an item."""

    table: ClassVar[str] = "An option"
    code: str | None = key(shapes.text, needed=True)
    text: str | None = key(shapes.text, needed=True)
    side: Side | None = key(SIDE)
    apart: bool = key(shapes.flag, otherwise=False)
    alone: bool = key(shapes.flag, otherwise=False)


@dataclass(frozen=True, slots=True)
class DraftScale(Drafted):
    """Options shared by several items."""

    table: ClassVar[str] = "A scale"
    id: str | None = key(shapes.text, needed=True)
    options: tuple[DraftOption, ...] = key(shapes.tables(DraftOption), needed=True, otherwise=())


@dataclass(frozen=True, slots=True)
class DraftSection(Drafted):
    """A group of items about one thing."""

    table: ClassVar[str] = "A section"
    id: str | None = key(shapes.text, needed=True)
    title: str | None = key(shapes.text, needed=True)
    kind: SectionKind | None = key(SECTION_KIND, needed=True)
    intro: str = key(shapes.prose, otherwise="")
    private: bool = key(shapes.flag, otherwise=False)


@dataclass(frozen=True, slots=True)
class DraftVariant(Drafted):
    """A wording of the same questions."""

    table: ClassVar[str] = "A wording"
    id: str | None = key(shapes.text, needed=True)
    title: str | None = key(shapes.text)
    words: Mapping[str, str] = key(shapes.words, otherwise={})


@dataclass(frozen=True, slots=True)
class DraftCondition(Drafted):
    """An earlier item and the codes that lead on to this one."""

    table: ClassVar[str] = "A condition"
    item: str | None = key(shapes.text, needed=True)
    codes: tuple[str, ...] = key(shapes.texts, needed=True, otherwise=(), word="is")


@dataclass(frozen=True, slots=True)
class DraftItem(Drafted):
    """A question."""

    table: ClassVar[str] = "An item"
    id: str | None = key(shapes.text, needed=True)
    section: str | None = key(shapes.text, needed=True)
    kind: Kind | None = key(KIND, needed=True)
    ask: str | None = key(shapes.text, needed=True)
    label: str | None = key(shapes.text)
    hint: str = key(shapes.prose, otherwise="")
    scale: str | None = key(shapes.text)
    options: tuple[DraftOption, ...] = key(shapes.tables(DraftOption), otherwise=())
    unit: Unit | None = key(UNIT)
    low: float | None = key(shapes.number)
    high: float | None = key(shapes.number)
    step: float | None = key(shapes.number)
    when: tuple[DraftCondition, ...] = key(shapes.tables(DraftCondition), otherwise=())
    variants: tuple[str, ...] = key(shapes.texts, otherwise=())
    block: str | None = key(shapes.text)
    source: tuple[str, ...] = key(shapes.texts, otherwise=())
    was: str | None = key(shapes.text)


@dataclass(frozen=True, slots=True)
class Draft(Drafted):
    """The whole file."""

    table: ClassVar[str] = "A questionnaire"
    id: str | None = key(shapes.text, needed=True)
    version: str | None = key(shapes.text, needed=True)
    title: str | None = key(shapes.text, needed=True)
    language: str | None = key(shapes.text)
    respondents: str | None = key(shapes.text, needed=True)
    about: str = key(shapes.prose, otherwise="")
    not_understood: str = key(shapes.text, otherwise="")
    follows: str | None = key(shapes.text)
    variants: tuple[DraftVariant, ...] = key(shapes.tables(DraftVariant), otherwise=())
    scales: tuple[DraftScale, ...] = key(shapes.tables(DraftScale), otherwise=())
    sections: tuple[DraftSection, ...] = key(shapes.tables(DraftSection), needed=True, otherwise=())
    items: tuple[DraftItem, ...] = key(shapes.tables(DraftItem), needed=True, otherwise=())

    def options_of(self, item: DraftItem) -> tuple[DraftOption, ...]:
        """The options an item offers: its own, else those of its scale."""
        return item.options or next((scale.options for scale in self.scales if scale.id == item.scale), ())

    def asked_in(self, item: DraftItem) -> frozenset[str]:
        """The ids of the wordings that ask the item."""
        return frozenset(item.variants or (variant.id for variant in self.variants if variant.id))


TABLES: tuple[type[Drafted], ...] = (
    Draft,
    DraftVariant,
    DraftScale,
    DraftOption,
    DraftSection,
    DraftItem,
    DraftCondition,
)
