"""Every sentence said about an uploaded table, each with what to do next."""

from __future__ import annotations

_MEGABYTE = 1 << 20

ANSWERS, QUESTIONS, ABOUT, LISTS = "answers", "questions", "about", "lists"
ID, WORDING, MONTH = "id", "wording", "month"

NO_WORKBOOK = "The file is neither a workbook nor a CSV file that can be read. Save it as .xlsx or as 'CSV UTF-8'."
TOO_MANY_ROWS = "The table has {rows:,} rows; at most {most:,} are taken in at once. Upload it in several parts."
EMPTY = "The sheet is empty. Put the column names in its first row: the ids of the questions."
NOTHING = "No row holds an answer. Fill in the sheet 'answers', one person a row, and upload it again."
OTHER_FORM = (
    "This workbook was made for {made_for}, and this is the upload for {wanted}. "
    "Download the template of {wanted} and copy the answers into it, or choose the other upload."
)
REPEATED_ID = "{id!r} stands in row {first} already. Keep one of the two rows."
NO_MONTH = "{said!r} is no month. Enter it as year and month, like 2026-10, or leave the cell empty."
MONTH_TO_COME = "{said} is still to come. Enter the month in which the answers were given, or leave the cell empty."
MONTH_BEFORE = (
    "{said} is before the round began. Enter the month in which the answers were given, from {since} on, or leave the "
    "cell empty."
)
NO_WORDING = "{said!r} is no wording of this questionnaire. Use one of: {known}."
A_DATE = (
    "The spreadsheet program has made the date {said} of what was typed. "
    "Format the column as text, type the answer again and upload the file once more."
)

MENDING = "What to mend"
MENDING_HEAD = ("Row", "Column", "What to do")
TO_MEND = "Mend the marked cells on the sheet 'answers', save the workbook and upload it again."
ABOUT_LINES = (
    "One person a row, on the sheet 'answers'. The first row names the questions: leave it as it is.",
    "Choose an answer from the list in the cell, or type its code from the sheet 'questions'. "
    "Where several may be chosen, put a semicolon between them.",
    "Leave a cell empty where nothing was said. Write no names of people.",
    "The columns 'id' and 'month' may stay empty. 'id' is a number of your own for the row, such as the number on the "
    "paper: it is used to find rows that stand twice, and is not kept.",
    "Save the workbook as .xlsx, or the sheet as 'CSV UTF-8', and upload it.",
)
QUESTION_HEAD = ("Column", "Question", "How to answer", "Answers and their codes")
ONE, MANY = "One answer", "One or more, with a semicolon between"
NUMBER, TEXT = "A number from {low} to {high}", "In the person's own words"


def too_large(found: int, most: int) -> str:
    """More bytes than are looked at."""
    sizes = f"{-(-found // _MEGABYTE):,} MB of at most {most // _MEGABYTE:,} MB"
    return f"The file is too large: {sizes}. Upload it in several parts."


def unknown_column(near: str | None) -> str:
    """A column that is no question of the questionnaire."""
    what = f"Did you mean {near!r}? Rename the column, or remove it." if near else "Remove the column."
    return f"The questionnaire has no such question. {what}"


def uneven(found: int, expected: int) -> str:
    """A row that reaches beyond the header."""
    return f"The row has {found} cells where the first row has {expected}. Name the columns in the first row, or clear the cells."
