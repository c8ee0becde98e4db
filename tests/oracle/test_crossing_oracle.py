"""Joined areas and crossed questions agree with counting on fingers."""

import pytest
from hypothesis import given

from oracle.test_counting_oracle import people
from poet.answers import codes, sheet_of
from poet.count import NO_ANSWER, NOT, count, crossed, crossing_name, merged, only, packed
from poet.frame import frame
from world import FORM

NAMES = ("area", "heard", "helpers", "age", "words")
# Two areas of the first region, one alone in the second, two in the third.
INTO = {"Anyshire": "west", "othershire": "East", "Nowhere": "north", "कहीं नहीं": "north", "z": "west"}


def framed(everyone):
    sheet = sheet_of({name: [person[name] for person in everyone] for name in NAMES})
    return frame(FORM, sheet, area_column="area").frame


def assert_counted(counts, place, here):
    """The counts of one group are those of these people, item by item."""
    assert counts.respondents[place] == len(here)
    for item in ("heard", "helpers"):
        fingers = [sum(option.code in codes(p[item]) for p in here) for option in FORM.by_id[item].options]
        assert counts.items[item].by_option[place].tolist() == fingers
        assert counts.items[item].answered[place] == sum(bool(p[item]) for p in here)
    assert counts.items["age"].values[place].tolist() == sorted(float(p["age"]) for p in here if p["age"])
    assert counts.items["words"].written[place] == sum(bool(p["words"]) for p in here)


@given(people)
def test_joined_areas_hold_everybody_of_their_areas(everyone):
    counts = merged(count(framed(everyone)), INTO)
    regions = sorted({INTO[person["area"]] for person in everyone}, key=str.casefold)
    assert list(counts.groups) == regions
    for place, region in enumerate(regions):
        assert_counted(counts, place, [person for person in everyone if INTO[person["area"]] == region])


@given(people)
def test_each_group_of_a_crossing_holds_those_who_said_so_in_the_area(everyone):
    found = crossed(packed(framed(everyone)), FORM.by_id["heard"])
    assert found.answers == ("mostly", "sometimes", "never", "dont-know", NO_ANSWER)
    for place, area in enumerate(found.areas):
        for answer, code in enumerate(found.answers):
            here = [p for p in everyone if p["area"] == area and (p["heard"] or NO_ANSWER) == code]
            group = place * len(found.answers) + answer
            assert found.counts.groups[group] == crossing_name(area, code)
            assert_counted(found.counts, group, here)


@given(people)
def test_a_tick_of_several_parts_people_into_those_who_chose_it_those_who_did_not_and_the_silent(everyone):
    found = crossed(packed(framed(everyone)), FORM.by_id["helpers"], "school")
    assert found.answers == ("school", NOT + "school", NO_ANSWER)
    for place, area in enumerate(found.areas):
        said = [(p, codes(p["helpers"])) for p in everyone if p["area"] == area]
        parts = (
            [p for p, ticks in said if "school" in ticks],
            [p for p, ticks in said if ticks and "school" not in ticks],
            [p for p, ticks in said if not ticks],
        )
        for answer, here in enumerate(parts):
            assert_counted(found.counts, place * 3 + answer, here)


@given(people)
def test_a_crossing_joined_over_its_answers_is_the_area_again(everyone):
    form = framed(everyone)
    found = crossed(packed(form), FORM.by_id["heard"])
    whole = count(form)
    assert (found.options("helpers").sum(axis=1) == whole.items["helpers"].by_option).all()


@given(people)
def test_some_groups_alone_are_counted_as_they_were_among_all(everyone):
    found = crossed(packed(framed(everyone)), FORM.by_id["heard"])
    for place, area in enumerate(found.areas):
        alone = only(found.counts, range(place * 5, place * 5 + 5))
        assert alone.groups == tuple(crossing_name(area, answer) for answer in found.answers)
        for answer, code in enumerate(found.answers):
            here = [p for p in everyone if p["area"] == area and (p["heard"] or NO_ANSWER) == code]
            assert_counted(alone, answer, here)


def test_an_area_that_belongs_nowhere_is_named():
    counts = count(framed([dict.fromkeys(NAMES, "") | {"area": "Nowhere"}]))
    with pytest.raises(ValueError, match="'Nowhere' belongs to no larger group"):
        merged(counts, {"Anyshire": "west"})


@pytest.mark.parametrize(("item", "tick"), [("age", None), ("words", None), ("helpers", None), ("helpers", "aunt")])
def test_what_does_not_part_people_is_refused(item, tick):
    kept = packed(framed([dict.fromkeys(NAMES, "") | {"area": "Nowhere", "heard": "mostly"}]))
    with pytest.raises(ValueError, match=f"{item} does not part people"):
        crossed(kept, FORM.by_id[item], tick)
