"""A file of how many people the caseload holds, by area, question and answer: who could have been heard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

from poet.answers import NotAccepted, Refusal, Sheet
from poet.exchange import answers_csv

AREA, QUESTION, ANSWER, PEOPLE = "area", "question", "answer", "people"
EVERYBODY = "everybody"
NO_COLUMN = "The file of the caseload needs the columns question, answer and people. It has: {columns}."
NO_NUMBER = "{said!r} is no number of people. Write a whole number above nought."
TWICE = "This answer stands in two rows of the same area. Keep one of them."


def caseload(file: Path) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """People by area (`everybody` where no area is named), question and answer, of a CSV with the columns question,
    answer, people and perhaps area. Raises NotAccepted on missing columns, no numbers and rows that stand twice."""
    sheet = answers_csv.read(file)
    if not {QUESTION, ANSWER, PEOPLE} <= sheet.columns.keys():
        raise NotAccepted((Refusal(NO_COLUMN.format(columns=", ".join(sheet.columns))),))
    found: dict[str, dict[str, dict[str, int]]] = {}
    refusals = []
    for row in range(sheet.rows):
        area, question, answer, people = (_cell(sheet, name, row) for name in (AREA, QUESTION, ANSWER, PEOPLE))
        held = found.setdefault(area or EVERYBODY, {}).setdefault(question, {})
        if not (people.isascii() and people.isdigit() and int(people) > 0):
            refusals.append(Refusal(NO_NUMBER.format(said=people), row=sheet.spreadsheet_row(row)))
        elif answer in held:
            refusals.append(Refusal(TWICE, row=sheet.spreadsheet_row(row)))
        else:
            held[answer] = int(people)
    if refusals:
        raise NotAccepted(tuple(refusals))
    return found


def _cell(sheet: Sheet, name: str, row: int) -> str:
    column = sheet.columns.get(name)
    place = -1 if column is None else int(column.at[row])
    return "" if column is None or place < 0 else normalize("NFC", column.cells[place])
