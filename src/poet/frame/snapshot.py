"""A round kept as a columnar file: one byte an answer, sorted by area and group, read in blocks without being copied.

`.arrow` is Arrow IPC, mapped into memory; `.parquet` takes a third of the room and is unpacked block by block. Only items
answered by choosing one are kept: what people wrote and how much they spend does not lie about in another file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from poet.answers import NotAccepted, Refusal
from poet.frame import words
from poet.frame.model import Coded, Frame
from poet.instrument import Instrument

# A block's column lies in a core's cache.
BLOCK = 262_144
PARQUET = ".parquet"
EVERYBODY = "all"
_KEY = b"poet"

Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The rows from `first` on of every item, `rows` of them: `read()` gives their codes as in `Coded`, by item."""

    first: int
    rows: int
    read: Callable[[], Mapping[str, Codes]]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A snapshot opened: the rows of group g in area a are `starts[a * len(groups) + g]` up to the next start.

    The last group, "", holds those who did not say which they belong to; without a crossing question there is one group.
    """

    instrument: Instrument
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    starts: NDArray[np.int64]
    items: tuple[str, ...]
    blocks: tuple[Block, ...]


def write_snapshot(frame: Frame, file: Path, *, by: str | None = None, rows: int = BLOCK) -> None:
    """Keep the frame's ONE items, sorted by area and, with `by`, by the answer to that ONE item; `rows` of
    them to a block.

    Raises KeyError where `by` is no item of the frame and TypeError where it is not answered by choosing one.
    """
    groups, group = _grouping(frame, by)
    area = np.repeat(np.arange(len(frame.areas)), np.diff(frame.starts))
    cell = area * len(groups) + group
    order = np.argsort(cell, kind="stable")
    starts = np.zeros(len(frame.areas) * len(groups) + 1, np.int64)
    np.cumsum(np.bincount(cell, minlength=len(starts) - 1), out=starts[1:])
    columns = {item: column.codes for item, column in frame.columns.items() if isinstance(column, Coded)}
    header = {
        "digest": frame.instrument.digest,
        "areas": frame.areas,
        "groups": groups,
        "starts": starts.tolist(),
    }
    schema = pa.schema([(item, pa.uint8()) for item in columns], metadata={_KEY: json.dumps(header)})
    parts = (order[low : low + rows] for low in range(0, frame.respondents, rows))
    _write(file, schema, ([pa.array(codes[part]) for codes in columns.values()] for part in parts))


def open_snapshot(instrument: Instrument, file: Path) -> Snapshot:
    """The snapshot in a file. Raises NotAccepted where it is no snapshot, or one of another questionnaire."""
    try:
        schema, blocks = _parquet(file) if file.suffix == PARQUET else _arrow(file)
        header = json.loads((schema.metadata or {})[_KEY])
    except (pa.ArrowInvalid, KeyError):
        raise NotAccepted((Refusal(words.NO_SNAPSHOT.format(file=file.name)),)) from None
    if header["digest"] != instrument.digest:
        raise NotAccepted((Refusal(words.OTHER_SNAPSHOT.format(file=file.name, name=instrument.name)),))
    return Snapshot(
        instrument=instrument,
        areas=tuple(header["areas"]),
        groups=tuple(header["groups"]),
        starts=np.array(header["starts"], np.int64),
        items=tuple(schema.names),
        blocks=blocks,
    )


def _grouping(frame: Frame, by: str | None) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    if by is None:
        return (EVERYBODY,), np.zeros(frame.respondents, np.int64)
    column = frame.columns[by]
    if not isinstance(column, Coded):
        raise TypeError(f"{by} is not answered by choosing one option")
    groups = (*(option.code for option in frame.instrument.by_id[by].options), "")
    # Nothing said is code 0 and the last group.
    return groups, (column.codes.astype(np.int64) - 1) % len(groups)


def _write(file: Path, schema: pa.Schema, blocks: Iterable[list[pa.Array]]) -> None:
    if file.suffix == PARQUET:
        with pq.ParquetWriter(file, schema, compression="zstd") as out:
            for arrays in blocks:
                out.write_batch(pa.record_batch(arrays, schema=schema))
        return
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, schema) as out:
        for arrays in blocks:
            out.write_batch(pa.record_batch(arrays, schema=schema))


def _arrow(file: Path) -> tuple[pa.Schema, tuple[Block, ...]]:
    reader = pa.ipc.open_file(pa.memory_map(str(file)))
    batches = [reader.get_batch(number) for number in range(reader.num_record_batches)]
    return reader.schema, _blocks([(batch.num_rows, partial(_codes, batch)) for batch in batches])


def _parquet(file: Path) -> tuple[pa.Schema, tuple[Block, ...]]:
    about = pq.ParquetFile(file)
    sizes = [about.metadata.row_group(number).num_rows for number in range(about.num_row_groups)]
    return about.schema_arrow, _blocks([(size, partial(_row_group, file, at)) for at, size in enumerate(sizes)])


def _row_group(file: Path, number: int) -> Mapping[str, Codes]:
    # Opened anew each time: one reader must not serve two threads.
    return _codes(pq.ParquetFile(file).read_row_group(number, use_threads=False).combine_chunks())


def _codes(batch: pa.RecordBatch | pa.Table) -> Mapping[str, Codes]:
    return {name: batch.column(name).to_numpy() for name in batch.schema.names}


def _blocks(parts: Iterable[tuple[int, Callable[[], Mapping[str, Codes]]]]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    first = 0
    for rows, read in parts:
        blocks.append(Block(first, rows, read))
        first += rows
    return tuple(blocks)
