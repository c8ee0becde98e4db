"""An intruder with everything: a full dump of the database, physical places and transaction numbers included.

For each thing they look for, by the words it is known by, they take every row of every table that holds one of these words,
and every value of that row, as a place in an order; then they lay the order of one kind of thing beside that of another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection

Order = dict[str, float]  # where each thing stands
TIES = 20


@dataclass(frozen=True)
class Row:
    """A row as the database gives it up, with where it lies and (PostgreSQL) the transaction that wrote it."""

    table: str
    values: Mapping[str, Any]

    @property
    def words(self) -> set[str]:
        """Every value that could name something."""
        return {str(value) for value in self.values.values() if isinstance(value, str) or hasattr(value, "hex")}


def everything() -> list[Row]:
    """Every row of every table."""
    hidden = "rowid AS lies" if connection.vendor == "sqlite" else "xmin::text::bigint AS written, ctid::text AS lies"
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT {hidden}, {table}.* FROM {table}")
            names = [column[0] for column in cursor.description]
            rows += [Row(table, dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return rows


def files() -> dict[str, bytes]:
    """SQLite's files as they lie on the disk, with the log of what was written last."""
    if connection.vendor != "sqlite":
        return {}
    name = connection.settings_dict["NAME"]
    return {end or "file": Path(f"{name}{end}").read_bytes() for end in ("", "-wal") if Path(f"{name}{end}").exists()}


def orders(things: Sequence[Sequence[str]], *, of_files: Mapping[str, bytes]) -> dict[str, Order]:
    """Every order in which things stand anywhere; a thing is given by the words it is known by, the first names it."""
    named = {word: words[0] for words in things for word in words}
    found: dict[str, Order] = defaultdict(dict)
    for order, word, place in (*_in_rows(set(named)), *_in_files(set(named), of_files)):
        found[order].setdefault(named[word], place)
    return {name: order for name, order in found.items() if len(order) > len(things) / 2}


def _in_rows(words: set[str]) -> Iterator[tuple[str, str, float]]:
    for row in everything():
        for word in row.words & words:
            for column, value in row.values.items():
                place = _place(value)
                if place is not None:
                    yield f"{row.table}.{column}", word, place


def _in_files(words: set[str], of_files: Mapping[str, bytes]) -> Iterator[tuple[str, str, float]]:
    for name, content in of_files.items():
        for word in words:
            for which, at in (("first", content.find(word.encode())), ("last", content.rfind(word.encode()))):
                if at >= 0:
                    yield f"{which} place in {name}", word, at


def _place(value: Any) -> float | None:
    """A value as a place in an order: numbers, moments, places of rows, and words by their letters."""
    if isinstance(value, int | float):
        return float(value)
    if hasattr(value, "toordinal"):
        return value.toordinal() + (value.timestamp() % 86400 / 86400 if hasattr(value, "timestamp") else 0)
    text = value.hex if hasattr(value, "hex") and not isinstance(value, bytes) else value
    if not isinstance(text, str) or not text:
        return None
    if lies := re.fullmatch(r"\((\d+),(\d+)\)", text):
        return int(lies[1]) * 1000 + int(lies[2])
    return float(int.from_bytes(text.encode()[:12].ljust(12, b"\0")))


def success(one: Order, other: Order, truth: Mapping[str, str]) -> float:
    """The share of things rightly joined by laying the orders side by side; what stands at one place is drawn by lot."""
    chance, hits = Random(7), 0
    for _ in range(TIES):
        left, right = (sorted(order, key=lambda thing: (order[thing], chance.random())) for order in (one, other))
        hits += sum(truth.get(a) == b for a, b in zip(left, right, strict=False))
    return hits / TIES / len(truth)


def attack(
    ones: Mapping[str, Order], others: Mapping[str, Order], truth: Mapping[str, str]
) -> Iterator[tuple[float, str, str]]:
    """How far every pair of orders leads, forwards and backwards, the farthest first."""
    tried = []
    for name, one in ones.items():
        for beside, other in others.items():
            for backwards, laid in (("", other), (" backwards", {thing: -at for thing, at in other.items()})):
                tried.append((success(one, laid, truth), name, beside + backwards))
    yield from sorted(tried, reverse=True)
