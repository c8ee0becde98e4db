"""A number's answers in bands: the question of one answer that bands, declared before the answers are seen, make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from poet.instrument.model import Item, Kind, Option


@dataclass(frozen=True, slots=True)
class Banded(Item):
    """A NUMBER item as a ONE item: an option a band. `starts` are where the bands after the first begin, rising; a band
    takes in the number it begins with, and not the one that the next begins with."""

    starts: tuple[float, ...] = ()


def banded(item: Item, starts: Sequence[float]) -> Banded:
    """The item with an option for each band, as `under-5`, `5-to-under-11`, `11-and-over`.

    Raises ValueError on an item that is no NUMBER, and on starts that do not rise within its bounds.
    """
    if item.kind is not Kind.NUMBER:
        raise ValueError(f"{item.id} is not answered by a number")
    if not starts or list(starts) != sorted(set(starts)) or not item.low < starts[0] <= starts[-1] <= item.high:
        raise ValueError(f"the bands of {item.id} do not rise within {item.low:g} and {item.high:g}")
    kept = {one.name: getattr(item, one.name) for one in fields(Item)}
    kept |= {"kind": Kind.ONE, "options": tuple(_options(starts)), "unit": None}
    return Banded(**kept, starts=tuple(starts))


def one_band(item: Banded, first: str, last: str) -> str:
    """The band that takes in all bands from one to another, by their codes: `under-11` for `under-5` and `5-to-under-11`."""
    codes = [option.code for option in item.options]
    edges = [f"{start:.12g}" for start in item.starts]
    low, high = codes.index(first), codes.index(last)
    if low == 0:
        return f"under-{edges[high]}"
    return f"{edges[low - 1]}-and-over" if high == len(edges) else f"{edges[low - 1]}-to-under-{edges[high]}"


def _options(starts: Sequence[float]) -> Iterator[Option]:
    edges = [f"{start:.12g}" for start in starts]
    names = [f"under {edges[0]}"]
    names += [f"{low} to under {high}" for low, high in pairwise(edges)]
    yield from (Option(name.replace(" ", "-"), name) for name in (*names, f"{edges[-1]} and over"))
