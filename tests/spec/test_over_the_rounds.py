"""Several rounds in one report: lines where the same was asked, dashes and breaks where it was not, three words for a trend."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from drawn.council import ABOUT, FONTS
from poet.__main__ import main
from poet.compare import Period
from poet.draw import FORMATS
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.report import Earlier, kinds, local, overall
from poet.report.model import Lines, Note, Paragraph
from poet.report.point import Join
from poet.report.register import Kind, register
from poet.report.texts import TREND_HEAD
from poet.report.words import areas_of_life, counted, so_many
from spec.test_what_has_changed import form, round_of

NAMES = ("2022 to 2023", "2023 to 2024", "2024 to 2025", "2025 to 2026", "2026 to 2027")
ASKED = {
    "heard": ("often", "Heard?"),
    "plan": ("often", "A plan?"),
    "steady": ("often", "Steady?"),
    "money": ("good", "Money?"),
}
LATER = ASKED | {"plan": ("often", "Is there a plan?"), "money": ("often", "Money?"), "joy": ("often", "Joy?")}
HEARD = (30, 38, 46, 55, 65)
PLAN = (60, 52, 45, 36, 28)


def asked(place):
    return form(str(place), **(ASKED if place < 2 else LATER))


def rows(place, **changed):
    said = {"heard": (HEARD[place], 20, 80 - HEARD[place]), "plan": (PLAN[place], 20, 80 - PLAN[place]),
            "steady": (50 + place % 2, 20, 30 - place % 2), "money": (40, 30, 30)}  # fmt: skip
    return said | ({"joy": (50, 25, 25)} if place >= 2 else {}) | changed


def days(place):
    return Period(date(2022 + place, 9, 1), date(2023 + place, 7, 31))


def told(kind="annual", rounds=5, here=("Anyshire", "Othershire"), **changed):
    first = 5 - rounds
    releases = {
        place: round_of(asked(place), here=here, **rows(place, **changed.get(f"r{place}", {})))
        for place in range(first, 5)
    }
    before = [
        Earlier(releases[place], NAMES[place], (days(4), days(place)), f"r{place}") for place in range(3, first - 1, -1)
    ]
    about = replace(ABOUT, round_name=NAMES[4], release="r4")
    if kinds()[kind].of == "everybody":
        return overall(releases[4], about, kind, earlier=before[0], further=before[1:])
    return local(releases[4], "Anyshire", about, kind, earlier=before[0], further=before[1:])


def chapter(report):
    return next(one for one in report.sections if one.id == "trend")


def chart(report):
    (found,) = [block for block in chapter(report).blocks if isinstance(block, Lines)]
    return found


def said(report):
    return [
        one.text for block in chapter(report).blocks if isinstance(block, Note | Paragraph) for one in block.sentences
    ]


@pytest.fixture(scope="module")
def five():
    return told()


def test_each_question_has_a_point_a_round_with_its_base_and_its_interval(five):
    drawn = chart(five)
    assert drawn.rounds == NAMES
    heard = drawn.lines[0]
    assert [(point.text, point.base) for point in heard.points] == [(f"{share}%", "n = 100") for share in HEARD]
    assert all(point.low < point.value < point.high for point in heard.points)


def test_a_line_runs_on_is_dashed_at_other_words_and_breaks_at_another_scale(five):
    joins = {line.label: [point.join for point in line.points] for line in chart(five).lines}
    on, off, other = Join.RUNS, Join.BREAKS, Join.MARKED
    assert joins["Heard"] == [off, on, on, on, on]
    assert joins["Plan"] == [off, on, other, on, on]
    assert joins["Money"] == [off, on, off, on, on]
    assert "No line joins the rounds where the answers were on another scale: Money." in said(five)
    assert any(text.startswith("A dashed line leads") and text.endswith("Plan.") for text in said(five))
    assert "Not asked in every round: Joy." in said(five)


def test_a_trend_is_said_in_three_words_where_five_rounds_asked_alike(five):
    assert {line.label: line.said for line in chart(five).lines} == {
        "Heard": "risen", "Plan": "fallen", "Steady": "no clear trend", "Money": "", "Joy": "",
    }  # fmt: skip
    assert chart(five).caption.text == (
        "Of three areas of life asked alike over five rounds, the first 2022 to 2023 and the last 2026 to 2027: one risen (Heard); one fallen "
        "(Plan); one with no clear trend."
    )


def test_a_trend_s_claim_holds_its_slope_and_its_p_value_adjusted_for_all_that_were_tested(five):
    claims = {claim.id: claim for claim in register(five).claims}
    heard = claims["heard/trend"]
    # The least-squares slope by hand: sum of (round - 3)(share) over 10.
    assert heard.value == pytest.approx((-2 * 0.30 - 0.38 + 0.55 + 2 * 0.65) / 10)
    assert heard.base == 500
    assert heard.adjusted_p < 0.001
    assert claims["steady/trend"].adjusted_p > 0.5


def test_what_was_issued_of_earlier_rounds_is_printed_again_under_its_own_release(five):
    claims = {claim.id: claim for claim in register(five).claims}
    assert [(claims[f"heard/favourable, rounds back {back}"].release, claims[f"heard/favourable, rounds back {back}"].value) for back in (4, 1)] == [
        ("r0", 0.30), ("r3", 0.55),
    ]  # fmt: skip
    assert claims["heard/favourable"].release == "r4"
    assert "Figures of earlier rounds are printed as they were issued then; nothing of them was counted anew." in said(
        five
    )


def test_a_rise_smaller_than_what_was_set_beforehand_is_no_clear_trend():
    small = {f"r{place}": {"steady": (5000 + 150 * place, 2000, 3000 - 150 * place)} for place in range(5)}
    line = next(one for one in chart(told(**small)).lines if one.label == "Steady")
    claims = {claim.id: claim for claim in line.claims}
    assert claims["steady/trend"].adjusted_p < 0.001
    assert line.said == "no clear trend"


def test_three_rounds_are_drawn_and_no_trend_is_said_of_them():
    three = told(rounds=3)
    assert [line.said for line in chart(three).lines] == [""] * 5
    assert chart(three).caption.text.endswith("too early to speak of a trend.")
    told_ = [" ".join(one.pieces) for one in register(three).statements if one.kind in {Kind.SENTENCE, Kind.ALT}]
    assert not any("risen" in text or "fallen" in text for text in told_)
    assert "A trend is told in words once five rounds have asked the same." in told_


def test_two_rounds_have_no_lines():
    assert not any(one.id == "trend" for one in told(rounds=2).sections)


def test_what_was_withheld_in_a_round_is_withheld_here_and_its_line_has_a_gap():
    hidden = told(r2={"heard": (3, 2, 2)})
    heard = chart(hidden).lines[0]
    assert (heard.points[2].text, heard.points[2].value, heard.points[2].base) == ("not shown", None, "")
    assert heard.said == ""


@pytest.mark.parametrize("kind", ["annual", "local", "national"])
def test_annual_local_and_national_reports_tell_of_the_rounds(kind):
    report = told(kind)
    assert len(chart(report).lines) == 5
    (tables,) = [one for one in report.annex if one.id == "trend-tables"]
    assert {row[0].text: row[2].text for row in tables.blocks[0].rows}["Heard, 2022 to 2023"] == "30%"
    assert tables.blocks[0].id == chart(report).table


def test_everybody_s_report_says_that_other_areas_took_part():
    before = [Earlier(round_of(asked(place), here=("Anyshire",), **rows(place)), NAMES[place]) for place in (3, 2)]
    report = overall(
        round_of(asked(4), **rows(4)),
        replace(ABOUT, groups="councils"),
        "national",
        earlier=before[0],
        further=before[1:],
    )
    assert any(text.startswith("Which councils took part was not the same in every round") for text in said(report))


@pytest.mark.parametrize("ending", READERS)
def test_every_format_says_what_the_claims_of_the_rounds_say(five, ending):
    assert proofread(register(five), f"report.{ending}", FORMATS[ending].draw(five, FONTS)) == ()


def test_poet_report_takes_the_rounds_before_the_last(tmp_path):
    command = [
        "report",
        "--area-column",
        "area",
        "--out",
        f"{tmp_path}/out",
        "--formats",
        "html",
        "--kind",
        "local",
        "--round",
        NAMES[4],
    ]
    for place in (4, 3, 2):
        text, name = asked(place), str(tmp_path / f"{place}")
        items = re.findall(r'\[\[items\]\]\nid = "(\w+)"', text)
        cells = [["always"] * len(items)] * (20 + place) + [["never"] * len(items)] * (20 - place)
        Path(f"{name}.toml").write_text(text)
        Path(f"{name}.csv").write_text(
            "\n".join([",".join(["area", *items]), *(",".join(["Anyshire", *row]) for row in cells)])
        )
        command += {
            4: ["--instrument", f"{name}.toml", "--answers", f"{name}.csv"],
            3: ["--last", f"{name}.csv", "--last-instrument", f"{name}.toml", "--last-round", NAMES[3]],
            2: ["--before-last", NAMES[2], f"{name}.toml", f"{name}.csv"],
        }[place]
    assert main(command) == 0
    page = (tmp_path / "out/anyshire.html").read_text()
    assert "Over the rounds" in page
    assert [f"{share}% n = 40" in page for share in (55, 58, 60)] == [True] * 3


def test_before_there_is_a_trend_the_table_has_no_column_for_its_words():
    heads = {
        rounds: next(
            block.head for part in told(rounds=rounds).annex if part.id == "trend-tables" for block in part.blocks
        )
        for rounds in (3, 5)
    }
    assert (heads[3], heads[5]) == (TREND_HEAD[:-1], TREND_HEAD)


def test_two_of_two_are_both_and_one_area_of_life_is_one():
    assert [so_many(some, 2) for some in (1, 2)] == ["one of two", "both"]
    assert [counted(some, every) for some, every in ((1, 1), (1, 2), (2, 2), (3, 3))] == [
        "one",
        "one",
        "both",
        "all three",
    ]
    assert [areas_of_life(many) for many in (1, 2)] == ["one area of life", "two areas of life"]
