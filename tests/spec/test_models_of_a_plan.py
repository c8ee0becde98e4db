"""What the models of a plan tell: the same as the methods themselves, let out or withheld, in findings and as text."""

import pytest
from test_findings import HEAD, PARENTS, ROWS, found, kept, line, people

from poet.associate import associations, fair_share, holds_together, instrument_health, pooled_by, who_is_heard
from poet.associate.areas import AreaBand, Shrunken, rank_tables, release_every_band, release_model, shrink_table
from poet.count import count_packed
from poet.findings import Round, State, dump, parse, release, text
from poet.instrument import Refused
from poet.measure import NotEstimable
from poet.protect import ModelOutput

NATION = '\nlevel = "nation"\n'
PROCESS = tuple(item.id for item in PARENTS.items if item.judged and item.section == "process")


def model(what, more="", **given):
    return found(f'[[models]]\nwhat = "{what}"\n{more}', **given)


def test_an_area_is_told_its_own_band_and_a_nation_all_of_them():
    every = release_every_band(count_packed(kept(ROWS)))["needs-now"]
    whole, _ = model("bands", 'items = ["needs-now"]' + NATION)
    assert line(whole, what="bands").outcome == every
    assert isinstance(every, ModelOutput)
    own, _ = model("bands", 'items = ["needs-now"]\n')
    band = every.value.of_area["Area A"]
    outcome = line(own, group="Area A").outcome
    if isinstance(band, NotEstimable):
        assert outcome == band
    else:
        assert outcome.value == AreaBand(every.value.target, every.value.tau, band)


def test_earlier_answers_are_pooled_where_they_are_given():
    plan = parse(HEAD + '[[models]]\nwhat = "pooled-bands"\nlevel = "nation"\n', "p.toml", PARENTS)
    last = kept(people(900, 2013))
    earlier = (Round("2013", None, release(plan, last), last),)
    findings, _ = model("pooled-bands", NATION, earlier=earlier)
    told = line(findings, part="process").outcome
    assert isinstance(told, ModelOutput)
    assert told.behind.people > 900
    alone, _ = model("pooled-bands", NATION)
    assert (alone.lines, [said.split(",")[0] for said in alone.missing]) == ((), ["the answers of an earlier round"])


def test_a_share_is_shrunken_from_protected_counts():
    findings, tables = model("shrunken", 'items = ["needs-now"]\n')
    fitted = release_model(count_packed(kept(ROWS)).items["needs-now"])
    expected = shrink_table(tables.partitions["area"].groups["Area A"]["needs-now"], fitted)
    assert isinstance(expected, Shrunken)
    assert line(findings, group="Area A").outcome.value == expected


def test_ranks_are_intervals_among_the_areas_that_are_shown():
    few = [row for row in ROWS if row["area"] != "Area B"] + [row for row in ROWS if row["area"] == "Area B"][:4]
    findings, tables = model("rank-intervals", 'items = ["needs-now"]\n', rows=few)
    expected = rank_tables({area: group["needs-now"] for area, group in tables.partitions["area"].groups.items()})
    told = {one.group: one.outcome.value for one in findings.lines if one.state is State.FOUND}
    assert told == expected
    assert line(findings, group="Area B").state is State.WITHHELD


def test_associations_are_each_a_line_and_each_pair_one_test():
    findings, _ = model("process-with-outcome", NATION)
    expected = associations(kept(ROWS).frame)
    pair = expected.pairs[0]
    for what in ("plain", "odds", "together", "without", "halo"):
        assert line(findings, item=pair.outcome, part=pair.condition, what=what).outcome == getattr(pair, what)
    first = expected.outcomes[0]
    assert line(findings, item=first.outcome, what="dose").outcome == first.dose
    assert line(findings, item=first.outcome, what="importance").outcome == first.importance
    assert [one.asked for one in findings.tests] == [len(expected.pairs)]


def test_scales_questions_and_fair_shares_are_those_of_the_methods():
    frame = kept(ROWS).frame
    assert line(model("scale", NATION)[0], part="process").outcome == holds_together(frame, PROCESS)
    told = {one.item: one.outcome for one in model("health", NATION)[0].lines if one.item in PROCESS}
    assert told == dict(instrument_health(frame, PROCESS))
    fair, _ = model("fair", 'items = ["needs-now"]\nby = ["child-setting"]\n')
    assert line(fair, group="Area A").outcome == fair_share(frame, "Area A", "needs-now", ("child-setting",))
    pooled, _ = model("pooling", 'by = ["has-plan"]' + NATION)
    assert line(pooled, part="process").outcome == pooled_by(frame, "has-plan", PROCESS)


def test_who_is_heard_needs_a_caseload():
    codes = [option.code for option in PARENTS.by_id["has-plan"].in_base]
    caseload = dict.fromkeys(codes, 1000)
    findings, _ = model("who-is-heard", NATION, caseload={"everybody": {"has-plan": caseload}})
    assert line(findings, item="has-plan").outcome == who_is_heard(kept(ROWS).frame, "has-plan", caseload)
    alone, _ = model("who-is-heard", NATION)
    assert [said.split(":")[0] for said in alone.missing] == ["how many people the caseload holds"]


@pytest.mark.parametrize("what", ["bands", "section-bands", "health", "process-with-outcome"])
def test_models_are_written_the_same_and_can_be_read(what):
    first, again = (model(what, NATION)[0] for _ in range(2))
    assert dump(first) == dump(again)
    assert len([one for one in text(first).splitlines() if one.startswith("  ")]) == len(first.lines)


def test_a_model_at_a_level_it_does_not_have_is_refused():
    with pytest.raises(Refused, match="not told at the level 'area'"):
        model("process-with-outcome")
