"""What is counted, and over whom."""

import numpy as np

from poet.answers import sheet_of
from poet.count import count
from poet.frame import frame
from poet.instrument import parse
from world import FORM, said


def options(frame, item):
    """Counts by area and option of a drawn table."""
    found, form = count(frame).items[item], frame.instrument
    codes = [option.code for option in form.by_id[item].options]
    return {
        area: {code: int(n) for code, n in zip(codes, row, strict=True) if n}
        for area, row in zip(frame.areas, found.by_option, strict=True)
    }


def test_each_option_is_counted_over_all_who_answered():
    frame = said("""
        area      heard
        anyshire  mostly
        anyshire  mostly
        anyshire  sometimes
        anyshire  never
    """)
    assert options(frame, "heard") == {"anyshire": {"mostly": 2, "sometimes": 1, "never": 1}}


def test_an_empty_cell_is_no_answer_and_dont_know_is_one():
    frame = said("""
        area      heard
        anyshire  mostly
        anyshire  .
        anyshire  dont-know
    """)
    assert options(frame, "heard") == {"anyshire": {"mostly": 1, "dont-know": 1}}
    assert count(frame).items["heard"].answered.tolist() == [2]
    assert count(frame).respondents.tolist() == [3]


def test_areas_stand_in_alphabetical_order_wherever_their_rows_are():
    frame = said("""
        area        heard
        othershire  never
        Anyshire    mostly
        othershire  mostly
        nowhere     sometimes
    """)
    assert options(frame, "heard") == {
        "Anyshire": {"mostly": 1},
        "nowhere": {"sometimes": 1},
        "othershire": {"mostly": 1, "never": 1},
    }


def test_several_choices_are_counted_each_and_people_once():
    frame = said("""
        area      helpers
        anyshire  family;school
        anyshire  family
        anyshire  nobody
        anyshire  .
    """)
    assert options(frame, "helpers") == {"anyshire": {"family": 2, "school": 1, "nobody": 1}}
    assert count(frame).items["helpers"].answered.tolist() == [3]


def test_numbers_are_kept_by_area_and_words_only_as_having_been_written():
    frame = said("""
        area        age  words
        othershire  11   late
        anyshire    3    .
        anyshire    .    听不懂
        anyshire    2.5  good
    """)
    counts = count(frame)
    assert [values.tolist() for values in counts.items["age"].values] == [[2.5, 3.0], [11.0]]
    assert counts.items["words"].written.tolist() == [2, 1]


def test_answers_can_be_counted_by_another_question():
    frame = said(
        """
        heard   helpers
        mostly  family
        mostly  school
        never   family
        .       family
        """,
        by="heard",
    )
    assert options(frame, "helpers") == {"mostly": {"family": 1, "school": 1}, "never": {"family": 1}}


def test_a_table_without_rows_counts_nobody():
    counts = count(frame(FORM, sheet_of({"area": [], "heard": []}), area_column="area").frame)
    assert (counts.groups, counts.respondents.tolist(), counts.items["heard"].by_option.shape) == ((), [], (0, 4))


def test_a_questionnaire_of_200_items_and_a_question_of_60_options_are_counted():
    choices = ", ".join(f'{{ code = "c{n}", text = "Choice {n}" }}' for n in range(60))
    asked = "".join(
        f'[[items]]\nid = "q{n}"\nsection = "s"\nkind = "many"\nask = "Question {n}?"\noptions = [{choices}]\n'
        for n in range(200)
    )
    form = parse(
        f'id = "long"\nversion = "1"\ntitle = "Long"\nrespondents = "people"\n'
        f'[[sections]]\nid = "s"\ntitle = "S"\nkind = "context"\n{asked}',
        "long.toml",
    )
    sheet = sheet_of({f"q{n}": ["c0;c59", "c59", ""] for n in range(200)})
    counts = count(frame(form, sheet, area_column=None).frame)
    assert {tuple(found.by_option[0, [0, 1, 59]]) for found in counts.items.values()} == {(1, 0, 2)}


def test_areas_of_one_person_and_of_more_than_a_word_do_not_run_into_each_other():
    sizes = {"a": 1, "b": 63, "c": 64, "d": 65, "e": 1, "f": 130}
    area = [name for name, size in sizes.items() for _ in range(size)]
    heard = ["mostly" if place % 2 else "never" for place in range(len(area))]
    order = np.random.default_rng(0).permutation(len(area))
    sheet = sheet_of({"area": [area[i] for i in order], "heard": [heard[i] for i in order]})
    counts = count(frame(FORM, sheet, area_column="area").frame)
    assert counts.items["heard"].answered.tolist() == list(sizes.values())
    assert counts.items["heard"].by_option[:, 0].tolist() == [
        sum(place % 2 for place, name in enumerate(area) if name == wanted) for wanted in sizes
    ]
