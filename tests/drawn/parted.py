"""A round of made-up parents in nine areas and three regions, told by background: children at primary schools fare better."""

from __future__ import annotations

import random
from functools import cache

from drawn.council import ABOUT, ROOT
from poet.answers import sheet_of
from poet.count import count_packed, packed
from poet.findings import Level, words
from poet.findings.backgrounds import by_background, declared_for, planned_beside
from poet.findings.told_by import Background, told_by
from poet.frame import frame
from poet.instrument import Instrument, load
from poet.protect import STANDARD, Population, Release, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.proof.audit import Cache
from poet.protect.release import release
from poet.report import Report, local, overall
from portal.demonstration.people import answers, someone

FORM = load(ROOT / "instruments/ehc-parents/2014.toml")
PLAN = declared_for(FORM)
REGIONS = {f"Area {name}": f"{where}" for name, where in zip("ABCDEFGHI", ("North", "South", "West") * 3, strict=True)}
HAPPY, MOOD, OTHERS = "primary", 1.4, -0.3


@cache
def people(many: int, seed: int = 2014, of: Instrument = FORM):
    """So many people an area; of another questionnaire than the parents' of 2014 nobody fares better than others."""
    chance = random.Random(seed)
    variant = of.variants[0]
    who = [area for area in sorted(REGIONS) for _ in range(many)]
    said = []
    for _ in who:
        one = answers(someone(of, chance.gauss(0, 0.3), chance), variant)
        mood = MOOD if one.get("child-setting") == HAPPY else OTHERS
        again = answers(someone(of, mood + chance.gauss(0, 0.3), chance), variant)
        said.append({**again, **{by: one.get(by, "") for by in ("child-setting", "child-age") if by in of.by_id}})
    columns = {item: [one.get(item, "") for one in said] for item in of.by_id}
    return packed(frame(of, sheet_of({"area": who, **columns}), area_column="area").frame)


WHOSE = Population("2026", FORM.name, FORM.digest), Waves(("term 1",))


def main(kept, whose=WHOSE) -> Release:
    """Areas and regions, planned by rule."""
    counts = count_packed(kept)
    areas = {name: (at,) for at, name in enumerate(counts.groups)}
    regions = {
        one: tuple(at for at, area in enumerate(counts.groups) if REGIONS[area] == one)
        for one in ("North", "South", "West")
    }
    structure = Structure(counts.groups, {"area": areas, "region": regions})
    return release(counts, Occasion(*whose, structure), STANDARD, proved=False).release


def parted(many: int = 60, *, by_region: bool = True) -> Release:
    """Areas and regions, and, as releases of their own beside them, regions and everybody by background."""
    return _parted(many, by_region=by_region)


@cache
def _parted(many: int, *, by_region: bool) -> Release:
    kept = people(many)
    found = main(kept)
    assert PLAN is not None
    partitions = dict(found.partitions)
    for one in by_background(PLAN, kept, REGIONS, WHOSE, STANDARD, by_region=by_region):
        beside = planned_beside(one, found, STANDARD, (), Cache())
        partitions |= {n: t for n, t in beside.release.partitions.items() if " x " in n} if beside else {}
    return Release(found.instrument, STANDARD, partitions)


def backgrounds(found: Release, level: Level, home: str = words.EVERYBODY) -> tuple[Background, ...]:
    assert PLAN is not None
    return told_by(PLAN, found.partitions, level, home)


def national(many: int = 60) -> Report:
    found = parted(many)
    return overall(found.partitions["area"], ABOUT, "national", backgrounds=backgrounds(found, Level.NATION))


def regional(many: int = 60, name: str = "North") -> Report:
    found = parted(many)
    return local(
        found.partitions["region"], name, ABOUT, "regional", backgrounds=backgrounds(found, Level.REGION, name)
    )
