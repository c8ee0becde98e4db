"""The intruder keeps every file of three terms, two regions and the nation: nothing small is in them, and what is planted is
found, in whichever format and of whichever kind."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from drawn.test_issued_files import ABOUT, EVERY_FORMAT, SIZES, THREE
from history import STRUCTURE, counted, people
from poet.__main__ import main
from poet.attack import NotReadable, attack, read_folder, regions_of
from poet.count import merged
from poet.draw import FORMATS, counts_csv
from poet.protect import STANDARD, Population, Protected, Waves, protect
from poet.protect.drafting import Occasion
from poet.protect.ledger import MemoryLedger
from poet.protect.proof.audit import Cache
from poet.protect.release import release
from poet.report import local, overall
from spec.test_protection import FORM, SOURCE

REGION_OF = {STRUCTURE.cells[at]: name for name, places in STRUCTURE.partitions["region"].items() for at in places}
FORMS = [*EVERY_FORMAT, "csv"]
LAX = replace(STANDARD, id="lax", digest="", minimum_base=1, minimum_cell=1, everyone=True)


@pytest.fixture(scope="module")
def terms():
    """Three terms, each planned beside those before it, in areas, regions and the nation together."""
    kept, cache, found = MemoryLedger(), Cache(), []
    for term in (1, 2, 3):
        waves = Waves(tuple(f"term {number}" for number in range(1, term + 1)))
        occasion = Occasion(Population("2026 to 2027", "small/1"), waves, STRUCTURE)
        one = release(counted(people(1, term, THREE)), occasion, STANDARD, kept.read()[0], cache)
        kept.append(one.draft(f"2027-0{term}-01T12:00:00+00:00"), kept.read()[1])
        found.append(one.release.partitions)
    return found


def files(partitions, ending):
    """The files of a term as an archive of a run has them: a folder for councils, for regions and for the nation."""
    if ending == "csv":
        yield "all.csv", counts_csv.draw(partitions["area"]).encode()
        yield "regions.csv", counts_csv.draw(partitions["region"]).encode()
        return
    draw = FORMATS[ending].draw
    yield f"nation/england.{ending}", draw(overall(partitions["area"], ABOUT), None)
    for folder, partition in (("councils", "area"), ("regions", "region")):
        for name in partitions[partition].groups:
            stem = name.lower().replace(" ", "-")
            yield f"{folder}/{stem}-small.{ending}", draw(local(partitions[partition], name, ABOUT), None)


def kept_in(folder, terms, ending):
    for number, partitions in enumerate(terms, 1):
        for name, data in files(partitions, ending):
            file = folder / f"term {number}" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    return folder


def attacked(folder, regions=REGION_OF):
    entries = read_folder(folder, FORM, regions)
    (reader,) = attack(entries, with_own=False)
    return entries, reader


@pytest.mark.parametrize("ending", FORMS)
def test_nothing_small_is_in_the_files_of_areas_regions_and_the_nation(terms, tmp_path, ending):
    entries, reader = attacked(kept_in(tmp_path, terms, ending))
    assert ([str(one) for one in reader.found], reader.contradictions) == ([], ())
    sheets = [sheet for one in entries for sheet in one.draft.tables]
    assert {(sheet.partition, sheet.group is None) for sheet in sheets} >= {
        ("area", True),
        ("area", False),
        ("region", False),
    }
    assert {sheet.item for sheet in sheets if sheet.cells} == {"heard", "need", "helpers"}
    # Pages and PDF print nobody who answered apart; workbooks and data do.
    assert any(sheet.apart for sheet in sheets) == (ending in {"json", "xlsx", "csv"})
    assert any(sheet.base for sheet in sheets if sheet.item == "weekly")


def with_table(tables, group, item, other):
    """Protected tables in which one group's table of an item is another."""
    return replace(tables, groups={**tables.groups, group: {**tables.groups[group], item: other.groups[group][item]}})


def planted(terms, kind):
    """The three terms with one table more than may be told: of an item in an area of 6 people, or in a region of which
    every area but one is told."""
    first: dict[str, Protected] = dict(terms[0])
    counts = counted(people(1, 1, THREE))
    if kind == "region":
        lax = protect(merged(counts, REGION_OF), LAX)
        areas = [area for area in REGION_OF if REGION_OF[area] == "South" and area != "Area E"]
        own = protect(counts, LAX)
        for area in areas:
            first["area"] = with_table(first["area"], area, "heard", own)
        first["region"] = with_table(first["region"], "South", "heard", lax)
    else:
        first["area"] = with_table(first["area"], "Area E", kind, protect(counts, LAX))
    return [first]


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("kind", ["heard", "need", "helpers", "weekly", "region"])
def test_one_table_too_many_is_found_in_every_format(terms, tmp_path, kind, ending):
    item = "heard" if kind == "region" else kind
    _, reader = attacked(kept_in(tmp_path, planted(terms, kind), ending))
    assert {one.item for one in reader.found} == {item}
    assert any("area-e" in one.what for one in reader.found)


@pytest.mark.parametrize("ending", FORMS)
def test_newcomers_are_found_in_every_format_where_no_term_knew_of_the_other(tmp_path, ending):
    alone = [counted(people(1, term, SIZES)) for term in (1, 2)]
    terms = [{"area": protect(one), "region": protect(merged(one, REGION_OF))} for one in alone]
    _, reader = attacked(kept_in(tmp_path, terms, ending))
    assert [one for one in reader.found if "term 2" in one.what and "term 1" not in one.what] != []


def test_a_csv_beside_reports_is_laid_together_with_them(terms, tmp_path):
    """A small area's table stands in the CSV alone; the web pages beside it do not tell it."""
    folder = kept_in(tmp_path, terms[:1], "html")
    assert attacked(folder)[1].found == ()
    (folder / "term 1/counts.csv").write_text(counts_csv.draw(planted(terms, "helpers")[0]["area"]))
    assert {one.item for one in attacked(folder)[1].found} == {"helpers"}


def test_two_formats_that_tell_different_bases_contradict_each_other(terms, tmp_path):
    folder = kept_in(tmp_path, terms[:1], "json")
    other = counts_csv.draw(terms[1]["area"])
    (folder / "term 1/counts.csv").write_text(other)
    assert "heard" in attacked(folder)[1].contradictions


def test_regions_are_named_from_the_command_line(terms, tmp_path, capsys):
    form = tmp_path / "form.toml"
    form.write_text(SOURCE)
    regions = tmp_path / "regions.csv"
    regions.write_text("area,region\n" + "".join(f"{area},{region}\n" for area, region in REGION_OF.items()))
    folder = kept_in(tmp_path / "issued", planted(terms, "region"), "json")
    asked = ["attack", str(folder), "--instrument", str(form), "--no-own"]
    assert main([*asked, "--regions", str(regions)]) == 1
    assert "area-e" in capsys.readouterr().out
    assert main(asked) == 2
    assert "nobody said which areas are in it" in capsys.readouterr().err


def test_what_cannot_be_read_is_told_with_its_remedy(terms, tmp_path):
    folder = kept_in(tmp_path / "issued", terms[:1], "csv")
    with pytest.raises(NotReadable, match="stands in no row of the file of regions"):
        read_folder(folder, FORM, {"Area A": "North"})
    (folder / "term 1/other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(NotReadable, match="other columns than those of counts"):
        read_folder(folder, FORM, REGION_OF)
    (folder / "term 1/other.csv").write_text("group,item,answer,figure,base\nArea A,strange,yes,12,30\n")
    with pytest.raises(NotReadable, match="which small/1 does not ask"):
        read_folder(folder, FORM, REGION_OF)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("council,region\nArea A,North\n")
    with pytest.raises(NotReadable, match="columns area and region"):
        regions_of(wrong)
    shutil.rmtree(folder)
