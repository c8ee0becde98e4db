"""What was issued, as an outsider reads it from a release ledger: its own reading of the documented format."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from poet.attack import words

FORMAT = "poet-ledger/1"
# Who sees what besides their own: docs/reference/release-ledger.md.
ALSO_SEEN = {
    "public": ("public",),
    "other councils": ("public", "other councils"),
    "own managers": ("public", "other councils", "own managers"),
    "researchers": ("public", "researchers"),
}


class NotALedger(ValueError):
    """The file holds no release ledger; the message names the line."""


class Told(msgspec.Struct, frozen=True):
    """So many people gave one of these answers."""

    codes: tuple[str, ...]
    count: int


class Sheet(msgspec.Struct, frozen=True):
    """The printed figures of one item for one group (None: everybody in the partition)."""

    partition: str
    group: str | None
    item: str
    base: int | None = None
    cells: tuple[Told, ...] = ()
    apart: tuple[Told, ...] = ()
    figures: dict[str, float] = {}


class People(msgspec.Struct, frozen=True):
    """So many people of a group took part."""

    partition: str
    group: str | None
    count: int


class Before(msgspec.Struct, frozen=True):
    """An answer that leads to an item."""

    item: str
    codes: tuple[str, ...]


class Item(msgspec.Struct, frozen=True):
    """How an item may be answered, and which answers all lead to it."""

    item: str
    kind: str
    options: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    groupings: tuple[tuple[tuple[str, ...], ...], ...] = ()
    after: tuple[Before, ...] = ()


class Groups(msgspec.Struct, frozen=True):
    """The smallest groups, and what each printed group holds of them, by place."""

    cells: tuple[str, ...]
    partitions: dict[str, dict[str, tuple[int, ...]]]


class Coverage(msgspec.Struct, frozen=True):
    """Which waves of arrival are in, and which part of an earlier wave has left."""

    covered: tuple[str, ...]
    left: dict[str, str] = {}
    withdrawn: int = 0


class Rule(msgspec.Struct, frozen=True):
    """The thresholds the release promises to keep."""

    minimum_base: int
    minimum_cell: int
    everyone: bool


class Round(msgspec.Struct, frozen=True):
    """Whose answers these are."""

    round: str
    instrument: str


class Release(msgspec.Struct, frozen=True):
    """One release as it was printed."""

    at: str
    audience: str
    rule: Rule
    population: Round
    waves: Coverage
    structure: Groups
    questions: tuple[Item, ...]
    respondents: tuple[People, ...]
    tables: tuple[Sheet, ...]


class Numbered(msgspec.Struct, frozen=True):
    """A release with its number in the ledger."""

    number: int
    draft: Release


class _Line(msgspec.Struct):
    format: str
    hash: str
    entry: msgspec.Raw


def read(lines: Iterable[bytes]) -> tuple[Numbered, ...]:
    """The releases of a ledger's lines. Raises NotALedger on a line that is none, or is not what its hash says."""
    return tuple(_entry(number, line) for number, line in enumerate(lines, 1))


def _entry(number: int, line: bytes) -> Numbered:
    try:
        written = msgspec.json.decode(line, type=_Line)
        body = bytes(memoryview(written.entry))
        if written.format != FORMAT:
            raise NotALedger(words.NO_LINE.format(line=number, why=f"its format is {written.format!r}"))
        if hashlib.sha256(body).hexdigest() != written.hash:
            raise NotALedger(words.NO_LINE.format(line=number, why="its text is not what its hash says"))
        return msgspec.json.decode(body, type=Numbered)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotALedger(words.NO_LINE.format(line=number, why=error)) from error


def by_reader(entries: Iterable[Numbered]) -> Mapping[tuple[str, str, str], tuple[Numbered, ...]]:
    """What each kind of reader has seen of each round: (audience, round, instrument) -> entries, in their order.

    A kind of reader for whom nothing was issued is left out, and so is one who has seen no more than another.
    """
    issued = list(entries)
    found: dict[tuple[str, str, str], tuple[Numbered, ...]] = {}
    for one in issued:
        own = one.draft
        key = (own.audience, own.population.round, own.population.instrument)
        seen = ALSO_SEEN.get(own.audience, (own.audience, "public"))
        found[key] = tuple(
            other for other in issued if other.draft.audience in seen and other.draft.population == own.population
        )
    return found
