"""Rounding and intervals turned back: the counts behind printed percentages, with or without their base and limits."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import floor, sqrt

from poet.attack import words

NEEDED = ("group", "item", "answer", "percent", "base")
# The bases held possible where none is printed, and the quantile of 95 % limits.
BASES = range(10, 401)
Z = 1.959963984540054
# The step of what is not printed: every percentage is the same in it.
UNPRINTED = Fraction(201)
_FIGURE = re.compile(r"\d+(\.\d+)?")


class NoPercentages(ValueError):
    """The table holds no percentages; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Share:
    """One printed percentage (0-100), the step it is rounded to, halves up, and its 95 % limits where they are printed."""

    answer: str
    percent: Fraction
    step: Fraction
    limits: tuple[Fraction, Fraction] | None = None

    def fits(self, count: int, base: int) -> bool:
        """Whether so many of so many people would be printed so."""
        if _rounded(Fraction(100 * count, base), self.step) != self.percent:
            return False
        return self.limits is None or self.limits == tuple(
            _rounded(Fraction(100 * end), self.step) for end in _wilson(count, base)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """The percentages of categories that part a base; the bases a reader holds possible."""

    group: str
    item: str
    shares: tuple[Share, ...]
    bases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Inverted:
    """The only counts behind a printed row, by what means, and to whom: who gave the answer `own`, or anybody."""

    row: Row
    counts: tuple[int, ...]
    how: str
    own: str = ""

    def __str__(self) -> str:
        counts = ", ".join(f"{share.answer} {count}" for share, count in zip(self.row.shares, self.counts, strict=True))
        how = f"{self.how}; {words.OWN_ROW.format(own=self.own)}" if self.own else self.how
        return words.INVERTED.format(item=self.row.item, group=self.row.group, counts=counts, how=how)


def inverted(row: Row, *, with_own: bool = True) -> Inverted | None:
    """What a row gives away: all its counts, if only one row of people would be printed so, or if only one is left for
    somebody who is in it. None where there are more."""
    how = words.INTERVALS if any(share.limits for share in row.shares) else words.ROUNDING
    found = list(islice(_behind(row), 2))
    if len(found) < 2:
        return Inverted(row, found[0], how) if found else None
    for at, share in enumerate(row.shares if with_own else ()):
        left = list(islice((counts for counts in _behind(row) if counts[at]), 2))
        if len(left) == 1:
            return Inverted(row, left[0], how, share.answer)
    return None


def _behind(row: Row) -> Iterator[tuple[int, ...]]:
    """Every row of people that would be printed so."""
    for base in row.bases:
        choices = [_choices(share, base) for share in row.shares]
        yield from _filled(choices, base)


def _choices(share: Share, base: int) -> Sequence[int]:
    """The counts that would be printed as this percentage, in order."""
    if share.step == UNPRINTED:
        return range(base + 1)
    return [count for count in _near(share, base) if share.fits(count, base)]


def _near(share: Share, base: int) -> range:
    half = share.step / 2
    low, high = ((share.percent + sign * half) * base / 100 for sign in (-1, 1))
    return range(max(0, floor(low)), min(base, floor(high) + 1) + 1)


def _filled(choices: Sequence[Sequence[int]], left: int) -> Iterator[tuple[int, ...]]:
    """Every way of taking one number of each list so that they add up to `left`."""
    if not choices:
        if not left:
            yield ()
        return
    if not all(choices) or not sum(one[0] for one in choices) <= left <= sum(one[-1] for one in choices):
        return
    if len(choices) == 1:
        if left in choices[0]:
            yield (left,)
        return
    for count in choices[0]:
        for rest in _filled(choices[1:], left - count):
            yield (count, *rest)


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    return floor(value / step + Fraction(1, 2)) * step


def _wilson(count: int, base: int) -> tuple[float, float]:
    share, spread = count / base, Z * Z / base
    centre = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)


def read_percentages(lines: Iterable[str], base_step: int = 1) -> tuple[Row, ...]:
    """The rows of a CSV of percentages (`group`, `item`, `answer`, `percent`, `base`; `step`, `low` and `high` where they
    are printed). Bases are rounded to `base_step`; an empty one is hidden. Raises NoPercentages."""
    table = csv.DictReader(lines)
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise NoPercentages(words.NO_PERCENTAGES.format(missing=", ".join(missing)))
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in table:
        if _FIGURE.fullmatch(line["percent"]):
            found.setdefault((line["group"], line["item"]), []).append(line)
    return tuple(row for (group, item), own in found.items() for row in _rows(group, item, own, base_step))


def _rows(group: str, item: str, lines: Sequence[dict[str, str]], base_step: int) -> Iterator[Row]:
    """One row where the categories part the base; one for each answer where they do not."""
    shares = tuple(_share(line) for line in lines)
    bases = _bases(lines[0]["base"], base_step)
    whole = sum((share.percent for share in shares), Fraction(0))
    if abs(whole - 100) <= sum((share.step for share in shares), Fraction(0)) / 2:
        yield Row(group, item, shares, bases)
        return
    for share in shares:
        yield Row(group, item, (share, _rest(share)), bases)


def _bases(printed: str, base_step: int) -> tuple[int, ...]:
    """The bases that a reader holds possible: the printed one, those rounded to it, or any where none is printed."""
    if not printed:
        return tuple(BASES)
    if base_step == 1:
        return (int(printed),)
    return tuple(base for base in BASES if _rounded(Fraction(base), Fraction(base_step)) == int(printed))


def _rest(share: Share) -> Share:
    """The rest of a base, of which nothing is printed."""
    return Share(words.NOT.format(answer=share.answer), Fraction(0), UNPRINTED)


def _share(line: dict[str, str]) -> Share:
    places = len(line["percent"].partition(".")[2])
    step = Fraction(line["step"]) if line.get("step") else Fraction(1, 10**places)
    low, high = line.get("low", ""), line.get("high", "")
    return Share(
        line["answer"], Fraction(line["percent"]), step, (Fraction(low), Fraction(high)) if low and high else None
    )
