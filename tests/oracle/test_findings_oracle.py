"""Whatever people say, however few they are: findings come out whole, without a figure that is no number."""

import math
from dataclasses import fields, is_dataclass, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.test_counting_oracle import people
from oracle.test_crossing_oracle import INTO, framed
from poet.compare import Difference, Period
from poet.count import packed
from poet.findings import Material, Round, State, dump, parse, release, run, text
from poet.measure import Estimate
from poet.protect import STANDARD
from world import FORM

EVERYTHING = """
id = "all"
title = "All there is"
level = "area"
reports = "one for all"
[groups.near]
areas = ["Anyshire", "Nowhere"]
[[measures]]
items = ["all"]
what = ["options", "favourable", "unfavourable", "net", "mean", "numbers"]
[[measures]]
level = "nation"
what = ["mean"]
[[comparisons]]
beside = ["rest-of-region", "rest-of-nation", "all-answers", "average-area", "near"]
[[subgroups]]
by = ["helpers"]
[[changes]]
margin = 0.05
[[trends]]
[[triangulations]]
of = "being heard"
margin = 0.1
voices = { world = "heard", other = "heard" }
[[models]]
level = "nation"
what = "across-areas"
by = ["helpers"]
"""
PLAN = parse(EVERYTHING, "all.toml", FORM)
OPEN = replace(
    STANDARD, minimum_base=1, minimum_cell=1, largest_share=1.0, everyone=True, model_people=1, model_residual=0
)


def year(number):
    return Period(date(number, 1, 1), date(number, 12, 31))


def found(everyone, before, policy):
    kept, then = packed(framed(everyone)), packed(framed(before))
    last = release(PLAN, then, INTO, policy)
    earlier = tuple(Round(str(number), year(number), last) for number in range(2020, 2024))
    material = Material(release(PLAN, kept, INTO, policy), INTO, year(2024), earlier, voices={"other": last}, kept=kept)
    return run(PLAN, material)


def numbers(value):
    """Every number within a value."""
    if isinstance(value, float):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from numbers(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)


@settings(max_examples=30)
@given(people, people, st.sampled_from([STANDARD, OPEN]))
def test_every_chapter_comes_out_whole_and_every_figure_is_a_number(everyone, before, policy):
    findings = found(everyone, before, policy)
    assert [one for one in numbers(findings) if not math.isfinite(one)] == []
    assert {type(line.state) for line in findings.lines} <= {State}
    assert dump(findings).startswith(b"{")
    assert len(text(findings).splitlines()) > len(findings.lines)


@settings(max_examples=30)
@given(people, people)
def test_under_the_standing_policy_no_figure_rests_on_fewer_people_than_may_be_shown(everyone, before):
    for line in found(everyone, before, STANDARD).lines:
        match line.outcome:
            case Estimate(base=base):
                assert base >= STANDARD.minimum_base
            case Difference(here=here, there=there):
                assert min(here.base, there.base) >= STANDARD.minimum_base
