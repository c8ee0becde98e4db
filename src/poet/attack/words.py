"""What the intruder says it found: each sentence says how, and what the finding means."""

from __future__ import annotations

NO_LINE = "Line {line} is no entry of a release ledger: {why}. Give the file that `poet audit` reads."
NO_OVERLAY = "Entry {number} of {item!r} cannot be laid over the others: {why}. Nothing was concluded from it."
STRANGERS = "a group of the same name is made of other smallest groups there, none of them the same"
READER = "As a reader of what is {audience} ({entries}), {population}:"
ENOUGH = (
    "{item}: {found} are enough; {left} more were found or not looked at, so what is not named here is no clean bill."
)
OWN_LIMIT = (
    "{item}: what somebody learns who knows their own answer was searched for {tried} pairs of a count and an answer, the "
    "narrowest counts first; {left} were not looked at, so this is no clean bill."
)
TOO_MUCH = (
    "{releases} releases over so many groups are more than can be looked at. Nothing was, and that is no clean bill."
)
NOTHING = "  Nothing small can be worked out of {counts} looked at; {searched} needed a search."
CONTRADICTION = "  {item}: no people could have given all these numbers; one of the entries is wrong."
FOUND = "  {what}: {found}, {how}."
EXACTLY = "exactly {count}"
BETWEEN = "between {low} and {high}"
SUBTRACTED = "one printed figure taken from another ({larger} less {smaller})"
ALGEBRA = "printed figures added up and taken away"
SEARCH = "no other number of people fits everything that is printed"
OWN = "known to somebody who gave the answer {own} themselves; others only"
MEAN = "{what}: {people} people's mean lies between {low} and {high}, worked out from rounded means and bases."
RESPONDENTS = (
    "  Beside it, {tables} tell how many of those who took part gave no answer of the base, from 1 to {most}: the number "
    "of people who took part less the base. Nothing says which of them left the question out."
)
SUMMARY_SAFE = "Nothing was found in {entries}."
SUMMARY_STOPPED = "Nothing was found, but not all was looked at (see above): that is no clean bill."
SUMMARY_FOUND = "{leaks} found. Withhold one of the figures each rests on, then attack again."

INVERTED = "  {item}, {group}: {counts}, {how}."
ROUNDING = "the only people whose percentages are rounded so"
INTERVALS = "the only people whose percentages have these limits"
OWN_ROW = "for somebody who gave the answer {own} themselves"
NO_PERCENTAGES = (
    "This table has no column {missing}. Give the CSV that `poet open-data --how rounding` writes, or a ledger."
)
ROWS_SAFE = "None of {rows} can be worked out of its percentages."
ROWS_FOUND = "{found} of {rows} can be worked out. Round them more coarsely, or hide the base, then attack again."

NO_PDFTOTEXT = (
    "A PDF is read with pdftotext, which is not installed here. Install poppler-utils, or leave the PDF files out."
)
NO_COUNTS = (
    "A CSV among the issued files has other columns than those of counts (group, item, answer, figure, base). Give what "
    "`poet count` writes; a CSV of percentages is attacked by itself (poet attack FILE.csv)."
)
OTHER_FORM = (
    "A CSV tells of {item!r}, which {form} does not ask. Give the questionnaire that was asked with --instrument."
)
NO_REGIONS = "{file} is a region's report, and nobody said which areas are in it. Name a CSV of both: --regions FILE."
NO_SUCH_REGION = "{file} is called like no region of the file of regions. Regions there: {regions}."
NO_SUCH_AREA = "{name} stands in no row of the file of regions, so nobody knows which region it is in. Add it."
NO_AREA_COLUMNS = "The file of regions needs the columns area and region. It has: {columns}."
NO_FILES = (
    "{folder} holds no folder of issued files. Give a folder with one folder a term, in their order, each with a report for "
    "everybody (all) and one for each area, as {endings}."
)

ANYBODY = "any answer"
EVERYBODY = "everybody ({partition})"
NOBODY_LEFT = "everybody ({partition}) but {groups} printed"
CELL = "{answer} to {item}, {group}, {wave}"
OR = " or "
NOT = "not {answer}"
TOOK_PART = "who took part"
ASKED = "asked what follows {answer} ({item})"
NOT_ASKED = "not asked what follows {answer} ({item})"


def many(number: int, thing: str) -> str:
    """So many things, with the plural's s."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
