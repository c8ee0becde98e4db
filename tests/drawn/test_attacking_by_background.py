"""Proved apart, attacked together: an intruder lays councils, regions and groups by background over one another, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from drawn.council import ABOUT
from poet.answers import sheet_of
from poet.attack import attack, read_folder
from poet.count import count_packed, packed
from poet.draw import FORMATS
from poet.findings import Level, parse, words
from poet.findings.backgrounds import by_background, planned_beside
from poet.findings.told_by import told_by
from poet.frame import frame
from poet.instrument import parse as parse_form
from poet.protect import STANDARD, Population, Structure, Waves
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import Cache
from poet.protect.release import release
from poet.report import local, overall

FORM = parse_form(
    """
id = "two"
version = "1"
title = "Two questions"
respondents = "people"
[[scales]]
id = "often"
options = [
  { code = "mostly", text = "Mostly", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
]
[[sections]]
id = "getting"
title = "Getting support"
kind = "process"
[[sections]]
id = "about"
title = "About you"
kind = "context"
[[items]]
id = "heard"
section = "getting"
kind = "one"
scale = "often"
ask = "Did people listen?"
label = "Being heard"
[[items]]
id = "place"
section = "about"
kind = "one"
ask = "Where do you learn?"
label = "Place"
options = [{ code = "school", text = "School" }, { code = "home", text = "Home" }]
""",
    "two.toml",
)
PLAN = parse(
    'id = "p"\ntitle = "P"\nlevel = "nation"\n[[subgroups]]\nby = ["place"]\nitems = ["heard"]\n'
    '[[subgroups]]\nlevel = "region"\nby = ["place"]\nitems = ["heard"]\n',
    "p.toml",
    FORM,
)
REGIONS = {"Ash": "North", "Beech": "North", "Cedar": "South", "Elm": "South"}
LAX = replace(STANDARD, id="lax", digest="", minimum_base=1, minimum_cell=1, everyone=True)
EVERYBODY = words.EVERYBODY


def people(seed, terms):
    """Areas of 10 to 40 a term; who learns at home is rare, and hears less."""
    chance = Random(seed)
    size = {area: chance.randint(10, 40) for area in REGIONS}
    rows = []
    for _ in range(terms):
        for area, many in size.items():
            for _ in range(many):
                at_home = chance.random() < 0.25
                said = chance.choices(("mostly", "sometimes", "never"), (2, 3, 3) if at_home else (5, 3, 1))[0]
                rows.append((area, said, "home" if at_home else "school" if chance.random() < 0.95 else ""))
    area, heard, place = zip(*rows, strict=True)
    return packed(frame(FORM, sheet_of({"area": area, "heard": heard, "place": place}), area_column="area").frame)


def issued(seed, terms=2, policy=STANDARD):
    """The tables of each term: the main release, and the one by background beside it, each planned beside those before."""
    kept, cache, found = MemoryLedger(), Cache(), []
    for term in range(1, terms + 1):
        answers = people(seed, term)
        whose = Population("2026", FORM.name), Waves(tuple(f"term {number}" for number in range(1, term + 1)))
        counts = count_packed(answers)
        regions = {
            one: tuple(at for at, area in enumerate(counts.groups) if REGIONS[area] == one)
            for one in ("North", "South")
        }
        areas = {name: (at,) for at, name in enumerate(counts.groups)}
        structure = Structure(counts.groups, {"area": areas, "region": regions})
        main = release(counts, Occasion(*whose, structure), STANDARD, kept.read()[0], cache)
        at = f"2027-0{term}-01T12:00:00+00:00"
        kept.append(main.draft(at), kept.read()[1])
        partitions = dict(main.release.partitions)
        for laid in by_background(PLAN, answers, REGIONS, whose, policy, by_region=True):
            beside = planned_beside(laid, main.release, policy, kept.read()[0] if policy is STANDARD else (), cache)
            if beside is not None:
                kept.append(beside.draft(at), kept.read()[1])
                partitions |= beside.release.partitions
        found.append(partitions)
    return found


def in_files(folder, terms):
    for number, partitions in enumerate(terms, 1):
        parted = told_by(PLAN, partitions, Level.NATION, EVERYBODY)
        told = {"nation/england": overall(partitions["area"], ABOUT, "national", backgrounds=parted)}
        for region in ("North", "South"):
            parted = told_by(PLAN, partitions, Level.REGION, region)
            told[f"regions/{region.lower()}"] = local(
                partitions["region"], region, ABOUT, "regional", backgrounds=parted
            )
        for area in REGIONS:
            told[f"councils/{area.lower()}"] = local(partitions["area"], area, ABOUT)
        for name, report in told.items():
            file = folder / f"term {number}" / f"{name}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(FORMATS["json"].draw(report, None))
    return folder


def attacked(folder, terms):
    entries = read_folder(in_files(folder, terms), FORM, REGIONS)
    (reader,) = attack(entries, with_own=False)
    return entries, reader


@pytest.mark.parametrize("seed", range(6))
def test_nothing_small_is_in_the_files_of_two_terms(tmp_path, seed):
    entries, reader = attacked(tmp_path, issued(seed))
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())
    assert {"nation x place", "region x place"} & {sheet.partition for one in entries for sheet in one.draft.tables}


def test_a_group_too_many_is_found(tmp_path):
    """By a policy that holds nothing back, small groups are told beside a main release that is safe by itself."""
    found = set()
    for seed in range(3):
        _, reader = attacked(tmp_path / f"{seed}", issued(seed, terms=1, policy=LAX))
        found |= {one.item for one in reader.found}
    assert found == {"heard"}
