"""What a plan finds: every chapter in one pass, tests held in check, the same bytes for the same answers."""

import random
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from poet.answers import sheet_of
from poet.compare import (
    AllAnswers,
    Difference,
    NamedGroup,
    NotTested,
    Period,
    Rest,
    across_areas,
    benjamini_hochberg,
    beside_average,
    groups_apart,
    holm,
    newcombe,
    of_whole,
)
from poet.count import crossed, packed
from poet.findings import Material, Round, State, dump, parse, release, run, text
from poet.frame import frame
from poet.instrument import Kind, SectionKind, load
from poet.measure import favourable, net_score, options
from poet.protect import ModelOutput, Shown, Withheld, minus

ROOT = Path(__file__).parents[2]
PARENTS = load(ROOT / "instruments/ehc-parents/2014.toml")
PRACTITIONERS = load(ROOT / "instruments/ehc-practitioners/2014.toml")
AREAS = tuple(f"Area {letter}" for letter in "ABCDEF")
REGIONS = {area: "North" if area < "Area C" else "South" for area in AREAS} | {"Area F": "Alone"}
HEAD = 'id = "p"\ntitle = "A plan"\nlevel = "area"\n'


def people(number, seed, instrument=PARENTS, areas=AREAS):
    """Made-up people, a row each."""
    dice = random.Random(seed)

    def cell(item):
        if item.kind is Kind.NUMBER:
            return str(dice.randint(int(item.low), int(min(item.high, item.low + 9))))
        codes = [
            option.code for option in item.options if not (item.kind is Kind.MANY and (option.apart or option.alone))
        ]
        return dice.choice(codes) if item.kind is not Kind.TEXT else ""

    return [{"area": dice.choice(areas)} | {item.id: cell(item) for item in instrument.items} for _ in range(number)]


def kept(rows, instrument=PARENTS):
    names = ["area", *instrument.by_id]
    sheet = sheet_of({name: [row[name] for row in rows] for name in names})
    return packed(frame(instrument, sheet, area_column="area").frame)


ROWS = people(900, 2014)


def found(body, *, rows=ROWS, head=HEAD, regions=REGIONS, **more):
    plan = parse(head + body, "p.toml", PARENTS)
    frame_kept = kept(rows)
    tables = release(plan, frame_kept, regions)
    return run(plan, Material(tables, regions, kept=frame_kept, **more)), tables


def line(findings, **wanted):
    """The one line with these words."""
    lines = [one for one in findings.lines if all(getattr(one, name) == word for name, word in wanted.items())]
    assert len(lines) == 1, lines
    return lines[0]


def test_measures_are_those_of_the_protected_tables():
    findings, tables = found('[[measures]]\nitems = ["needs-now"]\nwhat = ["options", "favourable", "net"]\n')
    table = tables.partitions["area"].groups["Area A"]["needs-now"]
    assert line(findings, group="Area A", what="favourable").outcome == favourable(table)
    assert line(findings, group="Area A", what="net").outcome == net_score(table)
    told = {one.part: one.outcome for one in findings.lines if one.group == "Area A" and one.what == "options"}
    assert told == {part.key: outcome for part, outcome in options(table)}


def test_comparators_are_told_apart_and_agree_with_counting():
    findings, tables = found(
        '[[comparisons]]\nitems = ["needs-now"]\nbeside = ["rest-of-region", "rest-of-nation", "all-answers", "average-area", "near"]\n'
        '[groups.near]\nareas = ["Area A", "Area B", "Area C", "Elsewhere"]\n'
    )
    said = {
        area: (
            sum(row["area"] == area and row["needs-now"] == "yes" for row in ROWS),
            sum(row["area"] == area for row in ROWS),
        )
        for area in AREAS
    }

    def outcome(word, area="Area A"):
        return line(findings, group=area, what=word).outcome

    def pooled(areas):
        return tuple(sum(said[area][place] for area in areas) for place in (0, 1))

    nation = outcome("rest-of-nation")
    assert nation.comparator == Rest("everybody")
    assert nation.interval == newcombe(*said["Area A"], *pooled(AREAS[1:]))
    assert outcome("rest-of-region").interval == newcombe(*said["Area A"], *said["Area B"])
    assert outcome("rest-of-region").comparator == Rest("North")
    assert outcome("rest-of-region", "Area F") == NotTested("there is nobody else to compare with")
    assert outcome("all-answers").comparator == AllAnswers("everybody")
    assert outcome("all-answers").value == pytest.approx(said["Area A"][0] / said["Area A"][1] - pooled(AREAS)[0] / 900)
    assert outcome("all-answers").interval.low == of_whole(nation.interval.low, said["Area A"][1], 900)
    tables_by_area = {area: groups["needs-now"] for area, groups in tables.partitions["area"].groups.items()}
    assert outcome("average-area") == beside_average(tables_by_area, "everybody")["Area A"]
    assert outcome("near").comparator == NamedGroup("near", ("Area B", "Area C"), 1)
    assert outcome("near").interval == newcombe(*said["Area A"], *pooled(("Area B", "Area C")))


def test_subgroups_stand_on_the_protected_tables_of_each_group():
    findings, tables = found('[[subgroups]]\nlevel = "nation"\nitems = ["needs-now"]\nby = ["has-plan"]\n')
    partition = tables.partitions["nation x has-plan"]
    codes = [option.code for option in PARENTS.by_id["has-plan"].in_base]
    expected = groups_apart({code: partition.groups[f"everybody x {code}"]["needs-now"] for code in codes})
    assert {one.part: one.outcome for one in findings.lines} == dict(expected)


def test_what_is_left_of_a_group_when_its_shown_subgroups_are_taken_away_is_not_small():
    """In every area two of three subgroups are large, and few people said that they have no plan."""
    rows = [
        row if row["has-plan"] != "no" or number % 5 == 0 else row | {"has-plan": "yes"}
        for number, row in enumerate(ROWS)
    ]
    findings, tables = found(
        '[[subgroups]]\nitems = ["process"]\nby = ["has-plan"]\n[[measures]]\nwhat = ["net"]\n', rows=rows
    )
    assert any(one.state is State.FOUND and one.chapter == "subgroups" for one in findings.lines)
    for area, printed in tables.partitions["area"].groups.items():
        groups = [
            tables.partitions["area x has-plan"].groups[f"{area} x {option.code}"]
            for option in PARENTS.by_id["has-plan"].in_base
        ]
        for item in (item for item in PARENTS.items if item.section == "process"):
            bases = [group[item.id].base for group in groups if item.id in group]
            left = minus(printed[item.id].base, *(base for base in bases if isinstance(base, Shown)))
            assert isinstance(left, Withheld) or left.value == 0 or left.value >= 10


def test_the_model_looks_within_areas_and_is_let_out_with_who_stands_behind_it():
    findings, _ = found(
        '[[models]]\nlevel = "nation"\nwhat = "across-areas"\nitems = ["needs-now"]\nby = ["has-plan"]\n'
    )
    raw = crossed(kept(ROWS), PARENTS.by_id["has-plan"]).options("needs-now")
    in_base = [PARENTS.by_id["has-plan"].options.index(option) for option in PARENTS.by_id["has-plan"].in_base]
    answers = raw[:, in_base][:, :, [2, 1, 0]]
    favourable_last = np.array([False, False, True])
    expected = across_areas(answers[:, 0], answers[:, 1:].sum(axis=1), favourable_last)
    outcome = findings.lines[0].outcome
    assert isinstance(outcome, ModelOutput)
    assert outcome.value == expected
    assert (outcome.behind.people, outcome.behind.smallest) == (
        expected.people + expected.others,
        min(expected.people, expected.others),
    )


def test_few_people_behind_a_model_withhold_it():
    few = [row for row in ROWS if row["area"] == "Area A"][:24]
    findings, _ = found(
        '[[models]]\nlevel = "nation"\nwhat = "across-areas"\nitems = ["needs-now"]\nby = ["has-plan"]\n', rows=few
    )
    assert {one.state for one in findings.lines} <= {State.WITHHELD, State.NOT_TESTED}


def test_tests_are_adjusted_within_their_family_and_their_report_and_counted():
    body = '[[comparisons]]\nitems = ["process", "needs-now"]\nbeside = ["rest-of-nation", "all-answers"]\n'
    findings, _ = found(body)
    here = [one for one in findings.lines if one.group == "Area A" and one.test]
    process = [one for one in here if PARENTS.section(PARENTS.by_id[one.item].section).kind is SectionKind.PROCESS]
    assert [one.test.in_report for one in here] == benjamini_hochberg([one.test.p for one in here]).tolist()
    assert [one.test.in_family for one in process] == holm([one.test.p for one in process]).tolist()
    assert {(one.test.family_tests, one.test.report_tests) for one in process} == {(len(process), len(here))}
    assert [(one.report, one.asked, one.made) for one in findings.tests] == [
        (area, len(here), len(here)) for area in AREAS
    ]
    together, _ = found(body, head=HEAD + 'reports = "one for all"\n')
    assert [(one.asked, one.made) for one in together.tests] == [(6 * len(here), 6 * len(here))]


def test_a_test_that_could_not_be_made_is_counted_as_asked_for():
    few = [row for row in ROWS if row["area"] != "Area A"] + [row for row in ROWS if row["area"] == "Area A"][:4]
    findings, _ = found('[[comparisons]]\nitems = ["needs-now"]\nbeside = ["rest-of-nation"]\n', rows=few)
    assert line(findings, group="Area A").state is State.WITHHELD
    assert [(one.asked, one.made) for one in findings.tests if one.report == "Area A"] == [(1, 0)]


def test_a_change_is_held_against_the_margin_of_the_plan():
    last = Round(
        "2013", None, release(parse(HEAD + "[[changes]]\nmargin = 0.05\n", "p.toml", PARENTS), kept(people(900, 2013)))
    )
    findings, tables = found('[[changes]]\nitems = ["needs-now"]\nmargin = 0.05\n', earlier=(last,))
    outcome = line(findings, group="Area A").outcome
    now = favourable(tables.partitions["area"].groups["Area A"]["needs-now"])
    then = favourable(last.release.partitions["area"].groups["Area A"]["needs-now"])
    assert (outcome.difference.here, outcome.difference.there, outcome.margin) == (now, then, 0.05)
    assert line(findings, group="Area A").test.p == outcome.difference.p


def test_a_line_runs_over_the_rounds_whose_days_are_known():
    plan = parse(HEAD + '[[trends]]\nitems = ["needs-now"]\n', "p.toml", PARENTS)
    years = [Period(date(2009 + n, 9, 1), date(2010 + n, 8, 31)) for n in range(5)]
    earlier = tuple(Round(str(n), years[n], release(plan, kept(people(900, n)))) for n in range(4))
    findings, _ = found('[[trends]]\nitems = ["needs-now"]\n', earlier=earlier, period=years[4])
    one = line(findings, group="Area A")
    assert (one.part, len(one.outcome.points), one.test.p) == ("2009-09-01 to 2014-08-31", 5, one.outcome.trend.p)


def test_voices_are_set_side_by_side_each_by_its_own_question():
    body = (
        '[[triangulations]]\nof = "needs"\nmargin = 0.1\n'
        'voices = { ehc-parents = "needs-now", ehc-practitioners = "{item}" }\n'
    ).replace("{item}", next(item.id for item in PRACTITIONERS.items if item.judged))
    plan = parse(HEAD + body, "p.toml", PARENTS)
    others = release(plan, kept(people(600, 7, PRACTITIONERS), PRACTITIONERS))
    findings, _ = found(body, voices={"ehc-practitioners": others})
    assert list(line(findings, group="Area A").outcome.voices) == ["ehc-parents", "ehc-practitioners"]
    alone, _ = found(body)
    assert line(alone, group="Area A").outcome == NotTested("fewer than two voices answered")
    assert alone.missing == ("the answers of other voices: name their questionnaires and answers",)
    wrong, _ = found(body.replace('practitioners = "', 'practitioners = "no-'), voices={"ehc-practitioners": others})
    assert line(wrong, group="Area A").state is State.NOT_TESTED


def test_what_was_not_given_is_said_and_not_passed_over():
    findings, _ = found(
        '[[comparisons]]\nitems = ["needs-now"]\nbeside = ["rest-of-region"]\n[[changes]]\nmargin = 0.05\n[[trends]]\n',
        regions={},
    )
    assert {one.outcome for one in findings.lines} == {NotTested("the area belongs to no region that is known here")}
    assert [said.split(":")[0] for said in findings.missing] == [
        "which region each area belongs to",
        "an earlier round",
        "when each round's answers were given",
    ]


def every_chapter(rows):
    plan = (ROOT / "plans/local.toml").read_text() + (
        '\n[[subgroups]]\nlevel = "nation"\nby = ["has-plan"]\nitems = ["process"]\n'
        '[[models]]\nlevel = "nation"\nwhat = "across-areas"\nby = ["has-plan", "child-needs"]\n'
    )
    return found(plan, head="", rows=rows)[0]


def test_the_same_answers_in_any_order_give_the_same_bytes():
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    first, second, again = (dump(every_chapter(rows)) for rows in (ROWS, shuffled, ROWS))
    assert first == second == again
    assert first != dump(every_chapter(ROWS[1:]))


def test_every_line_can_be_read_as_text():
    findings = every_chapter(ROWS)
    told = text(findings).splitlines()
    assert len([one for one in told if one.startswith("  ")]) == len(findings.lines)
    assert "tests could be made" in text(findings)


def test_the_rest_of_a_region_is_what_its_shown_areas_tell_and_the_others_are_counted():
    """North is Area A with many and Area B with four: the region less Area A would be those four."""
    few = [row for row in ROWS if row["area"] != "Area B"] + [row for row in ROWS if row["area"] == "Area B"][:4]
    findings, tables = found('[[comparisons]]\nitems = ["needs-now"]\nbeside = ["rest-of-region"]\n', rows=few)
    told = {area: groups["needs-now"] for area, groups in tables.partitions["area"].groups.items()}
    shown = [area for area, table in told.items() if isinstance(table.favourable, Shown)]
    assert "Area B" not in shown
    for area in shown:
        others = [one for one in AREAS if REGIONS[one] == REGIONS[area] and one != area]
        outcome = line(findings, group=area).outcome
        if not set(others) & set(shown):
            assert outcome == NotTested("there is nobody else to compare with")
        else:
            assert outcome.comparator == Rest(REGIONS[area], left_out=len(set(others) - set(shown)))
            assert outcome.there.base == sum(row["area"] in set(others) & set(shown) for row in few)
    assert {line(findings, group=area).state for area in shown} == {State.NOT_TESTED, State.FOUND}


def test_everybody_is_told_as_beside_the_areas_so_that_nothing_small_is_left():
    body = '[[measures]]\nitems = ["needs-now"]\nwhat = ["options"]\n[[measures]]\nlevel = "nation"\nitems = ["needs-now"]\nwhat = ["options"]\n'
    findings, tables = found(body)
    areas, nation = tables.partitions["area"], tables.partitions["nation"]
    assert nation.groups == {"everybody": areas.whole}
    assert [one.name for one in findings.groups if one.level == "nation"] == ["everybody"]


def test_nobody_at_all_is_findings_without_lines():
    findings, _ = found('[[measures]]\nwhat = ["net"]\n[[comparisons]]\nbeside = ["rest-of-nation"]\n', rows=[])
    assert (findings.lines, findings.groups, findings.tests) == ((), (), ())


def test_a_handful_of_people_is_withheld_in_every_chapter_and_no_figure_slips_through():
    findings, _ = found(
        '[[measures]]\nitems = ["all"]\nwhat = ["options", "net", "mean", "numbers"]\n'
        '[[comparisons]]\nbeside = ["rest-of-nation", "all-answers", "average-area"]\n',
        rows=ROWS[:7],
    )
    assert {type(one.outcome) for one in findings.lines} <= {Withheld, NotTested}
    assert not [one for one in findings.lines if isinstance(one.outcome, Difference)]
    assert [group for group in findings.groups if not isinstance(group.respondents, Withheld)] == []
