"""What is said about a table that cannot be read, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# What may stand between cells, and its name; of marks that part a header into equally many names the first is taken.
MARKS: Mapping[str, str] = MappingProxyType({",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"})

SAVE_AGAIN = "Open it in a spreadsheet program and save it as 'CSV UTF-8'."
EMPTY = "The file is empty. Save the table again, with the column names in its first row."
NO_HEADER = "The first row is empty. Put the column names there: the ids of the questions."
WORKBOOK = f"This is a workbook, not a CSV file. {SAVE_AGAIN}"
UNKNOWN_LETTERS = f"The letters are neither UTF-8, UTF-16 nor Windows-1252. {SAVE_AGAIN}"
UNREADABLE = f"The file cannot be read as a table. {SAVE_AGAIN}"
BLANK_COLUMN = "Column {place} has no name. Name it in the first row, or remove it."
REPEATED_COLUMN = "Columns {first} and {second} both have this name. Rename or remove one of them."
STRAY_QUOTE = (
    "A cell that begins in this row opens with a quotation mark and is not closed by one. "
    "Put one at each end of the cell, and two for each one inside it."
)


def ragged(found: int, expected: int, mark: str) -> str:
    """A row with more or fewer cells than the header."""
    cells = "1 cell" if found == 1 else f"{found} cells"
    return f"The row has {cells} where the header has {expected}. Put quotes around cells that hold {MARKS[mark]}."
