"""How results follow across boundary changes, and how councils are found by what people call them.

Dates and codes: the structural changes orders of each year and the Code History Database of the Office for National
Statistics; the names are those of the 73 sites of 2015.
"""

from datetime import date

import pytest

from portal.councils import boundaries
from portal.councils.boundaries import Beside, Change, Kind, Runs, followed, present
from portal.councils.england import TABLE, read
from portal.councils.naming import One, Several, Unknown, council

NORTH, WEST, NORTHAMPTONSHIRE = "E06000061", "E06000062", "E10000021"
BARNSLEY, OLD_BARNSLEY = "E08000038", "E08000016"
BCP, BOURNEMOUTH, POOLE, DORSET, OLD_DORSET = "E06000058", "E06000028", "E06000029", "E06000059", "E10000009"


def test_an_area_that_was_there_stands_for_itself():
    assert followed(NORTH, answered={NORTH, WEST}) == Runs(frozenset({NORTH}))


def test_a_new_code_for_the_same_ground_changes_nothing():
    assert followed(BARNSLEY, answered={OLD_BARNSLEY}) == Runs(frozenset({OLD_BARNSLEY}))
    assert (present(OLD_BARNSLEY), present(BARNSLEY)) == (BARNSLEY, BARNSLEY)


@pytest.mark.parametrize("half", [NORTH, WEST])
def test_the_history_of_an_area_that_was_split_stands_beside_both_halves_and_is_divided_for_neither(half):
    assert followed(half, answered={NORTHAMPTONSHIRE}) == Beside(frozenset({NORTHAMPTONSHIRE}))


def test_an_area_that_took_in_a_part_of_another_has_no_history_of_its_own():
    assert followed(BCP, answered={BOURNEMOUTH, POOLE, OLD_DORSET}) == Beside(
        frozenset({BOURNEMOUTH, POOLE, OLD_DORSET})
    )
    assert followed(DORSET, answered={OLD_DORSET}) == Beside(frozenset({OLD_DORSET}))


def test_nothing_stands_beside_an_area_without_answers_before():
    assert followed(NORTH, answered=set()) == Beside(frozenset())


MERGED = (
    Change(date(2020, 4, 1), Kind.RECODED, "A0", "A", "A1"),
    Change(date(2024, 4, 1), Kind.MERGED, "A1", "A", "AB"),
    Change(date(2024, 4, 1), Kind.MERGED, "B1", "B", "AB"),
)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ({"A1", "B1"}, Runs(frozenset({"A1", "B1"}))),
        ({"A0", "B1", "C"}, Runs(frozenset({"A0", "B1"}))),
        ({"A1"}, Beside(frozenset({"A1"}))),
        ({"A0"}, Beside(frozenset({"A0"}))),
        ({"AB", "A1"}, Runs(frozenset({"AB"}))),
    ],
    ids=["both", "one under its older code", "one is missing", "older, one is missing", "itself"],
)
def test_merged_areas_are_summed_where_all_of_them_have_answers(answered, expected):
    assert followed("AB", answered=answered, known=MERGED) == expected


def test_areas_open_and_close_on_the_days_of_their_orders():
    assert boundaries.opened(NORTH) == date(2021, 4, 1)
    assert boundaries.closed(NORTHAMPTONSHIRE) == date(2021, 3, 31)
    assert boundaries.closed("E10000030") == date(2027, 3, 31)  # Surrey
    assert (boundaries.opened(BARNSLEY), boundaries.closed(OLD_BARNSLEY)) == (None, None)


def test_every_change_leads_to_an_area_of_today_or_to_one_whose_code_is_not_given_out():
    today = {row.code for row in read(TABLE)}
    assert {one.after for one in boundaries.changes()} - today == {"East Surrey", "West Surrey"}
    assert {one.before for one in boundaries.changes()} & today == {"E10000030"}


# ---- Names ----

NAMES = {row.name: row.code for row in read(TABLE)}
SITES_OF_2015 = """
Bromley, Camden, Croydon, Ealing, Enfield, Greenwich, Hackney, Hammersmith, Havering, Islington, Kensington & Chelsea,
Lambeth, Lewisham, Merton, Redbridge, Southwark, Waltham Forest, Wandsworth, Westminster, Bedfordshire, Cambridgeshire,
Central Bedfordshire, Essex, Hertfordshire, Peterborough, Suffolk, East Sussex, Hampshire, Milton Keynes, Oxfordshire,
Surrey, West Sussex, Bournemouth, Gloucestershire, Somerset, Swindon, Torbay, Bradford, Calderdale, Doncaster,
East Riding, North Yorkshire, Rotherham, Sheffield, City of York, Wakefield, Durham, Gateshead, Derby, Derbyshire,
Leicester City, Leicestershire, Lincolnshire, Northamptonshire, Nottingham City, Nottinghamshire, Birmingham, Coventry,
Herefordshire, Solihull, Staffordshire, Stoke on Trent, Telford & Wrekin, Warwickshire, Wolverhampton, Worcestershire,
Blackpool, Bury, Cheshire West & Chester, Halton, Liverpool, Salford, Wigan
""".replace("\n", " ").split(",")


def test_71_of_the_73_sites_of_2015_are_one_council_today_and_two_need_a_person():
    found = {name.strip(): council(name, NAMES) for name in SITES_OF_2015}
    assert len(found) == 73
    assert {name: which for name, which in found.items() if not isinstance(which, One)} == {
        "Northamptonshire": Several((NORTH, WEST)),
        "Bedfordshire": Several(("E06000055", "E06000056")),
    }
    assert found["Bournemouth"] == One(BCP)
    assert found["Sheffield"] == One("E08000039")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("E08000016", One(BARNSLEY)),
        (" e08000038 ", One(BARNSLEY)),
        ("Leeds City Council", Unknown()),
        ("LEEDS", One("E08000035")),
        ("E10000006", Several(("E06000063", "E06000064"))),
        ("", Unknown()),
        ("Atlantis", Unknown()),
    ],
)
def test_councils_are_found_by_codes_old_and_new(said, expected):
    assert council(said, NAMES) == expected
