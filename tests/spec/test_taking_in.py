"""Answers held against their questionnaire: what fits becomes the frame, what does not is named."""

import pytest

from poet.answers import NotAccepted, sheet_of
from poet.frame import frame
from world import FORM, rows


def take(drawn, **how):
    return frame(FORM, sheet_of(rows(drawn)), **({"area_column": "area"} | how))


def said_of(drawn, **how):
    with pytest.raises(NotAccepted) as caught:
        take(drawn, **how)
    return [str(refusal) for refusal in caught.value.refusals]


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (
            "area heard\nAnyshire mostly\nAnyshire often",
            "row 3, column 'heard': 'often' is not an option of 'heard'. Use one of: mostly, sometimes, never, dont-know.",
        ),
        (
            "area heard\nAnyshire mostly;never",
            "row 2, column 'heard': This question takes one answer. Keep one option and remove the others.",
        ),
        (
            "area helpers\nAnyshire family;nobody",
            "row 2, column 'helpers': 'Nobody' cannot go together with other answers. Keep it alone, or remove it.",
        ),
        (
            "area age\nAnyshire 40",
            "row 2, column 'age': 40 is outside what can be entered here. Enter a number from 0 to 25.",
        ),
        (
            "area age\nAnyshire eleven",
            "row 2, column 'age': 'eleven' is not a number. Enter a number of years, like 11.",
        ),
        (
            "area heard\n. mostly",
            "row 2, column 'area': The cell is empty, so the row belongs nowhere. Fill it, or remove the row.",
        ),
        (
            "area id heard\nAnyshire 7 mostly\nAnyshire 8 never\nAnyshire 7 never",
            "row 4, column 'id': '7' stands in row 2 already. Keep one of the two rows.",
        ),
        (
            "area herd heard\nAnyshire mostly mostly",
            "column 'herd': The questionnaire has no such question. Did you mean 'heard'? Rename it, or say --ignore herd.",
        ),
        (
            "area colour\nAnyshire red",
            "No column is a question of this questionnaire. Name columns by item id, as in the questionnaire file.",
        ),
        (
            "place heard\nAnyshire mostly",
            "column 'area': There is no column of this name. The columns are: place, heard.",
        ),
    ],
    ids=[
        "unknown code",
        "two answers",
        "not alone",
        "too high",
        "no number",
        "no area",
        "same person",
        "unknown column",
        "no question",
        "no area column",
    ],
)
def test_answers_that_do_not_fit_are_named_with_row_column_and_what_to_do(drawn, words):
    assert said_of(drawn) == [words]


def test_a_question_is_recognised_in_capitals_and_blanks():
    sheet = sheet_of({"heard": ["mostly"], "HELP ers": ["family"]})
    with pytest.raises(NotAccepted, match="Did you mean 'helpers'"):
        frame(FORM, sheet, area_column=None)


def test_a_multiple_choice_cannot_part_people_into_groups():
    assert said_of("heard helpers\nmostly family", area_column="helpers") == [
        "column 'helpers': Answers cannot be grouped by this question. Choose one that takes a single answer, or a column of areas."
    ]


def test_lenient_leaves_out_only_the_cell_the_column_or_the_row_that_is_wrong():
    taken = take(
        """
        area      id  heard   age  colour
        Anyshire  1   often   3    red
        Anyshire  2   mostly  99   red
        .         3   mostly  4    red
        Anyshire  1   never   5    red
        """,
        lenient=True,
    )
    assert (taken.frame.respondents, len(taken.dropped)) == (2, 5)
    assert taken.frame.columns["heard"].codes.tolist() == [0, 1]
    assert taken.frame.columns["age"].values[0] == 3.0


def test_of_a_hundred_faults_the_first_fifty_are_told_and_how_many_more_there_are():
    words = said_of("area heard age\n" + "\n".join("Anyshire often 99" for _ in range(50)))
    assert (len(words), words[-1]) == (51, "... and 50 more. Mend these first, then try again.")


def test_faults_are_told_from_top_to_bottom():
    drawn = """
        area      id  heard   age
        Anyshire  1   mostly  3
        Anyshire  2   often   99
        .         3   often   4
        Anyshire  .   mostly  5
        Anyshire  1   mostly  6
    """
    assert [tuple(words.split(":")[0].split(", ")) for words in said_of(drawn)] == [
        ("row 3", "column 'heard'"),
        ("row 3", "column 'age'"),
        ("row 4", "column 'area'"),
        ("row 4", "column 'heard'"),
        ("row 5", "column 'id'"),
        ("row 6", "column 'id'"),
    ]


def test_lenient_tells_everything_it_leaves_out():
    taken = take("area heard\n" + "\n".join("Anyshire often" for _ in range(200)), lenient=True)
    assert (len(taken.dropped), taken.frame.respondents) == (200, 200)


def test_lenient_keeps_the_first_row_of_a_respondent_that_names_an_area():
    taken = take(
        """
        area      id  heard
        .         1   never
        Anyshire  1   mostly
        Anyshire  1   never
        """,
        lenient=True,
    )
    assert taken.frame.columns["heard"].codes.tolist() == [1]
    assert [str(refusal) for refusal in taken.dropped] == [
        "row 2, column 'area': The cell is empty, so the row belongs nowhere. Fill it, or remove the row.",
        "row 4, column 'id': '1' stands in row 3 already. Keep one of the two rows.",
    ]


def test_empty_lines_are_nobody_and_move_no_row_number():
    drawn = """
        area      id  heard
        .         .   .
        Anyshire  1   mostly
        .         .   .
        Anyshire  2   often
        .         .   .
    """
    assert said_of(drawn) == [
        "row 5, column 'heard': 'often' is not an option of 'heard'. Use one of: mostly, sometimes, never, dont-know."
    ]
    assert take(drawn.replace("often", "never")).frame.respondents == 2


def test_one_name_written_in_two_ways_is_one_area():
    sheet = sheet_of({"area": ["Ynys Mo\u0302n", "Ynys M\u00f4n"], "heard": ["mostly", "never"]})
    assert frame(FORM, sheet, area_column="area").frame.areas == ("Ynys M\u00f4n",)


def test_groups_of_a_question_stand_in_its_own_order():
    ages = take("age heard\n10 never\n9.0 mostly\n9 never\n. never", area_column="age").frame
    heard = take("heard age\nnever 1\nmostly 2\nmostly; 3\n. 4", area_column="heard").frame
    assert (ages.areas, ages.starts.tolist()) == (("9", "10"), [0, 2, 3])
    assert (heard.areas, heard.starts.tolist()) == (("mostly", "never"), [0, 2, 3])


def test_a_wrong_answer_is_no_group_of_its_own():
    taken = take("heard age\noften 1\nmostly 2", area_column="heard", lenient=True)
    assert (taken.frame.areas, taken.frame.respondents) == (("mostly",), 1)


def test_a_question_that_is_not_in_the_table_is_unanswered():
    columns = take("area heard\nAnyshire mostly").frame.columns
    assert columns["helpers"].ticks.tolist() == [0]
    assert columns["words"].is_written.tolist() == [False]
    assert str(columns["age"].values.tolist()) == "[nan]"
