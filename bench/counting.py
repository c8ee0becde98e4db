"""A million responses x 40 items x 153 areas: our bitmaps, polars item by item, and reading the same bytes once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.rows import Row, in_turns
from poet.count import Counts, OptionCounts, count_packed, packed
from poet.exchange import answers_csv
from poet.frame import Coded, Frame, frame
from poet.instrument import Instrument, parse

RESPONSES, ITEMS, AREAS = 1_000_000, 40, 153
CODES = ("always", "mostly", "sometimes", "rarely", "never", "dont-know")
AT_LEAST = 20

Codes = NDArray[np.uint8]


def measure() -> list[Row]:
    """Counting, packing and taking in, each beside its peer."""
    instrument = _instrument(ITEMS)
    areas, codes = _answers(RESPONSES, ITEMS)
    table = pl.DataFrame({"area": areas, **{f"q{item}": codes[item] for item in range(ITEMS)}})
    coded = _frame(instrument, areas, codes)
    kept = packed(coded)
    words = np.concatenate([bits.ravel() for bits in kept.bits.values()])
    _check_same(count_packed(kept), table)
    ours, with_packing, with_sorting, theirs, limit = in_turns(
        lambda: count_packed(kept),
        lambda: count_packed(packed(coded)),
        lambda: count_packed(packed(_frame(instrument, areas, codes))),
        lambda: _polars(table),
        words.sum,
    )
    size = f"{RESPONSES:,} x {ITEMS} items x {AREAS} areas"
    return [
        Row(
            issue="main-job",
            name=f"count {size}, from a kept snapshot (coding, sorting and packing outside the time)",
            value=ours,
            unit="s",
            peer=theirs,
            limit=limit,
            bar=f"{AT_LEAST} times faster than polars group_by item by item",
            ok=theirs >= AT_LEAST * ours,
        ),
        Row(issue="main-job", name=f"pack and count {size}", value=with_packing, unit="s", peer=theirs, limit=limit),
        Row(
            issue="main-job",
            name=f"sort by area, pack and count {size} (coding outside)",
            value=with_sorting,
            unit="s",
            peer=theirs,
            limit=limit,
        ),
        *_taking_in(66_690, 80),
        *_taking_in(RESPONSES, ITEMS),
    ]


def _polars(table: pl.DataFrame) -> list[pl.DataFrame]:
    return [table.group_by(["area", f"q{item}"]).len() for item in range(ITEMS)]


def _answers(responses: int, items: int) -> tuple[NDArray[np.int32], list[Codes]]:
    dice = np.random.default_rng(2014)
    shares = (0.05, 0.3, 0.25, 0.15, 0.1, 0.1, 0.05)
    codes = [dice.choice(7, responses, p=shares).astype(np.uint8) for _ in range(items)]
    return dice.integers(0, AREAS, responses, np.int32), codes


def _frame(instrument: Instrument, areas: NDArray[np.int32], codes: list[Codes]) -> Frame:
    order = np.argsort(areas, kind="stable")
    starts = np.zeros(AREAS + 1, np.int64)
    np.cumsum(np.bincount(areas, minlength=AREAS), out=starts[1:])
    columns = {f"q{item}": Coded(column[order]) for item, column in enumerate(codes)}
    return Frame(instrument, len(areas), tuple(f"Area {area}" for area in range(AREAS)), starts, columns)


def _check_same(counts: Counts, table: pl.DataFrame) -> None:
    """Both must say the same before either is timed."""
    for item, theirs in enumerate(_polars(table)):
        ours = counts.items[f"q{item}"]
        assert isinstance(ours, OptionCounts)
        expected = np.zeros((AREAS, len(CODES) + 1), np.int64)
        area, code, size = (theirs.get_column(name).to_numpy() for name in ("area", f"q{item}", "len"))
        expected[area, code] = size
        assert np.array_equal(ours.by_option, expected[:, 1:])


def _taking_in(rows: int, items: int) -> list[Row]:
    """From a CSV on disk to counts, and the checking and coding of it alone."""
    instrument = _instrument(items)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.csv"
        _table(rows, items).write_csv(file)
        sheet = answers_csv.read(file)
        checking, ours, theirs = in_turns(
            lambda: frame(instrument, sheet, area_column="area"),
            lambda: count_packed(packed(frame(instrument, answers_csv.read(file), area_column="area").frame)),
            lambda: _polars_from(file, items),
            times=3,
        )
    size = f"{rows:,} x {items}"
    whole = f"read, check, code and count a CSV of {size} (polars: read and count, nothing checked)"
    return [
        Row(issue="main-job", name=f"check, code and sort {size} already read", value=checking, unit="s"),
        Row(issue="main-job", name=whole, value=ours, unit="s", peer=theirs),
    ]


def _table(rows: int, items: int) -> pl.DataFrame:
    """A table of answers as a council would send it."""
    areas, codes = _answers(rows, items)
    cells, names = pl.Series(["", *CODES]), pl.Series([f"Area {area}" for area in range(AREAS)])
    return pl.DataFrame(
        {"area": names.gather(areas), **{f"q{item}": cells.gather(codes[item]) for item in range(items)}}
    )


def _polars_from(file: Path, items: int) -> list[pl.DataFrame]:
    table = pl.read_csv(file)
    return [table.group_by(["area", f"q{item}"]).len() for item in range(items)]


def _instrument(items: int) -> Instrument:
    options = ", ".join(f'{{ code = "{code}", text = "{code}" }}' for code in CODES[:-1])
    asked = "".join(
        f'[[items]]\nid = "q{item}"\nsection = "s"\nkind = "one"\nscale = "often"\nask = "Question {item}?"\n'
        for item in range(items)
    )
    return parse(
        f'id = "bench"\nversion = "1"\ntitle = "Bench"\nrespondents = "people"\n[[scales]]\nid = "often"\n'
        f'options = [{options}, {{ code = "dont-know", text = "Don\'t know", apart = true }}]\n'
        f'[[sections]]\nid = "s"\ntitle = "S"\nkind = "process"\n{asked}',
        "bench.toml",
    )
