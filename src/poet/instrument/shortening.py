"""Fewer options in the place of a scale's: sound as options, new as codes, and true to the side of what they cover."""

from __future__ import annotations

from collections.abc import Iterator

from poet.instrument.drafts import Draft, DraftOption, DraftScale
from poet.instrument.model import Item
from poet.instrument.overlays import ScaleWords, ShortOption
from poet.instrument.places import Path
from poet.instrument.rules.ids import codes_are_sound
from poet.instrument.rules.options import option_lists_are_choices, sides_make_sense
from poet.instrument.sentences import Found, Misfit, Wrong


def short_misfits(item: Item, scale: ScaleWords, at: Path) -> Iterator[Found]:
    """What is wrong with the short scale at `at`; `item` is any that is answered on the whole one."""
    if scale.short:
        covers = list(_covers(item, scale))
        yield from (*_as_options(scale), *covers)
        # What covers the wrong options has the wrong side too: that is one fault, told once.
        yield from (found for one in scale.short for found in _side(item, one) if not covers)
        yield from _unread(item, scale, at)


def _as_options(scale: ScaleWords) -> Iterator[Found]:
    """They are options, and keep the rules of options."""
    options = tuple(DraftOption(one.at, one.given, one.code, one.text, one.side) for one in scale.short)
    draft = Draft(at=scale.at, given=frozenset(), scales=(DraftScale(scale.at, frozenset(), options=options),))
    for rule in (codes_are_sound, option_lists_are_choices, sides_make_sense):
        yield from rule(draft)


def _covers(item: Item, scale: ScaleWords) -> Iterator[Found]:
    codes = [option.code for option in item.in_base]
    for one in scale.short:
        if one.code in {option.code for option in item.options}:
            yield Misfit.SHORT_CODE.at((*one.at, "code"), code=one.code)
    if [code for one in scale.short for code in one.covers] != codes:
        yield Misfit.SHORT_COVERS.at(scale.short[0].at[:-1], id=item.scale, codes=", ".join(codes))


def _side(item: Item, one: ShortOption) -> Iterator[Found]:
    """A short option that covers only unfavourable ones cannot be favourable."""
    sides = [option.side for option in item.in_base if option.code in one.covers and option.side]
    if sides and one.side is None and "side" not in one.given:
        yield Wrong.NO_SIDE.at(one.at, code=one.code)
    elif one.side and one.side not in sides:
        yield Misfit.SHORT_SIDE.at((*one.at, "side"), code=one.code, side=one.side)


def _unread(item: Item, scale: ScaleWords, at: Path) -> Iterator[Found]:
    """Words and pictures of options that the short ones replace are never shown."""
    replaced = {option.code for option in item.in_base}
    for table, named in (("options", scale.options), ("pictures", scale.pictures)):
        yield from (Misfit.SHORT_UNREAD.at((*at, table, code), code=code) for code in named if code in replaced)
