"""How long a whole round's reports take: 153 councils' local reports as PDF, in every format, and the memory it takes.

Reports are written as `poet report` writes them: each drawn from its JSON, in two processes that are started anew.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.rows import Row
from poet.answers import sheet_of
from poet.count import count
from poet.draw import FORMATS, json
from poet.frame import frame
from poet.instrument import load
from poet.protect import Protected, protect
from poet.report import About, local
from portal.demonstration.people import answers, someone

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "var/assets/ttf"
_COUNCILS, _ANSWERS, _PROCESSES = 153, 50, 2
_PDF_BAR, _ALL_BAR, _GROWTH_BAR = 45.0, 480.0, 1.1
_WARM = 20


def measure() -> list[Row]:
    """Seconds for every PDF, seconds for every format, and by how much memory grows with the number of reports."""
    kept = [json.dump(local(release, area, _about())) for release in (_release(),) for area in release.groups]
    pdfs, few, many = _written(kept, ("pdf",))
    every, _, _ = _written(kept, tuple(FORMATS))
    return [
        _row(f"{_COUNCILS} local reports as PDF, {_PROCESSES} processes", pdfs, "s", _PDF_BAR),
        _row(f"{_COUNCILS} local reports in {len(FORMATS)} formats", every, "s", _ALL_BAR),
        _row(f"memory after all of a process's PDFs, of that after {_WARM}", many / few, "times", _GROWTH_BAR),
    ]


def _row(name: str, value: float, unit: str, bar: float) -> Row:
    return Row(issue="reports", name=name, value=value, unit=unit, bar=f"under {bar:g} {unit}", ok=value < bar)


def _about() -> About:
    return About(date="2026-11-24", round_name="Made up", made_up=True)


def _release() -> Protected:
    instrument = load(ROOT / "instruments/ehc-parents/2014.toml")
    chance = random.Random(7)
    variant = instrument.variants[0]
    areas = [f"Council {place % _COUNCILS}" for place in range(_COUNCILS * _ANSWERS)]
    said = [answers(someone(instrument, chance.gauss(0, 0.3), chance), variant) for _ in areas]
    columns = {item: [one.get(item, "") for one in said] for item in instrument.by_id}
    return protect(count(frame(instrument, sheet_of({"area": areas, **columns}), area_column="area").frame))


def _written(kept: Sequence[bytes], formats: tuple[str, ...]) -> tuple[float, float, float]:
    """Seconds for all, and the most memory (KiB) that a process had taken after its first reports and after its last."""
    begun = perf_counter()
    halves = [kept[place::_PROCESSES] for place in range(_PROCESSES)]
    with ProcessPoolExecutor(_PROCESSES, multiprocessing.get_context("spawn")) as pool:
        taken = list(pool.map(partial(_drawn, formats=formats), halves))
    return perf_counter() - begun, max(few for few, _ in taken), max(many for _, many in taken)


def _drawn(kept: Sequence[bytes], formats: tuple[str, ...]) -> tuple[int, int]:
    few = 0
    for place, data in enumerate(kept, start=1):
        report = json.load(data)
        for name in formats:
            FORMATS[name].draw(report, FONTS)
        few = _memory() if place <= _WARM else few
    return few, _memory()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
