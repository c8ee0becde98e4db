"""What belongs to what: items to sections, scales to items."""

from __future__ import annotations

from collections.abc import Iterator

from poet.instrument.drafts import Draft
from poet.instrument.sentences import Found, Wrong, nearest


def items_have_sections(draft: Draft) -> Iterator[Found]:
    """Every item stands in a section, and every section has one."""
    known = [section.id for section in draft.sections if section.id]
    for item in draft.items:
        if item.section is not None and item.section not in known:
            yield Wrong.UNKNOWN_SECTION.at((*item.at, "section"), id=item.section, nearest=nearest(item.section, known))
    for section in draft.sections:
        if section.id is not None and draft.items and section.id not in {item.section for item in draft.items}:
            yield Wrong.EMPTY_SECTION.at(section.at, id=section.id)


def scales_are_used(draft: Draft) -> Iterator[Found]:
    """Every scale an item names is there, and every scale there is named by an item."""
    known = [scale.id for scale in draft.scales if scale.id]
    for item in draft.items:
        if item.scale is not None and item.scale not in known:
            yield Wrong.UNKNOWN_SCALE.at((*item.at, "scale"), id=item.scale, nearest=nearest(item.scale, known))
    for scale in draft.scales:
        if scale.id is not None and scale.id not in {item.scale for item in draft.items}:
            yield Wrong.UNUSED_SCALE.at(scale.at, id=scale.id)
