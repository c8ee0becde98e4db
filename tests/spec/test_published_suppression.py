"""What others published about hiding counts, and our audit and our noise beside it.

Published: the reference pages of the R package GaussSuppression 1.2 (its made-up data z1 and example1) with what it hides, and the
introduction of the R package ptable 1.0 with the chances of its noise of D = 2, V = 1.
"""

from __future__ import annotations

import numpy as np

from poet.protect.drafting import Occasion
from poet.protect.ledger import Cell, Draft, Population, Printed, Question, Respondents, Rule, Structure, Waves
from poet.protect.open_data import Noise, noise_table
from poet.protect.proof.audit import audit
from poet.protect.release import release
from spec.test_releases import POPULATION, STANDARD, counted

Z1 = {
    "A": (11, 11, 55, 36),
    "B": (7, 1, 29, 18),
    "C": (5, 8, 35, 25),
    "D": (13, 2, 17, 13),
    "E": (9, 14, 63, 52),
    "F": (12, 9, 24, 22),
    "G": (6, 4, 22, 8),
    "H": (9, 3, 38, 15),
}
MAIN_INCOME = ("annet", "arbeid", "soshjelp", "trygd")
HIDDEN_OF_Z1 = {(region, income) for region in "BDH" for income in ("annet", "arbeid")}
EXAMPLE_1 = {"young": (5, 2, 0), "old": (6, 3, 4)}
EXAMPLE_1_LATER = {"young": (5, 0, 0), "old": (6, 3, 4)}
LANDS = ("Spain", "Iceland", "Portugal")


def rule(cell, base=1):
    return Rule("published", "", minimum_base=base, minimum_cell=cell, everyone=False)


def draft(structure, own, questions=(), respondents=(), tables=()):
    return Draft(
        at="2026-12-18T12:00:00+00:00",
        audience="public",
        rule=own,
        population=Population("round", "form"),
        waves=Waves(("term 1",)),
        structure=structure,
        questions=questions,
        respondents=respondents,
        tables=tables,
    )


def told(data, options, hidden, own, joined=()):
    """The audit of a table with its margins, of which these cells are hidden; `joined` options are told as sums too."""
    structure = Structure(tuple(data), {"group": {name: (at,) for at, name in enumerate(data)}})
    singles = tuple((option,) for option in options)
    groupings = (singles, joined) if joined else (singles,)
    rows = {None: tuple(map(sum, zip(*data.values(), strict=True))), **data}
    tables = [
        Printed(
            "group",
            name,
            "q",
            sum(row),
            tuple(
                Cell(codes, sum(row[options.index(code)] for code in codes))
                for codes in dict.fromkeys(codes for one in groupings for codes in one)
                if (name, "+".join(codes)) not in hidden
            ),
        )
        for name, row in rows.items()
    ]
    asked = Question("q", "one", options, groupings=groupings)
    return audit([draft(structure, own, (asked,), tables=tuple(tables))], own).leaks


def test_what_is_hidden_of_z1_is_found_safe():
    """Counts of 1 to 3 are hidden with one more in each of their rows."""
    assert told(Z1, MAIN_INCOME, HIDDEN_OF_Z1, rule(4)) == ()


def test_z1_without_any_one_of_its_second_cells_is_not():
    for region in "BDH":
        leaks = told(Z1, MAIN_INCOME, HIDDEN_OF_Z1 - {(region, "annet")}, rule(4))
        exact = {leak.low for leak in leaks if leak.low == leak.high}
        assert Z1[region][1] in exact


def test_what_is_hidden_of_the_first_example_is_found_safe():
    hidden = {(age, land) for age in EXAMPLE_1 for land in ("Iceland", "Portugal")}
    assert told(EXAMPLE_1, LANDS, hidden, rule(2)) == ()


def test_the_hierarchical_example_hides_exact_counts_and_ours_asks_for_more():
    """Young people of Iceland or Portugal are two in all: no count is told exactly, and to fewer than three each is."""
    hidden = {(age, land) for age in EXAMPLE_1 for land in ("Iceland", "Portugal", "Spain+Portugal")}
    union = (("Spain", "Portugal"), ("Iceland",))
    assert told(EXAMPLE_1, LANDS, hidden, rule(2), union) == ()
    assert {(leak.low, leak.high) for leak in told(EXAMPLE_1, LANDS, hidden, rule(3), union)} >= {(0, 2)}


def test_noughts_are_safe_only_where_spain_is_hidden_too_as_published():
    union = (("Spain", "Portugal"), ("Iceland",))
    without_spain = {(age, land) for age in EXAMPLE_1 for land in ("Iceland", "Portugal", "Spain+Portugal")}
    published = without_spain | {(age, "Spain") for age in EXAMPLE_1}
    assert told(EXAMPLE_1_LATER, LANDS, published, rule(3), union) == ()
    assert told(EXAMPLE_1_LATER, LANDS, without_spain, rule(3), union) != ()


COUNTIES = {"a1": 21, "a2": 13, "a3": 40, "a4": 35, "b1": 3, "b2": 16, "b3": 14, "b4": 60}
LINKED = Structure(
    tuple(COUNTIES),
    {
        "area": {name: (at,) for at, name in enumerate(COUNTIES)},
        "county": {"A": (0, 1, 2, 3), "B": (4, 5, 6, 7)},
        "size": {"large": (0, 1, 4, 7), "small": (2, 3, 5, 6)},
    },
)
# Each table hides two or more in every sum: the areas of A, those of B, and those of the two size classes.
BY_TABLE = (
    (("county", "A"), ("area", "a3"), ("area", "a4")),
    (("county", "B"), ("area", "b4")),
    (("size", "large"), ("size", "small"), ("area", "a3"), ("area", "a4"), ("area", "b4")),
)


def people(partition, group):
    sizes = tuple(COUNTIES.values())
    return Respondents(partition, group, sum(sizes[at] for at in LINKED.members(partition, group)))


def test_tables_that_look_safe_one_by_one_tell_a_count_together():
    """The areas of A tell a1 and a2 together; the large areas are these two, b4 and b1: what is left is b1."""
    own = rule(5, base=10)
    for table in BY_TABLE:
        assert audit([draft(LINKED, own, respondents=tuple(people(*one) for one in table))], own).leaks == ()
    all_told = dict.fromkeys(one for table in BY_TABLE for one in table)
    (first, *_) = audit([draft(LINKED, own, respondents=tuple(people(*one) for one in all_told))], own).leaks
    assert (first.low, first.high) == (3, 3)


def test_a_release_of_the_same_linked_tables_tells_no_such_count():
    rows = [[size - 4 * (size // 5), *[size // 5] * 4] for size in COUNTIES.values()]
    occasion = Occasion(POPULATION, Waves(("term 1",)), LINKED)
    one = release(counted(rows, LINKED.cells), occasion, STANDARD).draft("2026-12-18T12:00:00+00:00")
    assert ("area", "b1") not in {(table.partition, table.group) for table in one.tables}
    assert {table.partition for table in one.tables} == {"area", "county", "size"}
    assert audit([one], one.rule).leaks == ()


def test_noise_has_the_published_chances():
    """From a count of 2 on as printed; a count of 1 has, as published, a variance of 0.932 alone."""
    assert np.round(noise_table(Noise(variance=1, most=2, small=0)).chances[2], 4).tolist() == [
        *(0.0638, 0.2447, 0.3830, 0.2447, 0.0638)
    ]
    ours = noise_table(Noise(variance=0.932, most=2, small=0)).chances[1]
    assert np.allclose(ours, [0, 0.3665, 0.3665, 0.1676, 0.0995], atol=2e-4)


def test_ours_keeps_the_variance_where_the_published_table_gives_it_up():
    """Both make taking one away no likelier than leaving it; published are .3665, .3665, .1676, .0995 with a variance of .932."""
    chances = noise_table(Noise(variance=1, most=2, small=0)).chances[1]
    assert np.allclose(chances, [0, 0.375, 0.375, 0.125, 0.125], atol=1e-9)
    assert np.isclose(chances @ np.array([4, 1, 0, 1, 4]), 1)
    published = np.array([0, 0.3665, 0.3665, 0.1676, 0.0995])
    assert round(float(published @ np.array([4, 1, 0, 1, 4])), 3) == 0.932
