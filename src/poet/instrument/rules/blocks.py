"""Blocks: a few neighbouring items of one section and one scale, so that they can share a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from poet.instrument.drafts import Draft, DraftItem
from poet.instrument.sentences import Found, Wrong

MOST_ITEMS = 6


def blocks_stand_together(draft: Draft) -> Iterator[Found]:
    """No other item comes between the items of a block."""
    ended: dict[str, DraftItem] = {}
    for before, item in pairwise(draft.items):
        if before.block and before.block != item.block:
            ended.setdefault(before.block, _items(draft, before.block)[0])
        if item.block in ended and item.block != before.block:
            yield Wrong.BLOCK_SCATTERED.at((*item.at, "block"), id=item.block, first=ended[item.block].at)


def blocks_fit_a_page(draft: Draft) -> Iterator[Found]:
    """A block keeps to one section and one scale, and is short."""
    for block in dict.fromkeys(item.block for item in draft.items if item.block):
        first, *others = items = _items(draft, block)
        section = next((item for item in others if item.section != first.section), None)
        scale = next((item for item in items if item.scale is None or item.scale != first.scale), None)
        if section:
            yield Wrong.BLOCK_SECTIONS.at((*section.at, "block"), id=block)
        if scale:
            yield Wrong.BLOCK_SCALES.at((*scale.at, "block"), id=block)
        if len(items) > MOST_ITEMS:
            yield Wrong.BLOCK_LONG.at((*first.at, "block"), id=block, number=len(items), most=MOST_ITEMS)


def _items(draft: Draft, block: str) -> list[DraftItem]:
    return [item for item in draft.items if item.block == block]
