"""The caseload of `poet analyse --caseload`: who could have been heard, read whole or refused with row and remedy."""

import pytest

from poet.answers import NotAccepted
from poet.commands.caseload import caseload


def written(folder, text):
    file = folder / "caseload.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_people_are_read_by_area_question_and_answer_and_without_an_area_they_are_everybodys(tmp_path):
    text = "area,question,answer,people\nAnyshire,gender,man,120\nAnyshire,gender,woman,130\n,gender,man,900\n"
    assert caseload(written(tmp_path, text)) == {
        "Anyshire": {"gender": {"man": 120, "woman": 130}},
        "everybody": {"gender": {"man": 900}},
    }


def test_a_file_without_areas_is_everybodys(tmp_path):
    assert caseload(written(tmp_path, "people,answer,question\n7,man,gender\n")) == {
        "everybody": {"gender": {"man": 7}}
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("question,people\ngender,4\n", "needs the columns question, answer and people. It has: question, people."),
        (
            "question,answer,people\ngender,man,many\n",
            "row 2: 'many' is no number of people. Write a whole number above nought.",
        ),
        ("question,answer,people\ngender,man,0\n", "row 2: '0' is no number of people."),
        ("question,answer,people\ngender,man,-3\n", "row 2: '-3' is no number of people."),
        ("question,answer,people\ngender,man,1.5\n", "row 2: '1.5' is no number of people."),
        ("question,answer,people\ngender,man,\n", "row 2: '' is no number of people."),
        (
            "question,answer,people\ngender,man,4\ngender,man,4\n",
            "row 3: This answer stands in two rows of the same area.",
        ),
    ],
)
def test_what_cannot_be_a_caseload_is_refused_with_its_row_and_what_to_do(tmp_path, text, said):
    with pytest.raises(NotAccepted) as refused:
        caseload(written(tmp_path, text))
    assert said in str(refused.value)
