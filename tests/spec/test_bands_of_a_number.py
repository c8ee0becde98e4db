"""A number parts people in bands that the plan declares: never in others, and never without."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_findings import AREAS, HEAD, PARENTS, ROWS, found, kept, line, people

from poet.associate import fair_share, pooled_by
from poet.compare import groups_apart
from poet.count import NO_ANSWER, cells, crossed
from poet.findings import parse
from poet.instrument import Kind, Refused
from poet.instrument.bands import banded
from poet.protect import Shown

AGE = PARENTS.by_id["child-age"]
STARTS = (3.0, 5.5, 8.0)
CODES = ("under-3", "3-to-under-5.5", "5.5-to-under-8", "8-and-over")
BANDS = "[bands.child-age]\nfrom = [3, 5.5, 8]\n"


def band(age):
    """By fingers: the band that a written age lies in."""
    if not age:
        return NO_ANSWER
    return CODES[sum(float(age) >= start for start in STARTS)]


def test_a_band_takes_in_the_number_it_begins_with():
    made = banded(AGE, STARTS)
    assert (made.kind, made.id, tuple(option.code for option in made.options)) == (Kind.ONE, "child-age", CODES)
    assert [option.text for option in made.options][1] == "3 to under 5.5"
    assert made.in_base == made.options
    assert not made.judged


@given(st.lists(st.sampled_from(["", "0", "2", "3", "5", "6", "8", "9"]), min_size=1, max_size=40))
def test_people_are_counted_by_area_and_band_as_on_fingers(ages):
    rows = [one | {"child-age": age} for one, age in zip(people(len(ages), 5), ages, strict=True)]
    packed, by = kept(rows), banded(AGE, STARTS)
    table = crossed(packed, by, only={"needs-now", "child-age"})
    together = cells(packed, [(by, None)])
    assert table.answers == (*CODES, NO_ANSWER)
    for place, area in enumerate(table.areas):
        for answer, code in enumerate(table.answers):
            here = [row for row in rows if row["area"] == area and band(row["child-age"]) == code]
            said = [sum(row["needs-now"] == one.code for row in here) for one in PARENTS.by_id["needs-now"].options]
            assert table.options("needs-now")[place, answer].tolist() == said
            numbers = table.counts.items["child-age"].values[place * len(table.answers) + answer]
            assert numbers.tolist() == sorted(float(row["child-age"]) for row in here if row["child-age"])
            cell = (together.areas == place) & (together.answers[0] == answer)
            assert together.counts.respondents[cell].sum() == len(here)


def test_a_plan_tells_its_bands_beside_each_other_from_protected_tables():
    body = BANDS + '[[subgroups]]\nlevel = "nation"\nby = ["child-age"]\nitems = ["needs-now"]\n'
    findings, tables = found(body)
    names = [f"everybody x {code}" for code in CODES]
    told = tables.partitions["nation x child-age"].groups
    fingers = [sum(band(row["child-age"]) == code for row in ROWS) for code in CODES]
    whole = [
        sum(
            PARENTS.by_id["needs-now"].option(row["needs-now"]).apart is False
            for row in ROWS
            if band(row["child-age"]) == code
        )
        for code in CODES
    ]
    bases = [told[name]["needs-now"].base for name in names]
    assert sum(fingers) == len(ROWS)
    assert [base.value for base in bases if isinstance(base, Shown)] == whole
    expected = groups_apart({code: told[name]["needs-now"] for code, name in zip(CODES, names, strict=True)})
    assert {one.part: one.outcome for one in findings.lines} == dict(expected)
    assert [one.asked for one in findings.tests] == [len(CODES)]


def test_a_band_of_few_people_is_told_of_nobody():
    """Of nine children under three nothing is told, nor of those beside them who would give them away."""
    young = [row for row in ROWS if band(row["child-age"]) == "under-3"][:9]
    rows = young + [row for row in ROWS if band(row["child-age"]) != "under-3"]
    body = BANDS + '[[measures]]\nlevel = "nation"\nitems = ["needs-now"]\nwhat = ["options"]\n'
    _, tables = found(body + '[[subgroups]]\nlevel = "nation"\nby = ["child-age"]\n', rows=rows)
    groups = tables.partitions["nation x child-age"].groups
    shown = [code for code in CODES if isinstance(groups[f"everybody x {code}"]["needs-now"].base, Shown)]
    assert "under-3" not in shown
    assert len(shown) < len(CODES) - 1


def test_models_take_the_bands_of_the_plan_too():
    tail = '\nlevel = "nation"\nby = ["child-age"]\n'
    across, _ = found(BANDS + '[[models]]\nwhat = "across-areas"\nitems = ["needs-now"]' + tail)
    assert [one.part for one in across.lines] == list(CODES)
    pooling, _ = found(BANDS + '[[models]]\nwhat = "pooling"\nitems = ["judged"]' + tail)
    frame, by = kept(ROWS).frame, banded(AGE, STARTS)
    process = tuple(item.id for item in PARENTS.items if item.judged and item.section == "process")
    assert line(pooling, part="process").outcome == pooled_by(frame, by, process)
    fair, _ = found(BANDS + '[[models]]\nwhat = "fair"\nitems = ["needs-now"]\nby = ["child-age"]\n')
    own = fair_share(frame, AREAS[0], "needs-now", (by,))
    assert line(fair, group=AREAS[0]).outcome == own
    assert own != fair_share(frame, AREAS[0], "needs-now", ("child-age",))


def test_a_word_for_several_questions_takes_in_the_numbers_that_have_bands():
    without, with_bands = (
        parse(HEAD + bands + '[[subgroups]]\nby = ["context"]\n', "p.toml", PARENTS).parts[0].by
        for bands in ("", BANDS)
    )
    assert {one.name for one in with_bands} - {one.name for one in without} == {"child-age"}


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ("[bands.needs-now]\nfrom = [3]\n", "line 4: 'needs-now' is not a question answered by a number. "),
        (
            "[bands.child-age]\nfrom = [5, 3]\n",
            "line 5: These are no bands of 'child-age': they must rise, above 0 and up to 25.",
        ),
        ("[bands.child-age]\nfrom = [5, 5]\n", "line 5: These are no bands of 'child-age'"),
        ("[bands.child-age]\nfrom = [0, 5]\n", "line 5: These are no bands of 'child-age'"),
        ("[bands.child-age]\nfrom = [5, 26]\n", "line 5: These are no bands of 'child-age'"),
        ("[bands.child-age]\nfrom = []\n", "line 5: 'from' is not a list of numbers. Write where each band after"),
        ('[bands.child-age]\nfrom = ["5"]\n', "line 5: 'from' is not a list of numbers. "),
        ("[bands.child-age]\nfrom = [nan]\n", "line 5: 'from' is not a list of numbers. "),
        ("[bands.child-age]\n", "line 4: Bands needs the key 'from'. Add it."),
    ],
)
def test_bands_that_are_none_are_refused_with_their_line_and_what_to_do(bands, said):
    with pytest.raises(Refused) as refused:
        parse(HEAD + bands + '[[measures]]\nwhat = ["net"]\n', "p.toml", PARENTS)
    assert any(str(fault).startswith(f"p.toml, {said}") for fault in refused.value.faults), refused.value


def test_only_a_number_has_bands():
    with pytest.raises(ValueError, match="needs-now is not answered by a number"):
        banded(PARENTS.by_id["needs-now"], STARTS)
    with pytest.raises(ValueError, match="do not rise within 0 and 25"):
        banded(AGE, ())
    assert banded(replace(AGE, high=3.0), (3.0,)).options[-1].code == "3-and-over"


def test_who_gave_no_number_is_in_no_band():
    rows = [row | {"child-age": ""} for row in people(30, 1)]
    table = crossed(kept(rows), banded(AGE, STARTS), only={"needs-now"})
    assert np.count_nonzero(table.options("needs-now")[:, :-1]) == 0
