"""Millions of responses x 60 items x 153 areas x 4 groups from a columnar file, every pair of items, and the bootstrap.

Ours reads the file it counts, mapped into memory; the bare kernel beside it is given the same columns and every row's
area and group ready made, and does nothing but add up pairs of items with numpy, on as many threads.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.rows import Row, in_turns
from poet.count.bootstrap import replicates
from poet.count.packing import THREADS
from poet.count.pairs import PairTables, pair_tables
from poet.count.streaming import count_snapshot
from poet.frame import Coded, Frame, Snapshot, open_snapshot, write_snapshot
from poet.instrument import Instrument, parse

SIZES = (1_000_000, 10_000_000)
ITEMS, AREAS, GROUPS, OPTIONS = 60, 153, 4, 6
MOST_TIMES_BARE, MOST_TIMES_DATA = 1.5, 1.5
PAIR_RESPONSES, PAIR_ITEMS, PAIR_SECONDS = 1_000_000, 40, 3
BOOT_RESPONSES, BOOT_ITEMS, BOOT_RUNS, BOOT_SECONDS = 8_000, 40, 1_000, 2
# Twice the noise of a shared machine between two sizes ten times apart.
NOISE = 1.2
_BLOCK = 131_072

Codes = NDArray[np.uint8]


def measure() -> list[Row]:
    """Streaming at each size, its growth and memory, then pairs and bootstrap."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        seconds = []
        for responses in SIZES:
            file = Path(folder) / f"{responses}.arrow"
            write_snapshot(_frame(responses, ITEMS, AREAS), file, by="group")
            found = _streaming(responses, file)
            seconds.append(found[0].value)
            rows += found
        rows.append(_growth(*seconds))
        rows.append(_memory(SIZES[-1], file))
        write_snapshot(_frame(SIZES[0], ITEMS, AREAS), file := Path(folder) / "1.parquet", by="group")
        (packed,) = in_turns(lambda: count_snapshot(open_snapshot(_instrument(ITEMS), file)), times=3)
        rows.append(Row(issue="numbers", name=f"count {_size(SIZES[0])} from Parquet (zstd)", value=packed, unit="s"))
    return [*rows, _pairs(), _bootstrap()]


def _size(responses: int) -> str:
    return f"{responses:,} x {ITEMS} items x {AREAS} areas x {GROUPS} groups"


# --- streaming and the bare kernel --------------------------------------------------------------------------------


def _streaming(responses: int, file: Path) -> list[Row]:
    instrument = _instrument(ITEMS)
    given = _given(open_snapshot(instrument, file))
    _check_same(open_snapshot(instrument, file), given)
    ours, bare, limit = in_turns(
        lambda: count_snapshot(open_snapshot(instrument, file)),
        lambda: _bare(given),
        lambda: _scan(given),
        times=3,
    )
    return [
        Row(
            issue="numbers",
            name=f"open and count {_size(responses)} from Arrow (peer: bare pair histogram; limit: adding up the bytes)",
            value=ours,
            unit="s",
            peer=bare,
            limit=limit,
            bar=f"at most {MOST_TIMES_BARE:g} times the bare kernel",
            ok=ours <= MOST_TIMES_BARE * bare,
        )
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """Whole columns, and the place of each row's area and group."""

    columns: list[Codes]
    cells: NDArray[np.int64]


def _given(kept: Snapshot) -> _Given:
    blocks = [block.read() for block in kept.blocks]
    asked = [item for item in kept.items if item != "group"]
    columns = [np.concatenate([block[item] for block in blocks]) for item in asked]
    return _Given(columns, np.repeat(np.arange(len(kept.starts) - 1), np.diff(kept.starts)))


def _bare(given: _Given) -> NDArray[np.int64]:
    """Counts by item, area and group, and code 0 to 7: one histogram a pair of items and block."""
    cells = AREAS * (GROUPS + 1)

    def block(low: int) -> NDArray[np.int64]:
        key = given.cells[low : low + _BLOCK] * 64
        pairs = zip(given.columns[::2], given.columns[1::2], strict=True)
        return np.stack(
            [
                np.bincount(key + (one[low : low + _BLOCK] * 8 + other[low : low + _BLOCK]), minlength=cells * 64)
                for one, other in pairs
            ]
        )

    total = np.zeros((len(given.columns) // 2, cells * 64), np.int64)
    with ThreadPoolExecutor(THREADS) as threads:
        for found in threads.map(block, range(0, len(given.cells), _BLOCK)):
            total += found
    pairs = total.reshape(-1, cells, 8, 8)
    both = np.empty((len(given.columns), cells, 8), np.int64)
    both[::2], both[1::2] = pairs.sum(axis=3), pairs.sum(axis=2)
    return both


def _scan(given: _Given) -> int:
    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(lambda one: int(one[: len(one) // 8 * 8].view(np.uint64).sum()), given.columns))


def _check_same(kept: Snapshot, given: _Given) -> None:
    """Both must say the same before either is timed."""
    ours, theirs = count_snapshot(kept), _bare(given)
    for place in range(ITEMS):
        table = ours.by_option[f"q{place}"].reshape(-1, OPTIONS)
        assert np.array_equal(table, theirs[place][:, 1 : OPTIONS + 1])


def _growth(small: float, large: float) -> Row:
    times = SIZES[1] / SIZES[0]
    return Row(
        issue="numbers",
        name=f"seconds for {SIZES[1]:,} over seconds for {SIZES[0]:,}, per response",
        value=large / small / times,
        unit="x",
        bar=f"cost grows linearly or better (at most {NOISE:g} with the machine's noise)",
        ok=large <= NOISE * times * small,
    )


def _memory(responses: int, file: Path) -> Row:
    """The peak of a process that does nothing else, interpreter and libraries and the mapped file included."""
    told = subprocess.check_output([sys.executable, "-m", "bench.scale", str(file)], text=True)
    coded = responses * ITEMS / 2**20
    peak = int(told) / 1024
    return Row(
        issue="numbers",
        name=f"peak memory of a process that counts {_size(responses)} (limit: the coded data)",
        value=peak,
        unit="MB",
        limit=coded,
        bar=f"under {MOST_TIMES_DATA:g} times the coded data",
        ok=peak < MOST_TIMES_DATA * coded,
    )


# --- pairs and bootstrap ------------------------------------------------------------------------------------------


def _pairs() -> Row:
    given = _frame(PAIR_RESPONSES, PAIR_ITEMS, AREAS)
    asked = [f"q{place}" for place in range(PAIR_ITEMS)]
    found = pair_tables(given, asked)
    _check_pair(given, found)
    ours, theirs = in_turns(lambda: pair_tables(given, asked), lambda: _histograms(given, asked), times=2)
    return Row(
        issue="numbers",
        name=f"all {PAIR_ITEMS * (PAIR_ITEMS - 1) // 2} item-by-item tables of {PAIR_RESPONSES:,} x {PAIR_ITEMS} "
        "(peer: one numpy histogram a pair)",
        value=ours,
        unit="s",
        peer=theirs,
        bar=f"under {PAIR_SECONDS} s",
        ok=ours < PAIR_SECONDS,
    )


def _histograms(given: Frame, asked: list[str]) -> list[NDArray[np.int64]]:
    codes = [column.codes for item in asked if isinstance(column := given.columns[item], Coded)]
    return [np.bincount(one * 8 + other, minlength=64) for at, one in enumerate(codes) for other in codes[at + 1 :]]


def _check_pair(given: Frame, found: PairTables) -> None:
    theirs = _histograms(given, ["q0", "q7"])[0].reshape(8, 8)[1 : OPTIONS + 1, 1 : OPTIONS + 1]
    assert np.array_equal(found.table("q0", "q7"), theirs)


def _bootstrap() -> Row:
    given = _frame(BOOT_RESPONSES, BOOT_ITEMS, AREAS)
    ours, limit = in_turns(
        lambda: replicates(given, runs=BOOT_RUNS, seed=1).shares(),
        lambda: np.random.default_rng(1).integers(0, 52, (BOOT_RUNS, BOOT_RESPONSES), np.int32),
        times=3,
    )
    return Row(
        issue="numbers",
        name=f"{BOOT_RUNS:,} bootstrap replicates of every area x item percentage of {BOOT_RESPONSES:,} responses x "
        f"{BOOT_ITEMS} items (limit: drawing the numbers)",
        value=ours,
        unit="s",
        limit=limit,
        bar=f"under {BOOT_SECONDS} s",
        ok=ours < BOOT_SECONDS,
    )


# --- made-up answers ----------------------------------------------------------------------------------------------


def _frame(responses: int, items: int, areas: int) -> Frame:
    """Random answers, one in twenty left out; areas of unequal size."""
    dice = np.random.default_rng(2014)
    ends = np.sort(dice.integers(0, responses, areas - 1))
    starts = np.concatenate([[0], ends, [responses]]).astype(np.int64)
    shares = np.array([13, 77, 64, 38, 26, 26, 12])
    deal = np.repeat(np.arange(OPTIONS + 1, dtype=np.uint8), shares)
    columns = {f"q{place}": Coded(deal[dice.integers(0, 256, responses, np.uint8)]) for place in range(items)}
    columns["group"] = Coded(dice.integers(1, GROUPS + 1, responses, np.uint8))
    return Frame(_instrument(items), responses, tuple(f"Area {area}" for area in range(areas)), starts, columns)


def _instrument(items: int) -> Instrument:
    options = ", ".join(
        f'{{ code = "{code}", text = "{code}", side = "{side}" }}'
        for code, side in (
            ("always", "favourable"),
            ("mostly", "favourable"),
            ("sometimes", "neutral"),
            ("rarely", "unfavourable"),
            ("never", "unfavourable"),
        )
    )
    groups = ", ".join(f'{{ code = "g{group}", text = "Group {group}" }}' for group in range(GROUPS))
    asked = "".join(
        f'[[items]]\nid = "q{item}"\nsection = "s"\nkind = "one"\nscale = "often"\nask = "Question {item}?"\n'
        for item in range(items)
    )
    return parse(
        f'id = "bench"\nversion = "1"\ntitle = "Bench"\nrespondents = "people"\n[[scales]]\nid = "often"\n'
        f'options = [{options}, {{ code = "dont-know", text = "Don\'t know", apart = true }}]\n'
        f'[[sections]]\nid = "s"\ntitle = "S"\nkind = "process"\n{asked}'
        f'[[items]]\nid = "group"\nsection = "s"\nkind = "one"\nask = "Which?"\noptions = [{groups}]\n',
        "bench.toml",
    )


if __name__ == "__main__":
    count_snapshot(open_snapshot(_instrument(ITEMS), Path(sys.argv[1])))
    # Of this process since it began: getrusage would tell the parent's peak where that was higher.
    print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
