"""From a draft in which no fault was found to the frozen Instrument."""

from __future__ import annotations

from types import MappingProxyType
from typing import TypeVar

from poet.instrument.drafts import Draft, DraftItem, DraftOption, DraftSection, DraftVariant
from poet.instrument.model import NOT_UNDERSTOOD, Condition, Instrument, Item, Option, Section, Variant
from poet.instrument.rules.numbers import bounds

T = TypeVar("T")

PLAIN = Variant("plain", "", MappingProxyType({}))
ENGLISH = "en"


def instrument(draft: Draft, digest: str) -> Instrument:
    """The instrument that a sound draft describes."""
    return Instrument(
        id=_sure(draft.id),
        version=_sure(draft.version),
        title=_sure(draft.title),
        language=draft.language or ENGLISH,
        respondents=_sure(draft.respondents),
        about=draft.about,
        sections=tuple(_section(section) for section in draft.sections),
        items=tuple(_item(draft, item) for item in draft.items),
        variants=tuple(_variant(variant) for variant in draft.variants) or (PLAIN,),
        digest=digest,
        not_understood=draft.not_understood,
        follows=draft.follows,
    )


def _sure(value: T | None) -> T:
    """The value of a key that the rules have found to be there."""
    assert value is not None
    return value


def _option(draft: DraftOption) -> Option:
    return Option(_sure(draft.code), _sure(draft.text), draft.side, apart=draft.apart, alone=draft.alone)


def _section(draft: DraftSection) -> Section:
    return Section(_sure(draft.id), _sure(draft.title), _sure(draft.kind), draft.intro, private=draft.private)


def _variant(draft: DraftVariant) -> Variant:
    return Variant(_sure(draft.id), draft.title or _sure(draft.id), draft.words)


def _item(draft: Draft, item: DraftItem) -> Item:
    low, high, step = bounds(item)
    not_understood = Option(NOT_UNDERSTOOD, draft.not_understood, apart=True) if draft.not_understood else None
    options = tuple(_option(option) for option in draft.options_of(item))
    return Item(
        id=_sure(item.id),
        section=_sure(item.section),
        kind=_sure(item.kind),
        ask=_sure(item.ask),
        label=item.label or _sure(item.ask),
        hint=item.hint,
        options=(*options, not_understood) if options and not_understood else options,
        scale=item.scale,
        unit=item.unit,
        low=low,
        high=high,
        step=step,
        when=tuple(Condition(_sure(condition.item), condition.codes) for condition in item.when),
        variants=item.variants,
        block=item.block,
        source=item.source,
        was=item.was,
        not_understood=not_understood,
    )
