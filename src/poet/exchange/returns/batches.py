"""Returns in batches of rows, column by column: however many there are, only one batch stands in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from poet.exchange.returns.columns import Codes, Column, Measure, Numbers, Record, measured

ROWS = 4_096


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: what stands in each of the columns, as names, as numbers, or as codes."""

    rows: int
    names: dict[str, list[str]]
    numbers: dict[str, Numbers]
    codes: dict[str, Codes]


def batches(columns: Sequence[Column], records: Iterable[Record]) -> Iterator[Batch]:
    """The records in their order."""
    rest = iter(records)
    while some := list(islice(rest, ROWS)):
        yield _batch(columns, some)


def _batch(columns: Sequence[Column], records: Sequence[Record]) -> Batch:
    batch = Batch(len(records), {}, {}, {})
    said = [record.answers for record in records]
    cells: dict[str, list[str]] = {}
    for column in columns:
        if column.item is None:
            batch.names[column.name] = list(map(attrgetter(column.name), records))
            continue
        item = column.item.id
        if item not in cells:
            cells = {item: [answers.get(item, "") for answers in said]}  # the columns of one item stand together
        if column.measure is Measure.SCALE:
            batch.numbers[column.name] = measured(cells[item])
        else:
            batch.codes[column.name] = column.coded(cells[item])
    return batch
