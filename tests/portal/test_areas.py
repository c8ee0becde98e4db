"""England's councils are loaded whole or not at all, and a broken file is told line by line."""

from collections import Counter

import anyshire
import pytest
from django.core.management import CommandError, call_command

from portal.councils import england
from portal.councils.models import Area


@pytest.fixture
def england_loaded(db):
    england.load(england.TABLE)


def test_england_has_153_councils(england_loaded):
    assert Area.objects.count() == 153


def test_their_plans_add_up_to_the_published_sum(england_loaded):
    assert sum(Area.objects.values_list("plans", flat=True)) == 638_745


def test_each_region_has_its_councils(england_loaded):
    assert Counter(Area.objects.values_list("region", flat=True)) == {
        "East Midlands": 10,
        "East of England": 11,
        "London": 33,
        "North East": 12,
        "North West": 24,
        "South East": 19,
        "South West": 15,
        "West Midlands": 14,
        "Yorkshire and The Humber": 15,
    }


def test_names_stand_as_they_are_written(england_loaded):
    names = ["Bournemouth, Christchurch and Poole", "Bristol", "Herefordshire", "Kingston upon Hull", "Isles of Scilly"]
    assert Area.objects.filter(name__in=names).count() == len(names)


def test_loading_again_brings_changes_and_no_doubles(england_loaded, tmp_path):
    changed = tmp_path / "areas.csv"
    changed.write_text(
        england.TABLE.read_text().replace(
            "E06000001,Hartlepool,North East,unitary,966", "E06000001,Hartlepool,North East,unitary,970"
        )
    )
    england.load(changed)
    assert (Area.objects.count(), Area.objects.get(code="E06000001").plans) == (153, 970)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "E10900002,Othershire",
            ",Othershire",
            "line 3, column code: The code is missing. Enter the council's GSS code, nine characters like E10000007.",
        ),
        (
            "E10900002,Othershire",
            "W06000015,Othershire",
            "line 3, column code: 'W06000015' is not the code of an English council. Enter E06, E08, E09 or E10 and six digits, like E10000007.",
        ),
        (
            "E10900002,Othershire",
            "E10900001,Othershire",
            "line 3, column code: E10900001 stands on line 2 already. Give each council one row.",
        ),
        (
            "E10900002,Othershire",
            "E10900002,ANYSHIRE",
            "line 3, column name: 'ANYSHIRE' stands on line 2 already. Give each council its own name.",
        ),
        ("E10900002,Othershire", "E10900002,", "line 3, column name: The name is missing. Enter it."),
        (
            "South West",
            "Wessex",
            "line 3, column region: 'Wessex' is not a region of England. Use one of: East Midlands, East of England, London, "
            "North East, North West, South East, South West, West Midlands, Yorkshire and The Humber.",
        ),
        (
            "county,2000",
            'county,"2,000"',
            "line 3, column plans_january_2025: '2,000' is not a number of plans. Enter a whole number without commas, like 3267.",
        ),
        (
            "county,2000",
            "county,2000,",
            "line 3, column plans_january_2025: The row has 6 cells where 5 are expected. Put a name with a comma in it in quotation marks.",
        ),
        (
            "code,name",
            "gss,name",
            "line 1, column code: The header has no column code. Name the columns code, name, region, kind, plans_january_2025.",
        ),
    ],
    ids=["no-code", "welsh", "code-twice", "name-twice", "no-name", "region", "number", "ragged", "header"],
)
def test_a_broken_file_is_refused_whole(db, tmp_path, old, new, fault):
    file = tmp_path / "areas.csv"
    file.write_text(anyshire.AREAS.replace(old, new))
    with pytest.raises(england.NotLoaded) as refused:
        england.load(file)
    assert str(refused.value) == fault
    assert Area.objects.count() == 0


def test_every_fault_is_told_at_once(db, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text(anyshire.AREAS.replace("E10900001", "").replace("London", "Londinium"))
    with pytest.raises(england.NotLoaded) as refused:
        england.load(file)
    assert [(fault.line, fault.column) for fault in refused.value.faults] == [(2, "code"), (4, "region")]


def test_a_file_without_rows_says_so(db, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text(anyshire.AREAS.splitlines()[0])
    with pytest.raises(england.NotLoaded, match="line 2, column code: The file has no areas"):
        england.load(file)


def test_a_file_in_another_encoding_is_refused_in_words(db, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_bytes(anyshire.AREAS.replace("Nowhere", "Nöwhere").encode("windows-1252"))
    with pytest.raises(england.NotLoaded, match="line 1, column code: The file is not UTF-8"):
        england.load(file)


def test_the_command_says_that_nothing_was_changed(db, tmp_path):
    file = tmp_path / "areas.csv"
    file.write_text(anyshire.AREAS.replace("E10900001", ""))
    with pytest.raises(
        CommandError, match=r"areas\.csv was not loaded, and nothing was changed\.\nline 2, column code"
    ):
        call_command("load_areas", str(file))


def test_the_command_names_a_file_that_is_not_there(db, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("load_areas", str(tmp_path / "none.csv"))
