"""The groupings in which an item's options may be shown, finest first, each a coarser joining of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poet.instrument import Item, Option, Side
from poet.protect.model import Grain
from poet.protect.tally import tens

OTHER = "other"
MOST_JOININGS = 8
_SIDES = (Side.FAVOURABLE, Side.NEUTRAL, Side.UNFAVOURABLE)


@dataclass(frozen=True, slots=True)
class Group:
    """Options printed as one category."""

    key: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """One grouping of an item's options in the base; its groups part them."""

    grain: Grain
    groups: tuple[Group, ...]

    def joined(self, by_option: NDArray[np.int64], order: Sequence[Option]) -> NDArray[np.int64]:
        """Counts by group from counts by option: the last axis of `by_option` runs over `order`."""
        places = [[order.index(option) for option in group.options] for group in self.groups]
        return np.stack([by_option[..., place].sum(axis=-1) for place in places], axis=-1)


def ladder(item: Item, whole: NDArray[np.int64]) -> tuple[Rung, ...]:
    """The rungs of a ONE item, finest first. `whole` counts the item's options over everybody, in its order.

    A judged item goes from every option to its sides to favourable-or-not. Any other joins ever more of the options
    that fewest people chose, in tens, the last of equals first: which ones follows from the whole set, so that it is the same
    in every group.
    """
    finest = Rung(Grain.OPTIONS, tuple(_single(option) for option in best_first(item)))
    coarser = _by_side(item) if item.judged else _by_size(item, whole)
    return (finest, *(rung for rung in coarser if 1 < len(rung.groups) < len(finest.groups)))


def as_before(item: Item, groupings: Sequence[Sequence[Sequence[str]]]) -> tuple[Rung, ...]:
    """The rungs of an item as an earlier release had them, so that the two can be told side by side. What is joined in
    a context question is joined by size, and sizes change."""
    singles = [{codes[0] for codes in grouping if len(codes) == 1} for grouping in groupings]
    finest = Rung(Grain.OPTIONS, tuple(_single(option) for option in best_first(item)))
    kept = [[option for option in item.in_base if option.code in codes] for codes in singles]
    return (finest, *(_largest(item, shown) for shown in kept if 0 < len(shown) < len(item.in_base) - 1))


def best_first(item: Item) -> tuple[Option, ...]:
    """The options in the base from favourable to unfavourable, whichever end the questionnaire begins with."""
    sides = [option.side for option in item.in_base if option.side in (Side.FAVOURABLE, Side.UNFAVOURABLE)]
    return item.in_base[::-1] if sides and sides[0] is Side.UNFAVOURABLE else item.in_base


def words_of(options: Iterable[Option]) -> str:
    """The joined words of some options: "Always or mostly"."""
    first, *others = [option.text for option in options]
    softened = [text[:1].lower() + text[1:] for text in others]
    return (
        " or ".join([first, *softened])
        if len(softened) < 2
        else ", ".join([first, *softened[:-1]]) + f" or {softened[-1]}"
    )


def on_side(item: Item, side: Side) -> tuple[Option, ...]:
    """The options in the base that point this way."""
    return tuple(option for option in best_first(item) if option.side is side)


def _single(option: Option) -> Group:
    return Group(option.code, option.text, (option,))


def _by_side(item: Item) -> tuple[Rung, ...]:
    sides = {side: [o for o in best_first(item) if (o.side or Side.NEUTRAL) is side] for side in _SIDES}
    groups = tuple(Group(side.value, words_of(options), tuple(options)) for side, options in sides.items() if options)
    others = tuple(option for option in best_first(item) if option.side is not Side.FAVOURABLE)
    favourable = [group for group in groups if group.key == Side.FAVOURABLE]
    halves = (*favourable, Group(OTHER, "Any other answer", others)) if others else tuple(favourable)
    three = Rung(Grain.SIDES, groups)
    return (three, Rung(Grain.FAVOURABLE, halves)) if len(groups) > 2 else (three,)


def _by_size(item: Item, whole: NDArray[np.int64]) -> tuple[Rung, ...]:
    size = {option.code: int(count) for option, count in zip(item.options, whole, strict=True)}
    # In tens: that each option that is joined was chosen by no more people than each that is told would tell of the few.
    largest = sorted(item.in_base, key=lambda option: -tens(size[option.code]))
    kept = range(len(largest) - 2, 0, -1)
    return tuple(_largest(item, largest[:most]) for most in list(kept)[:MOST_JOININGS])


def _largest(item: Item, shown: Sequence[Option]) -> Rung:
    singles = tuple(_single(option) for option in item.in_base if option in shown)
    others = tuple(option for option in item.in_base if option not in shown)
    return Rung(Grain.LARGEST, (*singles, Group(OTHER, "All other answers", others)))
