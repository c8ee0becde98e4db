"""The engines for millions agree with counting on fingers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from poet.answers import sheet_of
from poet.count import count
from poet.count.bitmaps import option_bits
from poet.count.bootstrap import replicates
from poet.count.pairs import pair_tables
from poet.count.streaming import count_snapshot
from poet.frame import frame, open_snapshot, write_snapshot
from poet.instrument import parse

FORM = parse(
    """
    id = "two"
    version = "1"
    title = "Two questions and a group"
    respondents = "people"
    [[scales]]
    id = "often"
    options = [
      { code = "mostly", text = "Mostly", side = "favourable" },
      { code = "sometimes", text = "Sometimes", side = "neutral" },
      { code = "never", text = "Never", side = "unfavourable" },
      { code = "dont-know", text = "Don't know", apart = true },
    ]
    [[sections]]
    id = "all"
    title = "All"
    kind = "process"
    [[items]]
    id = "heard"
    section = "all"
    kind = "one"
    scale = "often"
    ask = "I was heard."
    [[items]]
    id = "told"
    section = "all"
    kind = "one"
    scale = "often"
    ask = "I was told."
    [[items]]
    id = "gender"
    section = "all"
    kind = "one"
    ask = "Who are you?"
    options = [{ code = "girl", text = "Girl" }, { code = "boy", text = "Boy" }]
    """,
    "two.toml",
)
OFTEN = ("mostly", "sometimes", "never", "dont-know")
people = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from(["Anyshire", "Nowhere", "Othershire"]),
            "heard": st.sampled_from(["", *OFTEN]),
            "told": st.sampled_from(["", *OFTEN]),
            "gender": st.sampled_from(["", "girl", "boy"]),
        }
    ),
    max_size=200,
)


def framed(everyone):
    sheet = sheet_of({name: [one[name] for one in everyone] for name in ("area", "heard", "told", "gender")})
    return frame(FORM, sheet, area_column="area").frame


@given(everyone=people, suffix=st.sampled_from([".arrow", ".parquet"]), block=st.sampled_from([7, 64, 100, 262_144]))
def test_a_snapshot_counted_in_blocks_agrees_with_fingers(tmp_path_factory, everyone, suffix, block):
    file = tmp_path_factory.mktemp("kept") / f"round{suffix}"
    write_snapshot(framed(everyone), file, by="gender", rows=block)
    found = count_snapshot(open_snapshot(FORM, file))
    assert (found.areas, found.groups) == (framed(everyone).areas, ("girl", "boy", ""))
    for a, area in enumerate(found.areas):
        for g, group in enumerate(found.groups):
            here = [one for one in everyone if (one["area"], one["gender"]) == (area, group)]
            assert found.respondents[a, g] == len(here)
            for item in ("heard", "told"):
                assert found.by_option[item][a, g].tolist() == [sum(p[item] == code for p in here) for code in OFTEN]


@given(people)
def test_a_snapshot_added_up_by_area_is_what_the_frame_counts(tmp_path_factory, everyone):
    file = tmp_path_factory.mktemp("kept") / "round.arrow"
    write_snapshot(framed(everyone), file, by="gender")
    ours, plain = count_snapshot(open_snapshot(FORM, file)).by_area(), count(framed(everyone))
    assert (ours.groups, ours.respondents.tolist()) == (plain.groups, plain.respondents.tolist())
    for item in ("heard", "told", "gender"):
        assert ours.items[item].by_option.tolist() == plain.items[item].by_option.tolist()
        assert ours.items[item].answered.tolist() == plain.items[item].answered.tolist()


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n), max_size=200))))
def test_bitmaps_of_any_number_of_options_mark_the_rows_that_chose_each(case):
    options, codes = case
    bits = option_bits(np.array(codes, np.uint8), options)
    rows = np.unpackbits(np.ascontiguousarray(bits).view(np.uint8), axis=1, bitorder="little")[:, : len(codes)]
    assert rows.tolist() == [[int(code == option) for code in codes] for option in range(1, options + 1)]


@given(people)
def test_tables_of_every_pair_agree_with_fingers(everyone):
    found = pair_tables(framed(everyone), ["heard", "told"])
    for item, other in (("heard", "told"), ("told", "heard"), ("heard", "heard")):
        fingers = [[sum(p[item] == one and p[other] == two for p in everyone) for two in OFTEN] for one in OFTEN]
        assert found.table(item, other).tolist() == fingers


@given(people)
def test_every_replicate_of_everybody_once_is_the_count_itself(everyone):
    """Drawn people bring all their answers: a replicate's base never exceeds its area, and the same question twice is
    the same figure twice."""
    asked = [one | {"told": one["heard"]} for one in everyone]
    given_frame = framed(asked)
    found = replicates(given_frame, runs=20, seed=1)
    assert found.items == ("heard", "told")
    assert (found.favourable[..., 0] == found.favourable[..., 1]).all()
    assert (found.base <= np.diff(given_frame.starts)[:, None]).all()
    assert (found.favourable <= found.base).all()
    for place, (low, high) in enumerate(pairwise(given_frame.starts.tolist())):
        if len({one["heard"] for one in asked if one["area"] == given_frame.areas[place]}) == 1:
            assert set(found.base[:, place, 0].tolist()) <= {0, high - low}
