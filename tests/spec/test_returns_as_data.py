"""A council's returns in the formats that analysts use: the same answers in each, read back by other people's libraries."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet
import pyreadstat
import pytest
from openpyxl import load_workbook

from poet.exchange.returns import FORMATS, Record, TooLarge, codebook, columns, csvw, formats
from poet.instrument import NOT_UNDERSTOOD
from world import FORM

SAID = [
    {"heard": "mostly", "helpers": "family;school", "age": "11", "words": "a comment"},
    {"heard": "dont-know", "helpers": "nobody", "age": "12.5"},
    {},
]
RECORDS = [Record("E10900001", "2026-10", "standard", "easy", "en", said) for said in SAID]
NAMES = [
    "area",
    "month",
    "wording",
    "face",
    "language",
    "heard",
    "helpers.family",
    "helpers.school",
    "helpers.nobody",
    "age",
]
AROUND = ["E10900001", "2026-10", "standard", "easy", "en"]
CELLS = [
    [*AROUND, "mostly", "chosen", "chosen", "not chosen", "11"],
    [*AROUND, "dont-know", "not chosen", "not chosen", "chosen", "12.5"],
    [*AROUND, "", "", "", "", ""],
]


def written(ending, records=RECORDS, **choice):
    out = io.BytesIO()
    FORMATS[ending].write(columns(FORM, **choice), iter(records), out)
    return out.getvalue()


def test_the_csv_has_a_row_a_response_and_no_comment():
    assert list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig")))) == [NAMES, *CELLS]


def test_json_lines_hold_a_row_a_response_with_numbers_as_numbers_and_null_for_nothing():
    lines = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    assert [list(line) for line in lines] == [NAMES] * 3
    assert [list(line.values()) for line in lines] == [
        [*AROUND, "mostly", "chosen", "chosen", "not chosen", 11],
        [*AROUND, "dont-know", "not chosen", "not chosen", "chosen", 12.5],
        [*AROUND, None, None, None, None, None],
    ]


def test_the_workbook_holds_the_same_with_numbers_as_numbers_and_a_code_book():
    book = load_workbook(io.BytesIO(written("xlsx")))
    head, *rows = [[cell.value for cell in row] for row in book["returns"]]
    assert (head, rows[0][:9], rows[0][9], rows[1][9]) == (NAMES, CELLS[0][:9], 11, 12.5)
    assert [cell.value for cell in book["code book"][1]][:3] == ["column", "item", "label"]


def test_parquet_holds_the_same_and_nothing_where_nothing_was_said():
    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet")))
    assert table.column_names == NAMES
    assert table["heard"].to_pylist() == ["mostly", "dont-know", None]
    assert table["age"].to_pylist() == [11.0, 12.5, None]
    assert table.schema.field("heard").metadata == {b"label": b"I was heard."}


def test_spss_sees_labels_and_takes_what_stands_apart_for_missing(tmp_path):
    (tmp_path / "x.sav").write_bytes(written("sav"))
    table, about = pyreadstat.read_sav(str(tmp_path / "x.sav"), user_missing=True)
    assert table["heard"].tolist() == [1, 91, 0]
    assert about.variable_value_labels["heard"] == {
        1: "Mostly",
        2: "Sometimes",
        3: "Never",
        91: "Don't know",
        0: "No answer",
    }
    assert about.missing_ranges["heard"] == [{"lo": 0, "hi": 0}, {"lo": 91, "hi": 91}]
    assert about.column_names_to_labels["helpers.family"] == "Who helped?: Family"
    assert (about.variable_measure["heard"], about.variable_measure["age"]) == ("ordinal", "scale")
    left, _ = pyreadstat.read_sav(str(tmp_path / "x.sav"))
    assert left["heard"].dropna().tolist() == [1]


def test_an_item_that_is_left_out_is_named_in_the_code_book():
    rows = list(
        csv.reader(io.StringIO(codebook(columns(FORM, left_out={"age"}), FORM, made_up=True).decode("utf-8-sig")))
    )
    assert [row[1:5] for row in rows[-3:]] == [
        ["age", "How old?", "How old?", "not in this file"],
        ["words", "Anything else?", "Anything else?", "not in this file"],
        ["", "Made-up data: nothing here was said by a real person.", "", ""],
    ]


def test_the_code_book_tells_every_value_and_which_are_missing():
    rows = list(csv.reader(io.StringIO(codebook(columns(FORM), FORM).decode("utf-8-sig"))))
    assert [row[5:] for row in rows if row[0] == "heard"] == [
        ["0", "", "No answer", "yes"],
        ["1", "mostly", "Mostly", ""],
        ["2", "sometimes", "Sometimes", ""],
        ["3", "never", "Never", ""],
        ["91", "dont-know", "Don't know", "yes"],
    ]


def test_the_description_for_programs_names_each_column_of_the_csv():
    told = json.loads(csvw(columns(FORM), FORM, "returns.csv", made_up=True))
    assert (told["url"], [one["name"] for one in told["tableSchema"]["columns"]]) == ("returns.csv", NAMES)
    assert told["tableSchema"]["columns"][5]["datatype"] == {
        "base": "string",
        "format": "mostly|sometimes|never|dont-know",
    }
    assert told["rdfs:comment"] == "Made-up data: nothing here was said by a real person."


def test_a_question_that_was_not_understood_is_no_number():
    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet", [Record(*AROUND, {"age": NOT_UNDERSTOOD})])))
    assert table["age"].to_pylist() == [None]


@pytest.mark.parametrize("ending", sorted(set(FORMATS) - {"jsonl"}))  # which names its columns in each row
def test_no_returns_make_a_file_with_columns_and_no_row(ending):
    assert len(written(ending, [])) >= 90


def test_too_many_cells_for_a_workbook_are_refused_with_what_to_choose(monkeypatch):
    monkeypatch.setattr(formats, "MOST_CELLS", 20)
    with pytest.raises(TooLarge) as caught:
        written("xlsx")
    assert (
        str(caught.value)
        == "A workbook holds at most 20 cells, and these returns have 30. Choose CSV, SPSS or Parquet."
    )
