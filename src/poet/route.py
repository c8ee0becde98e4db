"""Which page this respondent meets next: routing from earlier answers, one page a question or short block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from poet.answers import codes
from poet.instrument import Condition, Instrument, Item, Section, Variant


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the questionnaire: a single item, or a short block of items on one scale."""

    id: str
    section: Section
    items: tuple[Item, ...]


@lru_cache(maxsize=256)
def pages(instrument: Instrument, variant: Variant) -> tuple[Page, ...]:
    """Every page that the wording variant has, in order, before any routing by answers."""
    asked = [item for item in instrument.items if not item.variants or variant.id in item.variants]
    return tuple(
        Page(id=group[0].id, section=instrument.section(group[0].section), items=group)
        for group in (tuple(items) for _, items in groupby(asked, key=_page_of))
    )


def _page_of(item: Item) -> tuple[str, bool, str]:
    """What neighbours on one page have in common; a block may bear the name of an item that is not in it."""
    return item.section, item.block is not None, item.block or item.id


def is_asked(item: Item, answers: Mapping[str, str]) -> bool:
    """Whether the answers so far (cells by item id) lead to this item."""
    return not item.when or all(
        set(condition.codes) & set(codes(answers.get(condition.item, ""))) for condition in item.when
    )


@lru_cache(maxsize=1024)
def leading(instrument: Instrument, item: Item) -> tuple[Condition, ...]:
    """Every condition under which an item is asked, with those under which its conditions' own items are asked."""
    found = dict.fromkeys(item.when)
    for condition in item.when:
        found |= dict.fromkeys(leading(instrument, instrument.by_id[condition.item]))
    return tuple(found)


@lru_cache(maxsize=256)
def deciding(instrument: Instrument) -> tuple[str, ...]:
    """The items whose answers decide what is asked: those that conditions name."""
    return tuple(sorted({condition.item for item in instrument.items for condition in item.when}))


def path(instrument: Instrument, variant: Variant, answers: Mapping[str, str]) -> tuple[Page, ...]:
    """The pages this respondent meets, given the answers so far; items that routing leaves out are not on them."""
    return _path(instrument, variant, tuple(answers.get(item, "") for item in deciding(instrument)))


@lru_cache(maxsize=4096)
def _path(instrument: Instrument, variant: Variant, said: tuple[str, ...]) -> tuple[Page, ...]:
    answers = dict(zip(deciding(instrument), said, strict=True))
    led = (
        Page(page.id, page.section, tuple(item for item in page.items if is_asked(item, answers)))
        for page in pages(instrument, variant)
    )
    return tuple(page for page in led if page.items)


def kept(instrument: Instrument, variant: Variant, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that were asked for: what an earlier answer has routed away is left out, and so on down the line."""
    said: dict[str, str] = {}
    for always, page in _stretches(instrument, variant):
        said |= {item: answers[item] for item in always if answers.get(item)}
        said |= {item.id: answers[item.id] for item in page if answers.get(item.id) and is_asked(item, said)}
    return said


@lru_cache(maxsize=256)
def _stretches(instrument: Instrument, variant: Variant) -> tuple[tuple[tuple[str, ...], tuple[Item, ...]], ...]:
    """The pages' items: the ids of those that everybody is asked up to a page that hangs on earlier answers, and that page."""
    stretches: list[tuple[tuple[str, ...], tuple[Item, ...]]] = []
    always: list[str] = []
    for page in pages(instrument, variant):
        if any(item.when for item in page.items):
            stretches.append((tuple(always), page.items))
            always = []
        else:
            always += [item.id for item in page.items]
    return (*stretches, (tuple(always), ()))
