"""Tables that councils upload: what survives a spreadsheet program, what is told, and what is taken in."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter import Workbook as Written

from poet.answers import NotAccepted
from poet.exchange.uploads import as_csv, as_workbook, check, marked, read, stretches
from poet.exchange.uploads import workbook as reading
from poet.instrument import parse

TODAY = date(2026, 11, 24)
FORM = parse(
    """
    id = "upload"
    version = "1"
    title = "A form to upload"
    respondents = "people"
    [[variants]]
    id = "young"
    title = "Young"
    [[variants]]
    id = "old"
    title = "Old"
    [[sections]]
    id = "all"
    title = "All"
    kind = "context"
    [[items]]
    id = "age"
    section = "all"
    kind = "one"
    ask = "How old are you?"
    options = [
      { code = "0-4", text = "Under 5" },
      { code = "5-10", text = "5 to 10" },
      { code = "11-15", text = "11 to 15" },
    ]
    [[items]]
    id = "area"
    section = "all"
    kind = "one"
    ask = "Which part of town?"
    options = [{ code = "007", text = "North" }, { code = "012", text = "South" }]
    [[items]]
    id = "helpers"
    section = "all"
    kind = "many"
    ask = "Who helped?"
    options = [
      { code = "family", text = "My family" },
      { code = "school", text = "School" },
      { code = "nobody", text = "Nobody", alone = true },
    ]
    [[items]]
    id = "weekly"
    section = "all"
    kind = "number"
    unit = "pounds"
    high = 5000
    ask = "How much a week?"
    [[items]]
    id = "why"
    section = "all"
    kind = "text"
    ask = "Why nobody?"
    when = [{ item = "helpers", is = ["nobody"] }]
    """,
    "upload.toml",
)


def workbook(*rows, name="answers"):
    book = Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def taken(data):
    return [dict(person.answers) for person in check(FORM, read(data), today=TODAY).people()]


def refused(data):
    with pytest.raises(NotAccepted) as caught:
        check(FORM, read(data), today=TODAY)
    return [str(refusal) for refusal in caught.value.refusals]


@pytest.mark.parametrize(
    "data",
    [
        workbook(("age", "helpers", "weekly"), ("5-10", "family;school", 120)),
        workbook(("age", "helpers", "weekly"), ("5 to 10", "My family; SCHOOL", "£120.00")),
        workbook(("age", "helpers", "weekly"), (date(2026, 10, 5), "School;my family", 120.0)),
        b"age,helpers,weekly\n05-Oct,family;school,120\n",
        b'sep=;\r\nage;helpers;weekly\r\n05/10/2026;"My family;School";120\r\n',
        'age;helpers;weekly\r\n5-10;"family;school";£120'.encode("cp1252"),
    ],
    ids=["codes", "words", "a date that nobody meant", "a date in a CSV", "the line before the header", "Windows-1252"],
)
def test_the_same_answers_are_taken_in_however_they_were_typed(data):
    assert taken(data) == [{"age": "5-10", "helpers": "family;school", "weekly": "120"}]


def test_november_2015_was_an_age_band():
    assert taken(workbook(("age",), (date(2015, 11, 1),))) == [{"age": "11-15"}]


def test_a_nought_that_was_dropped_is_put_back():
    assert taken(workbook(("area",), (7,), ("012",), (12,))) == [{"area": "007"}, {"area": "012"}, {"area": "012"}]


def test_true_is_not_taken_for_one():
    assert refused(workbook(("weekly",), (1,), (True,))) == [
        "row 3, column 'weekly': 'true' is not a number. Enter an amount in pounds, like 120 or 13.50."
    ]


def test_a_date_that_fits_no_answer_is_named_with_the_remedy():
    assert refused(workbook(("age", "weekly"), (date(2026, 1, 2), 5), (None, date(2026, 3, 4)))) == [
        "row 2, column 'age': The spreadsheet program has made the date 2026-01-02 of what was typed. "
        "Format the column as text, type the answer again and upload the file once more.",
        "row 3, column 'weekly': The spreadsheet program has made the date 2026-03-04 of what was typed. "
        "Format the column as text, type the answer again and upload the file once more.",
    ]


def test_every_fault_is_told_from_top_to_bottom_and_nothing_is_taken_in():
    data = workbook(
        ("id", "month", "wording", "age", "helpers"),
        ("a", "2026-10", "young", "5-10", "family"),
        ("b", "2027-01", "young", "six", "family;nobody"),
        ("a", "soon", "middle", "5-10", None),
    )
    assert refused(data) == [
        "row 3, column 'age': 'six' is not an option of 'age'. Use one of: 0-4, 5-10, 11-15.",
        "row 3, column 'helpers': 'Nobody' cannot go together with other answers. Keep it alone, or remove it.",
        "row 3, column 'month': 2027-01 is still to come. Enter the month in which the answers were given, or leave the "
        "cell empty.",
        "row 4, column 'wording': 'middle' is no wording of this questionnaire. Use one of: young, old.",
        "row 4, column 'month': 'soon' is no month. Enter it as year and month, like 2026-10, or leave the cell empty.",
        "row 4, column 'id': 'a' stands in row 2 already. Keep one of the two rows.",
    ]


def test_rows_without_an_answer_are_passed_over_and_keep_their_numbers():
    found = check(FORM, read(workbook(("why", "age"), (None, "5-10"), (), ("", " "), (None, "0-4"))), today=TODAY)
    assert ([person.row for person in found.people()], found.passed_over) == ([2, 5], 2)


def test_what_the_other_answers_lead_past_is_left_out_and_counted():
    found = check(FORM, read(workbook(("helpers", "why"), ("family", "because"), ("nobody", "because"))), today=TODAY)
    assert ([dict(one.answers) for one in found.people()], found.given()) == (
        [{"helpers": "family"}, {"helpers": "nobody", "why": "because"}],
        4,
    )


def test_the_month_is_kept_as_its_first_day_and_the_wording_by_its_id():
    data = workbook(
        ("month", "wording", "age"),
        (date(2026, 10, 17), "old", "0-4"),
        ("2026-09", None, "0-4"),
        (None, None, "0-4"),
    )
    assert [(one.month, one.variant) for one in check(FORM, read(data), today=TODAY).people()] == [
        (date(2026, 10, 1), "old"), (date(2026, 9, 1), "young"), (None, "young"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (workbook(("age", "helpers")), ["No row holds an answer. Fill in the sheet 'answers', one person a row, and upload it again."]),
        (workbook(()), ["The sheet is empty. Put the column names in its first row: the ids of the questions."]),
        (
            workbook(("Age Band", "age"), ("x", "0-4")),
            ["row 1, column 'Age Band': The questionnaire has no such question. Remove the column."],
        ),
        (
            workbook(("helper", "age"), ("x", "0-4")),
            ["row 1, column 'helper': The questionnaire has no such question. Did you mean 'helpers'? Rename the column, or remove it."],
        ),
        (
            workbook(("age",), ("0-4", "stray")),
            ["row 2: The row has 2 cells where the first row has 1. Name the columns in the first row, or clear the cells."],
        ),
        (workbook(("age", "age"), ("0-4", "0-4")), ["row 1, column 'age': Columns 1 and 2 both have this name. Rename or remove one of them."]),
        (
            b"PK\x03\x04 nothing of a workbook",
            ["The file is neither a workbook nor a CSV file that can be read. Save it as .xlsx or as 'CSV UTF-8'."],
        ),
        (
            b"\xd0\xcf\x11\xe0 nor of an old one",
            ["The file is neither a workbook nor a CSV file that can be read. Save it as .xlsx or as 'CSV UTF-8'."],
        ),
    ],
    ids=["no rows", "nothing", "no question", "nearly a question", "beyond the header", "twice", "no workbook", "no old one"],
)  # fmt: skip
def test_a_table_that_cannot_be_taken_in_is_refused_with_what_to_do(data, words):
    assert refused(data) == words


def test_a_workbook_that_unpacks_to_more_than_is_looked_at_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_UNPACKED", 1 << 20)
    data = workbook(("why",), *(("x" * 30_000,) for _ in range(50)))
    assert refused(data) == ["The file is too large: 2 MB of at most 1 MB. Upload it in several parts."]


def filled(data, *rows):
    """The template as a person fills it in."""
    book = load_workbook(BytesIO(data))
    for number, row in enumerate(rows, 2):
        for name, value in row.items():
            place = [cell.value for cell in book["answers"][1]].index(name) + 1
            book["answers"].cell(number, place, value)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_the_template_names_each_question_offers_its_answers_and_comes_back_whole():
    data = as_workbook(FORM)
    book = load_workbook(BytesIO(data))
    assert [cell.value for cell in book["answers"][1]] == [
        "id",
        "month",
        "wording",
        "age",
        "area",
        "helpers",
        "weekly",
        "why",
    ]
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in book["answers"].data_validations.dataValidation}
    assert lists == {"C2": "lists!$C$1:$C$2", "D2": "lists!$D$1:$D$3", "E2": "lists!$E$1:$E$2"}
    assert [row[0].value for row in book["lists"]["D1:D3"]] == ["Under 5", "5 to 10", "11 to 15"]
    assert taken(filled(data, {"age": "Under 5", "helpers": "Nobody", "why": "=1+1"})) == [
        {"age": "0-4", "helpers": "nobody"}
    ], "a formula that nobody worked out is an empty cell"
    assert taken(filled(data, {"age": "Under 5"})) == [{"age": "0-4"}]


def test_the_template_of_another_version_is_refused_by_name():
    other = parse(FORM_TEXT_2, "upload.toml")
    with pytest.raises(NotAccepted) as caught:
        check(other, read(filled(as_workbook(FORM), {"age": "0-4"})), today=TODAY)
    assert str(caught.value) == (
        "This workbook was made for upload/1, and this is the upload for upload/2. "
        "Download the template of upload/2 and copy the answers into it, or choose the other upload."
    )


def test_the_csv_template_opens_in_excel_and_comes_back():
    data = as_csv(FORM)
    assert data == b"\xef\xbb\xbfid,month,wording,age,area,helpers,weekly,why\r\n"
    assert taken(data + b",,,0-4,,,,\r\n") == [{"age": "0-4"}]


def test_the_marked_copy_shows_each_fault_where_it_stands_and_holds_no_formula():
    handed = read(workbook(("age", "why"), ("six", "=cmd()"), ("0-4", "late")))
    with pytest.raises(NotAccepted) as caught:
        check(FORM, handed, today=TODAY)
    book = load_workbook(BytesIO(marked(handed.sheet, caught.value.refusals)))
    told = "'six' is not an option of 'age'. Use one of: 0-4, 5-10, 11-15."
    assert [[cell.value for cell in row] for row in book["What to mend"]["A3:C3"]] == [[2, "age", told]]
    cell = book["answers"]["A2"]
    assert (cell.value, cell.fill.bgColor.rgb or cell.fill.fgColor.rgb, cell.comment.text) == (
        "six",
        cell.fill.bgColor.rgb,
        told,
    )
    assert [(one.value, one.data_type) for one in book["answers"]["B"]] == [("why", "s"), (None, "n"), ("late", "s")]


FORM_TEXT_2 = """
id = "upload"
version = "2"
title = "A form to upload"
respondents = "people"
[[sections]]
id = "all"
title = "All"
kind = "context"
[[items]]
id = "age"
section = "all"
kind = "one"
ask = "How old are you?"
options = [{ code = "0-4", text = "Under 5" }, { code = "5-10", text = "5 to 10" }]
"""


def test_a_large_sheet_is_read_in_stretches_and_says_the_same(monkeypatch):
    written = BytesIO()
    with Written(written, {"strings_to_formulas": False}) as book:
        sheet, about = book.add_worksheet("answers"), book.add_worksheet("about")
        about.write_row(0, 0, ["digest", "abc"])
        sheet.write_row(0, 0, ["heard", "age", "words"])
        for row in (*range(1, 2_000), *range(2_500, 40_000)):
            sheet.write_row(row, 0, ["Mostly", row % 25, f"<words> & {row % 7}"])
    whole = reading.parse(written.getvalue())
    monkeypatch.setattr(stretches, "STRETCH", 1 << 19)
    cut = stretches.large(written.getvalue(), "answers")
    assert cut is not None
    assert len(list(cut.stretches())) > 2
    parted = reading.parse(written.getvalue())
    assert (parted.digest, parted.sheet.rows) == (whole.digest, whole.sheet.rows) == ("abc", 39_999)
    for name, column in whole.sheet.columns.items():
        same = parted.sheet.columns[name]
        assert (list(same.cells), same.at.tolist()) == (list(column.cells), column.at.tolist())


def test_a_month_before_the_round_is_refused():
    handed = read(b"month,age\n2026-08,0-4\n2026-09,5-10\n")
    with pytest.raises(NotAccepted, match=r"before the round began.*2026-09"):
        check(FORM, handed, today=date(2026, 11, 24), since=date(2026, 9, 15))
