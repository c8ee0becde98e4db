"""How pages fare, counted over everybody: met, sent, answered or not, and how long they took in coarse bands.

Only sums are written, by round, questionnaire, face and question. Nothing of a person, a place or a moment is among
them, and nothing leads from them to a draft or a response.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import connection

from poet.answers import codes
from poet.instrument import Item
from portal.capture.models import Tally

# The first band that a time falls into, in seconds below its end.
BANDS: Mapping[str, int] = {"under_5": 5, "under_15": 15, "under_30": 30, "under_60": 60}
LONGER = "longer"
FIGURES = ("met", "gone_on", "answered", "left_out", "not_understood", "not_known", *BANDS, LONGER)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where is tallied: a questionnaire in a round, in a face."""

    round_id: int
    version_id: int
    face: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A page that was sent. `at` counts from 0 among all pages of the questionnaire; `seconds` is how long it was open,
    None where that is not known; `then` is the page that comes next, None before the last look."""

    asked: Asked
    page_id: str
    at: int
    items: tuple[Item, ...]
    seconds: int | None
    then: str | None


Figures = dict[str, Counter[str]]


def figures(passed: Passed, cells: Mapping[str, str]) -> Figures:
    """What a page that was sent with these cells adds, by question."""
    adds: Figures = {passed.page_id: Counter(gone_on=1)}
    if passed.seconds is not None:
        adds[passed.page_id][band(passed.seconds)] += 1
    for item in passed.items:
        adds.setdefault(item.id, Counter())[_outcome(item, cells.get(item.id, ""))] += 1
    return adds | {passed.then or Tally.REVIEW: Counter(met=1)}


def band(seconds: int) -> str:
    """The band that a time falls into."""
    return next((name for name, end in BANDS.items() if seconds < end), LONGER)


def _outcome(item: Item, cell: str) -> str:
    if not cell:
        return "left_out"
    if item.not_understood is not None and cell == item.not_understood.code:
        return "not_understood"
    apart = (option for code in codes(cell) if (option := item.option(code)) and option.apart)
    return "not_known" if item.options and any(apart) else "answered"


def add(asked: Asked, adds: Figures) -> None:
    """Add to the tallies, in one statement that loses nothing however many are at it."""
    # Always in the same order: two that add to the same rows wait for each other and never in a ring.
    rows = sorted(adds.items())
    values = [value for item, counted in rows for value in _row(asked, item, counted)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(rows)), values)


def _row(asked: Asked, item: str, counted: Mapping[str, int]) -> Iterator[int | str]:
    yield from (asked.round_id, asked.version_id, asked.face, item)
    yield from (counted.get(name, 0) for name in FIGURES)


def _statement(rows: int) -> str:
    table = connection.ops.quote_name(Tally._meta.db_table)
    keys = ("round_id", "version_id", "face", "item")
    row = f"({_listed('%s' for _ in (*keys, *FIGURES))})"
    sums = _listed(f"{name} = {table}.{name} + excluded.{name}" for name in FIGURES)
    return (
        f"INSERT INTO {table} ({_listed((*keys, *FIGURES))}) VALUES {_listed([row] * rows)} "  # noqa: S608 (names only)
        f"ON CONFLICT ({_listed(keys)}) DO UPDATE SET {sums}"
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
