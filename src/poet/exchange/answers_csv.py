"""A CSV of answers, however a council's software wrote it, read into a sheet of distinct cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from numpy.typing import NDArray

from poet.answers import NotAccepted, Refusal, Sheet, SheetColumn, capped
from poet.exchange import words
from poet.exchange.csv_text import Header, check_quotes, header, utf8

_BLOCK = 4 << 20
_CELLS = pa.dictionary(pa.int32(), pa.string())


def read(file: Path) -> Sheet:
    """The sheet in a file. Raises NotAccepted, saying what to do, and OSError if it cannot be opened."""
    return parse(file.read_bytes())


def parse(data: bytes) -> Sheet:
    """The sheet in the bytes of a CSV: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars.

    Blanks around a cell are no part of it. A blank line stays, as a row without answers, so that every row keeps the
    number that a spreadsheet shows. Raises NotAccepted on an empty table, an unreadable header, a row of the wrong
    length, and a quotation mark that would swallow the rows after it.
    """
    text = utf8(data)
    if not text or text.isspace():
        raise NotAccepted((Refusal(words.EMPTY),))
    text = text.rstrip(b"\r\n")
    start = header(text)
    if len(text) <= start.length:
        return Sheet(0, {name: SheetColumn((), np.empty(0, np.int32)) for name in start.names})
    check_quotes(text, start)
    table = _table(text, start)
    return Sheet(table.num_rows, {name: _column(table.column(name)) for name in start.names})


def _table(text: bytes, start: Header) -> pa.Table:
    """All rows as dictionary-encoded text, read on every core."""
    cells = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(start.names, _CELLS), null_values=[""], strings_can_be_null=True
    )
    try:
        return _parsed(text, start, cells)
    except pa.ArrowInvalid:
        raise NotAccepted(_why_not(text, start)) from None


def _parsed(
    text: bytes, start: Header, cells: pa.csv.ConvertOptions, note: Callable[[pa.csv.InvalidRow], str] | None = None
) -> pa.Table:
    """The rows below the header; an empty line becomes a row of empty cells.

    With `note`, which is told of each row that does not fit, one thread reads: only then are the rows numbered.
    """
    body = pa.BufferReader(pa.py_buffer(text).slice(start.length))
    blocks = pyarrow.csv.ReadOptions(column_names=list(start.names), block_size=_BLOCK, use_threads=note is None)
    layout = pyarrow.csv.ParseOptions(
        delimiter=start.mark, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=note
    )
    return pyarrow.csv.read_csv(body, blocks, layout, cells)


def _why_not(text: bytes, start: Header) -> tuple[Refusal, ...]:
    """The rows that do not fit the header, found by reading once more on one thread, which knows their numbers."""
    ragged: list[Refusal] = []

    def note(row: pa.csv.InvalidRow) -> str:
        told = words.ragged(row.actual_columns, row.expected_columns, start.mark)
        ragged.append(Refusal(told, row=row.number + 1))
        return "skip"

    one_column = pyarrow.csv.ConvertOptions(include_columns=[start.names[0]])
    try:
        _parsed(text, start, one_column, note)
    except pa.ArrowInvalid:
        ragged.append(Refusal(words.UNREADABLE))
    return capped(ragged)


def _column(cells: pa.ChunkedArray) -> SheetColumn:
    """The column as distinct stripped cells and where they stand."""
    whole = cells.unify_dictionaries().combine_chunks()
    bare = pc.utf8_trim_whitespace(whole.dictionary)
    if bare.equals(whole.dictionary):
        return SheetColumn(_Cells(bare), _places(whole))
    once = pc.if_else(pc.equal(bare, ""), None, bare).dictionary_encode()
    return SheetColumn(_Cells(once.dictionary), np.append(_places(once), np.int32(-1))[_places(whole)])


def _places(encoded: pa.DictionaryArray) -> NDArray[np.int32]:
    places: NDArray[np.int32] = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return places


class _Cells(Sequence[str]):
    """Distinct cells that become Python's own text only when asked for: a million comments stay where they are."""

    def __init__(self, kept: pa.StringArray) -> None:
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return _Cells(self._kept[place]) if isinstance(place, slice) else str(self._kept[int(place)].as_py())

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept.to_pylist())
