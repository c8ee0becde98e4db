"""Options: that there is a choice, that it suits the kind of item, and that it points one way in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from poet.instrument.drafts import Draft, DraftItem, DraftOption
from poet.instrument.model import Kind, Side
from poet.instrument.sentences import Found, Wrong

# A MANY item's ticks are one 64-bit number.
MOST_OPTIONS = 60
_CHOSEN = (Kind.ONE, Kind.MANY)
_ORDER = tuple(Side)


def option_lists(draft: Draft) -> tuple[tuple[DraftOption, ...], ...]:
    """Every list of options in the file, those of scales first."""
    lists = (*(scale.options for scale in draft.scales), *(item.options for item in draft.items))
    return tuple(options for options in lists if options)


def kinds_fit_options(draft: Draft) -> Iterator[Found]:
    """An item is answered by choosing or by writing, and has its options from one place."""
    for item in draft.items:
        keys = sorted(item.given & {"scale", "options"})
        if item.kind in _CHOSEN and not keys:
            yield Wrong.NO_OPTIONS.at(item.at, id=item.id)
        if item.kind in _CHOSEN and len(keys) > 1:
            yield Wrong.SCALE_AND_OPTIONS.at(item.at, id=item.id)
        if item.kind is not None and item.kind not in _CHOSEN:
            for key in keys:
                yield Wrong.OPTIONS_UNWANTED.at((*item.at, key), id=item.id, kind=item.kind, key=key)
        yield from _options_against_kind(draft, item)


def _options_against_kind(draft: Draft, item: DraftItem) -> Iterator[Found]:
    options = draft.options_of(item)
    if item.kind is Kind.MANY and any(option.side for option in options):
        yield Wrong.SIDE_OUTSIDE_ONE.at((*item.at, "options" if item.options else "scale"), id=item.id)
    for option in options if item.kind is Kind.ONE else ():
        if option.alone:
            yield Wrong.ALONE_OUTSIDE_MANY.at(option.at if item.options else (*item.at, "scale"), code=option.code)


def option_lists_are_choices(draft: Draft) -> Iterator[Found]:
    """From 2 to 60 options, and somebody to count."""
    for options in option_lists(draft):
        whole = options[0].at[:-1]
        if len(options) < 2:
            yield Wrong.FEW_OPTIONS.at(whole)
        elif all(option.apart for option in options):
            yield Wrong.ALL_APART.at(whole)
        if len(options) > MOST_OPTIONS:
            yield Wrong.MANY_OPTIONS.at(whole, number=len(options), most=MOST_OPTIONS)


def sides_make_sense(draft: Draft) -> Iterator[Found]:
    """In a list with sides each option of the base has one, and they run from one end to the other."""
    for options in option_lists(draft):
        for option in options:
            if option.apart and option.side:
                yield Wrong.APART_WITH_SIDE.at(option.at, code=option.code)
        base = [option for option in options if not option.apart]
        if any(option.side for option in base):
            yield from (Wrong.NO_SIDE.at(one.at, code=one.code) for one in base if not one.given & {"side", "apart"})
            yield from _out_of_order(base)


def _out_of_order(base: Sequence[DraftOption]) -> Iterator[Found]:
    sided = [(option, option.side) for option in base if option.side]
    ranks = [_ORDER.index(side) for _, side in sided]
    way = -1 if ranks and ranks[0] > ranks[-1] else 1
    for (_, before), (option, side) in pairwise(sided):
        if way * _ORDER.index(side) < way * _ORDER.index(before):
            yield Wrong.SIDES_ORDER.at(option.at, code=option.code, side=side, before=before)
