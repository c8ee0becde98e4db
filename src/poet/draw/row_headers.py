"""Row headers of a PDF's tables: the first cell of each body row is marked as one in the tag tree.

This Typst binding cannot mark one itself. What it wrote is marked where it stands: a cell's attributes are replaced by as
many bytes, so that nothing in the file moves. Typst writes each cell as an object of its own, plainly, and the cells of a
row after one another; how it does so is held by a count of the rows, and by the tests.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

# No text can look like this: within a string Typst writes an end of line with a backslash, and pages are compressed.
_CELL = re.compile(rb" 0 obj\n<</Type/StructElem/S/TD/P (\d+) 0 R(/A\[<</O/Table/Headers\[[^\]]*\]>>\])")
_DATA, _HEADER = b"/S/TD/", b"/S/TH/"
_OF_ROW = b"/A<</O/Table/Scope/Row>>"


class NotMarked(Exception):
    """The file holds other rows than were set: Typst writes its cells in another way than it did."""


def with_row_headers(pdf: bytes, rows: int) -> bytes:
    """Return the file with its row headers marked and its objects packed. Raises NotMarked unless it holds so many `rows`."""
    marked = _marked(pdf, rows) if rows else pdf
    written = BytesIO()
    with pikepdf.open(BytesIO(marked)) as document:
        document.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _marked(pdf: bytes, rows: int) -> bytes:
    begun: set[bytes] = set()

    def mark(cell: re.Match[bytes]) -> bytes:
        whole, row, looks = cell.group(), cell.group(1), cell.group(2)
        if row in begun:
            # Its list of column headers would win over the scopes, and hide the row's.
            return whole[: -len(looks)].ljust(len(whole))
        begun.add(row)
        return (whole[: -len(looks)].replace(_DATA, _HEADER) + _OF_ROW).ljust(len(whole))

    marked = _CELL.sub(mark, pdf)
    if len(begun) != rows or len(marked) != len(pdf):
        raise NotMarked(f"{len(begun)} rows were found of {rows}")
    return marked
