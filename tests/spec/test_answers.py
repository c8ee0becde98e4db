"""What may be said to an item, how it is kept, and the words when it may not."""

import pytest

from poet.answers import Refusal, codes, hear, hear_number, sheet_of, together
from poet.instrument import parse
from world import FORM

HEARD, HELPERS, AGE, WORDS = (FORM.by_id[name] for name in ("heard", "helpers", "age", "words"))

MONEY = parse(
    """
    id = "money"
    version = "1"
    title = "Money"
    respondents = "people"
    [[sections]]
    id = "all"
    title = "All"
    kind = "context"
    [[items]]
    id = "sum"
    section = "all"
    kind = "number"
    unit = "pounds"
    low = -100
    high = 10e11
    ask = "How much?"
    [[items]]
    id = "which"
    section = "all"
    kind = "many"
    ask = "Which?"
    options = [
      { code = "a", text = "A" },
      { code = "b", text = "B" },
      { code = "unsure", text = "Unsure", apart = true },
    ]
    """,
    "money.toml",
)
SUM, WHICH = MONEY.items


def refused(item, cell):
    said = hear(item, cell)
    assert isinstance(said, Refusal), said
    return str(said)


@pytest.mark.parametrize("item", FORM.items, ids=lambda item: item.id)
@pytest.mark.parametrize("cell", ["", "  ", "\n"])
def test_an_empty_cell_is_an_unanswered_question(item, cell):
    assert hear(item, cell) == ""


@pytest.mark.parametrize("code", ["mostly", "sometimes", "never", "dont-know"])
def test_each_option_may_be_chosen_blanks_around_it_forgiven(code):
    assert hear(HEARD, f" {code} ") == code


def test_one_answer_is_one():
    words = "column 'heard': This question takes one answer. Keep one option and remove the others."
    assert refused(HEARD, "mostly;never") == words
    assert hear(HEARD, "mostly;mostly") == "mostly"


def test_an_unknown_option_is_named_with_those_there_are():
    words = "is not an option of 'heard'. Use one of: mostly, sometimes, never, dont-know."
    assert refused(HEARD, "Always") == f"column 'heard': 'Always' {words}"
    assert refused(HEARD, "ہمیشہ") == f"column 'heard': 'ہمیشہ' {words}"
    assert refused(HEARD, "x" * 900) == f"column 'heard': '{'x' * 60}...' {words}"


def test_several_answers_are_kept_in_the_order_of_the_options():
    assert hear(HELPERS, " school ;; family;school") == "family;school"
    assert codes("school; family;school;") == ("school", "family")
    assert together(["school", "family"]) == "school;family"


@pytest.mark.parametrize(
    ("item", "cell", "text"), [(HELPERS, "family;nobody", "Nobody"), (WHICH, "unsure;a", "Unsure")]
)
def test_what_stands_alone_and_what_is_apart_goes_with_nothing_else(item, cell, text):
    words = f"column '{item.id}': '{text}' cannot go together with other answers. Keep it alone, or remove it."
    assert refused(item, cell) == words


@pytest.mark.parametrize(("item", "cell"), [(HELPERS, "nobody"), (WHICH, "unsure"), (HEARD, "dont-know")])
def test_what_stands_alone_and_what_is_apart_may_be_said(item, cell):
    assert hear(item, cell) == cell


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("13.50", "13.5"),
        ("£ 8,929", "8929"),
        ("£1,234,567.80", "1234567.8"),
        (".5", "0.5"),
        ("12.", "12"),
        ("+12", "12"),
        ("١٢", "12"),
        ("100000000001", "100000000001"),
        ("-0.00001", "-0.00001"),
    ],
)
def test_a_number_is_kept_as_a_plain_decimal(said, kept):
    assert hear(SUM, said) == kept
    assert hear(SUM, kept) == kept
    assert hear_number(SUM, said) == float(kept)


@pytest.mark.parametrize(
    "said", ["13,50", "1,23,456", "12 pounds", "1e3", "0x10", "nan", "inf", "ten", "1.2.3", "£", "-"]
)
def test_what_is_no_plain_number_is_asked_about(said):
    words = f"{said!r} is not a number. Enter an amount in pounds, like 120 or 13.50."
    assert refused(SUM, said) == f"column 'sum': {words}"


def test_a_number_that_is_too_large_or_too_small_is_told_the_bounds():
    words = "is outside what can be entered here. Enter a number from"
    assert refused(AGE, "26") == f"column 'age': 26 {words} 0 to 25."
    assert refused(AGE, "-1") == f"column 'age': -1 {words} 0 to 25."
    assert refused(SUM, "9" * 400) == f"column 'sum': {'9' * 60}... {words} -100 to 1,000,000,000,000."


@pytest.mark.parametrize(
    "words", ["Es lief gut – danke!", "یہ اچھا تھا", "很好", "हमें मदद मिली", "👍🏽 mostly; but slow", "=1+1", "ŵy"]
)
def test_words_of_every_script_are_kept_as_they_are(words):
    assert hear(WORDS, f"  {words}\n") == words


def test_control_characters_are_left_out_of_comments_and_line_ends_are_one():
    assert hear(WORDS, "one\r\ntwo\rthree\0\x1b[0m\tfour\ud800") == "one\ntwo\nthree[0m four"


def test_a_comment_of_nothing_but_control_characters_says_nothing():
    assert hear(WORDS, "\0\0") == ""


def test_a_comment_may_be_ten_thousand_characters_long():
    assert hear(WORDS, "好" * 10_000) == "好" * 10_000
    words = "column 'words': The comment has 10,001 characters. Shorten it to 10,000 or fewer."
    assert refused(WORDS, "好" * 10_001) == words


def test_a_refusal_tells_the_place_it_knows():
    assert [
        str(Refusal("No.", column, row)) for column, row in ((None, None), ("age", None), (None, 2), ("age", 2))
    ] == [
        "No.",
        "column 'age': No.",
        "row 2: No.",
        "row 2, column 'age': No.",
    ]


def test_a_sheet_keeps_each_distinct_cell_once():
    column = sheet_of({"heard": ["never", "", "mostly", "never", " "]}).columns["heard"]
    assert [column.cells[place] for place in column.at if place >= 0] == ["never", "mostly", "never"]
    assert (column.at < 0).tolist() == [False, True, False, False, True]


def test_the_columns_of_a_sheet_are_equally_long():
    with pytest.raises(ValueError, match=r"columns differ in length: \[1, 2\]"):
        sheet_of({"a": ["1"], "b": ["1", "2"]})
