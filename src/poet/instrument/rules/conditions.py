"""Routing: a condition looks back to an answer that was surely asked for, so that no route can turn in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from poet.instrument.drafts import Draft, DraftCondition, DraftItem
from poet.instrument.sentences import Found, Wrong, nearest


def conditions_look_back(draft: Draft) -> Iterator[Found]:
    """Each condition of each item, against the items before it."""
    order: dict[str, int] = {}
    for place, item in enumerate(draft.items):
        order.setdefault(item.id or "", place)
    for place, item in enumerate(draft.items):
        for condition in item.when:
            yield from _condition(draft, order, place, condition)


def _condition(draft: Draft, order: Mapping[str, int], place: int, condition: DraftCondition) -> Iterator[Found]:
    item, at, name = draft.items[place], (*condition.at, "item"), condition.item
    if name is None:
        return
    if name not in order:
        earlier = [one.id for one in draft.items[:place] if one.id]
        yield Wrong.WHEN_UNKNOWN.at(at, id=name, nearest=nearest(name, earlier))
    elif name == item.id:
        yield Wrong.WHEN_ITSELF.at(at, id=name)
    elif order[name] > place:
        yield Wrong.WHEN_LATER.at(at, id=name, first=draft.items[order[name]].at)
    else:
        yield from _looking_back(draft, item, condition, draft.items[order[name]])


def _looking_back(draft: Draft, item: DraftItem, condition: DraftCondition, earlier: DraftItem) -> Iterator[Found]:
    at, codes = (*condition.at, "item"), [one.code for one in draft.options_of(earlier) if one.code]
    if not {"scale", "options"} & earlier.given:
        yield Wrong.WHEN_OPEN.at(at, id=earlier.id)
    for code in condition.codes if codes else ():
        if code not in codes:
            yield Wrong.WHEN_CODE.at((*condition.at, "is"), code=code, id=earlier.id, nearest=nearest(code, codes))
    if item.block and (item.section, item.block) == (earlier.section, earlier.block):
        yield Wrong.WHEN_SAME_BLOCK.at(at, id=earlier.id, block=item.block)
    for variant in sorted(draft.asked_in(item) - draft.asked_in(earlier)):
        yield Wrong.WHEN_NOT_ASKED.at(at, id=earlier.id, variant=variant)
