"""Open data by cell keys: every count with the noise its key looks up, the same in all tables and all terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from poet.count import Counts, KeySums, OptionCounts, TextCounts
from poet.instrument import Instrument, Item, Kind, Option
from poet.protect.model import Part, Shown, Why, Withheld
from poet.protect.open_data.noise import BITS, Noise, NoiseTable, noise_table
from poet.protect.policy import Policy
from poet.protect.publishing import STANDARD

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class NoisyTable:
    """An item of one group with noise in every figure: `parts` need not add up to `base`, nor areas to the whole."""

    item: Item
    base: Shown[int] | Withheld
    parts: tuple[Part, ...]
    apart: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the noise costs, by its design and whatever the answers are: the standard deviation of a count, the chance
    that a large count stays as it is, and the points (standard deviation) by which it moves a percentage of 50 % among
    so many people."""

    deviation: float
    unchanged: float
    points: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Perturbed:
    """All counts of a set of answers with noise: for everybody (`whole`) and for every group."""

    instrument: Instrument
    policy: Policy
    noise: Noise
    cost: Cost
    whole: Mapping[str, NoisyTable]
    groups: Mapping[str, Mapping[str, NoisyTable]]


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Counts and cell keys of one kind of cell: arrays of (whole and groups) x columns."""

    counts: Numbers
    keys: Keys

    def __add__(self, other: _Cells) -> _Cells:
        return _Cells(self.counts + other.counts, (self.keys + other.keys) & np.uint64(2**BITS - 1))

    def without(self, other: _Cells) -> _Cells:
        return _Cells(self.counts - other.counts, (self.keys - other.keys) & np.uint64(2**BITS - 1))

    def column(self, places: list[int]) -> _Cells:
        keys = self.keys[:, places].sum(axis=1, dtype=np.uint64) & np.uint64(2**BITS - 1)
        return _Cells(self.counts[:, places].sum(axis=1), keys)


def perturb(
    counts: Counts, sums: Mapping[str, KeySums], noise: Noise | None = None, policy: Policy = STANDARD
) -> Perturbed:
    """The counts with noise. `sums` holds the cell keys of the same groups. A group of fewer than the policy's minimum
    base, before noise, is withheld. Number questions have no counts and stay out.

    Raises NoSuchNoise where the noise asked for does not exist.
    """
    noise = noise or Noise()
    table = noise_table(noise)
    places = {
        item_id: _tables(raw, sums[item_id], table, policy) for item_id, raw in counts.items.items() if item_id in sums
    }
    whole, *groups = [
        {item_id: tables[place] for item_id, tables in places.items()} for place in range(len(counts.groups) + 1)
    ]
    named = dict(zip(counts.groups, groups, strict=True))
    return Perturbed(counts.instrument, policy, noise, cost(table), whole, named)


def cost(table: NoiseTable) -> Cost:
    """What noise from this table costs. The points are those of the ratio of two noisy counts (delta method)."""
    deviation = sqrt(table.noise.variance)
    points = {base: 100 * deviation * sqrt(1 + 0.5**2) / base for base in (25, 50, 100, 200)}
    return Cost(deviation, float(table.chances[-1, table.noise.most]), points)


def _tables(raw: object, sums: KeySums, table: NoiseTable, policy: Policy) -> tuple[NoisyTable, ...]:
    match raw:
        case OptionCounts():
            return _option_tables(raw, sums, table, policy)
        case TextCounts():
            written = _with_whole(raw.written[:, None], sums.answered[:, None]).column([0])
            return tuple(NoisyTable(raw.item, base, (), ()) for base in _noisy(written, table, written, policy))
        case _:
            raise TypeError("number questions have no counts to perturb")


def _with_whole(counts: Numbers, keys: Keys) -> _Cells:
    whole = keys.sum(axis=0, keepdims=True, dtype=np.uint64) & np.uint64(2**BITS - 1)
    return _Cells(np.concatenate([counts.sum(axis=0, keepdims=True), counts]), np.concatenate([whole, keys]))


def _option_tables(raw: OptionCounts, sums: KeySums, table: NoiseTable, policy: Policy) -> tuple[NoisyTable, ...]:
    item = raw.item
    cells = _with_whole(raw.by_option, sums.by_option)
    place = {option.code: at for at, option in enumerate(item.options)}
    base = cells.column([place[option.code] for option in item.in_base])
    if item.kind is Kind.MANY:
        answered = _with_whole(raw.answered[:, None], sums.answered[:, None]).column([0])
        base = answered.without(cells.column([place[option.code] for option in item.apart]))
    noisy = {code: _noisy(cells.column([at]), table, base, policy) for code, at in place.items()}
    return tuple(
        NoisyTable(item, shown, _parts(item.in_base, noisy, g), _parts(item.apart, noisy, g))
        for g, shown in enumerate(_noisy(base, table, base, policy))
    )


def _parts(
    options: tuple[Option, ...], noisy: Mapping[str, tuple[Shown[int] | Withheld, ...]], g: int
) -> tuple[Part, ...]:
    return tuple(Part(option.code, option.text, (option.code,), noisy[option.code][g]) for option in options)


def _noisy(cells: _Cells, table: NoiseTable, base: _Cells, policy: Policy) -> tuple[Shown[int] | Withheld, ...]:
    counts = table.noisy(cells.counts, cells.keys)
    return tuple(
        Shown(int(count)) if people >= policy.minimum_base else Withheld(Why.FEW_ANSWERS)
        for count, people in zip(counts, base.counts, strict=True)
    )
