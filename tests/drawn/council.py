"""A council's report on made-up answers, in a round where it stands clear of the rest in some things."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from poet.answers import sheet_of
from poet.count import count
from poet.frame import frame
from poet.instrument import load
from poet.protect import Protected, protect
from poet.report import About
from portal.demonstration.people import answers, someone

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "var/assets/ttf"
HERE = "Anyshire"
ABOUT = About(
    date="2026-11-24", round_name="2026 to 2027", software="POET 0.1.0", licence="OGL 3.0", made_up=True, release="r1"
)


@cache
def release(
    people: int = 70, areas: tuple[str, ...] = (HERE, "Othershire", "Bournemouth, Christchurch and Poole")
) -> Protected:
    """The protected answers of a round: `people` in each area, those of the first much happier than the others."""
    instrument = load(ROOT / "instruments/ehc-parents/2014.toml")
    chance = random.Random(2014)
    variant = instrument.variants[0]
    mood = {area: 1.2 if place == 0 else -0.4 for place, area in enumerate(areas)}
    who = [area for area in areas for _ in range(people)]
    said = [answers(someone(instrument, mood[area] + chance.gauss(0, 0.3), chance), variant) for area in who]
    columns = {item: [one.get(item, "") for one in said] for item in instrument.by_id}
    return protect(count(frame(instrument, sheet_of({"area": who, **columns}), area_column="area").frame))
