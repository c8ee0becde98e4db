"""The objects of a PDF taken apart and packed again: all of them, in a file that others read, and nothing guessed."""

from __future__ import annotations

from io import BytesIO

import msgspec
import pikepdf
import pytest

from drawn.sample import sample_report
from poet.draw import pdf
from poet.draw.pdf_objects import packed, taken_apart


@pytest.fixture(scope="module")
def typeset():
    return pdf._typeset(sample_report(), None)


def plain(document):
    """Each object but streams, as text, by its number."""
    every = (one for one in document.objects if one is not None and not isinstance(one, pikepdf.Stream))
    return {one.objgen[0]: one.unparse(resolved=True) for one in every}


def test_every_object_is_there_again_and_the_file_is_much_smaller(typeset):
    small = packed(taken_apart(typeset))
    with pikepdf.open(BytesIO(typeset)) as before, pikepdf.open(BytesIO(small)) as after:
        assert after.check_pdf_syntax() == []
        assert len(plain(before)) > 200
        assert plain(after) == plain(before)
        assert after.trailer.ID.unparse() == before.trailer.ID.unparse()
    assert len(small) < len(typeset) * 0.7


def test_streams_are_as_they_were(typeset):
    with pikepdf.open(BytesIO(typeset)) as before, pikepdf.open(BytesIO(packed(taken_apart(typeset)))) as after:
        shown = [[page.Contents.read_raw_bytes() for page in document.pages] for document in (before, after)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("altered", "why"),
    [
        (lambda pdf: pdf[:-30], "no table"),
        (lambda pdf: pdf.replace(b"trailer\n<<", b"trailer\n<</Prev 1"), "no trailer"),
        (lambda pdf: pdf.replace(b"\n2 0 obj", b"\n2 1 obj"), "does not stand where"),
        (lambda pdf: packed(taken_apart(pdf)), "no table"),
    ],
)
def test_a_pdf_that_is_not_as_the_typesetter_writes_it_is_refused(typeset, altered, why):
    with pytest.raises(ValueError, match=why):
        taken_apart(altered(typeset))


def test_a_cell_that_is_tagged_otherwise_is_refused(typeset):
    with pytest.raises(ValueError, match="a cell of a table is not tagged"):
        pdf._with_row_headers(typeset.replace(b"/S/TD/P", b"/S/TX/P"))


def test_a_title_that_looks_like_a_tag_is_left_as_it_is():
    title = "<</Type/StructElem/S/TD/P 1 0 R/A[<</O/Table>>]/K[1]>> endobj 3 0 obj endstream"
    report = msgspec.structs.replace(sample_report(), title=title)
    with pikepdf.open(BytesIO(pdf.draw(report))) as document:
        assert document.open_metadata()["dc:title"] == title
