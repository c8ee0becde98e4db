"""How a row of counts is printed where its base is rounded or hidden, and which rows stand behind such a print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

# Everything is whole numbers: a tenth of a percentage point is the finest step there is.
WHOLE = 1000

Row = tuple[int, ...]
Limits = Callable[[int, int], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One way of printing a row of counts.

    `base_step`: the base is rounded to a multiple of this, halves up; 1 prints it as it is, 0 hides it.
    `tenths`: percentages are rounded to a multiple of so many tenths of a percentage point, halves up (1: one decimal;
    10: whole per cent; 50: fives).
    `limits`: gives an interval (0-1) for `count` of `base`, printed beside each percentage in the same step.
    """

    base_step: int
    tenths: int
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a reader sees: the base, or None where it is hidden; per category its percentage in steps of the printing,
    and both limits where they are printed."""

    base: int | None
    shares: tuple[int, ...]
    limits: tuple[tuple[int, int], ...] = ()


def printed(row: Sequence[int], how: Printing) -> Printed:
    """The row as it is printed. Raises ValueError on a row of nobody."""
    base = sum(row)
    if base <= 0:
        raise ValueError("a row of nobody has no percentages")
    limits = tuple(_limits(count, base, how) for count in row) if how.limits else ()
    return Printed(base_printed(base, how.base_step), tuple(_share(count, base, how) for count in row), limits)


def base_printed(base: int, base_step: int) -> int | None:
    """The base rounded to a multiple of the step, halves up; None where it is hidden."""
    return (2 * base + base_step) // (2 * base_step) * base_step if base_step else None


def rows_behind(seen: Printed, how: Printing, bases: Iterable[int]) -> Iterator[Row]:
    """Every row of counts, among the `bases` that a reader holds possible, that would be printed just so."""
    for base in bases:
        if base <= 0 or (how.base_step and base_printed(base, how.base_step) != seen.base):
            continue
        for row in _filled([_counts(share, base, how) for share in seen.shares], base):
            if not how.limits or seen.limits == tuple(_limits(count, base, how) for count in row):
                yield row


def is_recoverable(row: Sequence[int], how: Printing, bases: Iterable[int]) -> bool:
    """Whether the print of this row can be the print of no other."""
    return len(list(islice(rows_behind(printed(row, how), how, bases), 2))) == 1


def _share(count: int, base: int, how: Printing) -> int:
    return (2 * WHOLE * count + how.tenths * base) // (2 * how.tenths * base)


def _limits(count: int, base: int, how: Printing) -> tuple[int, int]:
    assert how.limits is not None
    low, high = how.limits(count, base)
    return int(low * WHOLE / how.tenths + 0.5), int(high * WHOLE / how.tenths + 0.5)


def _counts(share: int, base: int, how: Printing) -> range:
    """The counts among `base` that are printed as this percentage."""
    step = how.tenths * base
    least = -(-step * (2 * share - 1) // (2 * WHOLE))
    most = -(-step * (2 * share + 1) // (2 * WHOLE)) - 1
    return range(max(0, least), min(base, most) + 1)


def _filled(choices: Sequence[range], left: int) -> Iterator[Row]:
    """Every way of taking one number of each range so that they add up to `left`."""
    if not choices:
        if left == 0:
            yield ()
        return
    first, *others = choices
    if not all(choices):
        return
    least = left - sum(other[-1] for other in others)
    most = left - sum(other[0] for other in others)
    for count in range(max(first[0], least), min(first[-1], most) + 1):
        for rest in _filled(others, left - count):
            yield (count, *rest)
