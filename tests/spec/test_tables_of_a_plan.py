"""A plan's tables are protected together: areas, regions, everybody, and subgroups of all of them."""

import random

import numpy as np
import pytest
from asked_of_many import FORM
from test_findings import AREAS, HEAD, PARENTS, REGIONS, ROWS, found, kept

from poet.count import cells, crossed
from poet.findings import parse, release
from poet.findings.tables import laid_out
from poet.instrument import Kind
from poet.protect import Shown, Withheld, minus
from poet.protect.drafting import drafted
from poet.protect.proof.audit import Cache, audit
from poet.protect.views import rule_of

LEVELS = "".join(
    f'[[measures]]\nlevel = "{level}"\nitems = ["needs-now", "child-needs", "child-age"]\nwhat = ["options", "numbers"]\n'
    for level in ("area", "region", "nation")
)


def of(area, number=None):
    return [row for row in ROWS if row["area"] == area][:number]


def test_areas_regions_and_everybody_stand_in_one_plan_and_no_region_less_its_areas_is_small():
    """North has an area of six people, South one of twelve: by taking the others away neither must come out."""
    rows = [row for row in ROWS if row["area"] not in {"Area B", "Area E"}] + of("Area B", 6) + of("Area E", 12)
    findings, tables = found(LEVELS, rows=rows)
    assert {one.level for one in findings.lines} == {"area", "region", "nation"}
    areas, regions, nation = (tables.partitions[level].groups for level in ("area", "region", "nation"))
    for item in ("needs-now", "child-needs", "child-age"):
        for name, printed in (*regions.items(), ("everybody", nation["everybody"])):
            inside = [area for area in AREAS if name in (REGIONS[area], "everybody")]
            shown = [areas[area][item].base for area in inside if isinstance(areas[area][item].base, Shown)]
            left = minus(printed[item].base, *shown)
            assert isinstance(left, Withheld) or left.value == 0 or left.value >= 10, (name, item)
    told = [isinstance(one["needs-now"].base, Shown) for one in (areas["Area A"], areas["Area B"], regions["North"])]
    assert not told[1]
    assert told != [True, False, True]


def some(number, seed=1):
    """Made-up people of the small form in six areas."""
    dice = random.Random(seed)

    def cell(item):
        if item.kind is Kind.NUMBER:
            return str(dice.randint(5, 18))
        return dice.choice([option.code for option in item.in_base]) if item.kind is not Kind.TEXT else ""

    return [{"area": dice.choice(AREAS)} | {item.id: cell(item) for item in FORM.items} for _ in range(number)]


NESTED = (
    '[[measures]]\nwhat = ["options"]\n[[measures]]\nlevel = "region"\nwhat = ["net"]\n'
    '[[subgroups]]\nlevel = "region"\nby = ["phase", "gender"]\n'
)


@pytest.mark.parametrize("people", [60, 150])
def test_a_proved_plan_tells_nothing_that_the_audit_can_find(people):
    """Audited as if it were issued, subgroups of two questions in every region included."""
    plan, few = parse(HEAD + NESTED, "p.toml", FORM), kept(some(people), FORM)
    proved = release(plan, few, REGIONS, proved=True)
    assert set(proved.partitions) == {"area", "region", "region x phase", "region x gender"}
    _, occasion = laid_out(plan, few, REGIONS)
    draft = drafted(proved, occasion, "2026-01-01T00:00:00+00:00")
    assert audit([draft], rule_of(proved.policy), Cache()).leaks == ()


def test_what_is_proved_is_never_finer_than_what_the_rule_allows():
    plan, few = parse(HEAD + NESTED, "p.toml", FORM), kept(some(150), FORM)
    by_rule, proved = (release(plan, few, REGIONS, proved=is_proved) for is_proved in (False, True))

    def told(tables):
        return sum(
            isinstance(table.base, Shown)
            for one in tables.partitions.values()
            for group in one.groups.values()
            for table in group.values()
        )

    assert 0 < told(proved) <= told(by_rule)


def test_cells_are_everybody_once_and_agree_with_each_crossing():
    whole = kept(ROWS)
    plan, needs = PARENTS.by_id["has-plan"], PARENTS.by_id["child-needs"]
    found_cells = cells(whole, [(plan, None), (needs, "autism" if needs.option("autism") else needs.options[0].code)])
    assert int(found_cells.counts.respondents.sum()) == len(ROWS)
    by_plan = crossed(whole, plan)
    again = np.zeros(
        (len(by_plan.areas), len(by_plan.answers), 1 + max(1, len(PARENTS.by_id["needs-now"].options))), int
    )
    raw = found_cells.counts.items["needs-now"].by_option
    for place, (area, answer) in enumerate(zip(found_cells.areas, found_cells.answers[0], strict=True)):
        again[area, answer, : raw.shape[1]] += raw[place]
    assert np.array_equal(again[:, :, : raw.shape[1]], by_plan.options("needs-now"))


def test_cells_of_what_does_not_part_people_are_refused():
    with pytest.raises(ValueError, match="does not part people"):
        cells(kept(ROWS), [(PARENTS.by_id["child-age"], None)])
    with pytest.raises(ValueError, match="does not part people"):
        cells(kept(ROWS), [(PARENTS.by_id["child-needs"], "no such option")])
