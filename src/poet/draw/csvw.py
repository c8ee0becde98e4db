"""A report's figures as one CSV file, with its description for machines (CSV on the Web) beside it, in a zip."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import msgspec

from poet.draw import archive, letters, sheets
from poet.draw.counts_csv import plain
from poet.report.model import Report, Table

_SIGNED = re.compile(r"[+-]\d+(?:\.\d+)?(?: to [+-]\d+(?:\.\d+)?)?")
# Column, its datatype in CSVW, and what it holds.
COLUMNS = (
    ("table", "integer", "Number of the table in the report"),
    ("table_title", "string", "Title of the table"),
    ("row", "string", "What the row is about"),
    ("column", "string", "What the column holds"),
    ("value", "number", "The figure, unrounded; empty where it is words or withheld"),
    ("printed", "string", "The figure as the report prints it; [c] is withheld to protect people"),
    ("claim", "string", "The claim that the figure rests on"),
    ("base", "integer", "Among how many answers"),
    ("low", "number", "Lower end of the 95% interval, where there is one"),
    ("high", "number", "Upper end of the 95% interval, where there is one"),
)


def draw(report: Report) -> bytes:
    """Return a zip of `figures.csv` and `figures.csv-metadata.json`."""
    described = msgspec.json.format(msgspec.json.encode(_described(report)), indent=2) + b"\n"
    return archive.packed((("figures.csv", _csv(report).encode()), ("figures.csv-metadata.json", described)))


def _csv(report: Report) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _, _ in COLUMNS])
    for table in sheets.tables(report):
        writer.writerows(_rows(table))
    return out.getvalue()


def _rows(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        label, *cells = row
        for head, cell in zip(table.head[1:], cells, strict=False):
            number, claim = sheets.figure(cell), cell.claim
            yield (
                str(table.number),
                *(plain(letters.drawable(text)) for text in (table.caption, label.text, head)),
                "" if number is None else repr(number),
                _printed(letters.drawable(cell.text)),
                claim.id if claim else "",
                str(claim.base) if claim and claim.base else "",
                "" if claim is None or claim.low is None else repr(claim.low),
                "" if claim is None or claim.high is None else repr(claim.high),
            )


def _printed(text: str) -> str:
    """A signed figure may stand as it is: it is a number to a spreadsheet as well; other words may not begin as one."""
    return text if _SIGNED.fullmatch(text) else plain(text)


def _described(report: Report) -> dict[str, object]:
    columns = [
        {"name": name, "titles": name, "datatype": kind, "dc:description": about} for name, kind, about in COLUMNS
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": report.language}],
        "url": "figures.csv",
        "dc:title": report.title,
        "dc:description": report.subtitle,
        "dc:date": report.date,
        "dc:license": report.licence,
        "tableSchema": {"columns": columns},
    }
