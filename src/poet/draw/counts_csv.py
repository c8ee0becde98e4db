"""Protected counts as CSV: a row a group, question and answer, what is withheld marked and explained."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from poet.protect import NumberTable, OptionTable, Protected, Shown, Table, TextTable, Withheld

HEAD = ("group", "item", "question", "answer", "answer_words", "figure", "base", "withheld")
EVERYBODY = "(all)"
_NUMBER_FIGURES = ("lower quartile", "median", "upper quartile", "mean")

Row = tuple[str, str, str, str]


def draw(release: Protected) -> str:
    """The release as CSV text. `figure` is people, but for number questions the figure that `answer` names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for group, tables in ((EVERYBODY, release.whole), *release.groups.items()):
        for item_id, table in tables.items():
            for answer, words, figure, why in _rows(table):
                label = table.item.label
                writer.writerow((plain(group), item_id, label, answer, words, figure, _base(table), why))
    return out.getvalue()


def _rows(table: Table) -> Iterator[Row]:
    match table:
        case OptionTable():
            yield from _option_rows(table)
        case NumberTable():
            figures = zip(_NUMBER_FIGURES, (*table.quartiles, table.mean), strict=True)
            yield from ((name, "", *_cell(figure)) for name, figure in figures)
        case TextTable():
            yield ("written", "wrote a comment", *_cell(table.base))


def _option_rows(table: OptionTable) -> Iterator[Row]:
    for part in (*table.parts, *table.apart):
        yield (part.key, part.label, *_cell(part.count))
    if not table.parts:
        why = table.base.why if isinstance(table.base, Withheld) else "its categories are too small"
        yield ("", "", "", str(why))


def _cell(count: Shown[int] | Shown[float] | Withheld) -> tuple[str, str]:
    return (f"{count.value:.10g}", "") if isinstance(count, Shown) else ("", str(count.why))


def _base(table: Table) -> str:
    return str(table.base.value) if isinstance(table.base, Shown) else ""


def plain(group: str) -> str:
    """A group's name as it stands, but never as something a spreadsheet would run."""
    return f"'{group}" if group[:1] in "=+-@" and group else group
