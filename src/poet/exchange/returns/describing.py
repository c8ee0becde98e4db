"""What the columns of exported returns mean: a code book for people, and a CSVW description for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from poet.exchange.returns import words
from poet.exchange.returns.columns import Column, Measure
from poet.instrument import Instrument, Kind, worded

# Named by the vocabulary of CSV on the Web (W3C Recommendation of 17 December 2015).
_CONTEXT = "http://www.w3.org/ns/csvw"


def codebook(columns: Sequence[Column], instrument: Instrument, *, made_up: bool = False) -> bytes:
    """The code book as CSV: a row a value, one for each question that has no column, and whether all is made up."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows(codebook_rows(columns))
    there = {column.item.id for column in columns if column.item}
    for item in instrument.items:
        if item.id not in there:
            why = words.COMMENT if item.kind is Kind.TEXT else ""
            writer.writerow(("", item.id, item.label, item.ask, words.LEFT_OUT, "", "", why, ""))
    if made_up:
        writer.writerow(("", "", words.MADE_UP, "", "", "", "", "", ""))
    return written.getvalue().encode("utf-8-sig")


def codebook_rows(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """The head, then each column with its values."""
    yield words.CODEBOOK_HEAD
    for column in columns:
        item, asked = (column.item.id, column.item.ask) if column.item else ("", "")
        head = (column.name, item, column.label, asked, str(column.measure))
        if not column.values:
            yield (*head, "", "", "", "")
        for value in column.values:
            missing = words.MISSING if value.missing else words.NO_MISSING
            yield (*head, str(value.number), value.code, value.meaning, missing)


def csvw(columns: Sequence[Column], instrument: Instrument, url: str, *, made_up: bool = False) -> bytes:
    """The description of the CSV at `url`, as JSON."""
    variant = instrument.variants[0]
    table: dict[str, Any] = {
        "@context": _CONTEXT,
        "url": url,
        "dc:title": worded(instrument.title, variant),
        "dc:source": f"{instrument.name} {instrument.digest}",
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ","},
        "tableSchema": {"columns": [_described(column, instrument) for column in columns]},
    }
    if made_up:
        table["rdfs:comment"] = words.MADE_UP
    return json.dumps(table, ensure_ascii=False, indent=1).encode()


def _described(column: Column, instrument: Instrument) -> Mapping[str, Any]:
    variant = instrument.variants[0]
    described: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:title": column.label, "null": [""]}
    if column.item:
        described["dc:description"] = worded(column.item.ask, variant)
    if column.measure is Measure.SCALE:
        described["datatype"] = "number"
    elif column.values:
        described["datatype"] = {
            "base": "string",
            "format": "|".join(value.code for value in column.values if value.code),
        }
    else:
        described["datatype"] = "string"
    return described
