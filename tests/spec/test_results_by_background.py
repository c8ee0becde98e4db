"""Who said what: groups of people are told beside the rest, planned with everything else that a release tells."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from drawn.council import ROOT
from drawn.parted import FORM, PLAN, REGIONS, WHOSE, backgrounds, main, national, parted, people, regional
from poet.findings import Level, parse
from poet.findings.backgrounds import MOST_CELLS, by_background, declared_for, planned_beside
from poet.instrument import load
from poet.proofread.support import unsupported
from poet.protect import STANDARD, OptionTable, Shown, Why, Withheld
from poet.protect.proof.audit import Cache
from poet.report import About, overall
from poet.report.model import Dots, Note, Points, Table
from poet.report.register import register
from world import FORM as WORLD


def of(report, section):
    (found,) = [one for one in report.sections if one.id == section]
    return found


def charts(report, by):
    return [block for block in of(report, f"by-{by}").blocks if isinstance(block, Dots)]


def tables(report):
    (found,) = [one for one in report.annex if one.id == "by-background-tables"]
    return {block.id: block for block in found.blocks if isinstance(block, Table)}


def test_a_group_that_stands_clear_of_the_rest_is_named_with_both_shares():
    captions = [chart.caption.text for chart in charts(national(), "child-setting")]
    assert captions[0].startswith(
        "Clear information, by kind of setting: favourable answers are clearly higher for “mainstream primary school” ("
    )
    assert ", the rest " in captions[0]


def test_where_no_group_stands_clear_it_is_said_and_no_group_is_named():
    captions = [chart.caption.text for chart in charts(national(), "child-age")]
    plain = [one for one in captions if "no group differs clearly from the rest" in one]
    assert len(plain) >= 3
    assert not any("“" in one for one in plain)


def test_every_figure_is_a_claim_of_its_own_with_base_interval_comparator_test_and_release():
    claims = {one.id: one for one in register(national()).claims if "/child-setting=" in one.id}
    beside = claims["process-information/beside the rest/child-setting=primary"]
    assert (beside.unit, beside.comparator, beside.test is not None, beside.release) == (
        "difference",
        "the rest",
        True,
        "r1",
    )
    assert beside.adjusted_p is not None
    assert beside.adjusted_p < 0.05
    share = claims["process-information/favourable/child-setting=primary"]
    assert share.base > 10
    assert share.low < share.value < share.high
    assert share.group == "Mainstream primary school"


@pytest.mark.parametrize("report", [national, regional])
def test_proofreading_finds_nothing_wrong(report):
    assert [str(fault) for fault in unsupported(register(report()))] == []


def planted(report, change):
    """The report with the first chart by background changed."""
    done = []

    def block(one):
        if isinstance(one, Dots) and "-by-" in one.id and not done:
            done.append(one)
            return change(one)
        return one

    sections = tuple(msgspec.structs.replace(s, blocks=tuple(map(block, s.blocks))) for s in report.sections)
    assert done
    return msgspec.structs.replace(report, sections=sections)


def row(chart, **changes):
    first, *others = chart.dots
    return msgspec.structs.replace(chart, dots=(msgspec.structs.replace(first, **changes), *others))


def caption(chart, text):
    return msgspec.structs.replace(chart, caption=msgspec.structs.replace(chart.caption, text=text))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda chart: row(chart, text="99%, the rest 98%"), "99"),
        (lambda chart: row(chart, base="n = 7"), "7"),
        (lambda chart: caption(chart, "By age: younger children fare better."), "better"),
    ],
)
def test_a_wrong_number_or_an_untested_word_is_found(change, fault):
    found = [str(one) for one in unsupported(register(planted(national(), change)))]
    assert any(fault in one for one in found), found


def test_the_table_behind_a_chart_has_the_same_rows_and_figures():
    told = tables(national())
    for by in ("child-age", "child-setting"):
        for chart in charts(national(), by):
            rows = {row[0].text: row for row in told[chart.table].rows}
            for dot in chart.dots:
                base, share, rest = (rows[dot.label][at].text for at in (1, 2, 4))
                if dot.withheld:
                    assert share == "[c]"
                else:
                    assert (dot.base, dot.text.partition(",")[0]) == (f"n = {base}", share)
                    assert rest == "[c]" or dot.text.endswith(f"the rest {rest}")


def test_groups_told_together_are_listed_by_the_questionnaires_words():
    (points,) = [block for block in of(regional(), "by-child-setting").blocks if isinstance(block, Points)]
    assert [one.text for one in points.sentences] == [
        "Mainstream secondary school; College, sixth form or training",
        "At home; Somewhere else",
    ]


def test_where_nothing_may_be_told_it_says_why_and_what_would_unlock_it():
    found = regional(4)
    (note,) = of(found, "by-child-setting").blocks
    assert isinstance(note, Note)
    assert "Clear information" in note.sentences[0].text
    assert "It takes 10. More answers unlock it." in note.sentences[0].text
    assert [str(fault) for fault in unsupported(register(found))] == []


def test_a_questionnaire_without_declared_backgrounds_has_no_such_chapter():
    assert declared_for(WORLD) is None
    report = overall(parted().partitions["area"], About(), "national")
    assert not any(section.id.startswith("by-") for section in report.sections)


def test_only_declared_items_are_told_by_background():
    assert PLAN is not None
    declared = {item.id for part in PLAN.parts for item in part.items}
    for name, tables_ in parted().partitions.items():
        assert set(tables_.whole) <= (declared if " x " in name else set(FORM.by_id))
    assert set(parted().partitions["nation x child-age"].whole) == declared


def test_no_group_or_what_is_left_beside_it_is_small():
    """A group's table is safe, and so is that of everybody else in the region."""
    found = parted()
    for region in ("North", "South", "West"):
        for one in backgrounds(found, Level.REGION, region):
            for item in one.items:
                whole = found.partitions["region"].groups[region][item.id]
                for group in one.groups:
                    table = group.tables[item.id]
                    assert isinstance(table, OptionTable)
                    assert isinstance(whole, OptionTable)
                    for here, all_ in ((table.base, whole.base), (table.favourable, whole.favourable)):
                        if isinstance(here, Shown) and isinstance(all_, Shown):
                            assert here.value >= 5
                            assert all_.value == here.value or all_.value - here.value >= 5


def laid(many=12, **asked):
    assert PLAN is not None
    return list(by_background(PLAN, people(many), REGIONS, WHOSE, STANDARD, **{"by_region": True, **asked}))


def test_each_release_of_a_round_has_the_same_cells_whether_anybody_is_in_them():
    few, many = ([one.occasion.structure.cells for one in laid(number)] for number in (2, 12))
    assert few == many
    assert list(map(len, few)) == [3 * 5, 3 * 8]
    assert [one.occasion.structure.cells for one in laid(by_region=False)] == many


def test_a_region_in_which_nobody_answered_stands_in_the_way_of_none():
    empty = {**REGIONS, "Far away": "Nowhere"}
    found = list(by_background(PLAN, people(12), empty, WHOSE, STANDARD, by_region=True))
    for one in found:
        assert "Nowhere" in one.occasion.structure.partitions["region"]
        beside = planned_beside(one, main(people(12)), STANDARD, (), Cache())
        assert beside is None or not any(
            isinstance(table.base, Shown) and table.base.value
            for name, tables in beside.release.partitions.items()
            if name.startswith("region x")
            for group, of in tables.groups.items()
            if group.startswith("Nowhere")
            for table in of.values()
        )


def test_each_question_is_a_population_of_its_own_in_the_ledger():
    assert [one.occasion.population.round for one in laid()] == ["2026 by child-age", "2026 by child-setting"]


def test_where_regions_are_not_told_only_everybody_is_told_by_background():
    assert {name for one in laid(by_region=False) for name in one.occasion.structure.partitions} == {
        "nation",
        "nation x child-age",
        "nation x child-setting",
    }
    found = parted(by_region=False)
    assert backgrounds(found, Level.REGION, "North")[0].groups == ()
    assert backgrounds(found, Level.NATION)[0].groups != ()


def coarser(found, partition, group, item):
    """The main release with one favourable share held back."""
    tables = found.partitions[partition]
    of = tables.whole if group is None else tables.groups[group]
    less = {**of, item: replace(of[item], favourable=Withheld(Why.TOO_TELLING))}
    changed = replace(tables, whole=less) if group is None else replace(tables, groups={**tables.groups, group: less})
    return replace(found, partitions={**found.partitions, partition: changed})


@pytest.fixture(scope="module")
def planned():
    """Everybody by the kind of setting, beside a main release."""
    told = main(people(60))
    (one,) = [one for one in laid(60) if one.by == "child-setting"]
    cache = Cache()

    def beside(change=lambda told: told):
        found = planned_beside(one, change(told), STANDARD, (), cache)
        return found.release.partitions if found else {}

    return beside


def test_an_item_is_told_by_background_only_where_everybodys_favourable_answers_are_told(planned):
    item = "process-information"
    assert item in planned()["nation x child-setting"].whole
    without = planned(lambda told: coarser(told, "area", None, item))
    assert item not in without["nation x child-setting"].whole
    assert "process-partnership" in without["nation x child-setting"].whole


def test_regions_are_told_by_background_only_where_every_regions_favourable_answers_are(planned):
    item = "process-information"
    assert item in planned()["region x child-setting"].whole
    without = planned(lambda told: coarser(told, "region", "South", item))
    assert item not in without["region x child-setting"].groups["North x primary"]
    assert item in without["nation x child-setting"].whole


def test_a_release_by_background_tells_neither_what_stands_apart_nor_how_many_people_there_are(planned):
    for tables in planned().values():
        assert not any(isinstance(one, Shown) for one in tables.respondents.values())
        assert all(table.apart == () for of in tables.groups.values() for table in of.values())


def test_joined_answers_of_a_question_of_several_are_refused():
    text = (
        'id = "p"\ntitle = "P"\nlevel = "nation"\n[[joinings]]\nby = "child-needs"\ninto = "both"\n'
        'answers = ["communication", "learning"]\n[[subgroups]]\nby = ["child-needs"]\nitems = ["needs-now"]\n'
    )
    plan = parse(text, "p.toml", FORM)
    with pytest.raises(ValueError, match="several answers"):
        list(by_background(plan, people(2), REGIONS, WHOSE, STANDARD, by_region=True))


@pytest.mark.parametrize("name", ["ehc-parents/2014", "ehc-practitioners/2014", "ehc-young-people/2026"])
def test_what_is_declared_fits_its_questionnaire_and_is_not_too_fine(name):
    form = load(ROOT / f"instruments/{name}.toml")
    plan = declared_for(form)
    assert plan is not None
    for one in {grouping.by.id: grouping.by for grouping in plan.subgroups().values()}.values():
        assert 9 * (len(one.options) + 1) <= MOST_CELLS
    for part in plan.parts:
        assert all(item.judged for item in part.items)
        assert not any(form.section(grouping.by.section).private for grouping in part.by)


def test_a_question_that_parts_people_too_finely_is_refused(monkeypatch):
    monkeypatch.setattr("poet.findings.backgrounds.MOST_CELLS", 20)
    with pytest.raises(ValueError, match="child-setting would make 24 cells, more than 20"):
        laid()


def test_withheld_rows_print_no_figure():
    for chart in charts(regional(), "child-setting"):
        for dot in chart.dots:
            assert (dot.value is None) == bool(dot.withheld)
    assert any(dot.withheld for chart in charts(regional(), "child-setting") for dot in chart.dots)
    assert isinstance(
        parted().partitions["region x child-setting"].groups["North x special"]["needs-now"].favourable, Withheld
    )
