"""Published caseloads come in checked, whole and by version; targets are the area's, the round's or the policy's."""

from datetime import UTC, datetime
from pathlib import Path

import anyshire
import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import Event
from portal.caseloads import loading
from portal.caseloads.caseload import Caseload, Group, caseloads
from portal.caseloads.loading import Fault, NotLoaded
from portal.caseloads.models import Counts, Figure, RoundTarget, Source
from portal.caseloads.targets import Aimed, NotSet, aim, set_target, targets
from portal.councils import scope
from portal.councils.models import Area
from portal.councils.scope import OutOfScope
from portal.overview.hearing import matches

PUBLISHED = Path(__file__).with_name("published")
AGES = PUBLISHED / "made-up-sen2-age.csv"
SETTINGS = PUBLISHED / "made-up-sen2-setting.csv"
ADULTS = PUBLISHED / "made-up-adults.csv"
CASELOAD = PUBLISHED / "made-up-sen2-caseload.csv"
NEEDS = PUBLISHED / "made-up-sen2-needs.csv"
KEYED = PUBLISHED / "made-up-asc-keys.csv"
NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def areas(db, tmp_path):
    return {area.pk: area for area in anyshire.load_areas(tmp_path)}


@pytest.fixture
def ours(areas):
    return areas[anyshire.ANYSHIRE]


def faults(data: str, **more) -> list[Fault]:
    with pytest.raises(NotLoaded) as refused:
        loading.check(data.encode(), **more)
    return list(refused.value.faults)


def written(folder, text: str) -> Path:
    file = folder / "file.csv"
    file.write_text(text)
    return file


def test_a_file_of_plans_by_age_gives_the_newest_year(ours):
    loading.load(AGES, at=NOW)
    assert caseloads(ours, [Counts.PLANS])[Counts.PLANS] == Caseload(
        3000,
        "2025",
        {
            "age": (
                Group("under-5", "Under 5", 120),
                Group("5-to-10", "Age 5 to 10", 1000),
                Group("11-to-15", "Age 11 to 15", 1100),
                Group("16-to-19", "Age 16 to 19", 650),
                Group("20-to-25", "Age 20 to 25", 130),
            )
        },
    )


def test_another_year_of_the_file_can_be_named_and_never_hides_a_newer_one(ours, tmp_path):
    loading.load(AGES, at=NOW)
    older = written(tmp_path, AGES.read_text() + "\n")
    loading.load(older, at=datetime(2026, 11, 29, tzinfo=UTC), period="2024")
    assert [one.period for one in Source.objects.all()] == ["2025", "2024"]
    assert caseloads(ours, [Counts.PLANS])[Counts.PLANS].people == 3000


def test_settings_are_groups_of_establishments_and_stand_beside_ages(ours):
    loading.load(AGES, at=NOW)
    loading.load(SETTINGS, at=NOW)
    held = caseloads(ours, [Counts.PLANS])[Counts.PLANS]
    assert set(held.groups) == {"age", "setting"}
    assert held.groups["setting"][0] == Group("mainstream-school", "Mainstream school", 1300)
    assert "One kind" not in {one.label for one in held.groups["setting"]}


def test_the_file_of_all_plans_that_is_published_since_2025_gives_ages_and_settings(ours):
    """Ages are told by single years there, settings a column each."""
    loading.load(CASELOAD, at=NOW)
    held = caseloads(ours, [Counts.PLANS])[Counts.PLANS]
    assert (held.people, held.period) == (3000, "202425")
    assert [(one.code, one.people) for one in held.groups["age"]] == [
        ("under-5", 120), ("5-to-10", 1000), ("11-to-15", 1100), ("16-to-19", 650), ("20-to-25", 130),
    ]  # fmt: skip
    assert [(one.label, one.people) for one in held.groups["setting"]] == [
        ("Mainstream school", 1300), ("Special school", 900), ("Alternative provision/Pupil referral unit", 30),
        ("Further education", 420), ("Educated elsewhere", 240), ("Non-maintained early years", 20), ("Unknown", 90),
    ]  # fmt: skip


def test_a_band_of_which_one_year_is_not_told_is_not_told(areas):
    loading.load(CASELOAD, at=NOW)
    held = caseloads(areas[anyshire.OTHERSHIRE], [Counts.PLANS])[Counts.PLANS]
    assert {one.code: one.people for one in held.groups["age"]}["20-to-25"] is None
    assert {one.code: one.people for one in held.groups["setting"]}["non-maintained-early-years"] is None


def test_plans_of_an_academic_year_are_those_of_its_january(areas):
    source = loading.load(CASELOAD, at=NOW, period="202324")
    assert (source.period, source.year) == ("202324", 2024)
    loading.load(AGES, at=NOW, period="2024")  # of one year what was loaded last counts, whichever layout it has
    assert [one.year for one in Source.objects.all()] == [2024, 2024]


def test_the_file_of_needs_gives_each_primary_need_in_the_departments_words(ours):
    loading.load(NEEDS, at=NOW)
    held = caseloads(ours, [Counts.PLANS])[Counts.PLANS]
    told = {one.code: one.people for one in held.groups["need"]}
    assert (held.people, sum(told.values())) == (3000, 3000)
    assert told["autistic-spectrum-disorder"] == 960
    assert told["speech-language-and-communication-needs"] == 640


@pytest.mark.parametrize(
    ("form", "file"), [("ehc-parents", CASELOAD), ("ehc-parents", NEEDS), ("ehc-young-people", NEEDS)]
)
def test_every_group_that_answers_stand_for_is_in_the_departments_file(ours, form, file):
    """A label that is not in the file would leave its group without a caseload, in silence."""
    loading.load(file, at=NOW)
    there = caseloads(ours, [Counts.PLANS])[Counts.PLANS].groups
    known = {attribute: {one.code for one in groups} for attribute, groups in there.items()}
    asked = [match for match in matches(form) if match.attribute in known]
    assert asked
    for match in asked:
        for _, groups in match.groups:
            assert groups & known[match.attribute], (match.item, sorted(groups))
    told = {code for match in asked for _, groups in match.groups for code in groups}
    left = {code for attribute in known for code in known[attribute]} - told
    assert left <= {"unknown", "other-difficulty", "alternative-provision-pupil-referral-unit"}


def test_a_wrong_cell_of_the_wide_file_is_told_by_its_own_column(areas):
    text = NEEDS.read_text().replace(",960,", ",some,")
    assert [(one.line, one.column) for one in faults(text)] == [(2, "number_asd")]


def test_a_year_of_age_that_is_counted_twice_is_told(areas):
    lines = CASELOAD.read_text().splitlines()
    twice = next(line for line in lines if "202425" in line and "Anyshire" in line and ",age 7," in line)
    (fault,) = faults("\n".join([*lines, twice]))
    assert (fault.line, fault.column) == (len(lines) + 1, "ehcplans")


def test_adults_are_read_from_the_columns_of_earlier_years_too(ours):
    loading.load(KEYED, at=NOW, counts=Counts.ADULTS)
    loading.load(ADULTS, at=NOW, counts=Counts.ADULTS)
    early, late = sorted(Source.objects.all(), key=lambda one: one.year)
    told = [
        set(Figure.objects.filter(source=source, area=ours).values_list("attribute", "group", "label", "people"))
        for source in (early, late)
    ]
    assert told[0] == told[1]


def test_every_reason_for_support_that_answers_stand_for_is_in_the_file(ours):
    loading.load(KEYED, at=NOW, counts=Counts.ADULTS)
    there = caseloads(ours, [Counts.ADULTS])[Counts.ADULTS].groups
    known = {one.code for groups in there.values() for one in groups}
    told = {code for match in matches("adults-personal-budget") for _, groups in match.groups for code in groups}
    assert told <= known


def test_what_the_publisher_does_not_tell_is_no_nought(areas):
    loading.load(AGES, at=NOW)
    held = caseloads(areas[anyshire.NOWHERE], [Counts.PLANS])[Counts.PLANS]
    assert held.groups["age"][0] == Group("under-5", "Under 5", None)


def test_a_file_of_adults_must_say_whom_it_counts(ours):
    assert [fault.words for fault in faults(ADULTS.read_text())] == [
        "Say whom the file of adult social care counts: --counts adults or --counts carers."
    ]
    loading.load(ADULTS, at=NOW, counts=Counts.ADULTS)
    held = caseloads(ours, [Counts.ADULTS])[Counts.ADULTS]
    assert (held.people, held.period, [one.people for one in held.groups["age"]]) == (4000, "2025-03-31", [1500, 2500])
    assert Group("sensory-support", "Sensory Support", None) in held.groups["need"]


def test_without_a_file_plans_are_those_that_came_with_the_areas_and_adults_are_not_known(ours):
    assert caseloads(ours, [Counts.PLANS, Counts.ADULTS]) == {
        Counts.PLANS: Caseload(3000, "January 2025"),
        Counts.ADULTS: Caseload(),
    }


def test_a_council_under_an_old_code_is_the_one_of_today(areas):
    Area.objects.create(code="E08000038", name="Barnsley", region="London", kind="x", plans=1)
    text = AGES.read_text().replace(anyshire.ANYSHIRE, "E08000016")
    assert {row.area for row in loading.check(text.encode()).rows} == {
        "E08000038", anyshire.OTHERSHIRE, anyshire.NOWHERE,
    }  # fmt: skip


HEAD = "time_period,geographic_level,new_la_code,age,num_caseload\n"
BAD = {
    "code": (f"{HEAD}2025,Local authority,E10999999,Total,4\n", 2, "new_la_code", "There is no council with the code"),
    "number": (f"{HEAD}2025,Local authority,{anyshire.ANYSHIRE},Total,lots\n", 2, "num_caseload", "'lots' is no number"),
    "again": (
        HEAD + f"2025,Local authority,{anyshire.ANYSHIRE},Total,4\n" * 2, 3, "num_caseload", "counted on line 2 already",
    ),
    "ragged": (f"{HEAD}2025,Local authority,{anyshire.ANYSHIRE},Total\n", 2, "num_caseload", "has 4 cells where 5"),
    "regions alone": (f"{HEAD}2025,Regional,,Total,4\n", 2, "new_la_code", "no row of a local authority"),
    "no year": (f"{HEAD}soon,Local authority,{anyshire.ANYSHIRE},Total,4\n", 2, "time_period", "names no year"),
    "nothing told": (f"{HEAD}2025,Local authority,{anyshire.ANYSHIRE},Total,x\n", 2, "num_caseload", "withheld"),
    "another file": ("name,people\nAnyshire,4\n", 1, "name", "neither a file of EHC plans"),
    "empty": ("", 1, "", "neither a file of EHC plans"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BAD)
def test_what_is_wrong_is_told_with_line_column_and_remedy(areas, wrong):
    text, line, column, said = BAD[wrong]
    found = faults(text)
    assert [(one.line, one.column) for one in found] == [(line, column)]
    assert said in found[0].words


def test_every_fault_is_told_and_nothing_is_stored(areas, tmp_path):
    text = AGES.read_text().replace(",1000,", ",many,").replace(f",{anyshire.OTHERSHIRE},", ",E10999999,")
    with pytest.raises(CommandError, match="nothing was changed") as refused:
        call_command("load_caseload", written(tmp_path, text))
    assert str(refused.value).count("many") == 1
    assert "E10999999" in str(refused.value)
    assert not Source.objects.exists()
    assert not Figure.objects.exists()


def test_windows_1252_is_refused_with_what_to_do(areas):
    with pytest.raises(NotLoaded, match="CSV UTF-8"):
        loading.check("é".encode("cp1252"))


def test_the_same_file_twice_is_noticed(areas, capsys):
    call_command("load_caseload", AGES)
    assert "18 figures of 3 areas are loaded" in capsys.readouterr().out
    with pytest.raises(CommandError, match="This file was loaded before, as made-up"):
        call_command("load_caseload", AGES)
    assert Source.objects.count() == 1


def test_a_load_is_written_into_the_audit_log(areas):
    source = loading.load(AGES, at=NOW)
    event = Event.objects.get()
    assert (event.actor, event.thing, event.detail) == (
        "operator", f"caseload:{source.pk}", {"change": "caseload loaded"},
    )  # fmt: skip


def test_an_areas_own_target_stands_before_the_rounds_and_the_policys(world):
    ours = Area.objects.get(pk=anyshire.ANYSHIRE)
    policy = Aimed(50, own=False, source=aim("small").source)
    assert targets(world.round, ours, ["small"]) == {"small": policy}
    RoundTarget.objects.create(round=world.round, form="small", people=40)
    assert targets(world.round, ours, ["small"])["small"] == Aimed(40, own=False, source="set for this round")
    assert set_target(world.round, ours, "small", "1,200") == 1200
    assert targets(world.round, ours, ["small"])["small"] == Aimed(1200, own=True, source="set by your council")
    assert set_target(world.round, ours, "small", " ") is None
    assert targets(world.round, ours, ["small"])["small"].people == 40


@pytest.mark.parametrize("said", ["0", "-5", "some", "1000000", "٣", "5.5"])
def test_a_target_is_a_whole_number(world, said):
    with pytest.raises(NotSet, match="Enter a whole number"):
        set_target(world.round, Area.objects.get(pk=anyshire.ANYSHIRE), "small", said)


def test_the_policy_says_what_the_sources_say():
    named = {form: aim(form).people for form in ("ehc-young-people", "ehc-parents", "ehc-practitioners")}
    assert named == {"ehc-young-people": 25, "ehc-parents": 50, "ehc-practitioners": 50}
    assert (aim("adults-personal-budget").people, aim("adults-carers").people) == (100, 100)
    assert aim("ehc-practitioners").counts is None


def test_somebody_of_another_area_sets_no_target(world):
    with scope.within({anyshire.OTHERSHIRE}), pytest.raises(OutOfScope):
        set_target(world.round, Area.objects.get(pk=anyshire.ANYSHIRE), "small", "9")
