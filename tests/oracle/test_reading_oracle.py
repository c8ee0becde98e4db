"""A table comes back from its file as it went in, whichever dialect wrote it."""

import csv
import io

from hypothesis import assume, given
from hypothesis import strategies as st

from poet.exchange import answers_csv

# What Windows-1252 holds can be written in every encoding that is taken in.
western = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]) | st.sampled_from(',;\t|"\n'))
any_script = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from(',;\t|"\n'))


def tables(cells):
    return st.lists(st.tuples(cells, cells, cells), max_size=8)


def written(rows, mark, line_end, quoting):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mark, lineterminator=line_end, quoting=quoting)
    writer.writerows([("id", "area", "words"), *rows])
    return out.getvalue()


def read(data):
    sheet = answers_csv.parse(data)
    columns = [[column.cells[at] if at >= 0 else "" for at in column.at] for column in sheet.columns.values()]
    return list(zip(*columns, strict=True))


def bare(rows):
    return [tuple(cell.strip() for cell in row) for row in rows]


def is_utf8(raw):
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


marks = st.sampled_from(",;\t|")
line_ends = st.sampled_from(["\n", "\r\n"])
quotings = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])


@given(tables(western), marks, line_ends, quotings, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_a_table_comes_back_from_every_encoding(rows, mark, line_end, quoting, encoding):
    raw = written(rows, mark, line_end, quoting).encode(encoding)
    assume(encoding != "cp1252" or raw.isascii() or not is_utf8(raw))  # what is sound UTF-8 is taken for it
    assert read(raw) == bare(rows)


@given(tables(any_script), marks, line_ends, quotings, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_letters_of_every_script_come_back(rows, mark, line_end, quoting, encoding):
    assert read(written(rows, mark, line_end, quoting).encode(encoding)) == bare(rows)
