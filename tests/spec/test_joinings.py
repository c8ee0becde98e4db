"""Bands beside each other, and needs by a declared tree, are told together where each alone would tell too much."""

from __future__ import annotations

import pytest
from test_findings import HEAD, PARENTS, REGIONS, ROWS, kept, line

from poet.findings import Joined, Material, dump, parse, release, run, text
from poet.findings.tables import laid_out
from poet.instrument import Refused
from poet.instrument.bands import banded, one_band
from poet.protect import STANDARD, Shown, Why, Withheld
from poet.protect.joining import Node, by_tree, neighbours, ways_of
from poet.report.words import withheld

AGES = "[bands.child-age]\nfrom = [3, 5, 8]\n"
NEIGHBOURS = '[[joinings]]\nby = "child-age"\nneighbours = true\n'
BY_AGE = AGES + NEIGHBOURS + '[[subgroups]]\nby = ["child-age"]\nitems = ["needs-now"]\n'
CODES = ("under-3", "3-to-under-5", "5-to-under-8", "8-and-over")
NEEDS = tuple(option.code for option in PARENTS.by_id["child-needs"].in_base)


def named(cuts):
    return [" | ".join(node.name for node in cut) for cut in cuts]


def test_neighbours_are_joined_in_every_way_but_never_all_into_one():
    cuts = neighbours("abc", "+".join)
    assert named(cuts) == ["a | b | c", "a | b+c", "a+b | c"]


def test_a_tree_is_joined_branch_by_branch_and_what_it_does_not_name_stays_alone():
    tree = {"talking": ("speech", "hearing"), "senses": ("talking", "sight")}
    cuts = by_tree(("speech", "hearing", "sight", "other"), tree)
    assert named(cuts) == [
        "speech | hearing | sight | other",
        "talking | sight | other",
        "senses | other",
    ]
    assert cuts[2][0] == Node("senses", ("speech", "hearing", "sight"))
    assert ways_of(("speech", "hearing", "sight", "other"), tree) == len(cuts)


def test_bands_beside_each_other_make_a_band():
    by = banded(PARENTS.by_id["child-age"], (3.0, 5.0, 8.0))
    assert [one_band(by, *ends) for ends in ((CODES[0], CODES[1]), (CODES[1], CODES[2]), (CODES[2], CODES[3]))] == [
        "under-5",
        "3-to-under-8",
        "5-and-over",
    ]


def of_ages(area, *ages):
    """So many made-up people of an area in each of the four bands."""
    like = [row for row in ROWS if row["area"] == area]
    return [
        like[at % len(like)] | {"child-age": age} for age, many in zip("1469", ages, strict=True) for at in range(many)
    ]


def found(body, rows):
    plan, tables = parse(HEAD + body, "p.toml", PARENTS), kept(rows)
    made = release(plan, tables, REGIONS)
    return run(plan, Material(made, REGIONS, kept=tables)), made


MIXED = of_ages("Area A", 60, 60, 60, 60) + of_ages("Area B", 4, 60, 60, 60)


def test_an_area_with_few_young_children_joins_them_with_the_next_band_and_the_others_do_not():
    findings, made = found(BY_AGE, MIXED)
    groups = made.partitions["area x child-age"].groups
    assert [name for name in groups if name.startswith("Area A")] == [f"Area A x {code}" for code in CODES]
    assert [name for name in groups if name.startswith("Area B")] == [
        "Area B x under-5",
        "Area B x 5-to-under-8",
        "Area B x 8-and-over",
    ]
    assert all(isinstance(table["needs-now"].favourable, Shown) for table in groups.values())
    assert findings.joined == (Joined("area", "Area B", "child-age", "under-5", CODES[:2]),)
    assert "Told together in Area B: child-age under-3, 3-to-under-5, as under-5." in text(findings)
    assert {one.part for one in findings.lines if one.group == "Area B"} == {"under-5", *CODES[2:]}
    assert b'"under-5"' in dump(findings)


def test_without_a_declared_joining_the_few_are_withheld_and_somebody_else_with_them():
    _, made = found(BY_AGE.replace(NEIGHBOURS, ""), MIXED)
    groups = made.partitions["area x child-age"].groups
    shown = [isinstance(groups[f"Area B x {code}"]["needs-now"].base, Shown) for code in CODES]
    assert shown.count(True) == 2
    assert not shown[0]


def test_the_same_is_joined_whatever_the_order_of_the_rows():
    assert dump(found(BY_AGE, MIXED)[0]) == dump(found(BY_AGE, MIXED[::-1])[0])


BROAD = (
    f'[[joinings]]\nby = "child-needs"\ninto = "both"\nanswers = ["{NEEDS[0]}", "{NEEDS[1]}"]\n'
    '[[subgroups]]\nby = ["child-needs"]\nitems = ["needs-now"]\n'
)


def of_needs(area, first, second, neither):
    """Made-up people of an area: so many have the first need, so many the second, and so many the third."""
    like = [row for row in ROWS if row["area"] == area]
    many = ((NEEDS[0], first), (NEEDS[1], second), (NEEDS[2], neither))
    return [like[at % len(like)] | {"child-needs": need} for need, number in many for at in range(number)]


def test_needs_that_few_have_are_told_of_as_the_broad_one():
    """In Area A enough have each; in Area B 4 have the second, who by themselves could not be told of."""
    findings, made = found(BROAD, of_needs("Area A", 60, 60, 60) + of_needs("Area B", 60, 4, 60))
    by_need = {need: list(made.partitions[f"area x child-needs={need}"].groups) for need in (*NEEDS[:2], "both")}
    assert by_need[NEEDS[0]] == [f"Area A x {NEEDS[0]}", f"Area A x not {NEEDS[0]}"]
    assert by_need[NEEDS[1]] == [f"Area A x {NEEDS[1]}", f"Area A x not {NEEDS[1]}"]
    assert by_need["both"] == ["Area B x both", "Area B x not both"]
    assert made.partitions["area x child-needs=both"].groups["Area B x both"]["needs-now"].base.value >= 50
    assert findings.joined == (Joined("area", "Area B", "child-needs", "both", NEEDS[:2]),)
    instead = line(findings, group="Area B", what=f"child-needs={NEEDS[1]}")
    assert (instead.outcome, instead.test) == (Withheld(Why.JOINED), None)
    assert line(findings, group="Area B", what="child-needs=both").part == "both"
    assert not [one for one in findings.lines if one.group == "Area A" and one.what == "child-needs=both"]


def test_who_has_either_need_is_counted_once():
    rows = of_needs("Area B", 30, 3, 40)
    rows = [*rows, *({**row, "child-needs": f"{NEEDS[0]};{NEEDS[1]}"} for row in rows[:1])]
    plan, tables = parse(HEAD + BROAD, "p.toml", PARENTS), kept(rows)
    counts, occasion = laid_out(plan, tables, REGIONS)
    partition = occasion.structure.partitions["area x child-needs=both"]
    assert [sum(int(counts.respondents[at]) for at in places) for places in partition.values()] == [34, 40]


def test_every_reason_has_its_words_in_a_report():
    assert all(withheld(why, STANDARD).startswith("Not shown") for why in Why)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '[[joinings]]\nby = "child-age"\nneighbours = true\n',
            "line 5: 'child-age' is a number, and the plan does not",
        ),
        ('[[joinings]]\nby = "no-such"\nneighbours = true\n', "line 5: ehc-parents/2014 has no question 'no-such'"),
        ('[[joinings]]\nby = "child-needs"\nneighbours = true\n', "line 4: A joining either takes neighbours together"),
        ('[[joinings]]\nby = "child-needs"\n', "line 4: A joining either takes neighbours together"),
        (
            f'[[joinings]]\nby = "child-needs"\ninto = "x"\nanswers = ["{NEEDS[0]}"]\n',
            "line 4: A joining of fewer than two",
        ),
        (
            f'[[joinings]]\nby = "child-needs"\ninto = "x"\nanswers = ["{NEEDS[0]}", "nothing"]\n',
            "line 7: 'child-needs' has no answer 'nothing'",
        ),
        (
            f'[[joinings]]\nby = "child-needs"\ninto = "{NEEDS[2]}"\nanswers = ["{NEEDS[0]}", "{NEEDS[1]}"]\n',
            f"line 6: '{NEEDS[2]}' is joined twice, or is a name that stands for something else.",
        ),
        (
            f'[[joinings]]\nby = "child-needs"\ninto = "x"\nanswers = ["{NEEDS[0]}", "{NEEDS[1]}"]\n'
            f'[[joinings]]\nby = "child-needs"\ninto = "y"\nanswers = ["{NEEDS[1]}", "{NEEDS[2]}"]\n',
            f"line 11: '{NEEDS[1]}' is joined twice",
        ),
        (
            "[bands.child-age]\nfrom = [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + NEIGHBOURS,
            "The answers to 'child-age' could be joined in 512 ways; up to 128 can be compared.",
        ),
    ],
)
def test_a_joining_that_does_not_fit_is_told_with_its_line(body, said):
    with pytest.raises(Refused) as refused:
        parse(HEAD + body + '[[measures]]\nwhat = ["options"]\n', "p.toml", PARENTS)
    assert said in str(refused.value)
