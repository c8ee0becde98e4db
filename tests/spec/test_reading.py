"""Tables as councils send them, and the words for those that cannot be taken in."""

import pytest

from poet.answers import NotAccepted
from poet.exchange import answers_csv
from poet.frame import frame
from world import FORM

STRAY_QUOTE = (
    "A cell that begins in this row opens with a quotation mark and is not closed by one. "
    "Put one at each end of the cell, and two for each one inside it."
)


def read(data):
    sheet = answers_csv.parse(data)
    return {name: [column.cells[i] if i >= 0 else "" for i in column.at] for name, column in sheet.columns.items()}


def refused(data):
    with pytest.raises(NotAccepted) as caught:
        answers_csv.parse(data)
    return [str(refusal) for refusal in caught.value.refusals]


@pytest.mark.parametrize(
    "data",
    [
        "area,words\nAnyshire,café\n".encode(),
        "area;words\r\nAnyshire;café\r\n".encode("cp1252"),
        "\ufeffarea;words\r\nAnyshire;café".encode(),
        "area\twords\nAnyshire\tcafé\n".encode("utf-16"),
        ' area , words \n "Anyshire" , café \n'.replace(' "Anyshire" ', "Anyshire").encode(),
        "area,words\rAnyshire,café\r".encode(),
        "\ufeff".encode() + "area;words\r\nAnyshire;café\r\n".encode("cp1252"),
        "area\twords\r\nAnyshire\tcafé\r\n\r\n".encode("utf-16"),
        '"area"|words\n"Anyshire"|"café"'.encode(),
    ],
    ids=[
        "utf-8",
        "windows-1252 and semicolons",
        "byte-order mark",
        "utf-16 and tabs",
        "blanks",
        "old line ends",
        "windows-1252 behind the mark of utf-8",
        "blank lines at the end",
        "quotes",
    ],
)
def test_a_table_reads_the_same_however_it_was_saved(data):
    assert read(data) == {"area": ["Anyshire"], "words": ["café"]}


def test_a_semicolon_in_a_cell_does_not_pass_for_the_delimiter():
    assert read(b"area,helpers\nAnyshire,family;school\n") == {"area": ["Anyshire"], "helpers": ["family;school"]}


def test_a_line_end_inside_quotes_stays_in_the_cell():
    assert read(b'area,words\nAnyshire,"late\nagain"\n') == {"area": ["Anyshire"], "words": ["late\nagain"]}


def test_a_cell_of_the_first_row_does_not_pass_for_the_header():
    assert read(b"helpers\rfamily;school;friends\r") == {"helpers": ["family;school;friends"]}


def test_a_name_in_the_header_may_hold_the_delimiter_and_a_line_end():
    assert read(b'area,"words,\nif any"\nAnyshire,late\n') == {"area": ["Anyshire"], "words,\nif any": ["late"]}


def test_a_blank_line_keeps_the_rows_after_it_where_a_spreadsheet_shows_them():
    assert read(b'area,words\n\n"Anyshire","a\n\nb"\n') == {"area": ["", "Anyshire"], "words": ["", "a\n\nb"]}


def test_cells_that_differ_only_in_blanks_are_one():
    column = answers_csv.parse("area,words\nNowhere,1\n Nowhere ,2\n\u00a0,3\nAnyshire,4\n".encode()).columns["area"]
    assert (list(column.cells), column.at.tolist()) == (["Nowhere", "Anyshire"], [0, 0, -1, 1])


def test_a_hundred_thousand_different_comments_are_told_apart():
    lines = "".join(f'r{n},"So ""late"", we waited {n} weeks"\n' for n in range(100_000))
    column = answers_csv.parse(f"id,words\n{lines}".encode()).columns["words"]
    assert (len(column.cells), column.cells[99_999]) == (100_000, 'So "late", we waited 99999 weeks')


def test_a_table_of_one_column_keeps_its_empty_cells():
    assert read(b"heard\nmostly\n\nnever\n") == {"heard": ["mostly", "", "never"]}


def test_a_header_without_rows_is_a_table():
    assert read(b"area,heard\n") == {"area": [], "heard": []}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["The file is empty. Save the table again, with the column names in its first row."]),
        (b"\xef\xbb\xbf \n", ["The file is empty. Save the table again, with the column names in its first row."]),
        (b",,\n1,2,3\n", ["row 1: The first row is empty. Put the column names there: the ids of the questions."]),
        (b"\n\na,b\n1,2\n", ["row 1: The first row is empty. Put the column names there: the ids of the questions."]),
        (b"a,b,a\n1,2,3\n", ["row 1, column 'a': Columns 1 and 3 both have this name. Rename or remove one of them."]),
        (b"a, ,b\n1,2,3\n", ["row 1: Column 2 has no name. Name it in the first row, or remove it."]),
        (
            b"a,b\n1,2\n\n1,2,3\n4\n",
            [
                "row 4: The row has 3 cells where the header has 2. Put quotes around cells that hold a comma.",
                "row 5: The row has 1 cell where the header has 2. Put quotes around cells that hold a comma.",
            ],
        ),
        (b'a;b\n1;2\n3;"late\n4;5\n', [f"row 3: {STRAY_QUOTE}"]),
        (b'a;b\n1;2\n3;"late\n4;"soon\n5;6\n', [f"row 3: {STRAY_QUOTE}"]),
        (b'a,"b\n1,2\n', [f"row 1: {STRAY_QUOTE}"]),
        (
            b"PK\x03\x04\x14\x00",
            ["This is a workbook, not a CSV file. Open it in a spreadsheet program and save it as 'CSV UTF-8'."],
        ),
        (
            b"a,b\n\x81,\xe9\n",
            [
                "The letters are neither UTF-8, UTF-16 nor Windows-1252. "
                "Open it in a spreadsheet program and save it as 'CSV UTF-8'."
            ],
        ),
        (
            b"a,b\n1," + b"x" * 9_000_000,
            ["The file cannot be read as a table. Open it in a spreadsheet program and save it as 'CSV UTF-8'."],
        ),
    ],
    ids=[
        "empty",
        "only a mark",
        "no names",
        "header further down",
        "column twice",
        "unnamed column",
        "ragged",
        "quote left open",
        "two quotes left open",
        "quote left open in the header",
        "workbook",
        "no letters",
        "endless cell",
    ],
)
def test_a_table_that_cannot_be_read_says_where_and_what_to_do(data, words):
    assert refused(data) == words


def test_a_quotation_mark_inside_a_plain_cell_is_a_letter():
    assert read(b'area,words\nAnyshire,5" late\n') == {"area": ["Anyshire"], "words": ['5" late']}


def test_of_many_rows_that_do_not_fit_fifty_are_told_and_how_many_more_there_are():
    words = refused(b"a,b\n" + b"1\n" * 100)
    assert (len(words), words[-1]) == (51, "... and 50 more. Mend these first, then try again.")


def test_a_million_rows_are_read_coded_and_counted(tmp_path):
    file = tmp_path / "million.csv"
    line = "Anyshire,mostly,family;school,11\nOthershire,never,,\nNowhere,dont-know,nobody,3\nAnyshire,,family,\n"
    file.write_text("area,heard,helpers,age\n" + line * 250_000)
    taken = frame(FORM, answers_csv.read(file), area_column="area").frame
    assert (taken.respondents, taken.areas, taken.starts.tolist()) == (
        1_000_000,
        ("Anyshire", "Nowhere", "Othershire"),
        [0, 500_000, 750_000, 1_000_000],
    )
