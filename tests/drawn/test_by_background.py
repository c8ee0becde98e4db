"""Results by background in every document: the same figures, held by their claims; an intruder with all files finds nothing."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from drawn.council import ABOUT, FONTS
from drawn.parted import FORM, REGIONS, backgrounds, national, parted
from poet.attack import read_folder
from poet.attack.by_background import group_named, parted_by
from poet.draw import FORMATS
from poet.findings import Level
from poet.measure import Estimate, favourable
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import local, overall
from poet.report.model import Dots, Table
from poet.report.register import register


@cache
def drawn(ending):
    return FORMATS[ending].draw(national(), FONTS)


@pytest.mark.parametrize("ending", READERS)
def test_the_finished_file_says_what_its_claims_say(ending):
    assert [str(one) for one in proofread(register(national()), f"report.{ending}", drawn(ending))] == []


def planted(text, other):
    """The report with a row of the first chart by background, and of its table, saying something else."""

    def cell(one):
        return msgspec.structs.replace(one, text=other, number=0.97) if one.text == text else one

    def block(one):
        if isinstance(one, Dots) and one.id == "process-information-by-child-setting":
            dots = tuple(msgspec.structs.replace(dot, text=dot.text.replace(text, other)) for dot in one.dots)
            return msgspec.structs.replace(one, dots=dots)
        if isinstance(one, Table) and one.id == "process-information-by-child-setting-table":
            rows = tuple(tuple(map(cell, row)) for row in one.rows)
            return msgspec.structs.replace(one, rows=rows)
        return one

    def every(sections):
        return tuple(msgspec.structs.replace(s, blocks=tuple(map(block, s.blocks))) for s in sections)

    told = national()
    return msgspec.structs.replace(told, sections=every(told.sections), annex=every(told.annex))


@pytest.mark.parametrize("ending", ["pdf", "html", "docx", "xlsx"])
def test_a_planted_number_is_found_in_the_finished_file(ending):
    (chart,) = [
        b
        for s in national().sections
        for b in s.blocks
        if isinstance(b, Dots) and b.id == "process-information-by-child-setting"
    ]
    share = chart.dots[0].text.partition(",")[0]
    data = FORMATS[ending].draw(planted(share, "97%"), FONTS)
    assert proofread(register(national()), f"report.{ending}", drawn(ending)) == ()
    assert proofread(register(national()), f"report.{ending}", data) != ()


def archived(folder, found, ending):
    """A term's reports on everybody and on each region, as an archive of a run has them, and councils beside them."""
    draw = FORMATS[ending].draw
    told = {
        "nation/england": overall(
            found.partitions["area"], ABOUT, "national", backgrounds=backgrounds(found, Level.NATION)
        )
    }
    for region in ("North", "South", "West"):
        parts = backgrounds(found, Level.REGION, region)
        told[f"regions/{region.lower()}"] = local(
            found.partitions["region"], region, ABOUT, "regional", backgrounds=parts
        )
    for area in REGIONS:
        told[f"councils/{area.lower().replace(' ', '-')}"] = local(found.partitions["area"], area, ABOUT)
    for name, report in told.items():
        file = folder / "term 1" / f"{name}.{ending}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(draw(report, None))
    return folder


@pytest.mark.parametrize("ending", ["json", "html", "xlsx"])
def test_an_intruder_reads_every_favourable_share_by_background_as_a_count(tmp_path, ending):
    found = parted()
    (entry,) = read_folder(archived(tmp_path, found, ending), FORM, REGIONS)
    exact = 0
    read = {(s.partition, s.group, s.item): s for s in entry.draft.tables if " x " in s.partition}
    for one in backgrounds(found, Level.NATION):
        for item in one.items:
            for group in one.groups:
                table = group.tables[item.id]
                told = favourable(table)
                if isinstance(told, Estimate):
                    label = "; ".join(group.labels)
                    sheet = read[f"nation x {one.by.id}", f" x {group_named(FORM.by_id[one.by.id], label)}", item.id]
                    assert sheet.base == told.base
                    # A whole percentage of many people with its interval fits two counts at times.
                    assert [cell.count for cell in sheet.cells] in ([], [told.count])
                    exact += len(sheet.cells)
    assert exact > 40


def test_a_caption_names_the_question_and_what_parts_people():
    assert [one.id for one in parted_by(FORM, "Table 7. Clear information, by kind of setting")] == [
        "process-information",
        "child-setting",
    ]
    assert parted_by(FORM, "Getting a plan: percentages") is None


@pytest.mark.parametrize(
    ("by", "label", "members"),
    [
        ("child-age", "Under 5", " to 5"),
        ("child-age", "5 to under 11", "5 to 11"),
        ("child-age", "16 and over", "16 to "),
        ("child-setting", "Special school", "special"),
        ("child-setting", "At home; Somewhere else", "home|other"),
        ("child-setting", "On the moon", None),
    ],
)
def test_who_is_in_a_group_follows_from_its_words(by, label, members):
    assert group_named(FORM.by_id[by], label) == members
