"""The formats of exported returns; a new one is one function and one line."""

from __future__ import annotations

import codecs
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from xlsxwriter import Workbook

from poet.exchange.returns import words
from poet.exchange.returns.batches import Batch, batches
from poet.exchange.returns.columns import Column, Measure, Record
from poet.exchange.returns.describing import codebook_rows

# A workbook of more cells takes minutes to write and longer to open.
MOST_CELLS = 2_000_000

Write = Callable[[Sequence[Column], Iterable[Record], IO[bytes]], None]


class TooLarge(Exception):
    """More returns than the format can hold; the message says which to choose instead."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, their media type, what it is for, and how it is written."""

    ending: str
    media: str
    use: str
    write: Write


def _csv(columns: Sequence[Column], records: Iterable[Record], out: IO[bytes]) -> None:
    out.write(codecs.BOM_UTF8)
    schema = pa.schema([pa.field(column.name, _PRINTED.get(column.measure, pa.string())) for column in columns])
    with pyarrow.csv.CSVWriter(out, schema, write_options=_QUOTED_WHERE_NEEDED) as writer:
        for table in _tables(columns, records):
            writer.write_table(table.cast(schema))


_PRINTED = {Measure.SCALE: pa.float64()}
_QUOTED_WHERE_NEEDED = pyarrow.csv.WriteOptions(quoting_style="needed", quoting_header="needed")


def _texts(column: Column, batch: Batch) -> Sequence[str]:
    """A column as a workbook shows it: codes in words, never the numbers that only SPSS needs."""
    if column.name in batch.names:
        return batch.names[column.name]
    if column.name in batch.numbers:
        return ["" if number != number else f"{number:.12g}" for number in batch.numbers[column.name].tolist()]  # noqa: PLR0124 not a number
    printed = [column.meant(number) for number in range(128)]
    return [printed[number] for number in batch.codes[column.name].tolist()]


def _jsonl(columns: Sequence[Column], records: Iterable[Record], out: IO[bytes]) -> None:
    """A JSON object a line with every column in it, null where nothing was said."""
    to_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for batch in batches(columns, records):
        values = [_values(column, batch) for column in columns]
        for row in zip(*values, strict=True):
            line = {column.name: cell for column, cell in zip(columns, row, strict=True)}
            out.write(to_line(line).encode() + b"\n")


def _values(column: Column, batch: Batch) -> list[Any]:
    """A column as programs read it: numbers as numbers, and None for no answer."""
    if column.name in batch.numbers:
        return [None if number != number else number for number in batch.numbers[column.name].tolist()]  # noqa: PLR0124 not a number
    return [cell or None for cell in _texts(column, batch)]


def _parquet(columns: Sequence[Column], records: Iterable[Record], out: IO[bytes]) -> None:
    schema = _schema(columns)
    with pyarrow.parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for table in _tables(columns, records):
            writer.write_table(table)


def _tables(columns: Sequence[Column], records: Iterable[Record]) -> Iterator[pa.Table]:
    """The records, a batch a table."""
    schema = _schema(columns)
    for batch in batches(columns, records):
        yield pa.Table.from_arrays([_array(column, batch) for column in columns], schema=schema)


def _schema(columns: Sequence[Column]) -> pa.Schema:
    return pa.schema([pa.field(one.name, _TYPES[one.measure], metadata={"label": one.label}) for one in columns])


_CODED = pa.dictionary(pa.int8(), pa.string())
_TYPES = {
    Measure.NAME: pa.string(),
    Measure.SCALE: pa.float64(),
    Measure.NOMINAL: _CODED,
    Measure.ORDINAL: _CODED,
}


def _array(column: Column, batch: Batch) -> pa.Array:
    if column.name in batch.names:
        return pa.array(batch.names[column.name], pa.string())
    if column.name in batch.numbers:
        numbers = batch.numbers[column.name]
        return pa.array(numbers, pa.float64(), mask=np.isnan(numbers))
    place = np.full(128, -1, np.int8)
    said = [value for value in column.values if value.code]
    for at, value in enumerate(said):
        place[value.number] = at
    places = place[batch.codes[column.name]]
    meanings = pa.array([value.code for value in said], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(places, pa.int8(), mask=places < 0), meanings)


def _sav(columns: Sequence[Column], records: Iterable[Record], out: IO[bytes]) -> None:
    import pandas as pd  # noqa: PLC0415 slow to import, and only here
    import pyreadstat  # noqa: PLC0415

    table = pd.DataFrame(_joined(columns, batches(columns, records)))
    names = _spss_names(columns)
    coded = [column for column in columns if column.values]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "returns.sav"
        pyreadstat.write_sav(
            table.rename(columns=names),
            str(file),
            row_compress=True,
            column_labels={names[column.name]: column.label for column in columns},
            variable_value_labels={names[one.name]: {v.number: v.meaning for v in one.values} for one in coded},
            missing_ranges={names[one.name]: _missing(one) for one in coded},
            variable_measure={names[one.name]: _SPSS[one.measure] for one in columns},
        )
        with file.open("rb") as written:
            while block := written.read(1 << 20):
                out.write(block)


_SPSS = {Measure.NAME: "nominal", Measure.SCALE: "scale", Measure.NOMINAL: "nominal", Measure.ORDINAL: "ordinal"}


def _missing(column: Column) -> list[Any]:
    """What SPSS leaves out: at most three single values, or a range and one."""
    nothing, *apart = [value.number for value in column.values if value.missing]
    return [nothing, *apart] if len(apart) < 3 else [nothing, {"lo": apart[0], "hi": apart[-1]}]


def _joined(columns: Sequence[Column], parts: Iterator[Batch]) -> Mapping[str, Any]:
    """All rows, a byte an answer: SPSS files are written column by column by the library that knows them."""
    held: dict[str, list[Any]] = {column.name: [] for column in columns}
    for part in parts:
        for name, values in (part.names | part.numbers | part.codes).items():
            held[name].append(values)
    return {
        column.name: np.concatenate(held[column.name]) if held[column.name] else np.empty(0, np.int8)
        for column in columns
    }


def _spss_names(columns: Sequence[Column]) -> Mapping[str, str]:
    """Names as SPSS allows them: letters, digits, points and underscores, 64 at most, none twice."""
    names: dict[str, str] = {}
    for column in columns:
        plain = column.name.replace("-", "_")[:60].rstrip(".")
        taken = {name.casefold() for name in names.values()}
        free = (plain, *(f"{plain}_{number}" for number in range(2, len(columns) + 2)))
        names[column.name] = next(name for name in free if name.casefold() not in taken)
    return names


def _xlsx(columns: Sequence[Column], records: Iterable[Record], out: IO[bytes]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    cells = 0
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(words.DATA)
        sheet.write_row(0, 0, [column.name for column in columns], bold)
        sheet.freeze_panes(1, 0)
        row = 1
        for batch in batches(columns, records):
            cells += batch.rows * len(columns)
            if cells > MOST_CELLS:
                raise TooLarge(words.TOO_LARGE.format(most=MOST_CELLS, cells=cells))
            texts = [_texts(column, batch) for column in columns]
            for line in zip(*texts, strict=True):
                for place, cell in enumerate(line):
                    if cell and columns[place].measure is Measure.SCALE:
                        sheet.write_number(row, place, float(cell))
                    elif cell:
                        sheet.write_string(row, place, cell)
                row += 1
        codes = book.add_worksheet(words.CODES)
        for number, line in enumerate(codebook_rows(columns)):
            codes.write_row(number, 0, line, bold if number == 0 else None)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("csv", "text/csv; charset=utf-8", "CSV, for any program", _csv),
        "xlsx": Format(
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook", _xlsx
        ),
        "sav": Format("sav", "application/x-spss-sav", "SPSS, with labels and missing codes", _sav),
        "jsonl": Format("jsonl", "application/jsonl", "JSON lines, for programs", _jsonl),
        "parquet": Format("parquet", "application/vnd.apache.parquet", "Parquet, for data tools", _parquet),
    }
)
