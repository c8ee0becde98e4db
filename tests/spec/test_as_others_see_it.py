"""One area of life as parents, young people and practitioners see it: alike, not alike, or we cannot say; in every format."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from drawn.council import ABOUT, FONTS
from poet.draw import FORMATS
from poet.instrument import load
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import Other, kinds, local, overall
from poet.report.model import Dots, Table
from poet.report.register import register
from poet.report.voices import areas
from spec.test_what_has_changed import form, round_of

ROOT = Path(__file__).parents[2]
ITEMS = {
    "ehc-parents": ("parents and carers", {"process-information": "Information?", "process-timeliness": "On time?", "support-friends": "Friends?"}),
    "ehc-young-people": ("young people", {"information": "Information?", "on-time": "On time?", "friends": "Friends?"}),
    "ehc-practitioners": ("practitioners", {"process-information": "Information?", "outcome-friends": "Friends?"}),
}  # fmt: skip


def release(name, **rows):
    who, asked = ITEMS[name]
    text = form("1", **{item.replace("-", "_"): ("often", said) for item, said in asked.items()})
    for item in asked:
        text = text.replace(f'id = "{item.replace("-", "_")}"', f'id = "{item}"')
    text = text.replace('id = "two"', f'id = "{name}"').replace('respondents = "people"', f'respondents = "{who}"')
    return round_of(text, **{item: rows.get(item.replace("-", "_"), (500, 200, 200)) for item in asked})


def told(kind="annual", young=None, practitioners=None):
    parents = release("ehc-parents", process_timeliness=(80, 10, 10), support_friends=(12, 8, 10))
    young = young or release("ehc-young-people", on_time=(40, 30, 30), friends=(14, 8, 8))
    others = [Other(young, "r-young")] + ([Other(practitioners, "r-staff")] if practitioners else [])
    if kinds()[kind].of == "everybody":
        return overall(parents, ABOUT, kind, voices=others)
    return local(parents, "Anyshire", ABOUT, kind, voices=others)


def chapter(report):
    return next(one for one in report.sections if one.id == "voices")


def chart(report):
    (found,) = [block for block in chapter(report).blocks if isinstance(block, Dots)]
    return found


def rows(report):
    (table,) = [
        block
        for part in report.annex
        for block in part.blocks
        if isinstance(block, Table) and block.id == chart(report).table
    ]
    return [[cell.text for cell in row] for row in table.rows]


def test_the_chart_has_a_point_a_voice_under_each_area_of_life_with_base_interval_and_claim():
    found = chart(told())
    assert [(dot.under, dot.label, dot.base, dot.text, dot.verdict) for dot in found.dots] == [
        ("Information", "Parents and carers", "n = 900", "56%", "alike"), ("Information", "Young people", "n = 900", "56%", ""),
        ("Time", "Parents and carers", "n = 100", "80%", "not alike"), ("Time", "Young people", "n = 100", "40%", ""),
        ("Friends", "Parents and carers", "n = 30", "40%", "we cannot say"), ("Friends", "Young people", "n = 30", "47%", ""),
    ]  # fmt: skip
    assert all(dot.low < dot.value < dot.high for dot in found.dots)
    assert [dot.claims[0].id for dot in found.dots[:2]] == [
        "voices/information/parents and carers",
        "voices/information/young people",
    ]
    assert found.alt.startswith("Of three areas of life")


def test_what_the_chart_shows_is_what_its_table_holds():
    report = told(practitioners=release("ehc-practitioners", process_information=(2, 2, 2)))
    drawn = [(f"{dot.under}: {dot.label.lower()}", "[c]" if dot.withheld else dot.text) for dot in chart(report).dots]
    assert drawn == [(row[0], row[2]) for row in rows(report)]
    assert [dot.label for dot in chart(report).dots if dot.withheld] == ["Practitioners"]


def test_each_voice_has_its_share_and_the_area_its_word():
    found = rows(told())
    assert [(row[0], row[2], row[4]) for row in found] == [
        ("Information: parents and carers", "56%", "alike"), ("Information: young people", "56%", ""),
        ("Time: parents and carers", "80%", "not alike"), ("Time: young people", "40%", ""),
        ("Friends: parents and carers", "40%", "we cannot say"), ("Friends: young people", "47%", ""),
    ]  # fmt: skip


def test_the_finding_counts_them_and_names_what_is_alike_and_what_is_not():
    assert chart(told()).caption.text == (
        "Of three areas of life that several kinds of people were asked about: one seen alike (information); one not seen alike "
        "(time); one of which we cannot say."
    )


def test_one_area_of_life_is_told_of_by_its_name():
    young = release("ehc-young-people", information=(2, 2, 2), friends=(2, 2, 2), on_time=(40, 30, 30))
    few = {"process_information": (2, 2, 2), "support_friends": (2, 2, 2), "process_timeliness": (80, 10, 10)}
    report = local(release("ehc-parents", **few), "Anyshire", ABOUT, "annual", voices=[Other(young, "r-young")])
    said = "The one area of life that several kinds of people were asked about, time, is not seen alike."
    assert chart(report).caption.text == said


def test_a_third_voice_stands_beside_them_under_its_own_release():
    report = told(practitioners=release("ehc-practitioners"))
    assert [row[0] for row in rows(report)[:3]] == [f"Information: {who}" for who, _ in ITEMS.values()]
    claims = {claim.id: claim for claim in register(report).claims}
    assert claims["voices/information/practitioners"].release == "r-staff"
    assert claims["voices/information/young people"].release == "r-young"


def test_a_voice_that_is_withheld_is_not_told_and_one_voice_alone_is_no_chapter():
    few = release("ehc-young-people", information=(2, 2, 2), on_time=(2, 2, 2), friends=(2, 2, 2))
    assert not any(one.id == "voices" for one in told(young=few).sections)
    alone = local(release("ehc-parents"), "Anyshire", ABOUT, "annual")
    assert not any(one.id == "voices" for one in alone.sections)


@pytest.mark.parametrize("kind", ["annual", "local", "national"])
def test_annual_local_and_national_reports_have_the_chapter(kind):
    assert len(rows(told(kind))) == 6


@pytest.mark.parametrize("ending", READERS)
def test_every_format_says_what_its_claims_say(ending):
    report = told()
    assert proofread(register(report), f"r.{ending}", FORMATS[ending].draw(report, FONTS)) == ()


def test_the_areas_of_life_are_those_of_the_plan_and_their_questions_are_there():
    plan = tomllib.loads((ROOT / "plans/ehc-2026-voices.toml").read_text())["triangulations"]
    assert [(one.of, dict(one.voices)) for one in areas()] == [(one["of"], one["voices"]) for one in plan]
    for area in areas():
        for name, item in area.voices.items():
            assert load(ROOT / f"instruments/{name}/2026.toml").by_id[item].judged
