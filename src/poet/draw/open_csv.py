"""Open data as CSV: a row a group, question and answer, rounded or with noise, what is withheld explained."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from poet.draw.counts_csv import EVERYBODY, plain
from poet.protect import Shown, Withheld
from poet.protect.open_data import NoisyTable, Perturbed, Rounded, RoundedTable

ROUNDED_HEAD = ("group", "item", "question", "answer", "answer_words", "percent", "step", "base", "withheld")
NOISY_HEAD = ("group", "item", "question", "answer", "answer_words", "count_with_noise", "base_with_noise", "withheld")

Cells = tuple[str, ...]


def draw_rounded(release: Rounded) -> str:
    """The rounded release as CSV text; `step` says to which multiple of a percentage point the figure is rounded."""
    steps = {
        item_id: f"{governed.how.tenths / 10:g}" if governed.how else ""
        for item_id, governed in release.precision.items()
    }
    rows = (
        (*_head(group, table), part.key, part.label, *_split(part.percent, steps[item_id], _bare(table.base)))
        for group, tables in release.tables.items()
        for item_id, table in tables.items()
        for part in table.parts
    )
    return _written(ROUNDED_HEAD, rows)


def draw_noisy(release: Perturbed) -> str:
    """The perturbed release as CSV text. Nothing in it adds up exactly: each figure has its own noise."""
    everywhere: dict[str | None, Mapping[str, NoisyTable]] = {None: release.whole}
    everywhere.update(release.groups.items())
    rows = (row for group, tables in everywhere.items() for table in tables.values() for row in _noisy(group, table))
    return _written(NOISY_HEAD, rows)


def _noisy(group: str | None, table: NoisyTable) -> Iterator[Cells]:
    head = _head(group, table)
    if not table.parts:
        yield (*head, "written", "wrote a comment", *_split(table.base))
    for part in (*table.parts, *table.apart):
        yield (*head, part.key, part.label, *_split(part.count, _bare(table.base)))


def _head(group: str | None, table: NoisyTable | RoundedTable) -> tuple[str, str, str]:
    return EVERYBODY if group is None else plain(group), table.item.id, table.item.label


def _split(figure: Shown[int] | Shown[float] | Withheld, *between: str) -> Cells:
    """The figure, what stands beside it, and the reason where it is withheld."""
    beside = between or ("",)
    return (_bare(figure), *beside, "" if isinstance(figure, Shown) else str(figure.why))


def _bare(figure: Shown[int] | Shown[float] | Withheld) -> str:
    return f"{figure.value:.10g}" if isinstance(figure, Shown) else ""


def _written(head: Cells, rows: Iterator[Cells]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
