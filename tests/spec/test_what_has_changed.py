"""Two rounds in one report: arrows and four words where the same was asked, and why there are none where it was not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from drawn.council import ABOUT
from poet.__main__ import main
from poet.compare import Period
from poet.count import Counts, OptionCounts
from poet.draw import FORMATS
from poet.instrument import parse
from poet.proofread import proofread
from poet.proofread.check import READERS
from poet.protect import protect
from poet.report import Earlier, local, overall
from poet.report.model import Dots, Shape, Table
from poet.report.register import register

GOOD = """
[[scales]]
id = "good"
options = [
  { code = "good", text = "Good", side = "favourable" },
  { code = "fair", text = "Fair", side = "neutral" },
  { code = "bad", text = "Bad", side = "unfavourable" },
]
"""
OFTEN = """
[[scales]]
id = "often"
options = [
  { code = "always", text = "Always", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
]
"""
SECTION = """
[[sections]]
id = "all"
title = "Getting support"
kind = "process"
"""
NOW, THEN = "2026 to 2027", "2025 to 2026"


def form(version: str, **items: tuple[str, str]) -> str:
    asked = "".join(
        f'[[items]]\nid = "{name}"\nsection = "all"\nkind = "one"\nscale = "{scale}"\nask = "{ask}"\nlabel = "{name.title()}"\n'
        for name, (scale, ask) in items.items()
    )
    scales = OFTEN + (GOOD if any(scale == "good" for scale, _ in items.values()) else "")
    return f'id = "two"\nversion = "{version}"\ntitle = "Two rounds"\nrespondents = "people"\n{scales}{SECTION}{asked}'


OLD = form("1", heard=("often", "Heard?"), plan=("often", "A plan?"), staff=("often", "Staff?"), money=("good", "Money?"),
           steady=("often", "Steady?"), rare=("often", "Rare?"))  # fmt: skip
NEW = form("2", heard=("often", "Heard?"), plan=("often", "Is there a plan?"), staff=("often", "Staff?"),
           money=("often", "Money?"), steady=("often", "Steady?"), rare=("often", "Rare?"), joy=("often", "Joy?"))  # fmt: skip


def round_of(text: str, *, here: tuple[str, ...] = ("Anyshire", "Othershire"), **rows: tuple[int, int, int]):
    """The protected answers of a round: so many said the three options, the same in each area."""
    instrument = parse(text, "two.toml")
    items = {
        item.id: OptionCounts(
            item, np.array([rows[item.id]] * len(here), np.int64), np.array([sum(rows[item.id])] * len(here))
        )
        for item in instrument.items
    }
    return protect(Counts(instrument, here, np.array([1000] * len(here)), items))


def before(**changed):
    rows = {"heard": (40, 30, 30), "plan": (60, 20, 20), "staff": (45, 30, 25), "money": (50, 25, 25), "steady": (500, 200, 200),
            "rare": (40, 30, 30)}  # fmt: skip
    return round_of(OLD, **rows | changed)


def now(**changed):
    rows = {"heard": (70, 15, 15), "plan": (25, 35, 40), "staff": (50, 25, 25), "money": (50, 25, 25), "steady": (510, 200, 190),
            "rare": (2, 2, 1), "joy": (50, 25, 25)}  # fmt: skip
    return round_of(NEW, **rows | changed)


def told(earlier=None, kind="annual", release=None):
    about = replace(ABOUT, round_name=NOW)
    return local(release or now(), "Anyshire", about, kind, earlier=earlier)


def section(report):
    return next(one for one in report.sections if one.id == "change")


def lines(report):
    return [said.text for block in section(report).blocks for said in getattr(block, "sentences", ())]


@pytest.fixture(scope="module")
def two_rounds():
    return told(Earlier(before(), THEN, release="r0"))


def test_each_question_asked_both_times_has_an_arrow_and_one_of_four_words(two_rounds):
    (chart,) = [block for block in section(two_rounds).blocks if isinstance(block, Dots)]
    assert (chart.shape, chart.there, chart.here) == (Shape.ARROWS, THEN, NOW)
    assert [(dot.label, dot.text or dot.withheld) for dot in chart.dots] == [
        ("Heard", "40% then, 70% now: better"),
        ("Plan", "60% then, 25% now: worse; other words"),
        ("Staff", "45% then, 50% now: too uncertain to say"),
        ("Steady", "56% then, 57% now: no meaningful change"),
        ("Rare", "Not shown: too few answers, here or beside it. It takes 10. More answers unlock it."),
    ]
    assert chart.dots[0].base == "n = 100 then, 100 now"
    assert (chart.dots[0].rest, chart.dots[0].value) == (0.4, 0.7)


def test_the_finding_counts_the_words_and_names_what_moved(two_rounds):
    (chart,) = [block for block in section(two_rounds).blocks if isinstance(block, Dots)]
    assert chart.caption.text == (
        f"Of four areas of life asked about both in {THEN} and now: one better (Heard); one worse (Plan); one with no meaningful "
        "change; one too uncertain to say."
    )


def test_where_the_line_is_broken_the_report_says_why_and_draws_none(two_rounds):
    said = lines(two_rounds)
    assert f"No line joins {THEN} and now, because the answers were on another scale then: Money." in said
    assert f"Not asked in {THEN}: Joy." in said
    assert f"Asked in other words in {THEN}, so that part of a change may come from the wording: Plan." in said


def test_the_table_holds_both_shares_with_their_bases_the_change_and_its_interval(two_rounds):
    (table,) = [block for block in section(two_rounds).blocks if isinstance(block, Table)]
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["Heard"] == ["100", "40%", "100", "70%", "+30", "+16 to +42", "better"]
    assert rows["Rare"] == ["[c]"] * 7
    assert rows["Heard"][5] == _newcombe(70, 100, 40, 100)


def _newcombe(here, n, there, m):
    """Newcombe's interval of a difference from Wilson's limits, written out by hand."""

    def wilson(count, base, sign, z=1.959964):
        p = count / base
        return (p + z * z / 2 / base + sign * z * (p * (1 - p) / base + z * z / 4 / base**2) ** 0.5) / (
            1 + z * z / base
        )

    p, q = here / n, there / m
    low = p - q - ((p - wilson(here, n, -1)) ** 2 + (wilson(there, m, 1) - q) ** 2) ** 0.5
    high = p - q + ((wilson(here, n, 1) - p) ** 2 + (q - wilson(there, m, -1)) ** 2) ** 0.5
    return f"{100 * low:+.0f} to {100 * high:+.0f}"


def test_claims_of_then_name_the_earlier_release_and_the_change_the_later(two_rounds):
    claims = {claim.id: claim for claim in register(two_rounds).claims}
    assert claims["heard/favourable then"].release == "r0"
    moved = claims["heard/now minus then"]
    assert (moved.release, moved.comparator, moved.comparator_value) == ("r1", THEN, 0.4)
    assert moved.adjusted_p < 0.001


@pytest.mark.parametrize("ending", READERS)
def test_every_format_says_what_the_claims_of_change_say(two_rounds, ending):
    drawn = FORMATS[ending].draw(two_rounds, None)
    assert proofread(register(two_rounds), f"report.{ending}", drawn) == ()


def test_better_is_not_said_of_a_change_that_so_many_changes_bring_by_chance():
    """Alone 40 of 100 to 54 of 100 has p = 0.048; among the changes told with it, it is too uncertain."""
    one = told(Earlier(before(), THEN), release=now(heard=(54, 23, 23)))
    (chart,) = [block for block in section(one).blocks if isinstance(block, Dots)]
    assert chart.dots[0].text == "40% then, 54% now: too uncertain to say"


@pytest.mark.parametrize(
    ("earlier", "says"),
    [
        (None, "There is no earlier round"),
        (Earlier(round_of(OLD, here=("Nowhere", "Othershire"), **dict.fromkeys(
            ("heard", "plan", "staff", "money", "steady", "rare"), (40, 30, 30))), THEN), "There are no answers from 2025 to 2026"),
    ],
)  # fmt: skip
def test_without_an_earlier_round_the_report_says_so(earlier, says):
    (line,) = lines(told(earlier))
    assert line.startswith(says)


def test_rounds_that_overlap_are_not_compared():
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    report = told(Earlier(before(), THEN, periods=(year, year)))
    assert not any(isinstance(block, Dots) for block in section(report).blocks)
    assert any("some of the same answers are in both: Heard, Plan" in line for line in lines(report))


def test_what_is_withheld_then_is_not_told_now():
    hidden = told(Earlier(before(heard=(3, 2, 1)), THEN))
    (table,) = [block for block in section(hidden).blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0]] == ["Heard", *["[c]"] * 7]


def test_everybody_s_report_tells_change_of_everybody():
    report = overall(now(), ABOUT, "annual", earlier=Earlier(before(), "2025"))
    (chart,) = [block for block in section(report).blocks if isinstance(block, Dots)]
    assert chart.there == "the round 2025"
    assert proofread(register(report), "report.html", FORMATS["html"].draw(report, None)) == ()


def test_a_kind_that_does_not_tell_of_change_tells_none():
    assert not any(one.id == "change" for one in told(Earlier(before(), THEN), "local").sections)


def test_poet_report_takes_the_last_round(tmp_path):
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.toml").write_text(text)
        asked = re.findall(r'\[\[items\]\]\nid = "(\w+)"', text)
        cells = [["good" if item == "money" and name == "old" else "always" for item in asked]] * 20
        cells += [["bad" if item == "money" and name == "old" else "never" for item in asked]] * 20
        rows = [",".join(["area", *asked]), *(",".join(["Anyshire", *row]) for row in cells)]
        (tmp_path / f"{name}.csv").write_text("\n".join(rows))
    command = ["report", "--instrument", f"{tmp_path}/new.toml", "--answers", f"{tmp_path}/new.csv", "--area-column", "area",
               "--out", f"{tmp_path}/out", "--formats", "html", "--kind", "annual", "--date", "2027-07-01",
               "--last", f"{tmp_path}/old.csv", "--last-instrument", f"{tmp_path}/old.toml", "--last-round", THEN]  # fmt: skip
    assert main(command) == 0
    page = (tmp_path / "out/anyshire.html").read_text()
    assert "50% then, 50% now: too uncertain to say" in page
