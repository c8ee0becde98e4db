"""Which page comes next, and which answers are still asked for."""

import pytest

from poet.instrument import parse
from poet.route import is_asked, kept, pages, path

FORM = parse(
    """
    id = "walk"
    version = "1"
    title = "A walk"
    respondents = "people"
    [[variants]]
    id = "plan"
    [[variants]]
    id = "budget"
    [[scales]]
    id = "often"
    options = [{ code = "mostly", text = "Mostly" }, { code = "never", text = "Never" }]
    [[scales]]
    id = "yes-no"
    options = [{ code = "yes", text = "Yes" }, { code = "no", text = "No" }, { code = "unsure", text = "Unsure", apart = true }]
    [[sections]]
    id = "about"
    title = "About"
    kind = "context"
    [[sections]]
    id = "process"
    title = "Process"
    kind = "process"
    [[items]]
    id = "has-budget"
    section = "about"
    kind = "one"
    scale = "yes-no"
    ask = "Is there a budget?"
    [[items]]
    id = "paid"
    section = "about"
    kind = "many"
    ask = "How is it paid?"
    options = [{ code = "weekly", text = "Weekly" }, { code = "once", text = "Once" }, { code = "else", text = "Else" }]
    when = [{ item = "has-budget", is = ["yes", "unsure"] }]
    [[items]]
    id = "sum"
    section = "about"
    kind = "number"
    unit = "pounds"
    ask = "How much?"
    when = [{ item = "has-budget", is = ["yes"] }, { item = "paid", is = ["weekly", "once"] }]
    [[items]]
    id = "plan-made"
    section = "about"
    kind = "one"
    scale = "yes-no"
    ask = "Is there a plan?"
    variants = ["plan"]
    [[items]]
    id = "heard"
    section = "process"
    kind = "one"
    scale = "often"
    block = "in-time"
    ask = "We were heard."
    [[items]]
    id = "clear"
    section = "process"
    kind = "one"
    scale = "often"
    block = "in-time"
    ask = "It was clear."
    when = [{ item = "has-budget", is = ["yes"] }]
    [[items]]
    id = "in-time"
    section = "process"
    kind = "one"
    scale = "often"
    ask = "It was in time."
    """,
    "walk.toml",
)
PLAN, BUDGET = FORM.variants


def on(these):
    return [[item.id for item in page.items] for page in these]


def walked(**answers):
    return on(path(FORM, BUDGET, {name.replace("_", "-"): cell for name, cell in answers.items()}))


def test_a_page_is_one_question_or_a_block_of_neighbours():
    assert on(pages(FORM, PLAN)) == [["has-budget"], ["paid"], ["sum"], ["plan-made"], ["heard", "clear"], ["in-time"]]


def test_a_wording_asks_only_its_own_questions():
    assert on(pages(FORM, BUDGET)) == [["has-budget"], ["paid"], ["sum"], ["heard", "clear"], ["in-time"]]


def test_a_page_is_named_for_its_first_question_and_knows_its_section():
    assert [(page.id, page.section.id) for page in pages(FORM, BUDGET)] == [
        ("has-budget", "about"),
        ("paid", "about"),
        ("sum", "about"),
        ("heard", "process"),
        ("in-time", "process"),
    ]


def test_a_block_may_bear_the_name_of_the_question_after_it():
    assert on(pages(FORM, BUDGET))[-2:] == [["heard", "clear"], ["in-time"]]


@pytest.mark.parametrize("said", ["", "no"])
def test_questions_about_what_is_not_there_are_left_out(said):
    assert walked(has_budget=said) == [["has-budget"], ["heard"], ["in-time"]]


def test_an_answer_leads_on_to_what_depends_on_it():
    assert walked(has_budget="yes") == [["has-budget"], ["paid"], ["heard", "clear"], ["in-time"]]


def test_dont_know_can_lead_on_too():
    assert walked(has_budget="unsure") == [["has-budget"], ["paid"], ["heard"], ["in-time"]]


@pytest.mark.parametrize(("paid", "asked"), [("weekly", True), ("else;once", True), ("else", False), ("", False)])
def test_one_of_several_answers_is_enough_to_lead_on(paid, asked):
    assert is_asked(FORM.by_id["sum"], {"has-budget": "yes", "paid": paid}) is asked


def test_every_condition_must_be_met():
    assert not is_asked(FORM.by_id["sum"], {"has-budget": "unsure", "paid": "weekly"})


def test_a_page_keeps_its_name_when_its_first_question_is_left_out():
    form = parse(SWITCHED, "switched.toml")
    assert [page.id for page in path(form, form.variants[0], {})] == ["gate", "first"]


def test_an_earlier_answer_changed_takes_the_later_ones_with_it():
    answers = {"has-budget": "no", "paid": "weekly", "sum": "20", "heard": "mostly", "clear": "never"}
    assert kept(FORM, BUDGET, answers) == {"has-budget": "no", "heard": "mostly"}


def test_what_was_routed_away_leads_nowhere_either():
    answers = {"paid": "weekly", "sum": "20", "in-time": "never"}
    assert kept(FORM, BUDGET, answers) == {"in-time": "never"}


def test_answers_that_were_asked_for_are_kept():
    answers = {
        "has-budget": "yes",
        "paid": "weekly",
        "sum": "20",
        "heard": "mostly",
        "clear": "never",
        "in-time": "mostly",
    }
    assert kept(FORM, BUDGET, answers) == answers


def test_answers_of_another_wording_and_of_no_question_are_left_out():
    assert kept(FORM, BUDGET, {"plan-made": "yes", "who-am-i": "x", "in-time": "never", "heard": ""}) == {
        "in-time": "never"
    }


SWITCHED = """
id = "switched"
version = "1"
title = "Switched"
respondents = "people"
[[scales]]
id = "often"
options = [{ code = "mostly", text = "Mostly" }, { code = "never", text = "Never" }]
[[sections]]
id = "all"
title = "All"
kind = "context"
[[items]]
id = "gate"
section = "all"
kind = "one"
scale = "often"
ask = "Do we go on?"
[[items]]
id = "first"
section = "all"
kind = "one"
scale = "often"
block = "b"
ask = "The first?"
when = [{ item = "gate", is = ["mostly"] }]
[[items]]
id = "second"
section = "all"
kind = "one"
scale = "often"
block = "b"
ask = "The second?"
"""
