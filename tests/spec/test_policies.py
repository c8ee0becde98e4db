"""A policy says what may be printed for every audience, and one with a hole is refused with its line."""

from __future__ import annotations

import pytest

from poet.instrument import Refused
from poet.protect import STANDARD, Audience, parse_policy, published
from poet.protect.publishing import SHELF, register

TEXT = (SHELF / "standard-2026.toml").read_text(encoding="utf-8")


def faults(text):
    with pytest.raises(Refused) as refused:
        parse_policy(text, "policy.toml")
    return [(fault.line, fault.wrong) for fault in refused.value.faults]


def line(words, nth=0):
    return [at for at, one in enumerate(TEXT.splitlines(), 1) if words in one][nth]


def test_published_policies_have_not_changed():
    assert {name: one[Audience.PUBLIC].digest for name, one in published().items()} == dict(register())


def test_a_policy_speaks_for_every_audience():
    assert set(parse_policy(TEXT, "policy.toml")) == set(Audience)


def test_the_standard_is_the_published_one_for_the_public():
    assert parse_policy(TEXT, "policy.toml")[Audience.PUBLIC] == STANDARD
    assert (STANDARD.minimum_base, STANDARD.minimum_cell, STANDARD.everyone, STANDARD.extremes) == (10, 5, False, False)


def test_a_changed_figure_is_another_policy():
    other = parse_policy(TEXT.replace("minimum_base = 10", "minimum_base = 12"), "policy.toml")[Audience.PUBLIC]
    assert (other.minimum_base, other.digest == STANDARD.digest) == (12, False)


def test_an_audience_left_out_is_a_hole():
    cut = TEXT[: TEXT.index('[[audiences]]\naudience = "researchers"')]
    assert faults(cut) == [(1, "Nothing is said for 'researchers'.")]


def test_a_figure_left_out_is_a_hole():
    cut = TEXT.replace(
        "minimum_cell = 5         # a category of 1 to 4 people is joined with others, and no count can be told more narrowly\n",
        "",
        1,
    )
    assert faults(cut) == [(line("[[audiences]]"), "An audience needs the key 'minimum_cell'.")]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (
            "minimum_cell = 5 ",
            "minimum_cell = 11",
            "A cell of 11 people may be shown only of 10 or more people in all.",
        ),
        ("minimum_cell = 5 ", "minimum_cell = 1.5", "'minimum_cell' is 1.5."),
        ("largest_share = 0.5", "largest_share = 5", "A largest share of 5 is none."),
        ("decimals = 0", "decimals = 4", "4 decimals tell the counts behind a percentage."),
    ],
)
def test_figures_that_contradict_the_promise_are_refused_where_they_stand(old, new, wrong):
    at = line(old)
    assert faults(TEXT.replace(old, new, 1))[0] == (at, wrong)


def test_what_more_people_see_is_protected_at_least_as_much():
    where = TEXT.index('audience = "public"')
    laxer = TEXT[:where] + TEXT[where:].replace("minimum_base = 10", "minimum_base = 8", 1)
    wrong = "'minimum_base' protects 'public' less than {seer!r}, who see it too."
    assert faults(laxer) == [
        (line("minimum_base", 2), wrong.format(seer=seer)) for seer in ("own managers", "other councils", "researchers")
    ]


def test_one_reader_is_not_given_the_same_people_in_two_ways():
    text = (SHELF / "open-data-2026.toml").read_text(encoding="utf-8")
    at = text.rindex('opening = "rounding"')
    mixed = text[:at] + text[at:].replace("rounding", "noise", 1)
    assert [wrong for _, wrong in faults(mixed)] == [
        "'researchers' are given noise, and see what 'public' are given: rounding."
    ]


def test_a_way_of_giving_open_data_that_is_none_is_refused():
    text = (SHELF / "open-data-2026.toml").read_text(encoding="utf-8")
    assert len(faults(text.replace('opening = "exact"', 'opening = "guessing"', 1))) == 1
