"""What is said about answers that do not fit their questionnaire, and what to do about it."""

from __future__ import annotations

from difflib import get_close_matches

NO_ITEM = "No column is a question of this questionnaire. Name columns by item id, as in the questionnaire file."
NO_AREA_COLUMN = "There is no column of this name. The columns are: {columns}."
NO_ID_COLUMN = "There is no column of this name to tell respondents apart."
NO_AREA = "The cell is empty, so the row belongs nowhere. Fill it, or remove the row."
NOT_A_GROUPING = (
    "Answers cannot be grouped by this question. Choose one that takes a single answer, or a column of areas."
)
NO_ID = "The cell is empty, so the respondent cannot be told apart. Fill it, or remove the column."
REPEATED_ID = "{id!r} stands in row {first} already. Keep one of the two rows."


def unknown_column(name: str, known: list[str]) -> str:
    """A column that is no item, with the nearest item if one is near, whatever its case and blanks."""
    near = get_close_matches("-".join(name.casefold().replace("_", " ").split()), known, 1)
    what = f"Did you mean {near[0]!r}? Rename it" if near else "Remove it"
    return f"The questionnaire has no such question. {what}, or say --ignore {name}."


NO_SNAPSHOT = "{file} is no snapshot of a round. Write one with write_snapshot."
OTHER_SNAPSHOT = (
    "{file} holds answers to another questionnaire than {name}, or to another version of it. Open it with its own."
)
