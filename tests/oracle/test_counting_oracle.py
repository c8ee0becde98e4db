"""The fast way agrees with counting on fingers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from poet.answers import codes, sheet_of
from poet.count import count
from poet.frame import frame
from world import FORM

people = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from(["Anyshire", "othershire", "Nowhere", "कहीं नहीं", "z"]),
            "heard": st.sampled_from(["", "mostly", "sometimes", "never", "dont-know"]),
            "helpers": st.sampled_from(["", "family", "school", "family;school", "nobody", " school ; family "]),
            "age": st.sampled_from(["", "3", "11.5", "25", "0"]),
            "words": st.sampled_from(["", "late", "嗨"]),
        }
    ),
    max_size=300,
)


@given(people)
def test_counting_agrees_with_fingers(everyone):
    sheet = sheet_of(
        {name: [person[name] for person in everyone] for name in ("area", "heard", "helpers", "age", "words")}
    )
    counts = count(frame(FORM, sheet, area_column="area").frame)
    areas = sorted({person["area"] for person in everyone}, key=str.casefold)
    assert list(counts.groups) == areas
    for place, area in enumerate(areas):
        here = [person for person in everyone if person["area"] == area]
        assert counts.respondents[place] == len(here)
        for item in ("heard", "helpers"):
            fingers = [sum(option.code in codes(p[item]) for p in here) for option in FORM.by_id[item].options]
            assert counts.items[item].by_option[place].tolist() == fingers
            assert counts.items[item].answered[place] == sum(bool(p[item]) for p in here)
        assert counts.items["age"].values[place].tolist() == sorted(float(p["age"]) for p in here if p["age"])
        assert counts.items["words"].written[place] == sum(bool(p["words"]) for p in here)


@given(people, st.randoms())
def test_the_order_of_rows_does_not_matter(everyone, dice):
    shuffled = dice.sample(everyone, len(everyone))
    first, second = (
        count(
            frame(
                FORM, sheet_of({name: [p[name] for p in some] for name in ("area", "heard")}), area_column="area"
            ).frame
        )
        for some in (everyone, shuffled)
    )
    assert np.array_equal(first.items["heard"].by_option, second.items["heard"].by_option)
